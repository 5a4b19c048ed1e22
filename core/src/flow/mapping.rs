//! Values in parameter mappings, selection expressions and addresses.

use serde_json::Value;

use crate::aws;
use crate::lang::json::{Json, to_text};
use crate::lang::jsonpath::{Path, Selection};
use crate::lang::percent;

use super::context::plain;
use super::exchange::Exchange;
use super::request::last;
use super::{Message, events};

/// Why a mapping's source gives no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The source is one that API Gateway knows, but it has no value here.
    Absent,
    /// The body is not JSON.
    NotJson,
    /// The studio or AWS does not know this source.
    Unknown,
}

/// The value of a REST source on the way in: `method.request.header.X`, `context.X`, `'static'` and so on.
pub(crate) fn rest_request(x: &Exchange<'_>, source: &str) -> Result<String, Missing> {
    let Some(rest) = source.strip_prefix("method.request.") else {
        return shared(x, source);
    };
    if rest == "body" {
        return whole_body(&x.request.body);
    }
    let (place, name) = rest.split_once('.').ok_or(Missing::Unknown)?;
    let found = match place {
        // With what API Gateway adds, such as `Host`, and without what it drops (recorded).
        "header" => last(&events::headers(x), |other| other.eq_ignore_ascii_case(name)).map(str::to_owned),
        "querystring" => x.request.query(name).map(str::to_owned),
        "path" => last(&x.path_parameters, |other| other == name).map(str::to_owned),
        "multivalueheader" => joined(&events::headers(x), |other| other.eq_ignore_ascii_case(name)),
        "multivaluequerystring" => joined(&x.request.query, |other| other == name),
        "body" => return selected(&x.request.body, name),
        _ => return Err(Missing::Unknown),
    };
    found.ok_or(Missing::Absent)
}

/// The value of a REST source on the way out: `integration.response.header.X` and the shared ones.
pub(crate) fn rest_response(x: &Exchange<'_>, answer: &Message, source: &str) -> Result<String, Missing> {
    let Some(rest) = source.strip_prefix("integration.response.") else {
        return shared(x, source);
    };
    if rest == "body" {
        return whole_body(&answer.body);
    }
    let (place, name) = rest.split_once('.').ok_or(Missing::Unknown)?;
    let same = |other: &str| other.eq_ignore_ascii_case(name);
    match place {
        "header" => last(&answer.headers, same).map(str::to_owned).ok_or(Missing::Absent),
        "multivalueheader" => joined(&answer.headers, same).ok_or(Missing::Absent),
        "body" => selected(&answer.body, name),
        _ => Err(Missing::Unknown),
    }
}

/// The value of a WebSocket source on the way in: `route.request.body.X`, on `$connect` also its headers and query
/// string, and the shared ones. Source: websocket-api-data-mapping.
pub(crate) fn websocket_request(x: &Exchange<'_>, source: &str) -> Result<String, Missing> {
    let rest = source.strip_prefix("route.request.").or_else(|| source.strip_prefix("method.request."));
    let Some(rest) = rest else { return shared(x, source) };
    let connect = x.context_value("eventType") == "CONNECT";
    if rest.starts_with("body") || connect {
        return rest_request(x, &format!("method.request.{rest}"));
    }
    Err(Missing::Absent)
}

/// Sources that both ways share.
fn shared(x: &Exchange<'_>, source: &str) -> Result<String, Missing> {
    if let Some(text) = source.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return Ok(text.to_owned());
    }
    if let Some(name) = source.strip_prefix("stageVariables.") {
        return x.stage_variable(name).map(str::to_owned).ok_or(Missing::Absent);
    }
    let name = source.strip_prefix("context.").ok_or(Missing::Unknown)?;
    x.context.get(name).cloned().ok_or(Missing::Absent)
}

fn joined(pairs: &[(String, String)], same: impl Fn(&str) -> bool) -> Option<String> {
    let values: Vec<&str> =
        pairs.iter().filter(|(name, _)| same(name)).map(|(_, value)| value.as_str()).collect();
    (!values.is_empty()).then(|| values.join(","))
}

/// A whole body as a value: one that begins as JSON has to be JSON.
fn whole_body(body: &[u8]) -> Result<String, Missing> {
    let text = String::from_utf8_lossy(body).into_owned();
    let begins = text.trim_start().starts_with(['{', '[']);
    if begins && serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() {
        return Err(Missing::NotJson);
    }
    Ok(text)
}

/// What a JSONPath expression finds in a body: texts without quotes, everything else as JSON.
fn selected(body: &[u8], path: &str) -> Result<String, Missing> {
    let path = Path::parse(path).map_err(|_| Missing::Unknown)?;
    let body: Value = serde_json::from_slice(body).map_err(|_| Missing::NotJson)?;
    if path.is_plain() {
        return path.find(&body).filter(|value| !value.is_null()).map(plain).ok_or(Missing::Absent);
    }
    let body = Json::from_serde(&body).map_err(|_| Missing::NotJson)?;
    match path.select(&body).ok().and_then(Selection::into_json) {
        None | Some(Json::Null) => Err(Missing::Absent),
        Some(Json::String(text)) => Ok(text.to_string()),
        Some(other) => Ok(to_text(&other)),
    }
}

/// What an HTTP API's mapping finds in a body: plain paths only, and no more of the body than AWS reads.
fn body_value(body: &[u8], path: &str) -> Result<String, Missing> {
    let path = Path::parse(path).ok().filter(Path::is_plain).ok_or(Missing::Unknown)?;
    let limit = aws::limit("parameter_mapping.body_bytes").and_then(|limit| usize::try_from(limit.max).ok());
    let body = limit.and_then(|limit| body.get(..limit)).unwrap_or(body);
    let body: Value = serde_json::from_slice(body).map_err(|_| Missing::NotJson)?;
    path.find(&body).map(plain).ok_or(Missing::Absent)
}

/// The value of an HTTP API's mapping: one `$variable`, or text with `${variables}` in it.
/// A variable that AWS does not know or that has no value is nothing.
pub(crate) fn http_value(x: &Exchange<'_>, answer: Option<&Message>, value: &str) -> HttpValue {
    let (mut unknown, mut absent) = (Vec::new(), Vec::new());
    let text = interpolate(value, |name| match http_variable(x, answer, name) {
        Ok(text) => text,
        Err(missing) => {
            let names = if missing == Missing::Unknown { &mut unknown } else { &mut absent };
            names.push(format!("${name}"));
            String::new()
        }
    });
    HttpValue { text, unknown, absent }
}

/// The value of an HTTP API's mapping.
pub(crate) struct HttpValue {
    pub text: String,
    /// Variables that are none of AWS's.
    pub unknown: Vec<String>,
    /// Variables without a value in this request; what AWS sends then is not documented.
    pub absent: Vec<String>,
}

/// The value of one HTTP API variable, named without its dollar sign.
pub(crate) fn http_variable(
    x: &Exchange<'_>,
    answer: Option<&Message>,
    name: &str,
) -> Result<String, Missing> {
    if let Some(name) = name.strip_prefix("context.") {
        return x.context.get(name).cloned().ok_or(Missing::Absent);
    }
    if let Some(name) = name.strip_prefix("stageVariables.") {
        return x.stage_variable(name).map(str::to_owned).ok_or(Missing::Absent);
    }
    if let (Some(rest), Some(answer)) = (name.strip_prefix("response."), answer) {
        return match rest.strip_prefix("body.") {
            Some(path) => body_value(&answer.body, path),
            None if rest == "body" => Ok(String::from_utf8_lossy(&answer.body).into_owned()),
            None => rest_response(x, answer, &format!("integration.response.{rest}")),
        };
    }
    let rest = name.strip_prefix("request.").ok_or(Missing::Unknown)?;
    match rest {
        "body" => Ok(x.request.text()),
        "path" => Ok(x.place.route_path.clone()),
        _ => match rest.split_once('.') {
            Some(("header", header)) => {
                joined(&x.request.headers, |other| other.eq_ignore_ascii_case(header)).ok_or(Missing::Absent)
            }
            Some(("querystring", query)) => {
                joined(&x.request.query, |other| other == query).ok_or(Missing::Absent)
            }
            Some(("path", name)) => {
                last(&x.path_parameters, |other| other == name).map(str::to_owned).ok_or(Missing::Absent)
            }
            Some(("body", path)) => body_value(&x.request.body, path),
            _ => Err(Missing::Unknown),
        },
    }
}

/// A WebSocket selection expression over a JSON message: `$request.body.action`, or parts in `${…}`.
pub(crate) fn websocket_selection(expression: &str, body: &Value) -> String {
    interpolate(expression, |name| {
        let path = name.strip_prefix("request.body").map(|path| path.trim_start_matches('.'));
        let found = match path {
            Some("") => Some(body),
            Some(path) => Path::parse(path).ok().and_then(|path| path.find(body)),
            None => None,
        };
        found.map(plain).unwrap_or_default()
    })
}

/// Text with variables: `$name` when that is all of it, else `${name}` anywhere; `\$` is a dollar sign.
fn interpolate(text: &str, mut value: impl FnMut(&str) -> String) -> String {
    if let Some(name) = text.strip_prefix('$')
        && !name.starts_with('{')
        && !name.contains("${")
    {
        return value(name);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                out.push_str(&value(name));
                rest = tail;
            }
            None => {
                out.push_str("${");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.replace("\\$", "$")
}

/// An address with `${stageVariables.x}` put in; a missing variable is nothing.
pub(crate) fn with_stage_variables(x: &Exchange<'_>, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${stageVariables.") {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push_str("${stageVariables.");
            rest = after;
            continue;
        };
        out.push_str(x.stage_variable(name).unwrap_or_default());
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// An address with `{name}` and `{name+}` put in; slashes and what is percent-encoded already stay.
pub(crate) fn with_path_parameters(text: &str, values: &[(String, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let found = after.split_once('}').and_then(|(name, tail)| {
            let bare = name.trim_end_matches('+');
            last(values, |other| other == bare).map(|value| (value, tail))
        });
        match found {
            Some((value, tail)) => {
                out.push_str(&percent::encode(value, "%/@:+$,;=!*'()"));
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
