//! Doubles as Java prints them, up to release 18: later ones print fewer digits now and then.

use super::big::Big;

/// As Java's `Double.toString`: `1.0`, `0.05`, `1.0E8`, `1.0E-4`, `NaN`, `-Infinity`.
pub fn double_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    if number.is_infinite() {
        return format!("{sign}Infinity");
    }
    if number == 0.0 {
        return format!("{sign}0.0");
    }
    let (digits, point) = digits(number.abs());
    let or_zero = |part: &str| if part.is_empty() { "0".to_owned() } else { part.to_owned() };
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    match point {
        1..=7 => {
            let padded = format!("{digits}{}", zeros(point - i32::try_from(digits.len()).unwrap_or(0)));
            let split = usize::try_from(point).unwrap_or(0);
            let (whole, fraction) = padded.split_at_checked(split).unwrap_or((&padded, ""));
            format!("{sign}{whole}.{}", or_zero(fraction))
        }
        -2..=0 => format!("{sign}0.{}{digits}", zeros(-point)),
        _ => {
            let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
            format!("{sign}{first}.{}E{}", or_zero(rest), point - 1)
        }
    }
}

/// How many bits a double's fraction has.
const FRACTION: i32 = 52;

/// The digits of a positive number and where the point stands in them.
fn digits(number: f64) -> (String, i32) {
    let bits = number.to_bits();
    let mut fraction = bits & ((1 << FRACTION) - 1);
    let mut exponent = i32::try_from(bits >> FRACTION).unwrap_or(0);
    let mut significant = FRACTION + 1;
    if exponent == 0 {
        let zeros = i32::try_from(fraction.leading_zeros()).unwrap_or(0);
        let shift = zeros - (63 - FRACTION);
        fraction <<= shift;
        exponent = 1 - shift;
        significant = 64 - zeros;
    } else {
        fraction |= 1 << FRACTION;
    }
    exponent -= 1023;
    let bits = FRACTION + 1 - i32::try_from(fraction.trailing_zeros()).unwrap_or(0);
    let tiny = (bits - exponent - 1).max(0);
    if tiny == 0 && (-21..=62).contains(&exponent) {
        return whole(fraction, exponent, significant);
    }
    Shape { fraction: fraction >> fraction.trailing_zeros(), bits, exponent, significant, tiny }
        .develop(estimate(fraction, exponent))
}

/// A whole number below 2^63: all its digits but those that its bits cannot tell.
fn whole(fraction: u64, exponent: i32, significant: i32) -> (String, i32) {
    let mut value = if exponent >= FRACTION {
        fraction << (exponent - FRACTION)
    } else {
        fraction >> (FRACTION - exponent)
    };
    let unsure = exponent - significant - 1;
    let dropped = if unsure > 1 { (1_u64 << unsure).ilog10() } else { 0 };
    let mut point = 0;
    if dropped > 0 {
        let unit = 10_u64.pow(dropped);
        let rest = value % unit;
        value = value / unit + u64::from(rest >= unit / 2);
        point += i32::try_from(dropped).unwrap_or(0);
    }
    let text = value.to_string();
    point += i32::try_from(text.len()).unwrap_or(0);
    (text.trim_end_matches('0').to_owned(), point)
}

/// The logarithm of two to base ten with as many digits as Java's has.
const LOG_2: f64 = 301_029_995_663_981.0 / 1e15;

/// The decimal exponent, or one more than it.
fn estimate(fraction: u64, exponent: i32) -> i32 {
    let mantissa = f64::from_bits(1023 << FRACTION | fraction & ((1 << FRACTION) - 1));
    let estimate = (mantissa - 1.5) * 0.289_529_654 + 0.176_091_259 + f64::from(exponent) * LOG_2;
    // Doubles have exponents of at most three digits.
    estimate.floor() as i32
}

/// A number in bits: `fraction * 2^(exponent - bits + 1)`.
struct Shape {
    fraction: u64,
    bits: i32,
    exponent: i32,
    significant: i32,
    tiny: i32,
}

impl Shape {
    /// Steele and White's digits with the stops of Java's own: not always the fewest.
    fn develop(&self, mut decimal: i32) -> (String, i32) {
        let (b5, s5) = ((-decimal).max(0), decimal.max(0));
        let mut b2 = b5 + self.tiny + self.exponent;
        let mut s2 = s5 + self.tiny;
        let mut m2 = b2 - self.significant;
        b2 -= self.bits - 1;
        let common = b2.min(s2);
        (b2, s2, m2) = (b2 - common, s2 - common, m2 - common);
        if self.bits == 1 {
            m2 -= 1;
        }
        if m2 < 0 {
            (b2, s2, m2) = (b2 - m2, s2 - m2, 0);
        }
        // Java's arithmetic in machine words stops a little later than the one in large numbers.
        let in_words = self.bits + b2 + five_bits(b5) < 64 && s2 + 1 + five_bits(s5 + 1) < 64;
        let size = |number: i32| u32::try_from(number).unwrap_or(0);
        let mut b = Big::new(self.fraction, size(b5), size(b2));
        let s = Big::new(1, size(s5), size(s2));
        let mut m = Big::new(1, size(b5), size(m2));
        let mut tens = s.clone();
        tens.times(10);
        let mut digits: Vec<u8> = Vec::new();
        let (mut low, mut high, mut first) = (false, false, true);
        while !low && !high {
            let digit = b.divide(&s);
            b.times(10);
            m.times(10);
            low = b.compare(&m).is_lt();
            let reach = b.plus(&m).compare(&tens);
            high = if in_words { reach.is_gt() } else { reach.is_ge() };
            if first && digit == 0 && !high {
                decimal -= 1;
            } else {
                digits.push(b'0' + digit);
            }
            // With an exponent there are two digits at least.
            if first && !(-3..8).contains(&decimal) {
                (low, high) = (false, false);
            }
            first = false;
        }
        let mut doubled = b;
        doubled.times(2);
        let half = doubled.compare(&tens);
        let odd = digits.last().is_some_and(|digit| digit % 2 == 1);
        if high && (!low || half.is_gt() || half.is_eq() && odd) && round_up(&mut digits) {
            decimal += 1;
        }
        (String::from_utf8(digits).unwrap_or_default(), decimal + 1)
    }
}

/// Adds one to the last digit; whether that made a new first digit.
fn round_up(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit != b'9' {
            *digit += 1;
            return false;
        }
        *digit = b'0';
    }
    if let Some(first) = digits.first_mut() {
        *first = b'1';
    }
    true
}

/// How many bits a power of five has; from the 27th on more than it has.
fn five_bits(power: i32) -> i32 {
    match u32::try_from(power).unwrap_or(0) {
        0 => 0,
        power @ 1..27 => 64 - i32::try_from(5_u64.pow(power).leading_zeros()).unwrap_or(0),
        _ => power * 3,
    }
}
