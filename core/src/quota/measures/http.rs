//! Quotas on an HTTP API.

use super::stage::Ids;
use super::{Subject, stage};
use crate::design::{Authorization, AuthorizerMethod, Item};
use crate::quota::gauge::Gauge;

const STAGE: Ids = Ids {
    stages: "http.stages_per_api",
    variables: Some([
        "http.stage_variables",
        "http.stage_variable_key_length",
        "http.stage_variable_value_length",
    ]),
    log: "http.access_log_template_bytes",
    tags: Some("http.tags"),
};

pub fn measure(gauge: &mut Gauge<'_>, subject: Subject<'_>) {
    let (item, api) = (subject.item(), subject.api);
    gauge.count("http.routes_per_api", item, api.routes.len());
    gauge.count("http.integrations_per_api", item, api.integrations.len());
    gauge.count("http.authorizers_per_api", item, api.authorizers.len());
    stage::measure(gauge, subject, &STAGE);
    gauge.counts("http.audiences_per_authorizer", audiences(subject));
    gauge.counts("http.scopes_per_route", scopes(subject));
    gauge.sizes("http.jwks_bytes", key_sets(subject));
    gauge.settings("http.authorizer_timeout_ms", authorizer_durations(subject));
    gauge.settings("http.integration_timeout_ms", subject.timeouts());
}

/// The audiences of each JWT authorizer.
fn audiences(subject: Subject<'_>) -> impl Iterator<Item = (Item, usize)> {
    subject.api.authorizers.iter().filter_map(move |(id, authorizer)| match &authorizer.method {
        AuthorizerMethod::Jwt { issuers, .. } => {
            let count = issuers.iter().map(|issuer| issuer.audiences.len()).sum();
            Some((Item::Authorizer(subject.id, *id), count))
        }
        _ => None,
    })
}

/// The largest key set of each JWT authorizer that holds one.
fn key_sets(subject: Subject<'_>) -> impl Iterator<Item = (Item, usize)> {
    subject.api.authorizers.iter().filter_map(move |(id, authorizer)| match &authorizer.method {
        AuthorizerMethod::Jwt { issuers, .. } => {
            let sizes = issuers.iter().filter_map(|issuer| issuer.key_set.as_ref().map(String::len));
            Some((Item::Authorizer(subject.id, *id), sizes.max()?))
        }
        _ => None,
    })
}

/// How long the functions behind authorizers usually take, in milliseconds.
fn authorizer_durations(subject: Subject<'_>) -> impl Iterator<Item = (Item, u64)> {
    subject.api.authorizers.iter().filter_map(move |(id, authorizer)| {
        let function = subject.design.functions.get(&authorizer.method.function()?)?;
        Some((Item::Authorizer(subject.id, *id), u64::from(function.duration_ms?)))
    })
}

/// The scopes of each route that has an authorizer.
fn scopes(subject: Subject<'_>) -> impl Iterator<Item = (Item, usize)> {
    subject.api.routes.iter().filter_map(move |(id, route)| match &route.authorization {
        Authorization::Authorizer { scopes, .. } => Some((Item::Route(subject.id, *id), scopes.len())),
        Authorization::None | Authorization::Iam => None,
    })
}
