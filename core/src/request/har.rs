//! HTTP Archives, version 1.2, as browsers save them.

use serde::Deserialize;
use serde_json::Value;

use super::http::header;
use super::{ENTRIES_MAX, Format, Pasted, has_header, note, take_address, unknown};
use crate::design::Diagnostic;
use crate::design::inputs::Scenario;
use crate::lang::percent;

#[derive(Deserialize)]
struct Request {
    method: String,
    url: String,
    #[serde(default)]
    headers: Vec<Pair>,
    #[serde(rename = "postData")]
    body: Option<Body>,
}

#[derive(Deserialize)]
struct Pair {
    name: String,
    #[serde(default)]
    value: String,
}

#[derive(Deserialize)]
struct Body {
    #[serde(default, rename = "mimeType")]
    mime_type: String,
    text: Option<String>,
    encoding: Option<String>,
    #[serde(default)]
    params: Vec<Pair>,
}

/// Reads an archive, one of its entries, or one request.
///
/// Errors: no JSON, or none of the three.
pub(super) fn read(text: &str) -> Result<Pasted, Box<Diagnostic>> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let place = format!("{}:{}", error.line(), error.column());
        let help = "Paste the whole archive";
        Box::new(Diagnostic::error("no-json", "The archive is no JSON here").at_place(place).help(help))
    })?;
    let entries = match (value.pointer("/log/entries"), value.get("request")) {
        (Some(Value::Array(entries)), _) => entries.iter().map(|entry| entry.get("request")).collect(),
        (_, Some(request)) => vec![Some(request)],
        _ if value.get("url").is_some() && value.get("method").is_some() => vec![Some(&value)],
        _ => return Err(unknown("The JSON is no HTTP Archive: it has no `log.entries`")),
    };
    if entries.is_empty() {
        return Err(unknown("The archive holds no request"));
    }
    let mut pasted = Pasted { format: Format::Har, requests: Vec::new(), notes: Vec::new() };
    for (number, entry) in entries.iter().enumerate().take(ENTRIES_MAX) {
        let place = format!("/log/entries/{number}/request");
        match entry.map(Request::deserialize) {
            Some(Ok(request)) => pasted.requests.push(take(request, &place, &mut pasted.notes)),
            Some(Err(error)) => {
                let message = format!("A request of the archive is left out: {error}");
                pasted.notes.push(note("bad-entry", message, "It needs `method` and `url`").at_place(place));
            }
            None => {
                let message = "An entry of the archive has no request".to_owned();
                pasted.notes.push(note("bad-entry", message, "").at_place(place));
            }
        }
    }
    if let Some(more) = entries.len().checked_sub(ENTRIES_MAX).filter(|more| *more > 0) {
        let message = format!("The archive has {more} more requests than the {ENTRIES_MAX} that are read");
        pasted.notes.push(note("too-many-entries", message, "Filter the archive before it is saved"));
    }
    match pasted.requests.is_empty() {
        true => Err(unknown("No request of the archive can be read")),
        false => Ok(pasted),
    }
}

fn take(request: Request, place: &str, notes: &mut Vec<Diagnostic>) -> Scenario {
    let mut out = Scenario { method: request.method, ..Scenario::default() };
    take_address(&mut out, &request.url);
    for Pair { name, value } in &request.headers {
        let said = name.starts_with(':') || name.eq_ignore_ascii_case("host");
        if !said {
            header(&mut out, name, value);
        }
    }
    let Some(body) = request.body else { return out };
    if !body.mime_type.is_empty() && !has_header(&out, "content-type") {
        header(&mut out, "Content-Type", &body.mime_type);
    }
    let is_base64 = body.encoding.as_deref() == Some("base64");
    match body.text {
        Some(text) if is_base64 => out.body_base64 = Some(text),
        Some(text) => out.body = Some(text).filter(|text| !text.is_empty()),
        None if body.mime_type.starts_with("application/x-www-form-urlencoded") => {
            let pair = |pair: &Pair| format!("{}={}", form(&pair.name), form(&pair.value));
            out.body = Some(body.params.iter().map(pair).collect::<Vec<_>>().join("&"));
        }
        None if body.params.is_empty() => {}
        None => {
            let message = format!("The archive does not hold the body of type `{}`", body.mime_type);
            notes.push(
                note("no-body", message, "Write the body by hand").at_place(format!("{place}/postData")),
            );
        }
    }
    out
}

fn form(text: &str) -> String {
    percent::encode(text, "*")
}
