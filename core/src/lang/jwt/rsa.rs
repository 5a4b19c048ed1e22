//! RSA signatures with the padding of PKCS #1 v1.5 (RFC 8017), to be checked and never made.

/// The longest modulus in bytes; longer ones are refused, so that no key makes a check slow.
const MAX_BYTES: usize = 1024;
/// Bits of a limb.
const BITS: u32 = 32;

/// The bytes that a signature was made of: `signature ^ exponent mod modulus`, as long as the modulus. None for a key or
/// signature that RSA does not take.
pub(super) fn opened(modulus: &[u8], exponent: u64, signature: &[u8]) -> Option<Vec<u8>> {
    let start = modulus.iter().position(|byte| *byte != 0)?;
    let modulus = modulus.get(start..)?;
    if modulus.len() > MAX_BYTES || signature.len() != modulus.len() || exponent < 3 {
        return None;
    }
    let field = Field::new(limbs(modulus))?;
    let base = limbs(signature);
    if !smaller(&base, &field.modulus) {
        return None;
    }
    let base = field.times(&base, &field.square_of_r);
    let mut power = field.times(&field.one, &field.square_of_r);
    for bit in (0..u64::BITS).rev() {
        power = field.times(&power, &power);
        if exponent >> bit & 1 == 1 {
            power = field.times(&power, &base);
        }
    }
    let power = field.times(&power, &field.one);
    let bytes: Vec<u8> = power.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect();
    bytes.get(bytes.len().checked_sub(modulus.len())?..).map(<[u8]>::to_vec)
}

/// Numbers modulo an odd one, multiplied by Montgomery's method; lowest limb first.
struct Field {
    modulus: Vec<u32>,
    /// `-1 / modulus`, modulo a limb's range.
    inverse: u32,
    /// The square of the method's `R`, modulo the modulus.
    square_of_r: Vec<u32>,
    one: Vec<u32>,
}

impl Field {
    /// None for an even modulus, which no key has.
    fn new(modulus: Vec<u32>) -> Option<Self> {
        let low = *modulus.first()?;
        if low & 1 == 0 {
            return None;
        }
        // Newton's iteration doubles the bits that are right.
        let mut inverse = 1_u32;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_u32.wrapping_sub(low.wrapping_mul(inverse)));
        }
        let mut one = vec![0; modulus.len()];
        *one.first_mut()? = 1;
        // 1 doubled as often as R squared has bits.
        let mut square_of_r = one.clone();
        if !smaller(&square_of_r, &modulus) {
            return None;
        }
        for _ in 0..2 * modulus.len() as u64 * u64::from(BITS) {
            let carry = doubled(&mut square_of_r);
            if carry || !smaller(&square_of_r, &modulus) {
                subtract(&mut square_of_r, &modulus);
            }
        }
        Some(Self { modulus, inverse: inverse.wrapping_neg(), square_of_r, one })
    }

    /// `left * right / R`.
    fn times(&self, left: &[u32], right: &[u32]) -> Vec<u32> {
        let mut sum: Vec<u32> = vec![0; self.modulus.len()];
        let mut over = 0_u64;
        for factor in right {
            let top = add_product(&mut sum, left, *factor);
            over += u64::from(top);
            let low = sum.first().copied().unwrap_or(0);
            let top = add_product(&mut sum, &self.modulus, low.wrapping_mul(self.inverse));
            over += u64::from(top);
            // The lowest limb is 0 now: everything moves down by one.
            sum.rotate_left(1);
            if let Some(last) = sum.last_mut() {
                *last = over as u32;
            }
            over >>= BITS;
        }
        if over > 0 || !smaller(&sum, &self.modulus) {
            subtract(&mut sum, &self.modulus);
        }
        sum
    }
}

/// Adds `number * factor` and gives what does not fit.
fn add_product(sum: &mut [u32], number: &[u32], factor: u32) -> u32 {
    let mut carry = 0_u64;
    for (held, limb) in sum.iter_mut().zip(number) {
        let value = u64::from(*held) + u64::from(*limb) * u64::from(factor) + carry;
        *held = value as u32;
        carry = value >> BITS;
    }
    carry as u32
}

fn doubled(number: &mut [u32]) -> bool {
    let mut carry = 0;
    for limb in number {
        let next = *limb >> (BITS - 1);
        *limb = *limb << 1 | carry;
        carry = next;
    }
    carry == 1
}

fn subtract(number: &mut [u32], other: &[u32]) {
    let mut borrow = false;
    for (limb, other) in number.iter_mut().zip(other) {
        let (value, first) = limb.overflowing_sub(*other);
        let (value, second) = value.overflowing_sub(u32::from(borrow));
        *limb = value;
        borrow = first || second;
    }
}

fn smaller(left: &[u32], right: &[u32]) -> bool {
    left.iter().rev().lt(right.iter().rev())
}

/// Big-endian bytes as limbs, the lowest first.
fn limbs(bytes: &[u8]) -> Vec<u32> {
    bytes.rchunks(4).map(|four| four.iter().fold(0, |limb, byte| limb << 8 | u32::from(*byte))).collect()
}

#[cfg(test)]
mod tests {
    use super::opened;

    #[test]
    fn small_numbers_are_raised() {
        // 3233 = 61 * 53, 65^17 mod 3233 = 2790.
        assert_eq!(opened(&[0x0c, 0xa1], 17, &[0x00, 65]), Some(vec![0x0a, 0xe6]));
        assert_eq!(opened(&[0x0c, 0xa0], 17, &[0x00, 65]), None);
        assert_eq!(opened(&[0x0c, 0xa1], 17, &[0xff, 0xff]), None);
        assert_eq!(opened(&[0; 4], 17, &[1]), None);
        assert_eq!(opened(&[1], 17, &[0]), None);
    }
}
