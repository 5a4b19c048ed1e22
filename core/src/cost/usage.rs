//! Reading a month's quantities, and saying what is wrong with them.

use serde_json::{Map, Value};

use super::items;
use crate::aws::{CacheSize, region, regions};
use crate::base::Milli;
use crate::design::Diagnostic;
use crate::design::inputs::{UnknownFreeTier, Usage, UsageAccess};

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
    for field in Usage::FIELDS {
        if let UsageAccess::Decimal { get, .. } = field.access
            && get(usage).is_some_and(|value| value < Milli::default())
        {
            found.push(negative(field.name));
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
        "region" => usage.region = word(name, value, r#"Write a code such as `"us-east-1"`"#)?,
        "arch" => {
            let text: String = word(name, value, r#"Write `"x86_64"` or `"arm64"`"#)?;
            usage.arch = serde_json::from_value(Value::String(text.clone())).map_err(|_| {
                let message = format!("Lambda has no processor `{text}`");
                refused("usage-word-unknown", message, "Use x86_64 or arm64")
            })?;
        }
        "free_tier" => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            usage.free_tier = text.parse().map_err(|error: UnknownFreeTier| {
                refused("usage-word-unknown", format!("`free_tier`: {error}"), "Use true for all of them")
            })?;
        }
        _ => match Usage::FIELDS.iter().find(|field| field.name == name).map(|field| field.access) {
            Some(UsageAccess::Count { put, .. }) => put(usage, whole(name, value)?),
            Some(UsageAccess::Decimal { put, .. }) => put(usage, decimal(name, value)?),
            None => return Err(unknown_field(name)),
        },
    }
    Ok(())
}

fn unknown_field(name: &str) -> Refused {
    let quantities = Usage::FIELDS.iter().map(|field| field.name);
    let known: Vec<&str> = ["region", "arch", "free_tier"].into_iter().chain(quantities).collect();
    let help = format!("Use one of {}", known.join(", "));
    refused("usage-field-unknown", format!("A usage has no field `{name}`"), help)
}

fn word(name: &str, value: &Value, help: &str) -> Result<String, Refused> {
    let message = || format!("`{name}` is not a text: `{value}`");
    value.as_str().map(str::to_owned).ok_or_else(|| refused("usage-not-text", message(), help))
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
