//! What is measured, one file for each scope.

mod account;
mod domain;
mod http;
mod rest;
mod stage;
mod templates;
mod usage_plan;
mod vpc_link;
mod websocket;

use super::gauge::Gauge;
use crate::aws::ApiKind;
use crate::base::Milli;
use crate::design::inputs::Usage;
use crate::design::{Api, ApiId, Design, Item};

/// Takes every reading.
pub fn all(gauge: &mut Gauge, design: &Design, usage: &Usage) {
    account::measure(gauge, design);
    domain::measure(gauge, design);
    usage_plan::measure(gauge, design);
    vpc_link::measure(gauge, design);
    for (id, api) in &design.apis {
        let subject = Subject { id: *id, api, design };
        match api.kind {
            ApiKind::Rest => rest::measure(gauge, subject, usage),
            ApiKind::Http => http::measure(gauge, subject, usage),
            ApiKind::WebSocket => websocket::measure(gauge, subject, usage),
        }
    }
}

/// An API that is measured.
#[derive(Clone, Copy)]
struct Subject<'a> {
    id: ApiId,
    api: &'a Api,
    design: &'a Design,
}

impl Subject<'_> {
    fn item(self) -> Item {
        Item::Api(self.id)
    }

    /// The timeouts that integrations set, in milliseconds.
    fn timeouts(self) -> impl Iterator<Item = (Item, u64)> {
        self.api.integrations.iter().filter_map(move |(id, integration)| {
            Some((Item::Integration(self.id, *id), u64::from(integration.timeout_ms?)))
        })
    }
}

/// Whole bytes in this many KB, rounded up; a negative size counts as none.
fn bytes(kb: Milli) -> u64 {
    u64::try_from(kb.thousandths()).unwrap_or(0).saturating_mul(1024).div_ceil(1000)
}

/// The larger of the usual request and response.
fn payload(usage: &Usage) -> Option<u64> {
    usage.request_kb.max(usage.response_kb).map(bytes)
}
