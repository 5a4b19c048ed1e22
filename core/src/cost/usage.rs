//! Reading a month's quantities, and saying what is wrong with them.

use serde_json::{Map, Value};

use super::{items, number};
use crate::aws::{CacheSize, region, regions};
use crate::base::Milli;
use crate::design::inputs::{UnknownFreeTier, Usage, UsageAccess};
use crate::design::{Architecture, Diagnostic};

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
        if let Err(diagnostic) = set(&mut usage, name, value, &mut diagnostics) {
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
    Diagnostic::error("region-unknown", format!("Nothing is known of a Region `{code}`"))
        .at_place("region")
        .help(format!("Use one of {}", known.join(", ")))
}

fn negative(name: &'static str) -> Diagnostic {
    Diagnostic::error("usage-negative", format!("`{name}` is below zero"))
        .at_place(name)
        .help("Give zero or more")
}

/// Quantities that do not change the estimate, though a reader may think so, and those that lack another one.
fn unused(usage: &Usage) -> Vec<Diagnostic> {
    let found = needs(usage).into_iter().filter(|need| need.given && !need.met);
    let mut found: Vec<Diagnostic> = found
        .map(|need| {
            let message = format!("`{}` {}", need.name, need.why);
            Diagnostic::note("usage-unused", message).at_place(need.name)
        })
        .collect();
    if usage.messages.is_some() && usage.egress_gb.is_none() {
        found.push(
            Diagnostic::note("websocket-egress", "The data that WebSocket messages send out is not counted")
                .at_place("egress_gb")
                .help("Add it to `egress_gb`"),
        );
    }
    let functions = [
        ("lambda_requests", usage.lambda_requests, usage.lambda_ms, "lambda_ms"),
        ("authorizer_requests", usage.authorizer_requests, usage.authorizer_ms, "authorizer_ms"),
    ];
    let stated = usage.lambda_gb_seconds_x86.is_some() || usage.lambda_gb_seconds_arm64.is_some();
    for (name, requests, ms, lacking) in functions {
        if requests.is_some() && ms.is_none() && !stated {
            let message = format!("The compute time of `{name}` is not counted");
            found.push(
                Diagnostic::warning("usage-without-duration", message)
                    .at_place(lacking)
                    .help(format!("Give `{lacking}`, or GB-seconds")),
            );
        }
    }
    found
}

/// A quantity that counts only beside others.
struct Need {
    name: &'static str,
    given: bool,
    met: bool,
    why: &'static str,
}

fn needs(usage: &Usage) -> [Need; 11] {
    let need = |name, given, met, why| Need { name, given, met, why };
    let requests = usage.rest_requests.is_some() || usage.http_requests.is_some();
    let answers = requests || usage.streaming_requests.is_some();
    let balancers = usage.alb.is_some() || usage.nlb.is_some();
    let hourly =
        usage.cache_gb.is_some() || usage.vpc_endpoints.is_some() || usage.public_ipv4.is_some() || balancers;
    let balanced = balancers || usage.alb_hours.is_some() || usage.nlb_hours.is_some();
    let invoked = usage.lambda_requests.is_some();
    let transfer = answers && usage.egress_gb.is_none() || usage.streaming_requests.is_some();
    let with_balancer = "counts only with a load balancer";
    [
        need(
            "hours",
            usage.hours.is_some(),
            hourly,
            "counts only with a cache, VPC endpoints, public addresses or a count of load balancers",
        ),
        need("message_kb", usage.message_kb.is_some(), usage.messages.is_some(), "counts only with messages"),
        need(
            "request_kb",
            usage.request_kb.is_some(),
            usage.http_requests.is_some(),
            "changes the price of HTTP API requests only",
        ),
        need(
            "response_kb",
            usage.response_kb.is_some(),
            transfer,
            "counts only with requests and without a data transfer of its own",
        ),
        need("azs", usage.azs.is_some(), usage.vpc_endpoints.is_some(), "counts only with VPC endpoints"),
        need("processed_gb_month", usage.processed_gb_month.is_some(), balanced, with_balancer),
        need("processed_gb_per_hour", usage.processed_gb_per_hour.is_some(), balanced, with_balancer),
        need("lambda_ms", usage.lambda_ms.is_some(), invoked, "counts only with Lambda requests"),
        need("lambda_mb", usage.lambda_mb.is_some(), invoked, "counts only with Lambda requests"),
        need(
            "authorizer_ms",
            usage.authorizer_ms.is_some(),
            usage.authorizer_requests.is_some(),
            "counts only with requests to authorizers",
        ),
        need(
            "lambda_storage_mb",
            usage.lambda_storage_mb.is_some(),
            invoked && usage.lambda_ms.is_some(),
            "counts only with Lambda requests and their duration",
        ),
    ]
}

/// A field that is refused; boxed, as fields that are taken are the rule.
type Refused = Box<Diagnostic>;

fn set(usage: &mut Usage, name: &str, value: &Value, notes: &mut Vec<Diagnostic>) -> Result<(), Refused> {
    match name {
        // As with numbers, null is nothing.
        "region" | "arch" | "free_tier" if value.is_null() => {}
        "region" => {
            usage.region = region_of(word(name, value, r#"Write a code such as `"us-east-1"`"#)?, notes);
        }
        "arch" => usage.arch = processor(&word(name, value, r#"Write `"x86_64"` or `"arm64"`"#)?)?,
        "free_tier" => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            usage.free_tier = text.parse().map_err(|error: UnknownFreeTier| {
                refused("usage-word-unknown", format!("`free_tier`: {error}"), "Use true for all of them")
            })?;
        }
        _ => match Usage::FIELDS.iter().find(|field| field.name == name).map(|field| field.access) {
            Some(UsageAccess::Count { put, .. }) => put(usage, whole(name, value, notes)?),
            // A load balancer is there or not, so that `true` says it as well as 1.
            Some(UsageAccess::Decimal { put, .. }) if value.is_boolean() && matches!(name, "alb" | "nlb") => {
                put(usage, Some(Milli::whole(i64::from(value == &Value::Bool(true)))));
            }
            Some(UsageAccess::Decimal { put, .. }) => put(usage, decimal(name, value, notes)?),
            None => return Err(unknown_field(name)),
        },
    }
    Ok(())
}

/// A Region's code as it is; a Local Zone's as its Region's, as API Gateway runs there and not in the zone.
fn region_of(code: String, notes: &mut Vec<Diagnostic>) -> String {
    let is_within = |region: &str| code.strip_prefix(region).is_some_and(|rest| rest.starts_with('-'));
    let mut known = regions().iter().map(|region| region.value.code.as_str());
    let Some(parent) = known.find(|region| is_within(region)) else { return code };
    let message =
        format!("`{code}` reads as a Local Zone of `{parent}`, and API Gateway runs in Regions only");
    notes.push(
        Diagnostic::note("region-local-zone", message)
            .at_place("region")
            .help(format!("The prices are those of `{parent}`")),
    );
    parent.to_owned()
}

/// The processor of Lambda functions: as Lambda's API spells it, or as its prices do.
fn processor(text: &str) -> Result<Architecture, Refused> {
    match text {
        "x86_64" | "x86" => Ok(Architecture::X86_64),
        "arm64" | "arm" => Ok(Architecture::Arm64),
        _ => {
            let message = format!("Lambda has no processor `{text}`");
            Err(refused("usage-word-unknown", message, "Use x86_64 or arm64"))
        }
    }
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
fn decimal(name: &str, value: &Value, notes: &mut Vec<Diagnostic>) -> Result<Option<Milli>, Refused> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return Err(not_a_number(name, &value.to_string())),
    };
    let read = number::read(&text).ok_or_else(|| unread(name, value, &text))?;
    let number = read.value;
    if read.rounded {
        let message = format!("`{name}` is rounded from `{text}` to `{number}`");
        notes.push(Diagnostic::note("usage-rounded", message).at_place(name));
    }
    if number < Milli::default() {
        let message = format!("`{name}` is below zero: `{text}`");
        return Err(refused("usage-negative", message, "Give zero or more"));
    }
    Ok(Some(number))
}

fn whole(name: &str, value: &Value, notes: &mut Vec<Diagnostic>) -> Result<Option<u64>, Refused> {
    if let Some(number) = value.as_u64() {
        return Ok(Some(number));
    }
    let Some(number) = decimal(name, value, notes)? else { return Ok(None) };
    if number.thousandths() % 1000 != 0 {
        let message = format!("`{name}` is not a whole number: `{number}`");
        return Err(refused("usage-not-whole", message, "Give a whole number"));
    }
    Ok(u64::try_from(number.thousandths() / 1000).ok())
}

/// A number that is beyond any month, or a text that is none.
fn unread(name: &str, value: &Value, text: &str) -> Refused {
    let digits = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if value.is_number() || digits {
        let message = format!("`{name}` is too large: `{text}`");
        return refused("usage-too-large", message, "Give less than 9,000,000,000,000,000");
    }
    not_a_number(name, text)
}

fn not_a_number(name: &str, text: &str) -> Refused {
    let message = format!("`{name}` is not a number: `{text}`");
    refused("usage-not-a-number", message, "Give digits, with a point before decimal places")
}

fn refused(code: &'static str, message: String, help: impl Into<String>) -> Refused {
    Box::new(Diagnostic::error(code, message).help(help))
}
