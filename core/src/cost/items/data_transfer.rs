//! Data out to the internet.

use super::{Answers, milli_bytes, rule, thousandths};
use crate::aws::{MeteringRule, PriceItem};
use crate::base::Milli;
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// What is counted, where data goes out: as given, else the answers to all requests that come from the internet.
pub fn meter(usage: &Usage, rest_answers: Answers) -> Option<Meter> {
    let gb = rule(MeteringRule::Gb);
    let of_gb = |size: Milli| thousandths(size).saturating_mul(gb);
    let rest_requests = match rest_answers {
        Answers::Internet => {
            usage.rest_requests.unwrap_or(0).saturating_add(usage.streaming_requests.unwrap_or(0))
        }
        Answers::VpcEndpoint => 0,
    };
    let requests = rest_requests.saturating_add(usage.http_requests.unwrap_or(0));
    // Thousandths of a byte, so that a decimal number of GB and a product of sizes are both exact.
    let pieces = match (usage.egress_gb, usage.response_kb) {
        (Some(size), _) => of_gb(size),
        (None, Some(size)) if requests > 0 => milli_bytes(size).saturating_mul(u128::from(requests)),
        _ => return None,
    };
    let quantity = Quantity { pieces, per_unit: gb.saturating_mul(1000), unit: "GB" };
    let meter = Meter::new(PriceItem::DataTransfer, "Data transfer out to the internet", quantity);
    Some(Meter { free_stated: usage.egress_free_gb.map(of_gb), ..meter })
}
