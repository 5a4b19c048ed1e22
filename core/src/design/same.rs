//! Whether two documents are the same, also in the order of their nodes.
//!
//! Maps compare without order, so that equality alone would take a moved node for no change.

use super::{Api, Design, Document};

impl Document {
    /// Whether nothing differs, the order of nodes included.
    pub fn is_same(&self, other: &Self) -> bool {
        self == other && self.items() == other.items()
    }
}

impl Design {
    /// Whether both hold the same nodes in the same order.
    pub fn is_same(&self, other: &Self) -> bool {
        self == other && has_same_order(self, other)
    }
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
