//! The estimate and its lines.

use serde::Serialize;

use super::items::{Answers, Context};
use super::{Meter, NextTier, Quantity, TierShare, check_usage, items, meter, tiers};
use crate::aws::{ApiKind, Confidence, EndpointKind, PriceBook, PriceItem, PriceTier, free_allowance};
use crate::base::{Milli, Picodollars, unit_of};
use crate::design::inputs::{FreeTier, Usage};
use crate::design::{Design, Diagnostic, Item};

/// What one thing costs a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CostLine {
    /// What is paid for.
    pub item: PriceItem,
    /// The part of the design that is paid for, where one is.
    pub at: Option<Item>,
    /// The usage type on a bill; none when the Region's price is not known.
    pub code: Option<String>,
    /// What the line is called.
    pub label: String,
    /// What AWS charges for.
    pub quantity: Quantity,
    /// What is free beside it.
    pub free: Quantity,
    /// What the account pays less than the published price, in percent.
    pub discount_percent: Option<Milli>,
    /// The tiers that the quantity falls into.
    pub tiers: Vec<TierShare>,
    /// What the line costs; none when the price of a used tier is not known.
    pub amount: Option<Picodollars>,
    /// What the tiers with a known price cost together.
    pub known: Picodollars,
    /// The tier that comes next.
    pub next_tier: Option<NextTier>,
    /// Where the price is published; none when it is not known.
    pub source: Option<String>,
    /// The day the price was last seen there.
    pub as_of: Option<String>,
    /// How well the price is confirmed.
    pub confidence: Option<Confidence>,
    /// How the quantity is counted, and what a reader should know about the price.
    pub notes: Vec<String>,
}

/// What a month costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// The Region's code.
    pub region: String,
    /// One line for each thing that is used.
    pub lines: Vec<CostLine>,
    /// The sum of everything with a known price.
    pub total: Picodollars,
    /// The number of lines that have a part without a known price, which `total` leaves out.
    pub unknown: usize,
    /// What is wrong with the usage, and what the estimate leaves out.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a month of this usage costs, at the prices of this book.
///
/// Quantities that make no sense are diagnostics and cost nothing. Graduated prices start at nothing: other
/// designs of the same account and Region share AWS's tiers, which an estimate of one design cannot see.
pub fn estimate(usage: &Usage, book: &PriceBook) -> Estimate {
    compute(usage, book, &Context::of_usage(usage))
}

/// What a month of this design costs with this usage.
///
/// As [`estimate`], with the caches of the design's stages where the usage names none, without data transfer
/// for REST APIs that are all private, and with notes on traffic that no API of the design takes.
pub fn estimate_for(design: &Design, usage: &Usage, book: &PriceBook) -> Estimate {
    let context = Context::of_design(design, usage);
    let mut estimate = compute(usage, book, &context);
    estimate.diagnostics.extend(mismatches(design, usage, context.rest_answers));
    estimate
}

/// What is counted for a usage, line by line, before a price is known.
///
/// Meters of several usages, one for each route, can be priced as one bill: see [`estimate_meters`].
pub fn meters(usage: &Usage) -> Vec<Meter> {
    items::meters(usage, &Context::of_usage(usage))
}

/// As [`meters`], with what the design says where the usage does not: its caches, and its private APIs.
pub fn meters_for(design: &Design, usage: &Usage) -> Vec<Meter> {
    items::meters(usage, &Context::of_design(design, usage))
}

/// What everything that was counted costs together, in one account and Region.
///
/// Like meters are added up before they are priced, as AWS does. So several usages without free tiers never cost more
/// together than each by itself; what is free, an account has once.
pub fn estimate_meters(
    meters: impl IntoIterator<Item = Meter>,
    free_tier: FreeTier,
    book: &PriceBook,
) -> Estimate {
    let mut meters = meter::merge(meters);
    meter::allow(&mut meters, free_tier, &book.region);
    let lines: Vec<CostLine> = meters.into_iter().map(|meter| CostLine::of(meter, book, free_tier)).collect();
    let unknown: Vec<&CostLine> = lines.iter().filter(|line| line.amount.is_none()).collect();
    let diagnostics = unknown.iter().map(|line| {
        let message =
            format!("The price of {} in `{}` is not known in part or whole", line.label, book.region);
        Diagnostic::warning("price-unknown", message)
            .at_place(line.item.as_str())
            .help("Add the amount from AWS's price list; the total leaves the unknown part out")
    });
    let (diagnostics, unknown) = (diagnostics.collect(), unknown.len());
    let total = lines.iter().map(|line| line.known).sum();
    Estimate { region: book.region.clone(), lines, total, unknown, diagnostics }
}

/// The lines, their sum, and what is wrong.
pub(super) fn compute(usage: &Usage, book: &PriceBook, context: &Context) -> Estimate {
    let mut diagnostics = check_usage(usage);
    if !context.caches.is_empty() {
        diagnostics.retain(|found| found.place != "hours" || found.code != "usage-unused");
    }
    let mut estimate = estimate_meters(items::meters(usage, context), usage.free_tier, book);
    diagnostics.append(&mut estimate.diagnostics);
    Estimate { diagnostics, ..estimate }
}

/// Traffic of a kind that the design has no API of, and transfer that a private API does not pay.
fn mismatches(design: &Design, usage: &Usage, rest_answers: Answers) -> Vec<Diagnostic> {
    let has = |kind| design.apis.values().any(|api| api.kind == kind);
    let traffic = [
        ("rest_requests", usage.rest_requests.is_some(), ApiKind::Rest),
        ("http_requests", usage.http_requests.is_some(), ApiKind::Http),
        ("messages", usage.messages.is_some(), ApiKind::WebSocket),
        ("connection_minutes", usage.connection_minutes.is_some(), ApiKind::WebSocket),
    ];
    let missing = traffic.into_iter().filter(|(_, used, kind)| *used && !has(*kind));
    let mut found: Vec<Diagnostic> = missing
        .map(|(name, _, kind)| {
            let message = format!("The design has no {} API for `{name}`", kind.label());
            Diagnostic::note("usage-without-api", message).at_place(name)
        })
        .collect();
    let private = design.apis.iter().find(|(_, api)| api.endpoint_kind() == EndpointKind::Private);
    if let Some((id, _)) = private
        && usage.egress_gb.is_none()
        && usage.response_kb.is_some()
    {
        let (message, help) = match rest_answers {
            Answers::VpcEndpoint => (
                "AWS charges no data out to the internet for a private API; its VPC endpoint is not counted here",
                "Add the price of the VPC endpoint, by hour and by GB",
            ),
            Answers::Internet => (
                "Answers of a private API are counted as data out to the internet, which AWS does not charge",
                "Give `egress_gb` for the public APIs alone; the VPC endpoint has its own price",
            ),
        };
        found.push(Diagnostic::note("private-egress", message).at(Item::Api(*id)).help(help));
    }
    found
}

impl CostLine {
    /// The line of a meter; a price without tiers counts as unknown.
    fn of(meter: Meter, book: &PriceBook, free_tier: FreeTier) -> Self {
        let price = book.price(meter.item);
        let mut tiers = match meter.size {
            Some(size) => {
                let usd = price.and_then(|price| price.sizes_gb.get(&size).copied().flatten());
                vec![PriceTier { from: 0, to: None, usd }]
            }
            None => price.map_or_else(Vec::new, |price| price.tiers.clone()),
        };
        if tiers.is_empty() {
            tiers.push(PriceTier { from: 0, to: None, usd: None });
        }
        let refused = if free_tier.in_prices { None } else { tiers::take_free_start(&mut tiers) };
        let refused = refused.map(|units| {
            let unit = unit_of("", meter.quantity.unit);
            format!("The first {units} {unit} are charged like the next ones, as no free tier is counted on")
        });
        let quantity = meter.quantity.with(meter.quantity.pieces.saturating_sub(meter.free));
        let discount_percent = price.and_then(|price| price.discount_percent);
        let shares = tiers::divide(quantity, &tiers, discount_percent);
        let known = shares.iter().filter_map(|share| share.amount).sum();
        let complete = shares.iter().all(|share| share.amount.is_some());
        let code = price.and_then(|price| price.usage_type.clone());
        let free = meter.quantity.with(meter.free);
        let price_note = price.map(|price| price.note.clone()).filter(|note| !note.is_empty());
        let notes =
            price_note.into_iter().chain(meter.notes).chain(free_note(meter.item, free)).chain(refused);
        Self {
            item: meter.item,
            at: meter.at,
            code: code.map(|code| meter.size.map_or(code.clone(), |size| format!("{code}:{size}GB"))),
            label: meter.label,
            quantity,
            free,
            discount_percent,
            amount: complete.then_some(known),
            known,
            next_tier: tiers::next_tier(quantity, &tiers),
            tiers: shares,
            source: price.map(|price| price.source.clone()),
            as_of: price.map(|price| price.as_of.clone()),
            confidence: price.map(|price| price.confidence),
            notes: notes.collect(),
        }
    }
}

/// What a reader should know of a free allowance: what was taken of it, or of data transfer that nothing was.
fn free_note(item: PriceItem, taken: Quantity) -> Option<String> {
    if taken.pieces > 0 {
        let value = taken.value();
        let is = if value == "1" { "is" } else { "are" };
        return Some(format!("{taken} of the free allowance {is} subtracted"));
    }
    let row = free_allowance(item).filter(|_| item == PriceItem::DataTransfer)?;
    Some(format!(
        "{} {} are not subtracted: {}. Enter what is left as `egress_free_gb`",
        row.quantity, row.unit, row.note
    ))
}
