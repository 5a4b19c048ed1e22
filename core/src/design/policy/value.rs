//! Values that conditions compare: addresses and their ranges, moments and numbers.

use core::net::IpAddr;

use crate::base::Day;

/// An address as bits, and how many there are.
fn address(text: &str) -> Option<(u128, u32)> {
    match text.trim().parse().ok()? {
        IpAddr::V4(address) => Some((u128::from(address.to_bits()), 32)),
        IpAddr::V6(address) => Some((address.to_bits(), 128)),
    }
}

/// Whether an address lies in a range such as `203.0.113.0/24` or `2001:db8::/32`; a single address is a range too.
/// None where one of them is no address.
pub(super) fn is_in_range(range: &str, found: &str) -> Option<bool> {
    let range = Range::read(range)?;
    let (found, width) = address(found)?;
    Some(width == range.width && range.holds(found))
}

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    /// How many bits an address has: 32 or 128.
    pub width: u32,
    /// The first address.
    pub first: u128,
    /// The last address.
    pub last: u128,
}

impl Range {
    /// Reads `203.0.113.0/24`, `2001:db8::/32` or a single address; none for everything else.
    pub fn read(text: &str) -> Option<Self> {
        let (start, length) = match text.split_once('/') {
            Some((start, length)) => (start, Some(length.trim().parse::<u32>().ok()?)),
            None => (text, None),
        };
        let (start, width) = address(start)?;
        let free = width.checked_sub(length.unwrap_or(width))?;
        // All bits that are free: a shift by the whole width would be none.
        let mask = 1_u128.checked_shl(free).map_or(u128::MAX, |above| above - 1);
        Some(Self { width, first: start & !mask, last: start | mask })
    }

    /// Whether an address of the same width lies in it.
    pub const fn holds(&self, address: u128) -> bool {
        self.first <= address && address <= self.last
    }
}

/// A moment in milliseconds since 1970: an ISO 8601 date with or without time, or seconds since 1970.
pub(crate) fn moment_ms(text: &str) -> Option<i64> {
    const YEAR_DIGITS: usize = 4;
    let text = text.trim();
    if text.len() != YEAR_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<i64>().ok()?.checked_mul(1000);
    }
    let (date, time) = match text.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = digits(parts.next()?, YEAR_DIGITS)?;
    let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let time_ms = time.map_or(Some(0), time_ms)?;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some(Day { year, month, day }.since_1970() * 86_400_000 + time_ms)
}

/// `12:30:00.5+02:00` in milliseconds since midnight of UTC's day.
fn time_ms(text: &str) -> Option<i64> {
    let (clock, offset_min) = match text.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, 0),
        None => {
            let at = text.rfind(['+', '-'])?;
            let (clock, offset) = text.split_at_checked(at)?;
            let (sign, offset) = match offset.strip_prefix('-') {
                Some(offset) => (-1, offset),
                None => (1, offset.strip_prefix('+')?),
            };
            let (hours, minutes) = offset.split_once(':').unwrap_or((offset, "00"));
            (clock, sign * (digits(hours, 2)? * 60 + digits(minutes, 2)?))
        }
    };
    let mut parts = clock.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second_ms = parts.next().map_or(Some(0), second_ms)?;
    let in_range = hour < 24 && minute < 60 && second_ms < 61_000 && parts.next().is_none();
    in_range.then_some((hour * 60 + minute - offset_min) * 60_000 + second_ms)
}

fn second_ms(text: &str) -> Option<i64> {
    let (second, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(digits(second, 2)? * 1000 + digits(&thousandths, 3)?)
}

fn digits(text: &str, length: usize) -> Option<i64> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A decimal number in units of its last place that counts; none for everything else, such as `inf`.
pub(super) fn number(text: &str) -> Option<i128> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !plain || whole.len() + fraction.len() == 0 {
        return None;
    }
    let places: String = fraction.chars().chain(std::iter::repeat('0')).take(DECIMAL_PLACES).collect();
    Some(sign * format!("{whole}{places}").parse::<i128>().ok()?)
}

/// How many places behind the point of a number count.
const DECIMAL_PLACES: usize = 15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_both_families() {
        assert_eq!(is_in_range("192.0.2.0/24", "192.0.2.255"), Some(true));
        assert_eq!(is_in_range("192.0.2.0/24", "192.0.3.0"), Some(false));
        assert_eq!(is_in_range("192.0.2.7", "192.0.2.7"), Some(true));
        assert_eq!(is_in_range("0.0.0.0/0", "203.0.113.1"), Some(true));
        assert_eq!(is_in_range("2001:DB8:1234:5678::/64", "2001:db8:1234:5678::9"), Some(true));
        assert_eq!(is_in_range("::/0", "203.0.113.1"), Some(false));
        assert_eq!(is_in_range("192.0.2.0/33", "192.0.2.1"), None);
        assert_eq!(is_in_range("office", "192.0.2.1"), None);
    }

    #[test]
    fn moments_as_dates_and_as_seconds() {
        assert_eq!(moment_ms("1970-01-02"), Some(86_400_000));
        assert_eq!(moment_ms("2020-04-01T00:00:00Z"), Some(1_585_699_200_000));
        assert_eq!(moment_ms("2020-04-01T02:00+02:00"), Some(1_585_699_200_000));
        assert_eq!(moment_ms("1585699200"), Some(1_585_699_200_000));
        assert_eq!(moment_ms("2020"), moment_ms("2020-01-01"));
        assert_eq!(moment_ms("2020-13-01"), None);
        assert_eq!(moment_ms("soon"), None);
    }
}
