//! From where a call is allowed: how much of the internet a policy's conditions on addresses leave.

use crate::design::policy::{Condition, Keys, Range, Test};

/// From where a call has to be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reach {
    /// From any address at all.
    Any,
    /// From a good part of the internet.
    Open,
}

/// What a statement's conditions ask.
#[derive(Debug)]
pub(super) struct Asked {
    /// Conditions on the caller's address.
    addresses: Vec<Addresses>,
    /// All others.
    pub others: Vec<Condition>,
}

/// A condition on the caller's address.
#[derive(Debug)]
struct Addresses {
    negated: bool,
    ranges: Vec<Range>,
}

/// The width of an address, which of them the internet has, and how many a policy may let in without being open.
struct Family {
    width: u32,
    public: &'static [(u128, u128)],
    few: u128,
}

/// No block of addresses that one owner has is larger than these: a /8 of IPv4, a /16 of IPv6.
const FAMILIES: [Family; 2] = [
    Family {
        width: 32,
        // All but what is for private networks, tests of the own host, providers' inner networks and groups.
        public: &[
            (0x0100_0000, 0x09ff_ffff),
            (0x0b00_0000, 0x643f_ffff),
            (0x6480_0000, 0x7eff_ffff),
            (0x8000_0000, 0xa9fd_ffff),
            (0xa9ff_0000, 0xac0f_ffff),
            (0xac20_0000, 0xc0a7_ffff),
            (0xc0a9_0000, 0xdfff_ffff),
        ],
        few: 1 << 24,
    },
    Family { width: 128, public: &[(0x2 << 124, (0x4 << 124) - 1)], few: 1 << 112 },
];

impl Asked {
    pub(super) fn new(conditions: &[Condition]) -> Self {
        let (addresses, others): (Vec<_>, Vec<_>) = conditions.iter().cloned().partition(is_of_address);
        let read = |condition: &Condition| Addresses {
            negated: condition.operator.is_some_and(|operator| operator.negated),
            ranges: condition.wanted.iter().filter_map(|range| Range::read(range)).collect(),
        };
        Self { addresses: addresses.iter().map(read).collect(), others }
    }

    /// Whether all but the address is as the statement asks.
    pub(super) fn holds_but_for_address(&self, keys: &dyn Keys, variables: bool) -> bool {
        self.others.iter().all(|condition| condition.holds(keys, variables))
    }

    /// Whether it asks nothing.
    pub(super) fn is_unconditional(&self) -> bool {
        self.addresses.is_empty() && self.others.is_empty()
    }

    /// Whether it asks where a call comes from.
    pub(super) fn asks_for_address(&self) -> bool {
        !self.addresses.is_empty()
    }

    fn holds_from(&self, address: u128, width: u32) -> bool {
        self.addresses.iter().all(|asked| {
            let within = asked.ranges.iter().any(|range| range.width == width && range.holds(address));
            within != asked.negated
        })
    }
}

fn is_of_address(condition: &Condition) -> bool {
    let test = condition.operator.map(|operator| operator.test);
    test == Some(Test::Address) && condition.key.eq_ignore_ascii_case("aws:SourceIp")
}

/// Whether so much of the internet is allowed and not denied.
pub(super) fn is_open(allows: &[&Asked], denies: &[&Asked], reach: Reach) -> bool {
    if denies.iter().any(|asked| asked.addresses.is_empty()) {
        return false;
    }
    if denies.is_empty() && allows.iter().any(|asked| asked.addresses.is_empty()) {
        return true;
    }
    FAMILIES.iter().any(|family| {
        let open = |address| {
            let holds = |asked: &&Asked| asked.holds_from(address, family.width);
            allows.iter().any(holds) && !denies.iter().any(holds)
        };
        let asked = allows.iter().chain(denies).flat_map(|asked| &asked.addresses);
        let ranges = asked.flat_map(|asked| &asked.ranges).filter(|range| range.width == family.width);
        // Between two neighbours of these all addresses are treated alike.
        let mut edges: Vec<u128> =
            ranges.flat_map(|range| [Some(range.first), range.last.checked_add(1)]).flatten().collect();
        edges.sort_unstable();
        edges.dedup();
        let count = family.public.iter().map(|(first, last)| {
            let inner = edges.iter().copied().filter(|edge| first < edge && edge <= last);
            let starts: Vec<u128> = std::iter::once(*first).chain(inner).collect();
            let ends = starts.iter().skip(1).map(|start| start - 1).chain(std::iter::once(*last));
            let open_of = |(start, end): (&u128, u128)| if open(*start) { end - start + 1 } else { 0 };
            starts.iter().zip(ends).map(open_of).sum::<u128>()
        });
        let few = if reach == Reach::Open { family.few } else { 0 };
        count.sum::<u128>() > few
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::policy::{Document, PolicyKind};

    fn asked(condition: serde_json::Value) -> Asked {
        let policy = serde_json::json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition,
        }] });
        let document = Document::read(&policy, PolicyKind::Resource);
        assert_eq!(document.faults, []);
        let conditions = document.statements.first().map(|it| it.conditions.clone());
        Asked::new(&conditions.unwrap_or_default())
    }

    #[test]
    fn networks_are_measured() {
        let from = |ranges: &[&str]| asked(serde_json::json!({ "IpAddress": { "aws:SourceIp": ranges } }));
        let nobody_denied = |ranges: &[&str]| is_open(&[&from(ranges)], &[], Reach::Open);
        assert!(nobody_denied(&["0.0.0.0/0"]) && nobody_denied(&["::/0"]));
        assert!(nobody_denied(&["0.0.0.0/1", "128.0.0.0/1"]) && nobody_denied(&["1.0.0.0/8", "2.0.0.0/8"]));
        assert!(!nobody_denied(&["1.0.0.0/8"]) && !nobody_denied(&["203.0.113.7", "2001:db8::/32"]));
        assert!(!nobody_denied(&["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]));
        let all = asked(serde_json::json!({}));
        let is_open = |allows: &[&Asked], denies: &[&Asked]| is_open(allows, denies, Reach::Open);
        assert!(is_open(&[&all], &[&from(&["203.0.113.0/24"])]));
        assert!(!is_open(&[&all], &[&from(&["0.0.0.0/0", "::/0"])]) && !is_open(&[&all], &[&all]));
        let but = asked(serde_json::json!({ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }));
        assert!(is_open(&[&but], &[]) && !is_open(&[&all], &[&but]));
    }

    #[test]
    fn any_address_is_one_of_the_internet() {
        let from = |ranges: &[&str]| asked(serde_json::json!({ "IpAddress": { "aws:SourceIp": ranges } }));
        let allowed = |ranges: &[&str]| is_open(&[&from(ranges)], &[], Reach::Any);
        assert!(allowed(&["203.0.113.7"]) && allowed(&["2001:db8::/32"]));
        assert!(!allowed(&["10.0.0.0/8", "fc00::/7"]));
    }
}
