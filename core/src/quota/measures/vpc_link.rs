//! Quotas on VPC links.

use crate::design::{Design, Item, VpcLinkVersion};
use crate::quota::gauge::Gauge;

pub fn measure(gauge: &mut Gauge<'_>, design: &Design) {
    let count = |version| design.vpc_links.values().filter(|link| link.version == version).count();
    gauge.count("vpc_link.v1", Item::Design, count(VpcLinkVersion::V1));
    gauge.count("vpc_link.v2", Item::Design, count(VpcLinkVersion::V2));
    let v2 = design.vpc_links.iter().filter(|(_, link)| link.version == VpcLinkVersion::V2);
    gauge.counts("vpc_link.subnets", v2.map(|(id, link)| (Item::VpcLink(*id), link.subnet_ids.len())));
}
