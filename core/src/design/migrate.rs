//! Bringing older saved forms up to the current one.

use serde_json::{Map, Value};

use super::FORMAT;

/// The step at index `n` turns format `n` into `n + 1`; the length makes sure that none is left out.
const STEPS: [fn(&mut Map<String, Value>); FORMAT as usize] = [wrap_design];

/// The root's keys that are not the design's.
const OUTSIDE: [&str; 7] = ["format", "design", "scenarios", "traffic", "usage", "pricing", "layout"];

/// Brings a document's root from `format` up to the current form; newer ones stay as they are.
pub(super) fn migrate(root: &mut Map<String, Value>, format: u32) {
    for step in STEPS.iter().skip(format as usize) {
        step(root);
    }
}

/// Format 0 had no number, and a design could stand at the root.
fn wrap_design(root: &mut Map<String, Value>) {
    if root.contains_key("design") {
        return;
    }
    let keys: Vec<String> = root.keys().filter(|key| !OUTSIDE.contains(&key.as_str())).cloned().collect();
    let design =
        keys.into_iter().filter_map(|key| root.shift_remove(&key).map(|value| (key, value))).collect();
    root.insert("design".to_owned(), Value::Object(design));
}
