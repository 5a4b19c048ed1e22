//! The DNS records of a domain, and the outputs for those who make their own.

use super::domain::Generation;
use crate::aws::{EndpointKind, IpAddressKind};
use crate::design::{Domain, Item};
use crate::terraform::OptionalPart;
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::syntax::{Expr, Fields, text};

/// Adds the domain's records where its zone is known, and its target as an output.
pub(super) fn record(
    module: &mut Module<'_>,
    item: Item,
    domain: &Domain,
    name: &str,
    address: &Address,
    generation: Generation,
) {
    let prefix = if name == "this" { String::new() } else { format!("{name}_") };
    let zone = domain.hosted_zone_id.as_deref().filter(|zone| !zone.is_empty());
    let Some((target, target_zone)) = target(domain, address, generation) else {
        if zone.is_some() {
            module.leave_out(
                item,
                "hosted_zone_id",
                "The record of the private domain",
                "A private domain is found through a VPC endpoint, whose name the design does not hold",
            );
        }
        return;
    };
    let description = format!("Where the DNS record of {} points", domain.name);
    module.output(&format!("{prefix}custom_domain_target"), item, &description, target.clone());
    let Some(zone) = zone.filter(|_| module.options.wants(OptionalPart::Dns)) else { return };
    let kinds: &[&str] = match domain.ip_address_kind {
        Some(IpAddressKind::Dualstack) => &["A", "AAAA"],
        _ => &["A"],
    };
    for kind in kinds {
        let alias = Fields::new()
            .set("name", target.clone())
            .set("zone_id", target_zone.clone())
            .set("evaluate_target_health", false);
        let fields = Fields::new()
            .set("zone_id", text(zone))
            .set("name", address.get("domain_name"))
            .set("type", text(*kind))
            .block("alias", alias);
        let ending = if *kind == "A" { "" } else { "_ipv6" };
        module.add(Of::new("aws_route53_record", &format!("{name}{ending}"), item).part(kind), fields);
    }
}

fn target(domain: &Domain, address: &Address, generation: Generation) -> Option<(Expr, Expr)> {
    let (name, zone) = match (generation, domain.endpoint) {
        (_, Some(EndpointKind::Private)) => return None,
        (Generation::Second, _) => {
            ("domain_name_configuration[0].target_domain_name", "domain_name_configuration[0].hosted_zone_id")
        }
        (Generation::First, Some(EndpointKind::Edge)) => ("cloudfront_domain_name", "cloudfront_zone_id"),
        (Generation::First, _) => ("regional_domain_name", "regional_zone_id"),
    };
    Some((address.get(name), address.get(zone)))
}
