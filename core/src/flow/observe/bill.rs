//! What one request costs, and what AWS does not charge for.

use serde::Serialize;

use crate::aws::{self, ApiKind, Billed, Ending, MeteringRule, PriceItem};
use crate::base::Picodollars;
use crate::flow::{Fidelity, Outcome, StepKind};

use super::{ExecutionLog, Scene, fidelity, services};

/// What one request costs at the first tier's prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bill {
    /// The parts, API Gateway's own first.
    pub charges: Vec<Charge>,
    /// The sum of the amounts that are known.
    pub known_usd: Picodollars,
}

/// A part of the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// What is counted.
    pub what: String,
    /// How many units the request counts for.
    pub quantity: u64,
    /// The unit.
    pub unit: String,
    /// The amount; none where it is not charged, or no price is known.
    pub usd: Option<Picodollars>,
    /// Whether it is charged.
    pub billed: Billed,
    /// Why.
    pub why: String,
    /// How well that is founded.
    pub fidelity: Fidelity,
    /// Where it is written.
    pub source: String,
}

pub(super) fn of(scene: &Scene<'_>, log: &ExecutionLog) -> Bill {
    let mut charges = Vec::new();
    if let Some(api) = scene.api {
        charges.push(request(scene, api.kind));
        if api.kind == ApiKind::WebSocket {
            charges.extend(connection(scene));
        }
    }
    charges.extend(services::functions(scene));
    charges.extend(services::firewall(scene));
    charges.extend(transfer(scene));
    charges.extend(services::logs(scene, log));
    let known_usd = charges.iter().filter_map(|charge| charge.usd).sum();
    Bill { charges, known_usd }
}

/// How the request ended, as far as the bill is concerned.
fn ending(scene: &Scene<'_>) -> Ending {
    let answered = |kind| scene.trace.step(kind).is_some_and(|step| step.outcome == Outcome::Answer);
    if answered(StepKind::Cache) {
        return Ending::Cache;
    }
    if answered(StepKind::CorsPreflight) {
        return Ending::Preflight;
    }
    match scene.trace.refused().map(|step| step.kind) {
        Some(StepKind::Endpoint) => Ending::Endpoint,
        Some(StepKind::Waf) => Ending::Waf,
        Some(StepKind::Route) => Ending::NoRoute,
        Some(StepKind::Throttle) => Ending::Throttle,
        Some(StepKind::ResourcePolicy | StepKind::Authorizer | StepKind::ResourcePolicyResult) => {
            Ending::Authorization
        }
        Some(StepKind::ApiKey) => Ending::ApiKey,
        Some(StepKind::UsagePlan) => Ending::UsagePlan,
        Some(StepKind::Validate | StepKind::Cache | StepKind::MapRequest) => Ending::Validation,
        _ if scene.context("eventType") == "CONNECT" => Ending::Connect,
        _ => Ending::Integration,
    }
}

/// API Gateway's own charge.
fn request(scene: &Scene<'_>, kind: ApiKind) -> Charge {
    let (item, what) = match kind {
        ApiKind::Rest => (PriceItem::RestRequests, "REST API requests"),
        ApiKind::Http => (PriceItem::HttpRequests, "HTTP API requests"),
        ApiKind::WebSocket => (PriceItem::WebSocketMessages, "WebSocket messages"),
    };
    let quantity = units(scene, kind);
    let rule = aws::billing_rule(kind, ending(scene));
    let billed = rule.map_or(Billed::Unknown, |rule| rule.billed);
    let usd = price(scene, item, u128::from(quantity), 1).filter(|_| billed == Billed::Yes);
    Charge {
        what: what.to_owned(),
        quantity,
        unit: if kind == ApiKind::WebSocket { "message" } else { "request" }.to_owned(),
        usd,
        billed,
        why: rule.map(|rule| rule.why.clone()).unwrap_or_default(),
        fidelity: rule.map_or(Fidelity::Assumed, |rule| fidelity(rule.fidelity)),
        source: rule.map(|rule| rule.source.clone()).unwrap_or_default(),
    }
}

/// How many requests or messages AWS counts: HTTP APIs and WebSocket APIs count by size.
fn units(scene: &Scene<'_>, kind: ApiKind) -> u64 {
    let pieces = |bytes: usize, rule| {
        let size = aws::metering(rule).value.value.max(1);
        u64::try_from(bytes).unwrap_or(u64::MAX).div_ceil(size).max(1)
    };
    let trace = scene.trace;
    match kind {
        ApiKind::Rest => 1,
        ApiKind::Http => pieces(trace.passage.request.body.len(), MeteringRule::HttpRequestIncrement),
        ApiKind::WebSocket => {
            let of = |bytes: &[u8]| pieces(bytes.len(), MeteringRule::WebSocketMessageIncrement);
            let answer = scene.context("eventType") == "MESSAGE" && !trace.response.body.is_empty();
            of(&trace.passage.request.body) + if answer { of(&trace.response.body) } else { 0 }
        }
    }
}

/// What so many pieces cost in the first tier, where so many make AWS's unit, with what the account pays less.
pub(super) fn price(scene: &Scene<'_>, item: PriceItem, pieces: u128, per_unit: u128) -> Option<Picodollars> {
    /// Thousandths of a percent in the whole.
    const WHOLE: u128 = 100_000;
    let price = scene.book?.price(item)?;
    let amount = price.tiers.first()?.usd?.times(pieces, per_unit);
    let off = price.discount_percent.and_then(|percent| u128::try_from(percent.thousandths()).ok());
    Some(off.map_or(amount, |off| amount.times(WHOLE.saturating_sub(off), WHOLE)))
}

/// The minutes of a connection, told when it ends. That a begun minute counts as a whole one is taken to be so.
fn connection(scene: &Scene<'_>) -> Option<Charge> {
    const MINUTE_MS: u64 = 60_000;
    if scene.context("eventType") != "DISCONNECT" {
        return None;
    }
    let at = |name: &str| scene.context(name).parse::<u64>().ok();
    let minutes = at("requestTimeEpoch")?.saturating_sub(at("connectedAt")?).div_ceil(MINUTE_MS).max(1);
    Some(Charge {
        what: "WebSocket connection minutes".to_owned(),
        quantity: minutes,
        unit: "minute".to_owned(),
        usd: price(scene, PriceItem::ConnectionMinutes, u128::from(minutes), 1),
        billed: Billed::Yes,
        why: "Every minute that the connection was open is charged, a begun one as a whole".to_owned(),
        fidelity: Fidelity::Assumed,
        source: aws::metering(MeteringRule::WebSocketMessageIncrement).source.clone(),
    })
}

/// The answer's bytes that leave AWS.
fn transfer(scene: &Scene<'_>) -> Option<Charge> {
    let bytes = u64::try_from(scene.trace.response.body.len()).unwrap_or(u64::MAX);
    if bytes == 0 || scene.api.is_none() {
        return None;
    }
    let gb = u128::from(aws::metering(MeteringRule::Gb).value.value.max(1));
    Some(Charge {
        what: "Data transfer out".to_owned(),
        quantity: bytes,
        unit: "byte".to_owned(),
        usd: price(scene, PriceItem::DataTransfer, u128::from(bytes), gb),
        billed: Billed::Yes,
        why: "Bytes to the internet are charged, after those that are free each month; headers count too and are left out here".to_owned(),
        fidelity: Fidelity::Documented,
        source: aws::free_allowance(PriceItem::DataTransfer).map_or_else(String::new, |row| row.source.clone()),
    })
}
