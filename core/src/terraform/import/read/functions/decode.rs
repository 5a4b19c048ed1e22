//! JSON and YAML texts in which some strings are not known.

use std::rc::Rc;

use serde_json::Value as Json;

use super::super::super::config::Part;
use super::super::value::{Parts, Val};
use super::Called;
use super::encode::{from_json, yaml};

/// The characters around the number of an unknown part while a text is read as JSON; no text of a user has them.
const OPEN: char = '\u{f8f2}';
const CLOSE: char = '\u{f8f3}';

/// The value of a JSON text, with the parts that are not known inside of its strings; none where one stands elsewhere.
pub(super) fn json_with_unknown(parts: &[Part]) -> Called {
    let Ok(json) = serde_json::from_str::<Json>(&marked(parts)) else { return Ok(None) };
    from_json(&json).map(|value| filled(value, parts))
}

/// The same of a YAML text, where what is not known needs no quotes.
pub(super) fn yaml_with_unknown(parts: &[Part]) -> Called {
    match yaml(&marked(parts)) {
        Ok(value) => Ok(value.and_then(|value| filled(value, parts))),
        Err(fail) if fail.limit => Err(fail),
        // What stands there in truth may be good YAML.
        Err(_) => Ok(None),
    }
}

/// The text with a mark for each part that is not known.
fn marked(parts: &[Part]) -> String {
    let mut text = String::new();
    for (number, part) in parts.iter().enumerate() {
        match part {
            Part::Text(known) => text.push_str(known),
            _ => text.push_str(&format!("{OPEN}{number}{CLOSE}")),
        }
    }
    text
}

/// The value with the parts in place of their marks; none where one is in a name.
fn filled(value: Val, parts: &[Part]) -> Option<Val> {
    Some(match value {
        Val::Text(text) if text.contains(OPEN) => expanded(&text, parts),
        Val::List(values) => {
            Val::list(values.iter().map(|value| filled(value.clone(), parts)).collect::<Option<_>>()?)
        }
        Val::Map(entries) => {
            let entry = |(name, value): (&Rc<str>, &Val)| {
                (!name.contains(OPEN)).then_some(())?;
                Some((name.clone(), filled(value.clone(), parts)?))
            };
            Val::Map(Rc::new(entries.iter().map(entry).collect::<Option<_>>()?))
        }
        value => value,
    })
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
