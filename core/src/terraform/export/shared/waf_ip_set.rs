//! Sets of addresses: one for each version, of a statement's own or shared by name.

use super::waf_names::{IP_SET, SIXTH, Spot, is_name};
use crate::design::{Item, TextMap};
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::syntax::{Expr, Fields, text, texts};

/// How deep the provider lets statements nest.
pub(super) const DEPTH: usize = 3;

/// The statement that looks at a set for each version of IP addresses; one that needs both matches either.
pub(super) fn ip_sets(
    module: &mut Module<'_>,
    item: Item,
    (addresses, name): (&[String], Option<&str>),
    spot: &Spot,
    depth: usize,
) -> Option<Fields> {
    let (sixth, fourth): (Vec<&String>, Vec<&String>) =
        addresses.iter().partition(|address| address.contains(':'));
    let beside = !fourth.is_empty();
    if !beside && sixth.is_empty() {
        return None;
    }
    let mut sets = Vec::new();
    for (version, addresses) in [("IPV4", fourth), ("IPV6", sixth)] {
        if addresses.is_empty() {
            continue;
        }
        let is_second = version == "IPV6" && beside;
        let name = name.map(|name| format!("{name}{}", if is_second { SIXTH } else { "" }));
        let set = Set { version, addresses, name };
        sets.push(set.add(module, item, spot)?.get("arn"));
    }
    let reference =
        |arn: Expr| Fields::new().block("ip_set_reference_statement", Fields::new().set("arn", arn));
    let mut sets = sets.into_iter();
    match (sets.next(), sets.next()) {
        (Some(only), None) => Some(reference(only)),
        (Some(fourth), Some(sixth)) if depth < DEPTH => {
            let either =
                Fields::new().block("statement", reference(fourth)).block("statement", reference(sixth));
            Some(Fields::new().block("or_statement", either))
        }
        _ => None,
    }
}

/// A set of addresses of one version.
struct Set<'s> {
    version: &'static str,
    addresses: Vec<&'s String>,
    name: Option<String>,
}

impl Set<'_> {
    fn add(&self, module: &mut Module<'_>, item: Item, spot: &Spot) -> Option<Address> {
        let sixth = self.version == "IPV6";
        let (block, name) = match &self.name {
            Some(name) if !is_name(name) => return None,
            Some(name) => match shared(module, name) {
                Some((known, addresses)) if addresses == texts(&self.addresses) => return Some(known),
                Some(_) => {
                    let message = format!("Two sets called `{name}` hold different addresses");
                    let help = "AWS has one set of a name: give both the same addresses, or one another name";
                    module.refuse(item, message, help);
                    return None;
                }
                None => (module.names.take(IP_SET, &slug_or(name, &spot.owner), "2"), name.clone()),
            },
            None => {
                let ending = if sixth { "_v6" } else { "" };
                let block = module.names.take(IP_SET, &format!("{}{ending}", spot.owner), "2");
                let name = block.replace('_', "-");
                (block, name)
            }
        };
        let tags = module.tags(&TextMap::new());
        let fields = Fields::new()
            .set("name", text(name.as_str()))
            .set("scope", text("REGIONAL"))
            .set("ip_address_version", text(self.version))
            .set("addresses", texts(&self.addresses))
            .set_some("tags", tags);
        let of = Of::new(IP_SET, &block, item).part(spot.part(&name, sixth));
        Some(module.add(of, fields))
    }
}

/// The set of this name that is there already, and its addresses.
fn shared(module: &Module<'_>, name: &str) -> Option<(Address, Expr)> {
    let wanted = text(name);
    module.main.iter().find_map(|piece| {
        let labels: Vec<&str> = piece.block.labels().iter().map(hcl::BlockLabel::as_str).collect();
        let [kind, block] = labels.as_slice() else { return None };
        let value = |name: &str| {
            let found = piece.block.body().attributes().find(|attribute| attribute.key() == name);
            found.map(hcl::Attribute::expr)
        };
        if *kind != IP_SET || value("name") != Some(&wanted) {
            return None;
        }
        Some((Address::of(kind, block), value("addresses")?.clone()))
    })
}
