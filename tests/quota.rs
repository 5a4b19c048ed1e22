//! Runs `cases/quota`: a design and a usage, and what single readings must be.

use std::{fs, path::Path};

use serde::Deserialize;
use serde_json::{Map, Value};
use studio_core::aws::quotas;
use studio_core::cost::read_usage;
use studio_core::design::Design;
use studio_core::quota::{Reading, State, check, measure};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    design: Value,
    #[serde(default)]
    fill: Vec<Fill>,
    #[serde(default)]
    usage: Map<String, Value>,
    expect: Vec<Value>,
    #[serde(default)]
    diagnostics: Vec<String>,
}

/// Puts `count` copies of `value` at a JSON pointer of the design; `#` in texts becomes the copy's number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fill {
    at: String,
    count: usize,
    value: Value,
    /// For lists and text maps, whose keys are not identities.
    key: Option<String>,
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/quota");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let case: Case =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        run(case);
    }
}

fn run(case: Case) {
    let (name, mut design) = (case.name, case.design);
    for fill in &case.fill {
        pour(&mut design, fill);
    }
    let design: Design = serde_json::from_value(design).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (usage, refused) = read_usage(&Value::Object(case.usage).to_string());
    assert!(refused.is_empty(), "{name}");
    let readings = measure(&design, &usage);
    for want in &case.expect {
        let want = want.as_object().unwrap();
        let fits = |reading: &&Reading| {
            let shown = serde_json::to_value(reading).unwrap();
            want.iter().all(|(field, value)| match field.as_str() {
                "item" => value == reading.item.to_string().as_str(),
                _ => shown.get(field) == Some(value),
            })
        };
        let id = want.get("id").and_then(Value::as_str).unwrap();
        let same: Vec<_> = readings.iter().filter(|reading| reading.id == id).collect();
        assert_eq!(readings.iter().filter(fits).count(), 1, "{name}: wanted {want:?}, found {same:#?}");
    }
    let found: Vec<_> = check(&design, &usage).iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(found, case.diagnostics, "{name}");
}

fn pour(design: &mut Value, fill: &Fill) {
    let target = design.pointer_mut(&fill.at).unwrap_or_else(|| panic!("nothing at {}", fill.at));
    for number in 0..fill.count {
        let text = fill.value.to_string().replace('#', &number.to_string());
        let value = serde_json::from_str(&text).unwrap();
        match target {
            Value::Array(list) => list.push(value),
            Value::Object(map) => {
                let key = fill
                    .key
                    .as_ref()
                    .map_or((10_000 + number).to_string(), |key| key.replace('#', &number.to_string()));
                map.insert(key, value);
            }
            _ => panic!("{} is no collection", fill.at),
        }
    }
}

#[test]
fn the_table_is_whole_and_in_order() {
    let readings = measure(&Design::default(), &read_usage("{}").0);
    let mut ids: Vec<_> = readings.iter().map(|reading| reading.id).collect();
    ids.dedup();
    assert_eq!(ids, quotas().iter().map(|quota| quota.id.as_str()).collect::<Vec<_>>());
    assert!(readings.iter().all(|reading| (reading.state == State::NotMeasurable) == reading.used.is_none()));
}
