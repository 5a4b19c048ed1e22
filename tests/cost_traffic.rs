//! Runs `cases/cost/traffic`: a document with its traffic, and what a month's quantities, bill and parts must be.

use std::collections::BTreeMap;
use std::{fs, path::Path};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use studio_core::base::{Milli, Picodollars};
use studio_core::cost::{
    Attribution, Bill, alternatives, bill, book_for, by_route, cache_break_even, csv, curve, savings,
    tiers_ahead, totals,
};
use studio_core::design::edit::{Edit, apply};
use studio_core::design::inputs::{
    ApiTraffic, EachRequest, Level, Period, Ranged, Rate, RouteTraffic, SocketTraffic, Traffic,
};
use studio_core::design::{Document, Item, load, save};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// How the expectation was worked out.
    #[serde(rename = "source")]
    _source: String,
    document: Value,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// The whole usage, as a usage file has it.
    usage: Option<Map<String, Value>>,
    /// The same at other levels; fields that are not named are not looked at.
    #[serde(default)]
    low: Map<String, Value>,
    #[serde(default)]
    high: Map<String, Value>,
    /// Requests by route key.
    #[serde(default)]
    requests: BTreeMap<String, u64>,
    /// Amounts by item, exact.
    #[serde(default)]
    lines: BTreeMap<String, String>,
    /// Rounded to cents: low, likely, high.
    totals: Option<[String; 3]>,
    /// Parts of routes, exact.
    #[serde(default)]
    routes: BTreeMap<String, String>,
    #[serde(default)]
    saved_without: BTreeMap<String, String>,
    /// What is shared, together.
    shared: Option<String>,
    /// Codes of what is said about the quantities.
    diagnostics: Option<Vec<String>>,
    /// Rows of the bill as CSV.
    #[serde(default)]
    csv: Vec<String>,
    /// Other ways: the total rounded to cents, and the codes of what is lost.
    ways: Option<BTreeMap<String, (String, Vec<String>)>>,
    /// Changes that save, the largest first, with the amount rounded to cents; each must save just that when applied.
    savings: Option<Vec<(String, String)>>,
    /// Caches by size: from which share of hits, and from how many requests on they pay.
    caches: Option<BTreeMap<String, PaysFrom>>,
    /// The next tiers by item: where they begin, and in how many months.
    ahead: Option<BTreeMap<String, (u64, Option<u32>)>>,
    /// The total at parts of the traffic in thousandths, rounded to cents, and the lines that reached another tier.
    #[serde(default)]
    curve: Vec<(u64, String, Vec<String>)>,
}

/// A share of hits in thousandths, and a number of requests.
type PaysFrom = (Option<u32>, Option<u64>);

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/cost/traffic");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let case: Case =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let loaded = load(case.document.to_string().as_bytes()).unwrap();
        assert!(loaded.diagnostics.is_empty(), "{}: {:?}", case.name, loaded.diagnostics);
        check(&case, &loaded.document);
    }
}

fn bill_of(document: &Document, level: Level) -> Bill {
    let book = book_for(&document.usage, &document.design.region).unwrap();
    bill(&document.design, &document.traffic, &document.usage, book, level)
}

fn check(case: &Case, document: &Document) {
    let (name, expect) = (&case.name, &case.expect);
    let likely = bill_of(document, Level::Likely);
    let usage = |bill: &Bill| match serde_json::to_value(&bill.derived.usage).unwrap() {
        Value::Object(usage) => usage,
        other => panic!("{other}"),
    };
    if let Some(wanted) = &expect.usage {
        assert_eq!(json!(usage(&likely)), json!(wanted), "{name}");
    }
    for (level, wanted) in [(Level::Low, &expect.low), (Level::High, &expect.high)] {
        let found = usage(&bill_of(document, level));
        for (field, value) in wanted {
            assert_eq!(found.get(field).unwrap_or(&Value::Null), value, "{name}: {} {field}", level.as_str());
        }
    }
    for (key, requests) in &expect.requests {
        let routes = document.design.apis.values().flat_map(|api| &api.routes);
        let (id, _) = routes.into_iter().find(|(_, route)| route.key.to_string() == *key).unwrap();
        let load = likely.derived.loads().iter().find(|load| load.route == *id).unwrap();
        assert_eq!(load.requests, *requests, "{name}: {key}");
    }
    for (item, amount) in &expect.lines {
        let line = likely.estimate.lines.iter().find(|line| line.item.as_str() == item);
        let line = line.unwrap_or_else(|| panic!("{name}: no line {item}"));
        assert_eq!(line.amount.map(|amount| amount.to_string()).as_ref(), Some(amount), "{name}: {item}");
    }
    if let Some(wanted) = &expect.totals {
        let book = book_for(&document.usage, &document.design.region).unwrap();
        let found = totals(&document.design, &document.traffic, &document.usage, book);
        let found = [found.low, found.likely, found.high].map(|total| total.rounded(2));
        assert_eq!(&found, wanted, "{name}");
    }
    if let Some(wanted) = &expect.diagnostics {
        let found: Vec<_> = likely.derived.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(&found, wanted, "{name}");
    }
    check_parts(case, document, &likely);
    check_csv(case, document, &likely);
    check_ways(case, document);
    check_savings(case, document, &likely);
    check_ahead(case, document, &likely);
}

fn check_ways(case: &Case, document: &Document) {
    let Some(wanted) = &case.expect.ways else { return };
    let book = book_for(&document.usage, &document.design.region).unwrap();
    let found: BTreeMap<_, _> = alternatives(&document.design, &document.traffic, &document.usage, book)
        .into_iter()
        .map(|way| {
            let word = serde_json::to_value(way.way).unwrap().as_str().unwrap().to_owned();
            let losses: Vec<String> = way.losses.iter().map(|loss| loss.code.to_owned()).collect();
            (word, (way.estimate.total.rounded(2), losses))
        })
        .collect();
    assert_eq!(&found, wanted, "{}", case.name);
}

fn check_savings(case: &Case, document: &Document, likely: &Bill) {
    let book = book_for(&document.usage, &document.design.region).unwrap();
    if let Some(wanted) = &case.expect.savings {
        let found = savings(document, book);
        for saving in &found {
            let after = apply(document, &saving.fix.edit).unwrap().document;
            let total = bill_of(&after, Level::Likely).estimate.total;
            assert_eq!(likely.estimate.total - total, saving.saves, "{}: {}", case.name, saving.fix.label);
        }
        let found: Vec<_> =
            found.iter().map(|saving| (saving.fix.label.clone(), saving.saves.rounded(2))).collect();
        assert_eq!(&found, wanted, "{}", case.name);
    }
    if let Some(wanted) = &case.expect.caches {
        let rows = cache_break_even(&document.design, &document.traffic, &document.usage, book);
        let found: BTreeMap<_, _> = rows
            .iter()
            .map(|row| (row.size.to_string(), (row.hit_permille, row.pays_from_requests)))
            .collect();
        assert_eq!(&found, wanted, "{}", case.name);
    }
}

fn check_ahead(case: &Case, document: &Document, likely: &Bill) {
    if let Some(wanted) = &case.expect.ahead {
        let found: BTreeMap<_, _> = tiers_ahead(&likely.estimate, document.traffic.growth_permille)
            .iter()
            .map(|tier| (tier.item.to_string(), (tier.from, tier.months)))
            .collect();
        assert_eq!(&found, wanted, "{}", case.name);
    }
    let scales: Vec<u64> = case.expect.curve.iter().map(|(scale, _, _)| *scale).collect();
    let book = book_for(&document.usage, &document.design.region).unwrap();
    let found: Vec<_> = curve(&document.design, &document.traffic, &document.usage, book, &scales)
        .into_iter()
        .map(|point| (point.scale_permille, point.total.rounded(2), point.breaks))
        .collect();
    assert_eq!(found, case.expect.curve, "{}", case.name);
}

/// The rows that are wanted; and what routes cost and share is the total, in a spreadsheet too.
fn check_csv(case: &Case, document: &Document, likely: &Bill) {
    let text = csv(document, &likely.estimate, &by_route(&likely.derived, &likely.estimate));
    let rows: Vec<&str> = text.lines().collect();
    for wanted in &case.expect.csv {
        assert!(rows.contains(&wanted.as_str()), "{}: {wanted} in {rows:#?}", case.name);
    }
    let sum = |kind: &str| -> Picodollars {
        let of_kind = rows.iter().filter(|row| row.starts_with(kind));
        of_kind.map(|row| row.rsplit(',').nth(2).unwrap().parse::<Picodollars>().unwrap()).sum()
    };
    if rows.iter().any(|row| row.starts_with("route,")) {
        assert_eq!(sum("route,") + sum("shared,"), sum("total,"), "{}", case.name);
    }
}

fn check_parts(case: &Case, document: &Document, likely: &Bill) {
    let (name, expect) = (&case.name, &case.expect);
    let parts: Attribution = by_route(&likely.derived, &likely.estimate);
    let routes: Picodollars = parts.routes.iter().map(|route| route.amount).sum();
    let shared: Picodollars = parts.shared.iter().map(|part| part.amount).sum();
    assert_eq!(routes + shared, parts.total, "{name}");
    assert_eq!(parts.total, likely.estimate.total, "{name}");
    for route in &parts.routes {
        let sum: Picodollars = route.parts.iter().map(|part| part.amount).sum();
        assert_eq!(sum, route.amount, "{name}");
        assert!(route.saved_without <= parts.total, "{name}");
    }
    let of = |key: &str| {
        let route = parts.routes.iter().find(|route| document.name_of(route.at).as_deref() == Some(key));
        route.unwrap_or_else(|| panic!("{name}: {key} costs nothing"))
    };
    for (key, amount) in &expect.routes {
        assert_eq!(&of(key).amount.to_string(), amount, "{name}: {key}");
    }
    for (key, amount) in &expect.saved_without {
        assert_eq!(&of(key).saved_without.to_string(), amount, "{name}: {key}");
    }
    if let Some(wanted) = &expect.shared {
        assert_eq!(&shared.to_string(), wanted, "{name}");
    }
}

/// A document of the bundled ones with traffic of any kind.
fn random(rng: &mut fastrand::Rng) -> Document {
    let names = ["rest-usage-plan", "http-api-module", "websocket-chat"];
    let name = names[rng.usize(..names.len())];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/designs");
    let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    let mut document = load(text.as_bytes()).unwrap().document;
    let mut milli = |most: i64| {
        let mut ends = [rng.i64(0..=most), rng.i64(0..=most), rng.i64(0..=most)].map(Milli::from_thousandths);
        ends.sort();
        Ranged::between(ends[0], ends[1], ends[2])
    };
    let mut rates = Vec::new();
    let mut sizes = Vec::new();
    for _ in 0..12 {
        rates.push(milli(5_000_000_000_000));
        sizes.push(milli(20_000_000));
    }
    let share = |rng: &mut fastrand::Rng| {
        let mut ends = [rng.u32(..=1000), rng.u32(..=1000), rng.u32(..=1000)];
        ends.sort_unstable();
        rng.bool().then(|| Ranged::between(ends[0], ends[1], ends[2]))
    };
    let mut each = |rng: &mut fastrand::Rng| EachRequest {
        request_kb: sizes.pop(),
        response_kb: rng.bool().then(|| sizes.pop()).flatten(),
        cache_hit_permille: share(rng),
        authorizer_hit_permille: share(rng),
        refused_permille: share(rng),
        throttled_permille: share(rng),
        without_key_permille: share(rng),
        backend_ms: Some(Ranged::exactly(rng.u32(..900_000))),
        ..EachRequest::default()
    };
    let (id, api) = document.design.apis.iter().next().unwrap();
    let rate = |rates: &mut Vec<_>| rates.pop().map(|count| Rate::new(count, Period::Month));
    let mut traffic = Traffic::default();
    let of = ApiTraffic { requests: rate(&mut rates), each: each(rng), ..ApiTraffic::default() };
    let socket = SocketTraffic {
        connections: rate(&mut rates),
        connection_minutes: Some(Ranged::exactly(Milli::whole(rng.i64(0..120)))),
        messages_in: Some(Ranged::exactly(Milli::whole(rng.i64(0..100)))),
        messages_out: Some(Ranged::exactly(Milli::whole(rng.i64(0..100)))),
        message_out_kb: Some(Ranged::exactly(Milli::whole(rng.i64(0..128)))),
        ..SocketTraffic::default()
    };
    traffic.apis.insert(*id, ApiTraffic { socket, ..of });
    for route in api.routes.keys().filter(|_| rng.bool()).collect::<Vec<_>>() {
        let own = RouteTraffic {
            requests: if rng.bool() { rate(&mut rates) } else { None },
            weight: rng.bool().then(|| rng.u32(..9)),
            each: if rng.bool() { each(rng) } else { EachRequest::default() },
        };
        traffic.routes.insert(*route, own);
    }
    document.traffic = traffic;
    document
}

#[test]
fn random_bills_are_divided_exactly_and_their_ranges_are_in_order() {
    let mut rng = fastrand::Rng::with_seed(6);
    let mut ordered = 0;
    for round in 0..300 {
        let document = random(&mut rng);
        let text = save(&document);
        assert_eq!(load(text.as_bytes()).unwrap().document.traffic, document.traffic, "{round}: it is kept");
        let bills = Level::ALL.map(|level| bill_of(&document, level));
        let [low, likely, high] = bills.each_ref().map(|bill| bill.estimate.total);
        if document.traffic.routes.values().all(|route| route.requests.is_none()) {
            assert!(low <= likely && likely <= high, "{round}: {low} {likely} {high}\n{text}");
            ordered += 1;
        }
        for bill in &bills {
            let parts = by_route(&bill.derived, &bill.estimate);
            let routes: Picodollars = parts.routes.iter().map(|route| route.amount).sum();
            let shared: Picodollars = parts.shared.iter().map(|part| part.amount).sum();
            assert_eq!(routes + shared, bill.estimate.total, "{round}");
            let lines = bill.estimate.lines.iter().map(|line| line.known).sum();
            assert_eq!(bill.estimate.total, lines, "{round}");
        }
    }
    assert!(ordered > 50, "{ordered} without rates of single routes");
}

#[test]
fn traffic_goes_with_what_it_is_of() {
    let mut rng = fastrand::Rng::with_seed(7);
    let document = loop {
        let document = random(&mut rng);
        if !document.traffic.routes.is_empty() {
            break document;
        }
    };
    let api = *document.traffic.apis.keys().next().unwrap();
    let route = *document.traffic.routes.keys().next().unwrap();
    let after = apply(&document, &Edit::Remove(Item::Route(api, route))).unwrap().document;
    assert!(!after.traffic.routes.contains_key(&route));
    assert_eq!(after.traffic.apis, document.traffic.apis);
    let after = apply(&document, &Edit::Remove(Item::Api(api))).unwrap().document;
    assert_eq!(
        after.traffic,
        Traffic { growth_permille: document.traffic.growth_permille, ..Traffic::default() }
    );
    let put = Edit::PutTraffic(Box::default());
    assert_eq!(apply(&document, &put).unwrap().touched, [Item::Design]);
}
