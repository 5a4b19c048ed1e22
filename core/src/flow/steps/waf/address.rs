//! IP addresses and their ranges.

use core::net::IpAddr;

/// An address as a client or a header gives it.
pub(super) fn parse(text: &str) -> Option<IpAddr> {
    text.trim().parse().ok()
}

/// Whether a range in CIDR notation, or a single address, holds the address.
pub(super) fn contains(range: &str, address: IpAddr) -> bool {
    let (network, bits) =
        range.split_once('/').map_or((range, None), |(network, bits)| (network, Some(bits)));
    let Some(network) = parse(network) else { return false };
    let bits = match bits {
        None => u32::MAX,
        Some(bits) => match bits.trim().parse() {
            Ok(bits) => bits,
            Err(_) => return false,
        },
    };
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let shift = 32 - bits.min(32);
            shifted(u128::from(network.to_bits()), shift) == shifted(u128::from(address.to_bits()), shift)
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let shift = 128 - bits.min(128);
            shifted(network.to_bits(), shift) == shifted(address.to_bits(), shift)
        }
        _ => false,
    }
}

fn shifted(bits: u128, by: u32) -> u128 {
    bits.checked_shr(by).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{contains, parse};

    #[test]
    fn ranges_of_both_versions() {
        let holds =
            |range: &str, address: &str| parse(address).is_some_and(|address| contains(range, address));
        assert!(holds("198.51.100.0/24", "198.51.100.255"));
        assert!(!holds("198.51.100.0/24", "198.51.101.0"));
        assert!(holds("0.0.0.0/0", "203.0.113.9"));
        assert!(holds("2001:db8::/32", "2001:db8:ffff::1"));
        assert!(!holds("2001:db8::/32", "198.51.100.1"));
        assert!(!holds("nonsense", "198.51.100.1"));
    }
}
