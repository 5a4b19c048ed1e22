//! What is measured, one file for each scope.

mod account;
mod addresses;
mod domain;
mod http;
mod policy;
mod requests;
mod rest;
mod stage;
mod templates;
mod traffic;
mod usage;
mod usage_plan;
mod vpc_link;
mod waf;
mod websocket;

use super::Known;
use super::gauge::Gauge;
use crate::aws::{ApiKind, ResponseTransferMode};
use crate::base::Milli;
use crate::design::{Api, ApiId, Design, Integration, Item};

/// Takes every reading.
pub fn all(gauge: &mut Gauge<'_>, design: &Design, known: &Known<'_>) {
    account::measure(gauge, design);
    domain::measure(gauge, design);
    usage_plan::measure(gauge, design);
    vpc_link::measure(gauge, design);
    waf::measure(gauge, design);
    for (id, api) in &design.apis {
        let subject = Subject { id: *id, api, design };
        match api.kind {
            ApiKind::Rest => rest::measure(gauge, subject, known),
            ApiKind::Http => http::measure(gauge, subject),
            ApiKind::WebSocket => websocket::measure(gauge, subject),
        }
        if let Some(usage) = known.usage {
            usage::measure_api(gauge, subject, usage);
        }
    }
    traffic::measure(gauge, design, known);
    if let Some(usage) = known.usage {
        usage::measure(gauge, design, usage);
    }
    if let Some(scenarios) = known.scenarios {
        requests::measure(gauge, design, scenarios);
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

    /// The timeouts that integrations set, in milliseconds, without those whose responses are streamed.
    fn timeouts(self) -> impl Iterator<Item = (Item, u64)> {
        self.timeouts_of(|integration| !streams(integration))
    }

    /// The timeouts of the integrations that are wanted, in milliseconds.
    fn timeouts_of(self, wanted: fn(&Integration) -> bool) -> impl Iterator<Item = (Item, u64)> {
        let integrations = self.api.integrations.iter().filter(move |(_, integration)| wanted(integration));
        integrations.filter_map(move |(id, integration)| {
            Some((Item::Integration(self.id, *id), u64::from(integration.timeout_ms?)))
        })
    }
}

/// Whether responses are streamed, which may take longer and be larger.
fn streams(integration: &Integration) -> bool {
    integration.response_transfer_mode == Some(ResponseTransferMode::Stream)
}

/// Whole bytes in this many KB, rounded up; a negative size counts as none.
fn bytes(kb: Milli) -> u64 {
    u64::try_from(kb.thousandths()).unwrap_or(0).saturating_mul(1024).div_ceil(1000)
}
