//! Whether the body is what a scenario expects.

use serde_json::Value;

use crate::design::inputs::BodyExpectation;
use crate::flow::Trace;
use crate::lang::json::{self, Json};
use crate::lang::jsonpath::Path;

use super::json::{Extent, difference};
use super::{Check, check, shown};

/// How large a body may be that becomes an expectation: it is saved in the design.
const KEPT_BYTES: usize = 64 * 1024;

/// A body as an expectation: JSON as such, other text to the byte; bytes that are no text, and more than a design
/// should hold, are left open.
pub(super) fn expected(body: &[u8]) -> BodyExpectation {
    let Some(text) = std::str::from_utf8(body).ok().filter(|text| text.len() <= KEPT_BYTES) else {
        return BodyExpectation::default();
    };
    match serde_json::from_str::<Value>(text) {
        Ok(value) if value.is_object() || value.is_array() => {
            BodyExpectation { json: Some(value), ..BodyExpectation::default() }
        }
        _ => BodyExpectation { text: Some(text.to_owned()), ..BodyExpectation::default() },
    }
}

/// Every expectation about the body.
pub(super) fn judge(expect: &BodyExpectation, trace: &Trace) -> Vec<Check> {
    if *expect == BodyExpectation::default() {
        return Vec::new();
    }
    let bytes = trace.response.body.as_slice();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => format!("({} bytes that are no text)", bytes.len()),
    };
    let step = Some(trace.deciding_step());
    let mut checks = Vec::new();
    if let Some(wanted) = &expect.text {
        let met = wanted.as_bytes() == bytes;
        let sentence = match met {
            true => "The body is the expected text".to_owned(),
            false => format!("The body is another text: {}", trace.why()),
        };
        checks.push(check("body text", met, wanted, &text, sentence, step));
    }
    let extents =
        [("body json", &expect.json, Extent::Whole), ("body contains", &expect.contains, Extent::Part)];
    let value: Result<Value, String> = serde_json::from_slice(bytes).map_err(|error| error.to_string());
    for (what, wanted, extent) in extents {
        let Some(wanted) = wanted else { continue };
        let (met, sentence) = match &value {
            Err(error) => (false, format!("The body is no JSON ({error}); {}", trace.why())),
            Ok(value) => match difference(wanted, value, extent) {
                None => (true, "The body has the expected JSON".to_owned()),
                Some(found) => {
                    let place = if found.at.is_empty() { "at its top" } else { found.at.as_str() };
                    (false, format!("The body has {} {place}; {}", shown(&found.found), trace.why()))
                }
            },
        };
        checks.push(check(what, met, &wanted.to_string(), &text, sentence, step));
    }
    checks.extend(expect.paths.iter().map(|(path, wanted)| {
        let what = format!("body {path}");
        let found = value.as_ref().map_err(|error| format!("The body is no JSON ({error})"));
        let (met, actual, sentence) = match found.and_then(|value| select(path, value)) {
            Err(why) => (false, "nothing".to_owned(), format!("{why}; {}", trace.why())),
            Ok(found) => {
                let met = difference(wanted, &found, Extent::Whole).is_none();
                (met, found.to_string(), format!("The body has {} at `{path}`", shown(&found.to_string())))
            }
        };
        check(what, met, &wanted.to_string(), &actual, sentence, step)
    }));
    checks
}

/// What a path finds. Errors: why nothing, as a sentence without its period.
fn select(path: &str, value: &Value) -> Result<Value, String> {
    let path = Path::parse(path).map_err(|error| format!("`{path}` is no JSON path: {}", error.message))?;
    let value =
        Json::from_serde(value).map_err(|error| format!("The body cannot be searched: {}", error.message))?;
    let found = path.select(&value).map_err(|error| format!("The path finds nothing: {error}"))?.into_json();
    let found = found.ok_or("The path finds nothing in the body")?;
    serde_json::from_str(&json::to_text(&found))
        .map_err(|error| format!("What the path finds is no JSON: {error}"))
}
