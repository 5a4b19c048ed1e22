//! ARNs and hosts as AWS makes them, for their lengths.

use super::Subject;
use crate::aws::{ApiKind, default_region, dns_suffix_of, partition_of};
use crate::design::{Authorization, Item};
use crate::quota::gauge::Gauge;

/// AWS's identifiers of APIs have ten characters.
const API_ID: &str = "a123456789";
/// Accounts have twelve digits.
const ACCOUNT_ID: &str = "123456789012";

/// Reads the longest ARN of a method that somebody has to be allowed to call. Path parameters count as one
/// character, the least that a client can send.
pub fn measure_arns(gauge: &mut Gauge<'_>, subject: Subject<'_>) {
    let api = subject.api;
    let judged = api.settings.resource_policy.is_some();
    let stage = api.stages.values().map(|stage| stage.name.as_str()).max_by_key(|name| name.len());
    let methods = api.routes.iter().filter(|(_, route)| judged || route.authorization != Authorization::None);
    let arns = methods.filter_map(|(id, route)| {
        let path = least_path(route.key.path_template()?);
        let method = route.key.to_string();
        let method = method.split(' ').next().unwrap_or_default().replace("ANY", "OPTIONS");
        let tail = format!("/{}/{method}{path}", stage?);
        Some((Item::Route(subject.id, *id), execution_arn(subject, &tail).len()))
    });
    gauge.sizes("rest.method_arn_bytes", arns);
}

/// The path with one character for each parameter.
fn least_path(template: &str) -> String {
    let mut path = String::with_capacity(template.len());
    let mut inside = false;
    for c in template.chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                path.push('x');
            }
            _ if inside => {}
            _ => path.push(c),
        }
    }
    path
}

/// The API's ARN for callers, and what stands behind it.
pub fn execution_arn(subject: Subject<'_>, tail: &str) -> String {
    let region = region(subject);
    let partition = partition_of(region);
    format!("arn:{partition}:execute-api:{region}:{ACCOUNT_ID}:{}{tail}", api_id(subject))
}

/// The host of the API's default endpoint.
pub fn default_host(subject: Subject<'_>) -> String {
    let region = region(subject);
    format!("{}.execute-api.{region}.{}", api_id(subject), dns_suffix_of(region))
}

/// What an address begins with.
pub const fn scheme(kind: ApiKind) -> &'static str {
    match kind {
        ApiKind::Rest | ApiKind::Http => "https://",
        ApiKind::WebSocket => "wss://",
    }
}

fn region(subject: Subject<'_>) -> &str {
    let region = subject.design.region.as_str();
    if region.is_empty() { default_region() } else { region }
}

fn api_id(subject: Subject<'_>) -> &str {
    subject.api.settings.existing_id.as_deref().unwrap_or(API_ID)
}
