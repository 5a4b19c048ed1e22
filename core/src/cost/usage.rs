//! Reading a month's quantities, and saying what is wrong with them.

use serde_json::{Map, Value};

use super::items;
use crate::aws::{CacheSize, region, regions};
use crate::base::Milli;
use crate::design::Diagnostic;
use crate::design::inputs::Usage;

/// The fields of a usage file.
const FIELDS: &[&str] = &[
    "region",
    "rest_requests",
    "http_requests",
    "request_kb",
    "response_kb",
    "messages",
    "message_kb",
    "connection_minutes",
    "cache_gb",
    "hours",
    "egress_gb",
    "egress_free_gb",
];

/// Reads a usage file: a flat JSON object of AWS quantities, each a number or a number in quotes.
///
/// A field that is unknown, negative or not a number is a diagnostic and stays unset; none of them is dropped
/// in silence. A text that is no JSON object gives an empty usage.
pub fn read_usage(text: &str) -> (Usage, Vec<Diagnostic>) {
    let mut usage = Usage::default();
    let object: Map<String, Value> = match serde_json::from_str(text) {
        Ok(object) => object,
        Err(error) => {
            let diagnostic = Diagnostic::error("usage-not-json", "The usage is not a JSON object")
                .at_place(format!("{}:{}", error.line(), error.column()))
                .help(format!("Write one object such as `{{\"rest_requests\": 1000000}}`; {error}"));
            return (usage, vec![diagnostic]);
        }
    };
    let mut diagnostics = Vec::new();
    for (name, value) in &object {
        if let Err(diagnostic) = set(&mut usage, name, value) {
            diagnostics.push((*diagnostic).at_place(name.as_str()));
        }
    }
    (usage, diagnostics)
}

/// What is wrong with a usage, and what an estimate makes of it that a reader may not expect.
pub fn check_usage(usage: &Usage) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !usage.region.is_empty() && region(&usage.region).is_none() {
        found.push(unknown_region(&usage.region));
    }
    if let Some(size) = usage.cache_gb
        && size != Milli::default()
        && items::cache_size(size).is_none()
    {
        let sizes: Vec<&str> = CacheSize::ALL.iter().map(|size| size.as_str()).collect();
        found.push(
            Diagnostic::error("cache-size-unknown", format!("AWS offers no cache of `{size}` GB"))
                .at_place("cache_gb")
                .help(format!("Choose one of {}", sizes.join(", "))),
        );
    }
    for (name, value) in decimals(usage) {
        if value.is_some_and(|value| value < Milli::default()) {
            found.push(negative(name));
        }
    }
    found.extend(unused(usage));
    found
}

/// A Region that API Gateway does not run in.
pub fn unknown_region(code: &str) -> Diagnostic {
    let known: Vec<&str> = regions().iter().map(|region| region.value.code.as_str()).collect();
    Diagnostic::error("region-unknown", format!("There is no Region `{code}`"))
        .at_place("region")
        .help(format!("Use one of {}", known.join(", ")))
}

fn negative(name: &'static str) -> Diagnostic {
    Diagnostic::error("usage-negative", format!("`{name}` is below zero"))
        .at_place(name)
        .help("Give zero or more")
}

fn decimals(usage: &Usage) -> [(&'static str, Option<Milli>); 7] {
    [
        ("request_kb", usage.request_kb),
        ("response_kb", usage.response_kb),
        ("message_kb", usage.message_kb),
        ("cache_gb", usage.cache_gb),
        ("hours", usage.hours),
        ("egress_gb", usage.egress_gb),
        ("egress_free_gb", usage.egress_free_gb),
    ]
}

/// Quantities that do not change the estimate, though a reader may think so.
fn unused(usage: &Usage) -> Vec<Diagnostic> {
    let requests = usage.rest_requests.is_some() || usage.http_requests.is_some();
    let rules = [
        ("hours", usage.hours.is_some() && usage.cache_gb.is_none(), "counts only with a cache"),
        ("message_kb", usage.message_kb.is_some() && usage.messages.is_none(), "counts only with messages"),
        (
            "request_kb",
            usage.request_kb.is_some() && usage.http_requests.is_none(),
            "changes the price of HTTP API requests only",
        ),
        (
            "response_kb",
            usage.response_kb.is_some() && (usage.egress_gb.is_some() || !requests),
            "counts only with requests and without a data transfer of its own",
        ),
    ];
    let notes = rules.into_iter().filter(|(_, holds, _)| *holds);
    let mut found: Vec<Diagnostic> = notes
        .map(|(name, _, why)| Diagnostic::note("usage-unused", format!("`{name}` {why}")).at_place(name))
        .collect();
    if usage.messages.is_some() && usage.egress_gb.is_none() {
        found.push(
            Diagnostic::note("websocket-egress", "The data that WebSocket messages send out is not counted")
                .at_place("egress_gb")
                .help("Add it to `egress_gb`"),
        );
    }
    found
}

/// A field that is refused; boxed, as fields that are taken are the rule.
type Refused = Box<Diagnostic>;

fn set(usage: &mut Usage, name: &str, value: &Value) -> Result<(), Refused> {
    match name {
        "region" => {
            let Some(code) = value.as_str() else {
                let message = format!("`region` is not a text: `{value}`");
                return Err(refused("usage-not-text", message, "Write a code such as `\"us-east-1\"`"));
            };
            usage.region = code.to_owned();
        }
        "rest_requests" => usage.rest_requests = whole(name, value)?,
        "http_requests" => usage.http_requests = whole(name, value)?,
        "messages" => usage.messages = whole(name, value)?,
        "connection_minutes" => usage.connection_minutes = whole(name, value)?,
        "request_kb" => usage.request_kb = decimal(name, value)?,
        "response_kb" => usage.response_kb = decimal(name, value)?,
        "message_kb" => usage.message_kb = decimal(name, value)?,
        "cache_gb" => usage.cache_gb = decimal(name, value)?,
        "hours" => usage.hours = decimal(name, value)?,
        "egress_gb" => usage.egress_gb = decimal(name, value)?,
        "egress_free_gb" => usage.egress_free_gb = decimal(name, value)?,
        _ => {
            let help = format!("Use one of {}", FIELDS.join(", "));
            return Err(refused("usage-field-unknown", format!("A usage has no field `{name}`"), help));
        }
    }
    Ok(())
}

/// A number, bare or in quotes; null is nothing.
fn decimal(name: &str, value: &Value) -> Result<Option<Milli>, Refused> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return Err(not_a_number(name, &value.to_string())),
    };
    let number: Milli = text.parse().map_err(|_| not_a_number(name, &text))?;
    if number < Milli::default() {
        let message = format!("`{name}` is below zero: `{text}`");
        return Err(refused("usage-negative", message, "Give zero or more"));
    }
    Ok(Some(number))
}

fn whole(name: &str, value: &Value) -> Result<Option<u64>, Refused> {
    if let Some(number) = value.as_u64() {
        return Ok(Some(number));
    }
    let Some(number) = decimal(name, value)? else { return Ok(None) };
    if number.thousandths() % 1000 != 0 {
        let message = format!("`{name}` is not a whole number: `{number}`");
        return Err(refused("usage-not-whole", message, "Give a whole number"));
    }
    Ok(u64::try_from(number.thousandths() / 1000).ok())
}

fn not_a_number(name: &str, text: &str) -> Refused {
    let message = format!("`{name}` is not a number: `{text}`");
    refused("usage-not-a-number", message, "Give digits with at most three decimal places")
}

fn refused(code: &'static str, message: String, help: impl Into<String>) -> Refused {
    Box::new(Diagnostic::error(code, message).help(help))
}
