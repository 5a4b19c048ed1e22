//! Runs `cases/cost`: a month's usage, and what each line and the total must be.

use std::collections::BTreeMap;
use std::{fs, path::Path};

use serde::Deserialize;
use serde_json::Value;
use studio_core::aws::read_offer;
use studio_core::cost::{
    self, CostLine, Estimate, estimate, estimate_for, priced, read_usage, region_of, variants, variants_for,
};
use studio_core::design::Design;
use studio_core::design::inputs::{Pricing, Usage};

#[path = "cost/kept.rs"]
mod kept;
#[path = "cost/offers.rs"]
mod offers;
#[path = "cost/sums.rs"]
mod sums;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    /// The design that the usage is for; none estimates the usage alone.
    design: Option<Design>,
    usage: Value,
    /// Which prices it is computed with.
    #[serde(default)]
    pricing: Pricing,
    /// Offer files below `offers` that are laid over them.
    #[serde(default)]
    prices: Vec<String>,
    expect: Expect,
}

/// Amounts are exact decimals, null for unknown; `total`, `rounded` and `variants` are rounded to cents.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    lines: Option<BTreeMap<String, Option<String>>>,
    lines_present: Option<Vec<String>>,
    #[serde(default)]
    tiers: BTreeMap<String, Vec<Option<String>>>,
    /// The amounts of a line's tiers, rounded to cents.
    #[serde(default)]
    tier_cents: BTreeMap<String, Vec<String>>,
    /// The part of the design that a line points at.
    #[serde(default)]
    at: BTreeMap<String, String>,
    #[serde(default)]
    rounded: BTreeMap<String, String>,
    #[serde(default)]
    next_tier: BTreeMap<String, NextTier>,
    total: Option<String>,
    unknown: Option<usize>,
    #[serde(default)]
    diagnostics: Vec<String>,
    variants: Option<BTreeMap<String, String>>,
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NextTier {
    missing: String,
    usd: String,
    used_permille: u32,
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/cost");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some());
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        // A file holds a case, or a list of cases.
        let listed = if text.starts_with('[') { text } else { format!("[{text}]") };
        let cases: Vec<Case> =
            serde_json::from_str(&listed).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        cases.iter().for_each(check);
    }
}

fn check(case: &Case) {
    let (name, expect) = (&case.name, &case.expect);
    let (usage, mut diagnostics) = read_usage(&case.usage.to_string());
    let region = case.design.as_ref().map_or("", |design| design.region.as_str());
    let mut pricing = case.pricing.clone();
    for file in &case.prices {
        let region = region_of(&usage, region);
        cost::take_offer(&mut pricing, region, &read_offer(&offers::text(file), region).unwrap());
    }
    let book = match priced(&usage, region, &pricing) {
        Ok(priced) => {
            diagnostics.extend(priced.diagnostics);
            priced.book
        }
        Err(diagnostic) => return assert_eq!(Some(diagnostic.code), expect.error.as_deref(), "{name}"),
    };
    let book = book.as_ref();
    assert_eq!(expect.error, None, "{name}");
    let estimate = match &case.design {
        Some(design) => estimate_for(design, &usage, book),
        None => estimate(&usage, book),
    };
    check_lines(name, expect, &estimate);
    if let Some(total) = &expect.total {
        assert_eq!(&estimate.total.rounded(2), total, "{name}");
    }
    if let Some(unknown) = expect.unknown {
        assert_eq!(estimate.unknown, unknown, "{name}");
    }
    if let Some(wanted) = &expect.variants {
        let variants = match &case.design {
            Some(design) => variants_for(design, &usage, book),
            None => variants(&usage, book),
        };
        let total = |estimate: &Estimate| estimate.total.rounded(2);
        let found: BTreeMap<_, _> =
            variants.iter().map(|one| (one.kind.to_string(), total(&one.estimate))).collect();
        assert_eq!(&found, wanted, "{name}");
    }
    if expect.lines_present.is_none() {
        diagnostics.extend(estimate.diagnostics);
        let found: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(found, expect.diagnostics, "{name}");
    }
}

fn check_lines(name: &str, expect: &Expect, estimate: &Estimate) {
    let line = |item: &str| {
        let line = estimate.lines.iter().find(|line| line.item.as_str() == item);
        line.unwrap_or_else(|| panic!("{name}: no line {item}"))
    };
    if let Some(lines) = &expect.lines {
        let amount = |line: &CostLine| line.amount.map(|amount| amount.to_string());
        let found: BTreeMap<_, _> =
            estimate.lines.iter().map(|line| (line.item.to_string(), amount(line))).collect();
        assert_eq!(&found, lines, "{name}");
    }
    for (item, place) in &expect.at {
        assert_eq!(line(item).at.map(|at| at.to_string()).as_ref(), Some(place), "{name}: {item}");
    }
    for item in expect.lines_present.iter().flatten() {
        line(item);
    }
    for (item, amounts) in &expect.tiers {
        let shares = line(item).tiers.iter();
        let found: Vec<_> = shares.map(|share| share.amount.map(|amount| amount.to_string())).collect();
        assert_eq!(&found, amounts, "{name}: tiers of {item}");
    }
    for (item, cents) in &expect.tier_cents {
        let shares = line(item).tiers.iter();
        let found: Vec<_> = shares.map(|share| share.amount.unwrap().rounded(2)).collect();
        assert_eq!(&found, cents, "{name}: tiers of {item}");
    }
    for (item, amount) in &expect.rounded {
        assert_eq!(
            line(item).amount.map(|amount| amount.rounded(2)).as_ref(),
            Some(amount),
            "{name}: {item}"
        );
    }
    for (item, next) in &expect.next_tier {
        let found = line(item).next_tier.as_ref().unwrap();
        assert_eq!(found.missing.value(), next.missing, "{name}");
        assert_eq!(found.usd.map(|usd| usd.to_string()).as_ref(), Some(&next.usd), "{name}");
        assert_eq!(found.used_permille, next.used_permille, "{name}");
    }
}

#[test]
fn any_text_is_answered() {
    for text in ["", "[]", "null", "{", r#"{"rest_requests": {}}"#, r#"{"region": 1}"#, r#"{"hours": "1e"}"#]
    {
        let (usage, diagnostics) = read_usage(text);
        assert_eq!(usage, Usage::default(), "{text}");
        assert!(!diagnostics.is_empty(), "{text}");
    }
}
