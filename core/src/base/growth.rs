//! When something that grows by the same share every month passes a limit.

use std::cmp::Ordering;

/// Further ahead than this many months nobody plans, and nothing is computed.
pub const HORIZON_MONTHS: u32 = 120;

/// In how many months `now` is more than `limit` when it grows by `growth_permille` thousandths a month; 0 when it
/// is more already, none when that is not within [`HORIZON_MONTHS`].
///
/// Exact: `now × (1000 + growth)ⁿ > limit × 1000ⁿ` is compared in whole numbers of any size.
pub fn months_until(now: u128, limit: u128, growth_permille: u32) -> Option<u32> {
    if now > limit {
        return Some(0);
    }
    if now == 0 || growth_permille == 0 {
        return None;
    }
    let (mut grown, mut bound) = (Natural::new(now), Natural::new(limit));
    (1..=HORIZON_MONTHS).find(|_| {
        grown.multiply(growth_permille.saturating_add(1000));
        bound.multiply(1000);
        grown.compare(&bound) == Ordering::Greater
    })
}

/// A whole number of any size, its lowest digits of 32 bits first and none of its highest zero.
struct Natural(Vec<u32>);

impl Natural {
    fn new(mut value: u128) -> Self {
        let mut digits = Vec::new();
        while value > 0 {
            digits.push(low(value));
            value >>= 32;
        }
        Self(digits)
    }

    fn multiply(&mut self, by: u32) {
        let mut carry = 0;
        for digit in &mut self.0 {
            let product = u128::from(*digit) * u128::from(by) + carry;
            *digit = low(product);
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

/// The lowest 32 bits.
fn low(value: u128) -> u32 {
    u32::try_from(value & u128::from(u32::MAX)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_compounded_and_exact() {
        // 100, 110, 121: the limit itself is still allowed.
        assert_eq!(months_until(100, 110, 100), Some(2));
        assert_eq!(months_until(100, 121, 100), Some(3));
        assert_eq!(months_until(100, 120, 100), Some(2));
        // 2¹²⁰ times as much is reached exactly, and not passed.
        assert_eq!(months_until(1, 1 << 120, 1000), None);
        assert_eq!(months_until(1, (1 << 120) - 1, 1000), Some(120));
        // 1.001¹²⁰ is 1.12742…
        assert_eq!(months_until(100_000, 112_742, 1), Some(120));
        assert_eq!(months_until(100_000, 112_743, 1), None);
    }

    #[test]
    fn what_does_not_grow_passes_nothing() {
        assert_eq!(months_until(11, 10, 0), Some(0));
        assert_eq!(months_until(10, 10, 0), None);
        assert_eq!(months_until(0, 10, 500), None);
        assert_eq!(months_until(0, 0, 500), None);
        assert_eq!(months_until(u128::MAX, u128::MAX, u32::MAX), Some(1));
    }
}
