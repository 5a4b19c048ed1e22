//! Lambda functions behind integrations, and those that authorize.

use super::{milli_rule, rule, thousandths};
use crate::aws::{MeteringRule, PriceItem};
use crate::base::Milli;
use crate::cost::{Meter, Quantity};
use crate::design::Architecture;
use crate::design::inputs::Usage;

/// Pieces in a GB-second: thousandths of a millisecond times thousandths of a MB.
const PER_GB_SECOND: u128 = 1_000_000 * 1_024_000;
/// Pieces in a thousandth of a GB-second.
const PER_MILLI: u128 = PER_GB_SECOND / 1000;

/// What is counted: invocations, compute of each processor, and storage beyond what is free.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let requests = [usage.lambda_requests, usage.authorizer_requests];
    let mut found = Vec::new();
    if requests.iter().any(Option::is_some) {
        let sum = requests.iter().flatten().map(|requests| u128::from(*requests)).sum();
        let meter = Meter::new(PriceItem::LambdaRequests, "Lambda requests", Quantity::whole(sum, "request"));
        found.push(match usage.authorizer_requests {
            Some(some) if some > 0 => meter.note(format!("{some} of them are made by authorizers")),
            _ => meter,
        });
    }
    let invoked = invoked(usage);
    let (x86, arm) = match usage.arch {
        Architecture::X86_64 => (invoked, None),
        Architecture::Arm64 => (None, invoked),
    };
    let stated = [usage.lambda_gb_seconds_x86, usage.lambda_gb_seconds_arm64];
    let [x86_stated, arm_stated] =
        stated.map(|stated| stated.map(|some| thousandths(some).saturating_mul(PER_MILLI)));
    found.extend(compute(PriceItem::LambdaX86, "Lambda compute, x86", x86, x86_stated));
    found.extend(compute(PriceItem::LambdaArm64, "Lambda compute, Arm", arm, arm_stated));
    found.extend(storage(usage));
    found
}

/// GB-seconds of invocations, in pieces; none where nothing says how long they take.
fn invoked(usage: &Usage) -> Option<u128> {
    let backend = gb_seconds(usage.lambda_requests, usage.lambda_ms, memory(usage.lambda_mb));
    let authorizer = gb_seconds(usage.authorizer_requests, usage.authorizer_ms, memory(usage.authorizer_mb));
    match (backend, authorizer) {
        (None, None) => None,
        (one, other) => Some(one.unwrap_or(0).saturating_add(other.unwrap_or(0))),
    }
}

fn memory(stated: Option<Milli>) -> Milli {
    stated.unwrap_or_else(|| milli_rule(MeteringRule::LambdaMemory))
}

fn gb_seconds(requests: Option<u64>, ms: Option<Milli>, mb: Milli) -> Option<u128> {
    let each = thousandths(ms?).saturating_mul(thousandths(mb));
    Some(u128::from(requests?).saturating_mul(each))
}

fn compute(item: PriceItem, label: &str, invoked: Option<u128>, stated: Option<u128>) -> Option<Meter> {
    if invoked.is_none() && stated.is_none() {
        return None;
    }
    let pieces = invoked.unwrap_or(0).saturating_add(stated.unwrap_or(0));
    Some(Meter::new(item, label, Quantity { pieces, per_unit: PER_GB_SECOND, unit: "GB-second" }))
}

fn storage(usage: &Usage) -> Option<Meter> {
    let free = rule(MeteringRule::LambdaStorage).saturating_mul(1000);
    let paid = thousandths(usage.lambda_storage_mb?).checked_sub(free).filter(|paid| *paid > 0)?;
    let paid = Milli::from_thousandths(i64::try_from(paid).unwrap_or(i64::MAX));
    let pieces = gb_seconds(usage.lambda_requests, usage.lambda_ms, paid)?;
    let quantity = Quantity { pieces, per_unit: PER_GB_SECOND, unit: "GB-second" };
    Some(Meter::new(PriceItem::LambdaStorage, "Lambda ephemeral storage", quantity))
}
