//! What is wrong with a month's quantities, and what an estimate makes of them.

use super::beyond::beyond;
use super::items;
use crate::aws::{CacheSize, region, regions};
use crate::base::Milli;
use crate::design::Diagnostic;
use crate::design::inputs::{Usage, UsageAccess};

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
    found.extend(beyond(usage));
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
