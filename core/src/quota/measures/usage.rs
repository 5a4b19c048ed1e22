//! What the quantities of a month tell.

use super::{Subject, bytes};
use crate::aws::ApiKind;
use crate::base::Milli;
use crate::design::inputs::Usage;
use crate::design::{Design, Item};
use crate::quota::gauge::Gauge;

/// What the usual sizes tell about an API.
pub fn measure_api(gauge: &mut Gauge<'_>, subject: Subject<'_>, usage: &Usage) {
    measure_kind(gauge, subject.item(), subject.api.kind, usage);
}

fn measure_kind(gauge: &mut Gauge<'_>, item: Item, kind: ApiKind, usage: &Usage) {
    let payload = || usage.request_kb.max(usage.response_kb).map(|size| (item, bytes(size)));
    match kind {
        ApiKind::Rest => gauge.settings("rest.payload_bytes", payload()),
        ApiKind::Http => gauge.settings("http.payload_bytes", payload()),
        ApiKind::WebSocket => {
            if let Some(message) = usage.message_kb.map(bytes) {
                gauge.settings("websocket.message_bytes", [(item, message)]);
                gauge.settings("websocket.callback_payload_bytes", [(item, message)]);
                gauge.frame("websocket.frame_bytes", item, message);
            }
        }
    }
}

/// What is stated for the account, and for kinds of APIs that the design has none of. Which version VPC links are of is
/// not stated: they count against the larger limit.
pub fn measure(gauge: &mut Gauge<'_>, design: &Design, usage: &Usage) {
    let stated = [
        ("portal.portals", usage.portals),
        ("portal.products", usage.portal_products),
        ("waf.web_acls", usage.web_acls),
        ("vpc_link.v1", usage.vpc_links),
    ];
    for (id, count) in stated {
        if let Some(count) = count {
            gauge.stated(id, whole(count));
        }
    }
    let called = [
        (ApiKind::Rest, usage.rest_requests.is_some()),
        (ApiKind::Http, usage.http_requests.is_some()),
        (ApiKind::WebSocket, usage.messages.is_some()),
    ];
    for (kind, _) in called.into_iter().filter(|(_, called)| *called) {
        if design.apis.values().all(|api| api.kind != kind) {
            measure_kind(gauge, Item::Design, kind, usage);
        }
    }
}

/// A number of things, rounded up; a negative one counts as none.
fn whole(count: Milli) -> usize {
    usize::try_from(count.thousandths()).unwrap_or(0).div_ceil(1000)
}
