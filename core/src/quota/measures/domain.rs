//! Quotas on custom domain names.

use crate::aws::EndpointKind;
use crate::design::{Design, Domain, Item};
use crate::quota::gauge::Gauge;

pub fn measure(gauge: &mut Gauge<'_>, design: &Design) {
    let private = || design.domains.values().filter(|domain| domain.endpoint == Some(EndpointKind::Private));
    gauge.count("domain.public_domains", Item::Design, design.domains.len() - private().count());
    gauge.count("domain.private_domains", Item::Design, private().count());
    let associations = private().map(|domain| domain.vpc_endpoint_ids.len()).sum();
    gauge.count("domain.access_associations", Item::Design, associations);
    let per_domain = |count: fn(&Domain) -> usize| {
        design.domains.iter().map(move |(id, domain)| (Item::Domain(*id), count(domain)))
    };
    gauge.counts("domain.multi_level_mappings", per_domain(multi_level_mappings));
    gauge.counts("domain.routing_rules", per_domain(|domain| domain.routing_rules.len()));
}

/// Mappings whose path has several parts.
fn multi_level_mappings(domain: &Domain) -> usize {
    domain.mappings.iter().filter(|mapping| mapping.path.trim_matches('/').contains('/')).count()
}
