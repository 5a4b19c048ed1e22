//! What holds for every usage: a bill is the sum of its tiers, more use never costs less, and two usages together never
//! cost more than apart.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use studio_core::aws::{CacheSize, PriceBook, price_book, regions};
use studio_core::base::{Milli, Picodollars};
use studio_core::cost::{
    self, CostLine, Estimate, Meter, TierShare, estimate, estimate_meters, meters, read_usage,
};
use studio_core::design::inputs::{FreeTier, Pricing, Usage, UsageAccess};

/// A quantity of any size: many are small, some are beyond any month, none so large that money would saturate.
fn amount() -> impl Strategy<Value = u64> {
    (0_u32..10, 0_u64..1000).prop_map(|(zeros, digits)| digits * 10_u64.pow(zeros))
}

/// A usage of any quantities.
fn usage() -> impl Strategy<Value = Usage> {
    let field = 0..Usage::FIELDS.len();
    let word = (any::<bool>(), free_tier());
    (prop::collection::vec((field, amount()), 0..20), word, prop::sample::select(CacheSize::ALL)).prop_map(
        |(quantities, (arm, free), size)| {
            let mut usage = Usage { free_tier: free, ..Usage::default() };
            if arm {
                usage.arch = studio_core::design::Architecture::Arm64;
            }
            for (field, amount) in quantities {
                put(&mut usage, field, Some(amount));
            }
            // Other sizes are refused.
            usage.cache_gb = usage.cache_gb.map(|_| size.as_str().parse().unwrap());
            usage
        },
    )
}

fn put(usage: &mut Usage, field: usize, amount: Option<u64>) {
    match Usage::FIELDS[field].access {
        UsageAccess::Count { put, .. } => put(usage, amount),
        UsageAccess::Decimal { put, .. } => {
            put(usage, amount.map(|amount| Milli::from_thousandths(amount.min(1 << 62) as i64)));
        }
    }
}

fn get(usage: &Usage, field: usize) -> Option<u64> {
    match Usage::FIELDS[field].access {
        UsageAccess::Count { get, .. } => get(usage),
        UsageAccess::Decimal { get, .. } => get(usage).map(|value| value.thousandths() as u64),
    }
}

fn bill(usage: &Usage) -> Estimate {
    estimate(usage, price_book("us-east-1").unwrap())
}

fn free_tier() -> impl Strategy<Value = FreeTier> {
    prop::sample::select(vec!["none", "all", "always", "12_months", "in_prices"])
        .prop_map(|word| word.parse().unwrap())
}

/// What is counted of a usage, whatever it says of the data transfer that is free.
fn counted(usage: &Usage) -> Vec<Meter> {
    meters(&Usage { egress_free_gb: None, ..usage.clone() })
}

fn price(meters: Vec<Meter>, tier: FreeTier) -> Estimate {
    estimate_meters(meters, tier, price_book("us-east-1").unwrap())
}

/// Whether a tier costs nothing and the next ones something.
fn gives(share: &TierShare) -> bool {
    share.usd == Some(Picodollars::ZERO) && share.to.is_some()
}

/// A sum of amounts, each rounded once, may differ by half a picodollar for each.
fn rounding(estimate: &Estimate) -> Picodollars {
    Picodollars::new(estimate.lines.iter().map(|line| line.tiers.len() as i128).sum())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_bill_is_the_sum_of_its_tiers(usage in usage()) {
        let found = bill(&usage);
        prop_assert_eq!(found.total, found.lines.iter().map(|line| line.known).sum());
        for line in &found.lines {
            let pieces: u128 = line.tiers.iter().map(|share| share.quantity.pieces).sum();
            prop_assert_eq!(pieces, line.quantity.pieces, "{}", line.item);
            prop_assert_eq!(line.known, line.tiers.iter().filter_map(|share| share.amount).sum());
        }
        let answer = cost::answer(&found);
        prop_assert_eq!(answer["lines"].as_array().unwrap().len(), found.lines.len());
        let total: Picodollars = answer["total_usd"].as_str().unwrap().parse().unwrap();
        prop_assert_eq!(total, found.total);
    }

    #[test]
    fn more_of_anything_never_costs_less(usage in usage(), field in 0..Usage::FIELDS.len(), more in amount()) {
        let name = Usage::FIELDS[field].name;
        // What is left of an allowance lowers the bill, and a cache has one of eight sizes.
        prop_assume!(name != "egress_free_gb" && name != "cache_gb");
        let Some(before) = get(&usage, field) else { return Ok(()) };
        let mut larger = usage.clone();
        put(&mut larger, field, Some(before.saturating_add(more)));
        prop_assert!(bill(&usage).total <= bill(&larger).total, "{name} {before} + {more}");
    }

    /// Over all quantities, to the picodollar. What the user states to be left of an allowance is what it says: the
    /// account has a hundred GB of it, however many usages say so.
    #[test]
    fn usages_together_never_cost_more_than_apart(first in usage(), second in usage()) {
        let (one, other) = (counted(&first), counted(&second));
        let together = price([one.clone(), other.clone()].concat(), FreeTier::NONE);
        let apart = price(one, FreeTier::NONE).total + price(other, FreeTier::NONE).total;
        prop_assert!(together.total <= apart, "{} > {apart}", together.total);
        let free = |line: &CostLine| line.free.pieces > 0 || line.tiers.iter().any(gives);
        prop_assert!(!together.lines.iter().any(free));
    }

    /// With free tiers, each allowance is given once: to one of the usages, and the other pays in full.
    #[test]
    fn usages_together_share_what_is_free(first in usage(), second in usage(), tier in free_tier()) {
        let (one, other) = (counted(&first), counted(&second));
        let together = price([one.clone(), other.clone()].concat(), tier).total;
        let (free, full) = (price(one.clone(), tier).total, price(other.clone(), FreeTier::NONE).total);
        prop_assert!(together <= free + full, "{together} > {free} + {full}");
        // And one alone never costs more than both.
        prop_assert!(together >= free && together >= price(other, tier).total);
    }

    #[test]
    fn a_usage_comes_back_from_its_file(usage in usage()) {
        let (read, problems) = read_usage(&serde_json::to_string(&usage).unwrap());
        prop_assert_eq!(read, usage);
        prop_assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn a_discount_takes_its_part_of_every_amount(usage in usage(), percent in 0_i64..=100_000) {
        let pricing = Pricing { discount_percent: Some(Milli::from_thousandths(percent)), ..Pricing::default() };
        let priced = cost::priced(&usage, "us-east-1", &pricing).unwrap();
        prop_assert!(priced.diagnostics.is_empty());
        let (full, less) = (bill(&usage), estimate(&usage, &priced.book));
        prop_assert!(less.total <= full.total + rounding(&full));
        let rest = full.total.times((100_000 - percent) as u128, 100_000);
        let far = (less.total.get() - rest.get()).abs();
        prop_assert!(far <= 2 * rounding(&full).get() + 1, "{far}");
    }
}

/// What makes the sums above hold in every Region: no tier costs more than the one before, apart from a free start.
#[test]
fn prices_never_rise_with_use() {
    for region in regions() {
        let Some(book) = price_book(&region.code) else { continue };
        let rises = |book: &PriceBook| {
            let rows = book.prices.iter().filter(|price| {
                let known: Vec<_> = price.tiers.iter().filter_map(|tier| tier.usd).collect();
                let paid = known.iter().skip_while(|usd| **usd == Picodollars::ZERO);
                !paid.is_sorted_by(|one, next| one >= next)
            });
            rows.map(|price| price.item).collect::<Vec<_>>()
        };
        assert_eq!(rises(book), [], "{}", region.code);
    }
}

#[test]
fn every_quantity_is_counted_and_has_a_price_in_us_east() {
    // Sizes and hours count with something else.
    let factors = [
        "request_kb",
        "response_kb",
        "message_kb",
        "hours",
        "egress_free_gb",
        "lambda_ms",
        "lambda_mb",
        "lambda_storage_mb",
        "authorizer_ms",
        "authorizer_mb",
        "azs",
        "processed_gb_month",
        "processed_gb_per_hour",
        "portal_products",
        "vpc_links",
    ];
    for field in Usage::FIELDS.iter().filter(|field| !factors.contains(&field.name)) {
        let value = if field.name == "cache_gb" { json!(0.5) } else { json!(20_000) };
        let file = Value::Object(Map::from_iter([(field.name.to_owned(), value)]));
        let (usage, problems) = read_usage(&file.to_string());
        assert!(problems.is_empty(), "{}", field.name);
        let found = bill(&usage);
        assert!(!found.lines.is_empty() && found.unknown == 0, "{}", field.name);
        assert!(found.total > Picodollars::ZERO, "{}", field.name);
    }
}

#[test]
fn the_readme_names_every_quantity() {
    let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    for name in Usage::FIELDS.iter().map(|field| field.name).chain(["region", "arch", "free_tier"]) {
        assert!(readme.contains(&format!("`{name}`")), "{name}");
    }
}
