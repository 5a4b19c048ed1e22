//! Dividing whole numbers so that nothing is lost.

/// Divides `total` by weight; the parts add up to `total` exactly, unless no weight is above zero.
pub fn cumulated(total: u128, weights: impl Iterator<Item = u128> + Clone) -> impl Iterator<Item = u128> {
    let all = weights.clone().fold(0_u128, u128::saturating_add);
    let (mut so_far, mut given) = (0_u128, 0_u128);
    weights.map(move |weight| {
        so_far = so_far.saturating_add(weight);
        let until = times(total, so_far, all);
        let part = until - given;
        given = until;
        part
    })
}

/// `total * part / whole`, rounded down; none of it where the whole is 0.
///
/// Where the product has no room, both lose the same last bits; the whole is still given to the whole.
pub fn times(total: u128, part: u128, whole: u128) -> u128 {
    if part >= whole {
        return if whole == 0 { 0 } else { total };
    }
    let bits = |number: u128| u128::BITS - number.leading_zeros();
    let shift = (bits(total) + bits(whole)).saturating_sub(u128::BITS).min(u128::BITS - 1);
    let whole = (whole >> shift).max(1);
    total.saturating_mul((part >> shift).min(whole)) / whole
}

#[cfg(test)]
mod tests {
    use super::cumulated;

    #[test]
    fn nothing_is_lost() {
        let parts: Vec<u128> = cumulated(100, [1, 1, 1].into_iter()).collect();
        assert_eq!(parts, [33, 33, 34]);
        assert_eq!(cumulated(7, [0, 0].into_iter()).sum::<u128>(), 0);
        let large = [u128::from(u64::MAX), 3, u128::from(u64::MAX)];
        assert_eq!(cumulated(10_u128.pow(30), large.into_iter()).sum::<u128>(), 10_u128.pow(30));
    }
}
