//! Regular expressions: Java's, which API Gateway takes, and others as far as their shape can be judged.

use crate::lang::pattern::{Cause, Pattern};

/// Why Java takes the text for no regular expression, and where; none when it may be one.
pub(super) fn flaw(pattern: &str) -> Option<String> {
    let error = Pattern::new(pattern).err().filter(|error| error.cause == Cause::Malformed)?;
    let rest = pattern.get(error.at..).unwrap_or_default();
    if rest == "\\" {
        return Some("it ends in a backslash".to_owned());
    }
    let before = pattern.get(..error.at).unwrap_or_default().chars().count();
    Some(format!("Java says `{}` at character {}", error.reason, before + 1))
}

/// Why the text is no regular expression in any dialect: brackets do not match or something has nothing to repeat.
pub(super) fn shape_flaw(pattern: &str) -> Option<&'static str> {
    let mut groups = 0_u32;
    let mut in_class = false;
    let mut repeatable = false;
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                if characters.next().is_none() {
                    return Some("it ends in a backslash");
                }
                repeatable = true;
            }
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => {
                (in_class, repeatable) = (true, true);
                // A bracket that comes first is a character.
                let rest = characters.as_str();
                let inside = rest.strip_prefix('^').unwrap_or(rest);
                characters = inside.strip_prefix(']').unwrap_or(inside).chars();
            }
            '(' => {
                groups += 1;
                repeatable = false;
                if characters.as_str().starts_with('?') {
                    characters.next();
                }
            }
            ')' => {
                groups = match groups.checked_sub(1) {
                    Some(groups) => groups,
                    None => return Some("a closing bracket has no opening one"),
                };
                repeatable = true;
            }
            '*' | '+' if !repeatable => return Some("there is nothing to repeat"),
            '|' => repeatable = false,
            _ => repeatable = true,
        }
    }
    if in_class || groups > 0 { Some("a bracket is not closed") } else { None }
}

#[cfg(test)]
mod tests {
    use super::{flaw, shape_flaw};

    #[test]
    fn java_is_let_through_and_broken_brackets_are_not() {
        for fine in ["4\\d{2}", "(?!2)\\d+", ".*Error.*", "[^0-9](\\n|.)*", "a++", "\\p{IsLatin}", "[^[a]]"] {
            assert_eq!(flaw(fine), None, "{fine}");
        }
        for broken in ["(", "a)", "[a", "*a", "a\\", "a{x}", "\\y", "[b-a]", "[^[]]"] {
            assert!(flaw(broken).is_some(), "{broken}");
        }
        assert_eq!(flaw("é(").as_deref(), Some("Java says `Unclosed group` at character 3"));
    }

    #[test]
    fn other_dialects_are_judged_by_their_shape() {
        for fine in ["[^[]+", "[]a]", "a{x}", "^*", "(?:a|b)+"] {
            assert_eq!(shape_flaw(fine), None, "{fine}");
        }
        for broken in ["(", "a)", "[a", "*a", "a\\"] {
            assert!(shape_flaw(broken).is_some(), "{broken}");
        }
    }
}
