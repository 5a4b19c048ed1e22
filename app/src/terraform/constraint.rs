//! Version constraints as Terraform writes them: `>= 5.70, < 7.0`.

/// The operators, longer ones before those that they begin with.
const OPERATORS: &[&str] = &["~>", ">=", "<=", "!=", ">", "<", "="];

/// What is wrong with a version constraint, if anything.
pub fn complaint(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    text.split(',').map(str::trim).find_map(|part| {
        let version =
            OPERATORS.iter().find_map(|operator| part.strip_prefix(operator)).unwrap_or(part).trim();
        (!is_version(version)).then(|| match part {
            "" => "A constraint is missing beside the comma".to_owned(),
            part => {
                format!("`{part}` is no constraint: write `>= 5.0`, `~> 6.0` or a version like `5.100.0`")
            }
        })
    })
}

/// One to three numbers, and a word for a pre-release at most.
fn is_version(text: &str) -> bool {
    let (numbers, word) = text.split_once('-').map_or((text, None), |(numbers, word)| (numbers, Some(word)));
    let mut count = 0;
    let all = numbers.split('.').all(|number| {
        count += 1;
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let fits = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    };
    all && count <= 3 && word.is_none_or(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_terraform_takes() {
        for good in ["", ">= 5.70, < 7.0", "~>6", "= 5.100.0", "6.0.0-beta1", "!= 5.1"] {
            assert_eq!(complaint(good), None, "{good}");
        }
        for bad in ["latest", ">= ", "5.x", ">= 5,", "5.1.2.3", "=> 5", "^5"] {
            assert!(complaint(bad).is_some(), "{bad}");
        }
    }
}
