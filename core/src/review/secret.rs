//! Whether a text that stands in the design is a secret: by what it is called, or by a shape that only keys have.

/// How names of secrets end, without signs and digits; `tokenUrl` and `passwordLength` are about one.
const ENDS: [&str; 9] = [
    "accesskey",
    "apikey",
    "authorization",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "secretkey",
    "token",
];
/// How keys of well-known services begin.
const PREFIXES: [&str; 7] = ["AKIA", "ASIA", "ghp_", "github_pat_", "glpat-", "sk_live_", "xoxb-"];
/// What a text of fewer characters is, is no secret worth the name.
const LEAST: usize = 8;

/// Whether something of this name and value is a secret in clear text.
pub(super) fn is_secret(name: &str, value: &str) -> bool {
    is_text(value) && (names_secret(name) && value.len() >= LEAST || is_key(value))
}

/// Whether a text holds a key whose shape gives it away.
pub(super) fn holds_key(text: &str) -> bool {
    text.split(|character: char| !character.is_ascii_alphanumeric() && !"_-+/=".contains(character))
        .any(is_key)
        || (text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----"))
}

fn names_secret(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let plain = plain.to_ascii_lowercase();
    ENDS.iter().any(|end| plain.ends_with(end))
}

/// Whether the value stands there as it is: no reference to where it is kept, no switch and no number.
fn is_text(value: &str) -> bool {
    let refers = ["arn:", "http://", "https://", "{{resolve:"].iter().any(|start| value.starts_with(start));
    let made = value.contains("${") || value.contains("$context") || value.contains("$request");
    let plain = matches!(value, "true" | "false" | "disabled" | "enabled" | "required");
    !refers && !made && !plain && !value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_key(word: &str) -> bool {
    let long = word.len() >= 20 && word.bytes().any(|byte| byte.is_ascii_digit());
    long && PREFIXES.iter().any(|start| word.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{holds_key, is_secret};

    #[test]
    fn secrets_are_told_from_what_is_about_them() {
        for (name, value) in [
            ("dbPassword", "hunter2hunter2"),
            ("API_KEY", "k7Jq2vXw9LmN4pRt6sYb"),
            ("x", "AKIAIOSFODNN7EXAMPLE"),
            ("Authorization", "Basic dXNlcjpwYXNz"),
        ] {
            assert!(is_secret(name, value), "{name}");
        }
        for (name, value) in [
            ("secret_arn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:db"),
            ("tokenUrl", "https://id.example.com/token"),
            ("passwordLength", "twelve-to-forty"),
            ("requireToken", "true"),
            ("token", "${var.token}"),
            ("environment", "production"),
            ("tokenService", "sign-in-of-the-shop"),
            ("api_key_id", "a1b2c3d4e5"),
        ] {
            assert!(!is_secret(name, value), "{name}");
        }
        assert!(
            holds_key("{\"key\": \"AKIAIOSFODNN7EXAMPLE\"}")
                && !holds_key("{\"key\": \"$input.path('$.key')\"}")
        );
    }
}
