//! A change of a design changes its files where the change is: a merged export is read by a person.

use std::collections::BTreeMap;
use std::sync::Arc;

use studio_core::design::{Design, RouteKey};
use studio_core::terraform::{Bundle, export, record};

use crate::corpus;

/// The most lines that leave or change in the files when a route comes.
const LINES_GONE: usize = 4;

/// Of the corpus, every design of so many.
const EACH: usize = 4;

/// The design with one more route in the API at this place: a copy of the first route under another path.
fn with_route(design: &Design, at: usize) -> Option<Design> {
    let mut changed = design.clone();
    let id = changed.mint();
    let api = Arc::make_mut(changed.apis.get_index_mut(at)?.1);
    let mut route = (**api.routes.values().next()?).clone();
    route.key = match &route.key {
        RouteKey::Path(method, _) => RouteKey::Path(*method, "/z".to_owned()),
        RouteKey::Named(_) => RouteKey::Named("z".to_owned()),
    };
    api.routes.insert(id, Arc::new(route));
    Some(changed)
}

/// The lines of the file with the resources, and how often each is there.
fn lines(bundle: &Bundle) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    for file in bundle.files.iter().filter(|file| file.path == "main.tf") {
        for line in file.text.lines() {
            *found.entry(line).or_default() += 1;
        }
    }
    found
}

/// The lines that a reader of the change sees go.
fn gone<'b>(before: &'b Bundle, after: &Bundle) -> Vec<&'b str> {
    let after = lines(after);
    let left = |(line, count): (&'b str, usize)| {
        let gone = count.saturating_sub(after.get(line).copied().unwrap_or_default());
        std::iter::repeat_n(line, gone)
    };
    lines(before).into_iter().flat_map(left).collect()
}

#[test]
fn a_route_that_comes_moves_no_other() {
    let mut failures = Vec::new();
    let (mut tried, mut most) = (0, 0);
    for (name, design) in corpus::designs().into_iter().step_by(EACH) {
        for (way, options) in corpus::ways() {
            let first = export(&design, &options);
            let recorded = record(&design, &first);
            for at in 0..design.apis.len() {
                let Some(changed) = with_route(&recorded, at) else { continue };
                let second = export(&changed, &options);
                tried += 1;
                let moved: Vec<String> = first
                    .addresses
                    .iter()
                    .filter(|(mark, address)| second.addresses.get(*mark).is_some_and(|now| now != *address))
                    .map(|(_, address)| address.clone())
                    .collect();
                let gone = gone(&first, &second);
                most = most.max(gone.len());
                if !moved.is_empty() {
                    failures.push(format!(
                        "{name}{way}, API {at}: {} moved, {}",
                        moved.len(),
                        moved.join(", ")
                    ));
                } else if gone.len() > LINES_GONE {
                    failures.push(format!("{name}{way}, API {at}: lines\n    {}", gone.join("\n    ")));
                }
            }
        }
    }
    println!("{tried} modules with one more route: none has more than {most} lines that were otherwise");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
