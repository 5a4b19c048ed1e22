//! Data out to the internet.

use super::{Answers, milli_bytes, rule};
use crate::aws::{MeteringRule, PriceBook, PriceItem, metering};
use crate::base::Milli;
use crate::cost::{CostLine, Quantity};
use crate::design::inputs::Usage;

/// The line, where data goes out: as given, else the answers to all requests that come from the internet.
pub fn line(usage: &Usage, book: &PriceBook, rest_answers: Answers) -> Option<CostLine> {
    let gb = rule(MeteringRule::Gb);
    let of_gb = |size: Milli| u128::try_from(size.thousandths()).unwrap_or(0).saturating_mul(gb);
    let rest_requests = match rest_answers {
        Answers::Internet => usage.rest_requests,
        Answers::VpcEndpoint => None,
    };
    let requests = rest_requests.unwrap_or(0).saturating_add(usage.http_requests.unwrap_or(0));
    // Thousandths of a byte, so that a decimal number of GB and a product of sizes are both exact.
    let gross = match (usage.egress_gb, usage.response_kb) {
        (Some(size), _) => of_gb(size),
        (None, Some(size)) if requests > 0 => milli_bytes(size).saturating_mul(u128::from(requests)),
        _ => return None,
    };
    let allowance = rule(MeteringRule::EgressFree).saturating_mul(gb).saturating_mul(1000);
    let free = usage.egress_free_gb.map_or(0, of_gb).min(allowance);
    let pieces = gross.saturating_sub(free);
    let quantity = Quantity { pieces, per_unit: gb.saturating_mul(1000), unit: "GB" };
    let line =
        CostLine::graduated(PriceItem::DataTransfer, "Data transfer out to the internet", quantity, book);
    let fact = metering(MeteringRule::EgressFree);
    let taken = quantity.with(gross - pieces);
    Some(if taken.pieces == 0 {
        let (value, unit) = (fact.value.value, &fact.value.unit);
        line.note(format!(
            "{value} {unit} are not subtracted: {}. Enter what is left as `egress_free_gb`",
            fact.note
        ))
    } else {
        line.note(format!("{taken} of the free allowance are subtracted"))
    })
}
