//! Whether two documents are the same, also in the order of their nodes.
//!
//! Maps compare without order, so that equality alone would take a moved node for no change.

use studio_core::design::{Api, Design, Document};

/// Whether nothing differs.
pub(super) fn is_same(before: &Document, after: &Document) -> bool {
    before == after && before.items() == after.items()
}

/// Whether two designs hold the same nodes in the same order.
pub(super) fn is_same_design(before: &Design, after: &Design) -> bool {
    before == after && has_same_order(before, after)
}

fn has_same_order(a: &Design, b: &Design) -> bool {
    macro_rules! same {
        ($($nodes:ident),+) => { true $(&& a.$nodes.keys().eq(b.$nodes.keys()))+ };
    }
    same!(apis, functions, domains, vpc_links, usage_plans, api_keys, web_acls, client_certificates, alarms)
        && a.apis.values().zip(b.apis.values()).all(|(a, b)| has_same_parts(a, b))
}

fn has_same_parts(a: &Api, b: &Api) -> bool {
    macro_rules! same {
        ($($nodes:ident),+) => { true $(&& a.$nodes.keys().eq(b.$nodes.keys()))+ };
    }
    same!(routes, integrations, authorizers, models, validators, stages)
}
