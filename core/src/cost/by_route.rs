//! Where the money goes: the parts of a bill that each route is the cause of.

use indexmap::IndexMap;
use serde::Serialize;

use super::derive::{Contribution, cumulated, times};
use super::{CostLine, Derived, Estimate, TierShare};
use crate::aws::PriceItem;
use crate::base::Picodollars;
use crate::design::Item;

/// A bill, divided among routes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// Routes with traffic, in the design's order.
    pub routes: Vec<RouteCost>,
    /// What no single route is the cause of.
    pub shared: Vec<SharedCost>,
    /// The sum of both: the bill's total.
    pub total: Picodollars,
}

/// What a route costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteCost {
    /// The route.
    pub at: Item,
    /// Requests of clients in the month.
    pub requests: u64,
    /// Its part of the bill: of each line the part that its quantity has in the line's.
    pub amount: Picodollars,
    /// The parts of single lines.
    pub parts: Vec<RoutePart>,
    /// What the bill would be lower without the route: its requests are then missing in the dearest lines' last and
    /// cheapest tiers, so it may be less than its part.
    pub saved_without: Picodollars,
}

/// A route's part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoutePart {
    /// What is paid for.
    pub item: PriceItem,
    /// The part.
    pub amount: Picodollars,
}

/// A cost that no single route is the cause of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedCost {
    /// What is paid for.
    pub item: PriceItem,
    /// What the line is called.
    pub label: String,
    /// The part of the design that is the cause, where one is.
    pub at: Option<Item>,
    /// The amount.
    pub amount: Picodollars,
}

/// Divides a bill among the routes that are the cause of it.
///
/// The parts add up to the total to the last picodollar. Where the user states a quantity, it is divided as the
/// traffic would have been.
pub fn by_route(derived: &Derived, estimate: &Estimate) -> Attribution {
    let mut routes: IndexMap<Item, RouteCost> = IndexMap::new();
    for load in derived.loads() {
        let at = Item::Route(load.api, load.route);
        let cost = RouteCost {
            at,
            requests: load.requests,
            amount: Picodollars::ZERO,
            parts: Vec::new(),
            saved_without: Picodollars::ZERO,
        };
        routes.insert(at, cost);
    }
    let mut shared = Vec::new();
    for line in &estimate.lines {
        let causes = causes(derived, line);
        if causes.is_empty() {
            shared.push(SharedCost {
                item: line.item,
                label: line.label.clone(),
                at: line.at,
                amount: line.known,
            });
            continue;
        }
        let all = causes.values().fold(0_u128, |sum, pieces| sum.saturating_add(*pieces));
        let total = u128::try_from(line.known.get()).unwrap_or(0);
        let parts = cumulated(total, causes.values().copied());
        for ((at, pieces), part) in causes.iter().zip(parts) {
            let amount = Picodollars::new(i128::try_from(part).unwrap_or(i128::MAX));
            let Some(route) = routes.get_mut(at) else {
                shared.push(SharedCost { item: line.item, label: line.label.clone(), at: Some(*at), amount });
                continue;
            };
            route.amount = route.amount + amount;
            route.parts.push(RoutePart { item: line.item, amount });
            let pieces = times(line.quantity.pieces, *pieces, all);
            route.saved_without = route.saved_without + last(&line.tiers, pieces);
        }
    }
    let mut attribution = Attribution { routes: Vec::new(), shared, total: estimate.total };
    attribution.routes =
        routes.into_values().filter(|cost| cost.requests > 0 || !cost.parts.is_empty()).collect();
    attribution
}

/// The fields of a usage that a line's quantity comes from.
pub fn fields_of(item: PriceItem) -> Vec<&'static str> {
    match item.as_str() {
        "rest_requests" => vec!["rest_requests", "streaming_requests"],
        "websocket_messages" => vec!["messages"],
        "data_transfer" => vec!["egress_gb"],
        "lambda_requests" => vec!["lambda_requests", "authorizer_requests"],
        "vpc_endpoint_hours" => vec!["vpc_endpoints"],
        "vpc_endpoint_gb" => vec!["gb"],
        "alb_lcu_hours" | "nlb_lcu_hours" => vec!["processed_gb_month"],
        other => vec![other],
    }
}

/// The pieces of a line by the item that is the cause.
fn causes(derived: &Derived, line: &CostLine) -> IndexMap<Item, u128> {
    let fields = fields_of(line.item);
    let mut causes = IndexMap::new();
    for Contribution { at, pieces } in fields.iter().flat_map(|field| derived.contributions(field)) {
        let sum: &mut u128 = causes.entry(*at).or_default();
        *sum = sum.saturating_add(*pieces);
    }
    causes
}

/// What the last pieces of a line cost.
fn last(tiers: &[TierShare], pieces: u128) -> Picodollars {
    let mut left = pieces;
    let mut sum = Picodollars::ZERO;
    for tier in tiers.iter().rev() {
        let taken = left.min(tier.quantity.pieces);
        if let Some(amount) = tier.amount {
            sum = sum + amount.times(taken, tier.quantity.pieces);
        }
        left -= taken;
    }
    sum
}
