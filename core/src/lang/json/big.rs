//! Whole numbers of any size, as far as printing doubles needs them.

use std::cmp::Ordering;

/// A whole number that is not negative.
#[derive(Clone, Debug)]
pub(super) struct Big {
    // Invariant: the lowest part first; the highest is not zero.
    parts: Vec<u32>,
}

impl Big {
    /// `factor * 5^fives * 2^twos`
    pub(super) fn new(factor: u64, fives: u32, twos: u32) -> Big {
        let low = |number: u64| u32::try_from(number & u64::from(u32::MAX)).unwrap_or(0);
        let mut big = Big { parts: vec![low(factor), low(factor >> 32)] };
        (0..fives).for_each(|_| big.times(5));
        (0..twos / 16).for_each(|_| big.times(1 << 16));
        big.times(1 << (twos % 16));
        big.trim();
        big
    }

    fn trim(&mut self) {
        while self.parts.last() == Some(&0) {
            self.parts.pop();
        }
    }

    pub(super) fn times(&mut self, factor: u32) {
        let mut carry = 0_u64;
        for part in &mut self.parts {
            let product = u64::from(*part) * u64::from(factor) + carry;
            *part = u32::try_from(product & u64::from(u32::MAX)).unwrap_or(0);
            carry = product >> 32;
        }
        if carry > 0 {
            self.parts.push(u32::try_from(carry).unwrap_or(0));
        }
    }

    pub(super) fn plus(&self, other: &Big) -> Big {
        let mut carry = 0_u64;
        let mut parts = Vec::new();
        for place in 0..self.parts.len().max(other.parts.len()) {
            let part = |big: &Big| u64::from(big.parts.get(place).copied().unwrap_or(0));
            let sum = part(self) + part(other) + carry;
            parts.push(u32::try_from(sum & u64::from(u32::MAX)).unwrap_or(0));
            carry = sum >> 32;
        }
        parts.push(u32::try_from(carry).unwrap_or(0));
        let mut big = Big { parts };
        big.trim();
        big
    }

    /// Takes away another number as often as possible, nine times at most; gives how often.
    pub(super) fn divide(&mut self, by: &Big) -> u8 {
        let mut count = 0;
        while count < 9 && self.compare(by).is_ge() {
            let mut borrow = 0_i64;
            for (place, part) in self.parts.iter_mut().enumerate() {
                let taken = i64::from(by.parts.get(place).copied().unwrap_or(0));
                let rest = i64::from(*part) - taken + borrow;
                *part = u32::try_from(rest.rem_euclid(1 << 32)).unwrap_or(0);
                borrow = rest.div_euclid(1 << 32);
            }
            self.trim();
            count += 1;
        }
        count
    }

    pub(super) fn compare(&self, other: &Big) -> Ordering {
        let length = self.parts.len().cmp(&other.parts.len());
        length.then_with(|| self.parts.iter().rev().cmp(other.parts.iter().rev()))
    }
}
