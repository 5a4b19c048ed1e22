//! What an apply of each style costs in calls and time.

use std::collections::BTreeMap;

use super::{Bundle, ExportOptions, RestStyle, export};
use crate::aws::quota;
use crate::design::Design;

/// How many calls an apply makes, and how long AWS's limits on them make it take at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplyCost {
    /// How REST APIs are written.
    pub style: RestStyle,
    /// Resources that Terraform keeps in its state.
    pub resources: usize,
    /// Calls to API Gateway: each of its resources is made by one and read back by another.
    pub calls: u64,
    /// The least time of a first apply in milliseconds, by the quotas `management.*` of the account.
    pub least_ms: u64,
}

/// Types whose creation has a quota of its own, with its identifier.
const OWN_QUOTAS: &[(&str, &str)] = &[
    ("aws_api_gateway_resource", "management.resources"),
    ("aws_api_gateway_api_key", "management.api_keys"),
    ("aws_api_gateway_deployment", "management.create_deployment"),
    ("aws_api_gateway_documentation_version", "management.create_documentation_version"),
    ("aws_api_gateway_domain_name", "management.domain_names"),
    ("aws_apigatewayv2_domain_name", "management.domain_names"),
    ("aws_api_gateway_rest_api", "management.create_rest_api"),
];

/// What a first apply of the design costs, written in each style.
pub fn apply_costs(design: &Design, options: &ExportOptions) -> [ApplyCost; 2] {
    [RestStyle::Resources, RestStyle::Body].map(|rest_style| {
        let bundle = export(design, &ExportOptions { rest_style, ..options.clone() });
        of(&bundle, rest_style)
    })
}

fn of(bundle: &Bundle, style: RestStyle) -> ApplyCost {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for mark in bundle.addresses.keys() {
        *counts.entry(mark.split(' ').next().unwrap_or_default()).or_default() += 1;
    }
    let gateway: u64 = counts.iter().filter(|(kind, _)| is_gateway(kind)).map(|(_, count)| count).sum();
    let calls = gateway * 2;
    let all = time_ms("management.total", calls);
    let slowest = OWN_QUOTAS
        .iter()
        .map(|(kind, quota)| time_ms(quota, counts.get(kind).copied().unwrap_or_default().saturating_sub(1)))
        .max();
    let least_ms = all.max(slowest.unwrap_or_default());
    ApplyCost { style, resources: bundle.addresses.len(), calls, least_ms }
}

fn is_gateway(kind: &str) -> bool {
    kind.starts_with("aws_api_gateway_") || kind.starts_with("aws_apigatewayv2_")
}

/// How long so many calls take under a quota.
fn time_ms(id: &str, calls: u64) -> u64 {
    let Some(quota) = quota(id) else { return 0 };
    let window_ms = quota.window_s.map_or(1000, |window| u64::from(window) * 1000);
    calls.saturating_mul(window_ms) / quota.limit.max(1)
}
