//! What the quantities of a month tell.

use super::{Subject, bytes};
use crate::aws::ApiKind;
use crate::base::Milli;
use crate::design::Item;
use crate::design::inputs::Usage;
use crate::quota::gauge::Gauge;

/// What the usual sizes tell about an API.
pub fn measure_api(gauge: &mut Gauge<'_>, subject: Subject<'_>, usage: &Usage) {
    let item = subject.item();
    let payload = || usage.request_kb.max(usage.response_kb).map(|size| (item, bytes(size)));
    match subject.api.kind {
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

/// What is stated for the account.
pub fn measure(gauge: &mut Gauge<'_>, usage: &Usage) {
    for (id, stated) in [("portal.portals", usage.portals), ("portal.products", usage.portal_products)] {
        if let Some(count) = stated {
            gauge.count(id, Item::Design, whole(count));
        }
    }
}

/// A number of things, rounded up; a negative one counts as none.
fn whole(count: Milli) -> usize {
    usize::try_from(count.thousandths()).unwrap_or(0).div_ceil(1000)
}
