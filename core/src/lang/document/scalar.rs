//! Plain YAML scalars: what is a number or a truth value, and what only looks like one.

use super::Shape;

/// Reads a plain scalar by YAML 1.2's core schema. Numbers keep their text.
pub(super) fn resolve(text: &str) -> Shape {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Shape::Null,
        "true" | "True" | "TRUE" => Shape::Bool(true),
        "false" | "False" | "FALSE" => Shape::Bool(false),
        _ if is_number(text) => Shape::Number(text.to_owned()),
        _ => Shape::Text(text.to_owned()),
    }
}

/// Whether YAML 1.1 would read the word as a truth value, and YAML 1.2 reads it as a text.
pub(super) fn is_old_boolean(text: &str) -> bool {
    const WORDS: [&str; 4] = ["yes", "no", "on", "off"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether YAML 1.1 could read the scalar as a number, date or truth value, and YAML 1.2 reads it as a text.
pub(super) fn is_other_in_1_1(text: &str) -> bool {
    let number = text.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '.' | '+' | '-'))
        && text.chars().all(|char| char.is_ascii_hexdigit() || ".:_xo-+TZ ".contains(char));
    is_old_boolean(text) || number
}

/// A decimal number of YAML's core schema. A leading zero makes it a text, for YAML 1.1 would read it as octal
/// and such texts are identifiers more often than numbers.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_ok = exponent.is_none_or(|text| {
        let text = text.strip_prefix(['-', '+']).unwrap_or(text);
        !text.is_empty() && plain(text)
    });
    let whole_ok = plain(whole) && (whole.len() < 2 || !whole.starts_with('0'));
    exponent_ok && whole_ok && plain(places) && !(whole.is_empty() && places.is_empty())
}

/// A number's JSON value; a text when JSON has no such number.
pub(super) fn to_json(text: &str) -> serde_json::Value {
    let plain = text.strip_prefix('+').unwrap_or(text);
    let padded = match plain.strip_prefix("-.") {
        Some(rest) => format!("-0.{rest}"),
        None if plain.starts_with('.') => format!("0{plain}"),
        None => plain.to_owned(),
    };
    let padded = padded.strip_suffix('.').unwrap_or(&padded);
    match serde_json::from_str::<serde_json::Number>(padded) {
        Ok(number) => serde_json::Value::Number(number),
        Err(_) => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_like_numbers_stay_texts() {
        for text in ["200", "-1", "+1", ".5", "1.", "1e3", "2.5E-3"] {
            assert_eq!(resolve(text), Shape::Number(text.to_owned()));
            assert!(to_json(text).is_number(), "{text}");
        }
        for text in ["0600", "1.2.3", "12:30", "2020-01-01", "-", ".", "e3", "1e", "yes", "0x1F"] {
            assert_eq!(resolve(text), Shape::Text(text.to_owned()));
        }
    }
}
