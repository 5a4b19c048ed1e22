//! What an edit of a large design costs: the answers that are given again after each of them.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use studio_core::aws::{ApiKind, Method};
use studio_core::design::recommend::Needs;
use studio_core::design::{Document, Route, RouteId, RouteKey, check, load, save, starter};
use studio_core::flow::simulate;
use studio_core::terraform::{ExportOptions, SourceFile, export, resolve};

/// As many routes as AWS lets an API have.
const ROUTES: u32 = 300;
/// How long each measurement takes.
const MEASURED: Duration = Duration::from_secs(1);

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
        let files: Vec<SourceFile> = export(design, &ExportOptions::default())
            .files
            .into_iter()
            .map(|file| SourceFile { path: file.path, bytes: file.text.into_bytes() })
            .collect();
        line("read what was exported", &|| drop(black_box(resolve(&files))));
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
    document
}

fn median_ms(run: &dyn Fn()) -> f64 {
    let mut times = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < MEASURED || times.len() < 3 {
        let start = Instant::now();
        run();
        times.push(start.elapsed());
    }
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
