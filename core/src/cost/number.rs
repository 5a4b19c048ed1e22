//! Numbers of a usage file.

use crate::base::Milli;

/// Digits that the largest number has, in thousandths.
const MAX_DIGITS: usize = 19;

/// A number read from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The number, rounded half up to three places.
    pub value: Milli,
    /// Whether it had more places.
    pub rounded: bool,
}

/// Reads a decimal number, `14.3051` or `1.43051e1`; none for other texts.
pub fn read(text: &str) -> Option<Read> {
    let trimmed = text.trim();
    let (negative, rest) = trimmed.strip_prefix('-').map_or((false, trimmed), |rest| (true, rest));
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (rest, 0),
    };
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{places}");
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    // So many digits are kept: those before the point, and three after it; below zero, the next one is none of them.
    let signed = i64::try_from(whole.len()).ok()?.checked_add(i64::from(exponent))?.checked_add(3)?;
    let kept = usize::try_from(signed.max(0)).ok()?;
    let (head, tail) = digits.split_at(kept.min(digits.len()));
    let head = head.trim_start_matches('0');
    let zeros = if head.is_empty() { 0 } else { kept.saturating_sub(digits.len()) };
    if head.len().saturating_add(zeros) > MAX_DIGITS {
        return None;
    }
    let thousandths: i64 = format!("0{head}{}", "0".repeat(zeros)).parse().ok()?;
    let next = tail.as_bytes().first().filter(|_| signed >= 0);
    let thousandths = thousandths.checked_add(i64::from(next.is_some_and(|digit| *digit >= b'5')))?;
    let value = Milli::from_thousandths(if negative { -thousandths } else { thousandths });
    Some(Read { value, rounded: tail.bytes().any(|digit| digit != b'0') })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_to_three_places_and_say_so() {
        let read = |text| super::read(text).map(|read| (read.value.to_string(), read.rounded));
        let exact = |text: &str| Some((text.to_owned(), false));
        assert_eq!(read("14.305"), exact("14.305"));
        assert_eq!(read("14.3050"), exact("14.305"));
        assert_eq!(read("1.4e1"), exact("14"));
        assert_eq!(read("2.1E10"), exact("21000000000"));
        assert_eq!(read("0.0000"), exact("0"));
        assert_eq!(read("-3"), exact("-3"));
        assert_eq!(read(".5"), exact("0.5"));
        assert_eq!(read("14.3055"), Some(("14.306".to_owned(), true)));
        assert_eq!(read("5e-4"), Some(("0.001".to_owned(), true)));
        assert_eq!(read("5e-5"), Some(("0".to_owned(), true)));
        assert_eq!(read("9e-9"), Some(("0".to_owned(), true)));
        assert_eq!(read("0e99"), exact("0"));
        for text in
            ["", "-", ".", "1e", "1e99", "1e-x", "1.2.3", "١", "99999999999999999", "9223372036854775.8075"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
