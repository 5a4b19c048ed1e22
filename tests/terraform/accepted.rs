//! Random designs without what the export refuses or leaves out: of each item only the fields that are to blame.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use serde_json::Value;
use studio_core::design::*;
use studio_core::terraform::{ExportOptions, export};

use crate::normal::{numbered, sort_functions};

/// Where a field stands in an item: the names and places that lead to it.
type Path = Vec<String>;

/// Which field was to blame for what was said of an item, so that the next one is tried there first.
static BLAMED: LazyLock<Mutex<BTreeMap<String, Path>>> = LazyLock::new(Mutex::default);

/// After so many rounds nothing more is taken out.
const ROUNDS_MAX: usize = 2_000;
/// Fields without which an item is another one.
const OWN: &[&str] = &["key", "kind", "name"];
/// What an API holds that is an item itself.
const INSIDE: &[&str] = &["routes", "integrations", "authorizers", "models", "validators", "stages"];

/// The design without everything that the export refuses or leaves out.
pub fn accepted(design: Design) -> Design {
    let mut document = Document { design, ..Document::default() };
    let mut tried: BTreeMap<(Item, String), usize> = BTreeMap::new();
    let mut rounds = 0;
    loop {
        let said = said(&document.design);
        rounds += 1;
        assert!(rounds < ROUNDS_MAX, "this stays: {said:#?}");
        if said.is_empty() {
            let mut design = document.design;
            if !design.name.contains(char::is_alphanumeric) {
                // A design without a name gets that of its first API.
                design.name = "design".to_owned();
            }
            sort_functions(&mut design);
            return numbered(design);
        }
        let whole = serde_json::to_value(&document.design).unwrap();
        let mut taken: Vec<(Item, &String, Path)> = Vec::new();
        let mut gone: Vec<Item> = Vec::new();
        for (item, messages) in &said {
            let Some(message) = messages.first() else { continue };
            let at = tried.entry((*item, message.clone())).or_default();
            match candidates(&whole, *item, message).into_iter().nth(*at) {
                Some(path) => taken.push((*item, message, path)),
                None => gone.push(*item),
            }
            *at += 1;
        }
        let trial = |paths: &[&Path]| {
            let mut changed = whole.clone();
            paths.iter().for_each(|path| take(&mut changed, path));
            serde_json::from_value::<Design>(changed).ok()
        };
        let all: Vec<&Path> = taken.iter().map(|(_, _, path)| path).collect();
        if let Some(design) = trial(&all) {
            let now = self::said(&design);
            taken.retain(|(item, message, _)| {
                let left = now.get(item).map(Vec::as_slice).unwrap_or_default();
                left.len() < said[item].len() && !left.contains(message)
            });
            for (item, message, path) in &taken {
                let own = path.get(place(*item).len()..).unwrap_or_default().to_vec();
                BLAMED.lock().unwrap().insert(plain(*item, message), own);
                tried.retain(|(other, _), _| other != item);
            }
            let all: Vec<&Path> = taken.iter().map(|(_, _, path)| path).collect();
            document.design = trial(&all).unwrap_or(document.design);
        }
        gone.into_iter().for_each(|item| remove(&mut document.design, item));
        mend(&mut document);
    }
}

/// What the export refuses or leaves out of each item.
fn said(design: &Design) -> BTreeMap<Item, Vec<String>> {
    let mut found: BTreeMap<Item, Vec<String>> = BTreeMap::new();
    for said in export(design, &ExportOptions::default()).diagnostics {
        if said.severity == Severity::Error || said.code == "terraform-left-out" {
            found.entry(said.item.unwrap_or(Item::Design)).or_default().push(said.message);
        }
    }
    found
}

/// What is said, of whatever item and value.
fn plain(item: Item, message: &str) -> String {
    let outside = message.split('`').step_by(2);
    let words = outside.map(|part| part.replace(|char: char| char.is_ascii_digit(), ""));
    format!("{} {}", item.noun(), words.collect::<String>())
}

/// Where an item stands in a saved design.
fn place(item: Item) -> Path {
    let steps: &[&str] = match item {
        Item::Design => &[],
        Item::Account => &["account"],
        Item::Api(_) => &["apis", "0"],
        Item::Route(..) => &["apis", "0", "routes", "1"],
        Item::Integration(..) => &["apis", "0", "integrations", "1"],
        Item::Authorizer(..) => &["apis", "0", "authorizers", "1"],
        Item::Model(..) => &["apis", "0", "models", "1"],
        Item::Validator(..) => &["apis", "0", "validators", "1"],
        Item::Stage(..) => &["apis", "0", "stages", "1"],
        Item::Function(_) => &["functions", "1"],
        Item::Domain(_) => &["domains", "1"],
        Item::VpcLink(_) => &["vpc_links", "1"],
        Item::ApiKey(_) => &["api_keys", "1"],
        Item::UsagePlan(_) => &["usage_plans", "1"],
        Item::WebAcl(_) => &["web_acls", "1"],
        Item::ClientCertificate(_) => &["client_certificates", "1"],
        Item::Alarm(_) => &["alarms", "1"],
        Item::Scenario(_) => &["scenarios", "1"],
    };
    let api = item.api().map(|api| api.to_string()).unwrap_or_default();
    let number = item.number().map(|number| number.to_string()).unwrap_or_default();
    let word = |step: &&str| match *step {
        "0" => api.clone(),
        "1" => number.clone(),
        step => step.to_owned(),
    };
    steps.iter().map(word).collect()
}

/// The fields of an item that may be to blame, small ones first.
fn candidates(design: &Value, item: Item, message: &str) -> Vec<Path> {
    let place = place(item);
    let Some(node) = place.iter().try_fold(design, |here, step| here.get(step)) else { return Vec::new() };
    let mut found = Vec::new();
    for (name, value) in node.as_object().into_iter().flatten() {
        let skipped = match item {
            Item::Design => !matches!(name.as_str(), "dashboard" | "xray_sampling"),
            Item::Api(_) => INSIDE.contains(&name.as_str()) || OWN.contains(&name.as_str()),
            _ => OWN.contains(&name.as_str()),
        };
        if !skipped {
            below(value, &mut [place.clone(), vec![name.clone()]].concat(), &mut found);
        }
    }
    let blamed = BLAMED.lock().unwrap().get(&plain(item, message)).cloned();
    if let Some(blamed) = blamed {
        let whole: Path = place.into_iter().chain(blamed).collect();
        found.sort_by_key(|path| *path != whole);
    }
    found
}

fn below(value: &Value, path: &mut Path, found: &mut Vec<Path>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(values) => {
            values.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (step, value) in inner.into_iter().filter(|(step, _)| step != "type") {
        path.push(step);
        below(value, path, found);
        path.pop();
    }
    found.push(path.clone());
}

fn take(design: &mut Value, path: &Path) {
    let Some((last, before)) = path.split_last() else { return };
    let holder = before.iter().try_fold(design, |here, step| match here {
        Value::Array(values) => values.get_mut(step.parse::<usize>().ok()?),
        here => here.get_mut(step),
    });
    match holder {
        Some(Value::Object(map)) => _ = map.shift_remove(last),
        Some(Value::Array(values)) => {
            if let Some(at) = last.parse().ok().filter(|at| *at < values.len()) {
                values.remove(at);
            }
        }
        _ => {}
    }
}

/// An item that no single field is to blame for goes as a whole.
fn remove(design: &mut Design, item: Item) {
    let mut whole = serde_json::to_value(&*design).unwrap();
    match item {
        Item::Design => _ = whole.as_object_mut().map(|design| design.shift_remove("dashboard")),
        item => take(&mut whole, &place(item)),
    }
    *design = serde_json::from_value(whole).unwrap();
}
