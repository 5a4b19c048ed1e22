//! `moved` blocks over several exports: a state that missed one finds its way through the next.

use std::sync::Arc;

use studio_core::design::{Design, RouteKey};
use studio_core::terraform::{Bundle, ExportOptions, MovedBlocks, Repetition, export, record};

use crate::{cases, mocked, read, real};

/// The paths that a route gets one after the other.
const PATHS: &[&str] = &["/first", "/second", "/third"];

fn golden() -> Design {
    read(&cases().join("http-api-module/design.json"))
}

fn options(moved: MovedBlocks) -> ExportOptions {
    ExportOptions { repetition: Repetition::WriteOut, moved, ..ExportOptions::default() }
}

/// The design with its first route of a path under this one.
fn with_path(design: &Design, path: &str) -> Design {
    let mut changed = design.clone();
    let api = Arc::make_mut(changed.apis.get_index_mut(0).unwrap().1);
    let routes = api.routes.values_mut();
    let route = routes.map(Arc::make_mut).find(|route| route.key.path_template().is_some()).unwrap();
    let method = route.key.method().unwrap();
    route.key = RouteKey::path(method, path);
    changed
}

fn moves(bundle: &Bundle) -> Vec<(&str, &str)> {
    bundle.moved.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect()
}

#[test]
fn moves_of_earlier_exports_stay_until_they_are_dropped() {
    let mut design = with_path(&golden(), PATHS[0]);
    for path in &PATHS[1..] {
        design = record(&design, &export(&design, &options(MovedBlocks::All)));
        design = with_path(&design, path);
    }
    let all = export(&design, &options(MovedBlocks::All));
    let routes: Vec<(&str, &str)> =
        moves(&all).into_iter().filter(|(from, _)| from.starts_with("aws_apigatewayv2_route.")).collect();
    let [(first, second), (same, third)] = routes.as_slice() else { panic!("{routes:?}") };
    assert!(first.ends_with("_first") && second.ends_with("_second") && third.ends_with("_third"));
    assert_eq!(second, same);
    let new = export(&design, &options(MovedBlocks::New));
    assert!(moves(&new).contains(&(*second, *third)) && !moves(&new).contains(&(*first, *second)));
    // What goes back to its first name leaves no circle behind.
    let back = with_path(&record(&design, &all), PATHS[0]);
    let back = export(&back, &options(MovedBlocks::All));
    assert!(moves(&back).contains(&(*third, *first)) && moves(&back).contains(&(*second, *third)));
    assert!(moves(&back).iter().all(|(from, _)| from != first), "{:?}", moves(&back));
    if real::is_there() {
        for (name, bundle) in [("moved-twice", &all), ("moved-back", &back)] {
            mocked::passes(name, bundle);
        }
    }
}

#[test]
fn moves_lead_to_something() {
    let mut design = golden();
    let first = export(&design, &options(MovedBlocks::All));
    design = record(&design, &first);
    let there = first.addresses.values().next().unwrap();
    let gone = [
        ("aws_apigatewayv2_route.gone", "aws_apigatewayv2_route.nowhere"),
        (there, "aws_apigatewayv2_api.other"),
        ("no address", there),
    ];
    for (from, to) in gone {
        design.terraform.moved.insert(from.to_owned(), to.to_owned());
    }
    design.terraform.moved.insert("aws_apigatewayv2_api.old".to_owned(), there.to_owned());
    let again = export(&design, &options(MovedBlocks::All));
    assert_eq!(moves(&again), [("aws_apigatewayv2_api.old", there.as_str())]);
}
