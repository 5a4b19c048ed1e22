//! Addresses and prefixes of IP networks.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::super::eval::Context;
use super::super::limits::Fail;
use super::super::operators::whole;
use super::super::value::Val;
use super::{Called, argument, is_unknown, text_at};

/// How many bits a prefix may be made longer at once, for Terraform counts networks with 32 bits.
const BITS_MAX: u32 = 32;

pub(super) fn call(_: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    if !name.starts_with("cidr") || arguments.iter().any(is_unknown) {
        return Ok(None);
    }
    if !matches!(name, "cidrhost" | "cidrnetmask" | "cidrsubnet" | "cidrsubnets") {
        return Ok(None);
    }
    let network = Network::read(&text_at(arguments, 0)?)?;
    let made = match name {
        "cidrhost" => network.host(number(arguments, 1)?)?,
        "cidrnetmask" => match network.is_v4 {
            true => network.address(network.mask()),
            false => return Err(Fail::new("IPv6 has no netmask")),
        },
        "cidrsubnet" => {
            let bits = bits(arguments, 1)?;
            network.subnet(bits, number(arguments, 2)?)?.text()
        }
        _ => return subnets(&network, arguments),
    };
    Ok(Some(Val::text(made)))
}

fn number(arguments: &[Val], at: usize) -> Result<i128, Fail> {
    Ok(i128::from(whole(argument(arguments, at)?)?))
}

fn bits(arguments: &[Val], at: usize) -> Result<u32, Fail> {
    let bits = u32::try_from(whole(argument(arguments, at)?)?).ok().filter(|bits| *bits <= BITS_MAX);
    bits.ok_or_else(|| Fail::new(format!("A prefix can be made longer by 0 to {BITS_MAX} bits")))
}

/// Networks one behind the other, each with a prefix that is longer by so many bits.
fn subnets(network: &Network, arguments: &[Val]) -> Called {
    let mut next = network.start;
    let mut found = Vec::new();
    for at in 1..arguments.len() {
        let prefix = network.prefix + bits(arguments, at)?;
        if prefix == network.prefix || prefix > network.width() {
            return Err(Fail::new("A network does not fit into its address"));
        }
        let size = network.size(prefix);
        let start = next.checked_next_multiple_of(size).filter(|start| network.holds(*start));
        let start = start.ok_or_else(|| Fail::new("The networks do not fit into the prefix"))?;
        found.push(Val::text(Network { start, prefix, is_v4: network.is_v4 }.text()));
        next = start.saturating_add(size);
    }
    Ok(Some(Val::list(found)))
}

/// The addresses that begin alike.
struct Network {
    /// The first, as a number.
    start: u128,
    prefix: u32,
    is_v4: bool,
}

impl Network {
    fn read(text: &str) -> Result<Self, Fail> {
        let refused = || Fail::new(format!("`{text}` is no prefix such as `10.0.0.0/16`"));
        let (address, prefix) = text.split_once('/').ok_or_else(refused)?;
        let address: IpAddr = address.parse().map_err(|_| refused())?;
        let plain = prefix.bytes().all(|byte| byte.is_ascii_digit());
        let prefix: u32 = prefix.parse().ok().filter(|_| plain).ok_or_else(refused)?;
        let (number, is_v4) = match address {
            IpAddr::V4(address) => (u128::from(u32::from(address)), true),
            IpAddr::V6(address) => (u128::from(address), false),
        };
        let mut network = Self { start: number, prefix, is_v4 };
        if prefix > network.width() {
            return Err(refused());
        }
        network.start &= network.mask();
        Ok(network)
    }

    const fn width(&self) -> u32 {
        if self.is_v4 { 32 } else { 128 }
    }

    /// How many addresses a network with this prefix has; the whole of IPv6 has one more.
    fn size(&self, prefix: u32) -> u128 {
        1_u128.checked_shl(self.width() - prefix).unwrap_or(u128::MAX)
    }

    /// The bits that all addresses have alike.
    fn mask(&self) -> u128 {
        let all = if self.is_v4 { u128::from(u32::MAX) } else { u128::MAX };
        let free = 1_u128.checked_shl(self.width() - self.prefix).map_or(u128::MAX, |size| size - 1);
        all & !free
    }

    fn holds(&self, address: u128) -> bool {
        let all = if self.is_v4 { u128::from(u32::MAX) } else { u128::MAX };
        address <= all && address & self.mask() == self.start
    }

    /// The address with this number; below zero it is counted from the end.
    fn host(&self, number: i128) -> Result<String, Fail> {
        let size = self.size(self.prefix);
        let from_start = match u128::try_from(number) {
            Ok(number) => Some(number),
            Err(_) => size.checked_sub(number.unsigned_abs()),
        };
        let fits = from_start.filter(|number| *number < size);
        let number = fits.ok_or_else(|| Fail::new(format!("The prefix has no address number {number}")))?;
        Ok(self.address(self.start | number))
    }

    /// One of the networks whose prefix is longer by so many bits.
    fn subnet(&self, bits: u32, number: i128) -> Result<Self, Fail> {
        let prefix = self.prefix + bits;
        if prefix > self.width() {
            return Err(Fail::new(format!("A prefix of {prefix} bits is longer than the address")));
        }
        let count = 1_u128 << bits;
        let fits = u128::try_from(number).ok().filter(|number| *number < count);
        let number = fits.ok_or_else(|| Fail::new(format!("The prefix has no network number {number}")))?;
        let start = self.start | number.checked_mul(self.size(prefix)).unwrap_or_default();
        Ok(Self { start, prefix, is_v4: self.is_v4 })
    }

    fn address(&self, number: u128) -> String {
        match u32::try_from(number).ok().filter(|_| self.is_v4) {
            Some(number) => Ipv4Addr::from(number).to_string(),
            None => Ipv6Addr::from(number).to_string(),
        }
    }

    fn text(&self) -> String {
        format!("{}/{}", self.address(self.start), self.prefix)
    }
}
