//! Runs `cases/quota`: a design and a usage, and what single readings must be; and `cases/quota/bounds`: for every
//! quota that is measured, a document that is brought to the limit, one below and one above.

#[path = "quota/bounds.rs"]
mod bounds;

use std::{fs, path::Path, path::PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use studio_core::aws::{quota, quotas, regions};
use studio_core::cost::read_usage;
use studio_core::design::Document;
use studio_core::quota::{Known, Reading, State, check, csv, markdown, measure};

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
    #[serde(default)]
    traffic: Option<Value>,
    #[serde(default)]
    scenarios: Option<Value>,
    expect: Vec<Value>,
    #[serde(default)]
    diagnostics: Vec<String>,
}

/// Puts `count` copies of `value` at a JSON pointer of the design; `#` in texts becomes the copy's number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fill {
    at: String,
    #[serde(default)]
    count: usize,
    value: Value,
    /// For lists and text maps, whose keys are not identities.
    key: Option<String>,
}

/// The case files of a folder, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read<T: serde::de::DeserializeOwned>(file: &Path) -> T {
    let text = fs::read_to_string(file).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn cases() {
    files("cases/quota").iter().for_each(|file| run(read(file)));
}

fn run(case: Case) {
    let (name, mut design) = (case.name, case.design);
    for fill in &case.fill {
        pour(&mut design, fill, fill.count);
    }
    let (usage, refused) = read_usage(&Value::Object(case.usage).to_string());
    assert!(refused.is_empty(), "{name}");
    let mut document = json!({ "format": 1, "design": design });
    for (field, value) in [("traffic", case.traffic), ("scenarios", case.scenarios)] {
        if let Some(value) = value {
            document[field] = value;
        }
    }
    let mut document: Document =
        serde_json::from_value(document).unwrap_or_else(|error| panic!("{name}: {error}"));
    document.usage = usage;
    let known = Known::of(&document);
    let readings = measure(&document.design, &known);
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
    let found: Vec<_> = check(&document.design, &known).iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(found, case.diagnostics, "{name}");
}

fn pour(design: &mut Value, fill: &Fill, count: usize) {
    let target = design.pointer_mut(&fill.at).unwrap_or_else(|| panic!("nothing at {}", fill.at));
    let copied = fill.value.to_string();
    for number in 0..count {
        let text = copied.replace('#', &number.to_string());
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
    let document = Document::default();
    let readings = measure(&document.design, &Known::of(&document));
    let mut ids: Vec<_> = readings.iter().map(|reading| reading.id).collect();
    ids.dedup();
    assert_eq!(ids, quotas().iter().map(|quota| quota.id.as_str()).collect::<Vec<_>>());
    for reading in &readings {
        assert_eq!(reading.state == State::NotMeasurable, reading.used.is_none(), "{}", reading.id);
        assert_eq!(reading.not_measured.is_empty(), reading.used.is_some(), "{}", reading.id);
    }
}

/// The smaller Regions of the quota page and of the table of service quotas, each as it names them.
#[test]
fn regions_differ_where_aws_says_so() {
    let smaller = [
        "af-south-1",
        "ap-east-2",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-6",
        "ap-southeast-7",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "mx-central-1",
    ];
    for region in regions() {
        let mut document = Document::default();
        document.design.region.clone_from(&region.code);
        for reading in measure(&document.design, &Known::of(&document)) {
            let usual = quota(reading.id).unwrap().limit;
            let wanted = match (reading.id, smaller.contains(&region.code.as_str())) {
                ("account.throttle_rate_rps", true) => 2_500,
                ("account.throttle_burst", true) => 1_250,
                _ => usual,
            };
            assert_eq!(reading.limit, wanted, "{} in {}", reading.id, region.code);
        }
    }
}

#[test]
fn tables_are_written_for_others() {
    let mut document = Document::default();
    document.design.account.raised_quotas.insert("usage_plan.plans".to_owned(), 400);
    let readings = measure(&document.design, &Known::of(&document));
    let rows: Vec<Reading> =
        readings.into_iter().filter(|reading| reading.id == "usage_plan.plans").collect();
    let source = rows[0].source;
    let text = csv(&rows, |_| "=1, \"quoted\"".to_owned());
    let wanted = format!(
        "usage_plan.plans,Usage plans,usage_plan,\"'=1, \"\"quoted\"\"\",0,400,,plans,,400,ok,,yes,yes,L-E8693075,{source},{}\r\n",
        rows[0].as_of
    );
    assert_eq!(text.split_once("\r\n").unwrap().1, wanted);
    let text = markdown(&rows, |_| "a|b\nc".to_owned());
    assert_eq!(
        text.lines().nth(2),
        Some("| Usage plans | a\\|b c | 0 | 400 plans | room for 400 more plans | ok |")
    );
}
