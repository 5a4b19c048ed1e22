//! The records of domains in Route 53.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::aws::IpAddressKind;
use crate::design::{DomainId, Item};
use crate::terraform::import::build::Build;

/// The types of domains.
const DOMAINS: &[&str] = &["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"];

/// Reads the records that point at domains; the others stay as they are.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let mut found: BTreeMap<DomainId, Vec<(usize, String)>> = BTreeMap::new();
    for at in build.all("aws_route53_record") {
        let Some(body) = build.body(at, None) else { continue };
        let Some(alias) = body.block("alias") else { continue };
        let Some(Item::Domain(id)) = build.linked(&alias, "name", DOMAINS) else { continue };
        let kind = body.glance("type").unwrap_or_default();
        let own = body.who("name", DOMAINS).is_some()
            || body
                .glance("name")
                .is_some_and(|name| build.design.domains.get(&id).is_some_and(|domain| domain.name == name));
        let evaluated = alias.glance("evaluate_target_health").as_deref() == Some("true");
        if own && !evaluated && matches!(kind.as_str(), "A" | "AAAA") {
            found.entry(id).or_default().push((at, kind));
        }
    }
    for (id, records) in found {
        let dual = build
            .design
            .domains
            .get(&id)
            .is_some_and(|domain| domain.ip_address_kind == Some(IpAddressKind::Dualstack));
        // The export makes the record of IPv6 for dual stack alone.
        let has = |kind: &str| records.iter().any(|(_, known)| known == kind);
        if !has("A") || has("AAAA") != dual || records.len() != 1 + usize::from(dual) {
            continue;
        }
        for (at, kind) in records {
            take(build, id, at, &kind);
        }
    }
}

fn take(build: &mut Build<'_, '_>, id: DomainId, at: usize, kind: &str) {
    let item = Item::Domain(id);
    build.work.claim(at, item, kind);
    let Some(body) = build.body(at, item) else { return };
    body.skip(&["name", "type"]);
    if let Some(alias) = body.block("alias") {
        alias.skip(&["name", "zone_id", "evaluate_target_health"]);
    }
    let zone = body.some_text("zone_id");
    if let Some(domain) = build.design.domains.get_mut(&id) {
        Arc::make_mut(domain).hosted_zone_id = zone;
    }
}
