//! The second lines of nodes.

use studio_core::design::{Integration, Stage, Target, UsagePlan};

use crate::text;

/// The second line of a stage.
pub(super) fn stage_words(stage: &Stage) -> String {
    let mut words = vec!["Stage".to_owned()];
    if let Some(size) = stage.cache_cluster {
        words.push(format!("cache {size} GB"));
    }
    if stage.xray_tracing {
        words.push("X-Ray".to_owned());
    }
    if stage.canary.is_some() {
        words.push("canary".to_owned());
    }
    if stage.access_log.is_some() {
        words.push("log".to_owned());
    }
    words.join(" · ")
}

/// The second line of a usage plan.
pub(super) fn plan_words(plan: &UsagePlan) -> String {
    let keys = text::count(plan.api_keys.len(), "key");
    match plan.quota {
        Some(quota) => format!("{keys} · {} a {}", quota.limit, quota.period.as_str().to_lowercase()),
        None => format!("Usage plan · {keys}"),
    }
}

/// The second line of an integration.
pub(super) fn integration_words(integration: &Integration) -> String {
    let proxy = integration.target.kind().as_str().ends_with("PROXY");
    let how = if proxy { "proxy" } else { "mapped" };
    let what = match &integration.target {
        Target::Mock => return "Mock".to_owned(),
        Target::Lambda { .. } => format!("Lambda {how}"),
        Target::Http { .. } => format!("HTTP {how}"),
        Target::Service { .. } => format!("AWS {how}"),
        Target::Action { subtype } => subtype.clone(),
    };
    match integration.timeout_ms {
        Some(ms) => format!("{what} · {} s", studio_core::base::Milli::from_thousandths(i64::from(ms))),
        None => what,
    }
}

/// The host of an address.
pub(super) fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?']).next().unwrap_or(rest);
    if host.is_empty() { "HTTP endpoint".to_owned() } else { host.to_owned() }
}

/// The service of an integration URI.
pub(super) fn service(uri: &str) -> String {
    let service = uri.split(':').nth(4).unwrap_or_default();
    if service.is_empty() { "AWS service".to_owned() } else { service.to_owned() }
}
