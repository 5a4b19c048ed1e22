//! Quotas on custom domain names.

use crate::aws::EndpointKind;
use crate::design::{Design, Domain, Item};
use crate::quota::gauge::Gauge;

pub fn measure(gauge: &mut Gauge, design: &Design) {
    let private =
        design.domains.values().filter(|domain| domain.endpoint == Some(EndpointKind::Private)).count();
    gauge.count("domain.public_domains", Item::Design, design.domains.len() - private);
    gauge.count("domain.private_domains", Item::Design, private);
    let per_domain = |count: fn(&Domain) -> usize| {
        design.domains.iter().map(move |(id, domain)| (Item::Domain(*id), count(domain)))
    };
    gauge.worst_count("domain.multi_level_mappings", per_domain(multi_level_mappings));
    gauge.worst_count("domain.routing_rules", per_domain(|domain| domain.routing_rules.len()));
}

/// Mappings whose path has several parts.
fn multi_level_mappings(domain: &Domain) -> usize {
    domain.mappings.iter().filter(|mapping| mapping.path.trim_matches('/').contains('/')).count()
}
