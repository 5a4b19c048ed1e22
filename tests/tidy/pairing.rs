//! A feature is one word everywhere: in the core, in the tests, in the README and on the page.

use crate::{
    layers::LAYERS,
    source::{exists, report, sources},
};

/// The features that are a panel of the page.
const PANELS: [&str; 6] = ["flow", "template", "cost", "quota", "review", "terraform"];

/// The features that already answer something.
fn features() -> Vec<&'static str> {
    let answers = |name: &str| {
        sources(&format!("core/src/{name}"), ".rs").iter().any(|file| file.text.contains("pub fn "))
    };
    LAYERS.iter().filter(|(name, layer)| *layer == 3 && answers(name)).map(|(name, _)| *name).collect()
}

#[test]
fn features_have_cases_and_a_place_in_the_readme() {
    let readme = sources("", "README.md").into_iter().find(|file| file.path == "README.md");
    let readme = readme.map(|file| file.text).unwrap_or_default();
    let mut faults = vec![];
    for name in features() {
        if !exists(&format!("tests/cases/{name}")) {
            faults.push(format!("core/src/{name}:1: there are no cases in tests/cases/{name}"));
        }
        if !readme.contains(&format!("`{name}`")) {
            faults.push(format!("README.md:1: `{name}` is not in the table of features"));
        }
    }
    report(&faults, "add what is missing under the feature's own word");
}

#[test]
fn panels_are_paired_with_the_core() {
    let on_page = |name: &str| exists(&format!("app/src/{name}"));
    let mut faults = vec![];
    for (name, _) in LAYERS.iter().filter(|(_, layer)| *layer == 3) {
        if on_page(name) && !exists(&format!("core/src/{name}")) {
            faults.push(format!("app/src/{name}:1: there is no core/src/{name}"));
        }
    }
    // From the first panel on, the others are missed.
    if PANELS.iter().any(|name| on_page(name)) {
        let missing = PANELS.iter().filter(|name| !on_page(name));
        faults.extend(missing.map(|name| format!("app/src:1: `{name}` has no panel in app/src/{name}")));
    }
    report(&faults, "a feature's page lies in app/src under the feature's own word");
}

#[test]
fn style_sheets_are_on_the_page() {
    let page = sources("", "index.html").into_iter().map(|file| file.text).collect::<String>();
    let faults: Vec<String> = sources("app/styles", ".css")
        .iter()
        .filter(|sheet| !page.contains(&format!("href=\"{}\"", sheet.path)))
        .map(|sheet| format!("{}:1: index.html does not name it", sheet.path))
        .collect();
    report(&faults, "add `<link data-trunk rel=\"css\" href=\"…\" />` to index.html");
}
