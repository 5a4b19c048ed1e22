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

/// The addresses of the API keys after a change, and what the export says of moves.
fn keys_after(change: impl FnOnce(&mut Design)) -> (Vec<String>, Vec<String>, Bundle) {
    let design = read(&cases().join("rest-usage-plan/design.json"));
    let mut design = record(&design, &export(&design, &options(MovedBlocks::All)));
    change(&mut design);
    let bundle = export(&design, &options(MovedBlocks::All));
    let keys = bundle.addresses.iter().filter(|(mark, _)| mark.starts_with("aws_api_gateway_api_key "));
    let keys = keys.map(|(mark, address)| format!("{mark} {address}")).collect();
    let told = bundle.diagnostics.iter().filter(|said| said.code == "terraform-not-moved");
    (keys, told.map(|said| said.message.clone()).collect(), bundle)
}

/// Terraform moves nothing to where something is in its state.
#[test]
fn nothing_moves_to_where_something_was() {
    let (before, _, _) = keys_after(|_| ());
    let (after, told, bundle) = keys_after(|design| {
        let (_, gone) = design.api_keys.shift_remove_index(0).unwrap();
        let (id, kept) = design.api_keys.get_index_mut(0).unwrap();
        Arc::make_mut(kept).name = gone.name.clone();
        let id = *id;
        assert!(before.iter().any(|key| key.starts_with(&format!("aws_api_gateway_api_key api_key-{id} "))));
    });
    assert!(after.len() + 1 == before.len() && after.iter().all(|key| before.contains(key)), "{after:?}");
    assert_eq!(told, [] as [String; 0]);
    assert!(moves(&bundle).iter().all(|(from, _)| !from.starts_with("aws_api_gateway_api_key.")));
    let (after, told, _) = keys_after(|design| {
        let names: Vec<String> = design.api_keys.values().rev().map(|key| key.name.clone()).collect();
        for (key, name) in design.api_keys.values_mut().zip(names) {
            Arc::make_mut(key).name = name;
        }
    });
    assert_eq!((after, told), (before, Vec::new()));
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
