//! Every quota that is measured, at its limit, one below and one above.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};
use studio_core::aws::{quota, quotas};
use studio_core::base::Milli;
use studio_core::design::{ApiId, Document};
use studio_core::quota::{Known, Reading, State, measure};

use super::{Fill, files, pour, read};

/// A document and what in it is counted by a quota.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    id: String,
    document: Value,
    /// How much of the quota the document uses before anything is put into it.
    #[serde(default)]
    beside: u64,
    /// As many copies of something as are wanted.
    fill: Option<Fill>,
    /// A text as long as is wanted.
    text: Option<Place>,
    /// A name as long as is wanted, in a map.
    key: Option<Place>,
    /// A number as large as is wanted.
    number: Option<Place>,
    /// A size in KB, which holds every second number of bytes.
    size_kb: Option<Place>,
    /// A number of minutes, for so many seconds.
    minutes: Option<Place>,
    /// The size of the OpenAPI document.
    #[serde(default)]
    openapi: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    at: String,
    /// What a text begins with, without being counted.
    #[serde(default)]
    before: String,
    /// What a number is multiplied by.
    factor: Option<u64>,
}

#[test]
fn every_measured_quota_at_its_limit_and_beside_it() {
    let bounds: Vec<Bound> =
        files("cases/quota/bounds").iter().flat_map(|file| read::<Vec<Bound>>(file)).collect();
    let tried: BTreeSet<&str> = bounds.iter().map(|bound| bound.id.as_str()).collect();
    let measured: BTreeSet<&str> =
        quotas().iter().filter(|row| row.not_measured.is_none()).map(|row| row.id.as_str()).collect();
    assert_eq!(tried, measured, "a quota is measured if and only if a case brings it to its limit");
    for bound in &bounds {
        let row = quota(&bound.id).unwrap();
        let step = if bound.size_kb.is_some() { 2 } else { 1 };
        for used in [row.limit - step, row.limit, row.limit + step] {
            let reading = at(bound, used);
            assert_eq!(reading.state == State::Over, used > row.limit, "{}: {reading:?}", bound.id);
            assert_eq!(reading.headroom, Some(row.limit.saturating_sub(used)), "{}", bound.id);
        }
        if let Some(least) = row.min.filter(|least| *least > 0) {
            assert_eq!(at(bound, least).state, State::Ok, "{}", bound.id);
            assert_eq!(at(bound, least - 1).state, State::Under, "{}", bound.id);
        }
    }
}

/// What is read of the quota when the document uses so much of it.
fn at(bound: &Bound, used: u64) -> Reading {
    let mut document = bound.document.clone();
    let left = used - bound.beside;
    let count = usize::try_from(left).unwrap();
    if let Some(fill) = &bound.fill {
        pour(&mut document, fill, count);
    }
    if let Some(place) = &bound.text {
        *target(&mut document, place) = Value::String(place.before.clone() + &"x".repeat(count));
    }
    if let Some(place) = &bound.key {
        target(&mut document, place)[&"x".repeat(count)] = json!("v");
    }
    if let Some(place) = &bound.number {
        *target(&mut document, place) = json!(left * place.factor.unwrap_or(1));
    }
    if let Some(place) = &bound.size_kb {
        let thousandths = i64::try_from(left * 1000 / 1024).unwrap();
        *target(&mut document, place) = json!(Milli::from_thousandths(thousandths));
    }
    if let Some(place) = &bound.minutes {
        let thousandths = i64::try_from((left * 1000 + 30) / 60).unwrap();
        *target(&mut document, place) = json!(Milli::from_thousandths(thousandths));
    }
    document["format"] = json!(1);
    if document.get("design").is_none() {
        document["design"] = json!({});
    }
    let document: Document =
        serde_json::from_value(document).unwrap_or_else(|error| panic!("{}: {error}", bound.id));
    let sizes = if bound.openapi { vec![(ApiId(1), used)] } else { Vec::new() };
    let known = Known { openapi_bytes: &sizes, ..Known::of(&document) };
    let readings = measure(&document.design, &known);
    let of_quota: Vec<_> = readings.into_iter().filter(|reading| reading.id == bound.id).collect();
    let found = of_quota.iter().find(|reading| reading.used == Some(used));
    found.unwrap_or_else(|| panic!("{}: no {used} among {of_quota:?}", bound.id)).clone()
}

fn target<'v>(document: &'v mut Value, place: &Place) -> &'v mut Value {
    document.pointer_mut(&place.at).unwrap_or_else(|| panic!("nothing at {}", place.at))
}
