//! What an edit of a large design costs: the answers that are given again after each of them.

use std::hint::black_box;
use std::sync::Arc;

#[path = "median.rs"]
mod median;

use studio_core::aws::{ApiKind, Method};
use studio_core::base::Milli;
use studio_core::cost::{alternatives, bill, book_for, by_route, cache_break_even, curve, savings, usage_of};
use studio_core::design::edit::{Edit, apply};
use studio_core::design::inputs::{ApiTraffic, EachRequest, Level, Period, Ranged, Rate, RouteTraffic};
use studio_core::design::recommend::Needs;
use studio_core::design::{Document, Route, RouteId, RouteKey, check, load, save, starter};
use studio_core::flow::simulate;
use studio_core::openapi;
use studio_core::terraform::{ExportOptions, export};

use median::median_ms;

/// As many routes as AWS lets an API have.
const ROUTES: u32 = 300;

fn main() {
    println!("{:<34} {:>12}", format!("{ROUTES} routes"), "ms, median");
    for kind in [ApiKind::Rest, ApiKind::Http] {
        let document = large(kind);
        let design = &document.design;
        let text = save(&document);
        let line = |what: &str, run: &dyn Fn()| {
            println!("{:<34} {:>12.3}", format!("{} {what}", kind.label()), median_ms(run))
        };
        line("check", &|| drop(black_box(check(design))));
        line("save", &|| drop(black_box(save(&document))));
        line("load", &|| drop(black_box(load(text.as_bytes()).expect("it was saved"))));
        line("export", &|| drop(black_box(export(design, &ExportOptions::default()))));
        let book = book_for(&document.usage, &design.region).expect("the starter's Region");
        let (traffic, usage) = (&document.traffic, &document.usage);
        line("quantities of the traffic", &|| {
            drop(black_box(usage_of(design, traffic, usage, Level::Likely)));
        });
        line("bill", &|| drop(black_box(bill(design, traffic, usage, book, Level::Likely))));
        line("bill by route", &|| {
            let bill = bill(design, traffic, usage, book, Level::Likely);
            drop(black_box(by_route(&bill.derived, &bill.estimate)));
        });
        line("other ways", &|| drop(black_box(alternatives(design, traffic, usage, book))));
        line("savings", &|| drop(black_box(savings(&document, book))));
        line("caches", &|| drop(black_box(cache_break_even(design, traffic, usage, book))));
        let scales: Vec<u64> = (0..26).map(|at| at * 400).collect();
        line("cost against traffic", &|| drop(black_box(curve(design, traffic, usage, book, &scales))));
        let put = Edit::PutTraffic(Box::new(traffic.clone()));
        line("edit of the traffic", &|| drop(black_box(apply(&document, &put).expect("it fits"))));
        let id = *design.apis.keys().next().expect("the starter's API");
        for format in [openapi::Format::Json, openapi::Format::Yaml] {
            let options = openapi::ExportOptions { format, ..openapi::ExportOptions::default() };
            let what = format!("export OpenAPI, {format:?}");
            line(&what, &|| drop(black_box(openapi::export(design, id, &options))));
        }
        let scenario = document.scenarios.values().next().cloned().unwrap_or_default();
        line("simulate one request", &|| drop(black_box(simulate(design, &scenario))));
    }
}

fn large(kind: ApiKind) -> Document {
    let mut document = starter::document(kind, &Needs::new(), "large");
    let api = document.design.apis.values_mut().next().expect("the starter's API");
    let api = Arc::make_mut(api);
    let route: Route = api.routes.values().next().map(|route| (**route).clone()).unwrap_or_default();
    for number in 0..ROUTES {
        let key = RouteKey::path(Method::Get, format!("/group{}/item{number}/{{id}}", number % 20));
        api.routes.insert(RouteId(1000 + number), Arc::new(Route { key, ..route.clone() }));
    }
    document.design.last_id = 1000 + ROUTES;
    let id = *document.design.apis.keys().next().expect("the starter's API");
    let each = EachRequest {
        response_kb: Some(Ranged::exactly(Milli::whole(3))),
        cache_hit_permille: Some(Ranged::exactly(300)),
        backend_ms: Some(Ranged::exactly(80)),
        ..EachRequest::default()
    };
    let requests = Some(Rate::new(Ranged::exactly(Milli::whole(100)), Period::Second));
    document.traffic.apis.insert(id, ApiTraffic { requests, each, ..ApiTraffic::default() });
    for number in 0..ROUTES {
        let weight = Some(number % 7 + 1);
        document
            .traffic
            .routes
            .insert(RouteId(1000 + number), RouteTraffic { weight, ..RouteTraffic::default() });
    }
    document
}
