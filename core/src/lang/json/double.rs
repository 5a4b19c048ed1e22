//! Doubles as Java prints them.

/// The smallest magnitude that Java prints without an exponent.
const PLAIN_MIN: f64 = 1e-3;

/// The magnitude from which on Java prints an exponent.
const PLAIN_END: f64 = 1e7;

/// As Java's `Double.toString`: `1.0`, `0.05`, `1.0E8`, `1.0E-4`, `NaN`, `-Infinity`.
pub fn double_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let magnitude = number.abs();
    if magnitude == 0.0 || (PLAIN_MIN..PLAIN_END).contains(&magnitude) {
        let text = format!("{number}");
        return if text.contains('.') { text } else { format!("{text}.0") };
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}
