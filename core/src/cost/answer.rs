//! The estimate as scripts and pipelines read it.

use serde_json::{Value, json};

use super::{CostLine, Estimate, TierShare};
use crate::base::Picodollars;

/// Decimal places that a quantity has at most.
const PLACES: u32 = 9;
/// Decimal places that an amount has at least.
const CENTS: usize = 2;

/// An estimate as JSON: `total_usd`, `lines`, `unknown` and what belongs to them.
///
/// Dollars and quantities are decimal texts. Dollars are exact, with two places or more; `unknown` has a line for each
/// price that is not known in part or whole, which `total_usd` leaves out.
pub fn answer(estimate: &Estimate) -> Value {
    let unknown = estimate.lines.iter().filter(|line| line.amount.is_none());
    json!({
        "region": estimate.region,
        "total_usd": dollars(estimate.total),
        "total": estimate.total,
        "lines": estimate.lines.iter().map(line).collect::<Vec<_>>(),
        "unknown": unknown.map(missing).collect::<Vec<_>>(),
        "diagnostics": estimate.diagnostics,
    })
}

fn line(line: &CostLine) -> Value {
    json!({
        "item": line.item,
        "label": line.label,
        "at": line.at,
        "code": line.code,
        "quantity": line.quantity.rounded(PLACES),
        "unit": line.quantity.unit,
        "free_quantity": line.free.rounded(PLACES),
        "usd": line.amount.map(dollars),
        "known_usd": dollars(line.known),
        "amount": line.amount,
        "known": line.known,
        "discount_percent": line.discount_percent,
        "tiers": line.tiers.iter().map(tier).collect::<Vec<_>>(),
        "next_tier": line.next_tier,
        "source": line.source,
        "as_of": line.as_of,
        "confidence": line.confidence,
        "notes": line.notes,
    })
}

fn tier(share: &TierShare) -> Value {
    json!({
        "from": share.from,
        "to": share.to,
        "quantity": share.quantity.rounded(PLACES),
        "unit_usd": share.usd,
        "usd": share.amount.map(dollars),
        "amount": share.amount,
    })
}

fn missing(line: &CostLine) -> Value {
    let parts = line.tiers.iter().filter(|share| share.amount.is_none());
    json!({
        "item": line.item,
        "label": line.label,
        "quantity": line.quantity.rounded(PLACES),
        "unit": line.quantity.unit,
        "without_price": parts.map(tier).collect::<Vec<_>>(),
    })
}

/// The exact amount, with cents at least.
fn dollars(amount: Picodollars) -> String {
    let exact = amount.to_string();
    match exact.split_once('.') {
        Some((_, places)) if places.len() >= CENTS => exact,
        _ => amount.rounded(CENTS),
    }
}
