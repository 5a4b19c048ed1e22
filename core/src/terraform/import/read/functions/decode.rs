//! JSON texts in which some strings are not known.

use std::rc::Rc;

use serde_json::Value as Json;

use super::super::super::config::Part;
use super::super::limits::Fail;
use super::super::value::{Parts, Val};
use super::encode::from_json;

/// The characters around the number of an unknown part while a text is read as JSON; no text of a user has them.
const OPEN: char = '\u{f8f2}';
const CLOSE: char = '\u{f8f3}';

/// The value of a JSON text, with the parts that are not known inside of its strings; none where one stands elsewhere.
pub(super) fn with_unknown(parts: &[Part]) -> Result<Option<Val>, Fail> {
    let mut text = String::new();
    for (number, part) in parts.iter().enumerate() {
        match part {
            Part::Text(known) => text.push_str(known),
            _ => text.push_str(&format!("{OPEN}{number}{CLOSE}")),
        }
    }
    let Ok(json) = serde_json::from_str::<Json>(&text) else { return Ok(None) };
    from_json(&json).map(|value| Some(filled(value, parts)))
}

fn filled(value: Val, parts: &[Part]) -> Val {
    match value {
        Val::Text(text) if text.contains(OPEN) => expanded(&text, parts),
        Val::List(values) => Val::list(values.iter().map(|value| filled(value.clone(), parts)).collect()),
        Val::Map(entries) => Val::Map(Rc::new(
            entries.iter().map(|(name, value)| (name.clone(), filled(value.clone(), parts))).collect(),
        )),
        value => value,
    }
}

fn expanded(text: &str, parts: &[Part]) -> Val {
    let mut out = Parts::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        out.push_text(before);
        let (number, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        if let Some(part) = number.parse::<usize>().ok().and_then(|number| parts.get(number)) {
            out.push_part(part);
        }
        rest = after;
    }
    out.push_text(rest);
    out.finish()
}
