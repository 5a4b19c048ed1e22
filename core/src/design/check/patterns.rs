//! Regular expressions in Java's flavour, as far as their shape can be judged.

/// Why the text is no regular expression; none when it may be one.
///
/// What this studio's engine takes is fine. Java knows more (look-around, possessive quantifiers), so what
/// it does not take is only refused when brackets do not match or something has nothing to repeat.
pub(super) fn flaw(pattern: &str) -> Option<&'static str> {
    if regex_lite::Regex::new(pattern).is_ok() {
        return None;
    }
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
            '[' => (in_class, repeatable) = (true, true),
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
            '|' | '^' => repeatable = false,
            _ => repeatable = true,
        }
    }
    if in_class || groups > 0 { Some("a bracket is not closed") } else { None }
}

#[cfg(test)]
mod tests {
    use super::flaw;

    #[test]
    fn java_is_let_through_and_broken_brackets_are_not() {
        for fine in ["4\\d{2}", "(?!2)\\d+", ".*Error.*", "[^0-9](\\n|.)*", "a++"] {
            assert_eq!(flaw(fine), None, "{fine}");
        }
        for broken in ["(", "a)", "[a", "*a", "a\\"] {
            assert!(flaw(broken).is_some(), "{broken}");
        }
    }
}
