//! Money as the page writes it.

use studio_core::base::Picodollars;

/// Dollars and cents, with thin spaces between thousands: `$1 234.50`. Amounts under a cent keep their figures.
pub fn dollars(amount: Picodollars) -> String {
    let rounded = amount.rounded(2);
    if rounded.trim_start_matches('-') == "0.00" && amount != Picodollars::ZERO {
        return format!("${amount}");
    }
    let (sign, digits) = rounded.strip_prefix('-').map_or(("", rounded.as_str()), |rest| ("−", rest));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    format!("{sign}${}.{cents}", thousands(whole))
}

/// A price as it is published, with every figure.
pub fn price(amount: Picodollars) -> String {
    format!("${amount}")
}

/// Digits in groups of three.
pub fn thousands(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::with_capacity(whole.len() * 2);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    match rest {
        Some(rest) => format!("{grouped}.{rest}"),
        None => grouped,
    }
}
