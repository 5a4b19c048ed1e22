//! The wildcards of IAM policies: `*` stands for any run of characters, `?` for any one, across slashes too.

/// Whether `pattern` takes the whole of `text`.
///
/// Linear in memory and at worst quadratic in time: a failed match goes back to the last star only.
pub fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(symbol) if *symbol == '?' || Some(symbol) == text.get(t) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    p = at + 1;
                    t = from + 1;
                    star = Some((at, t));
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|symbol| *symbol == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_crosses_slashes() {
        assert!(matches("arn:*/prod/GET/*", "arn:aws:execute-api:eu:1:a/prod/GET/a/b"));
        assert!(matches("a?c*", "abc"));
        assert!(!matches("a?c", "ac"));
        assert!(!matches("*/GET/pets", "x/POST/pets"));
        assert!(matches("*", ""));
    }
}
