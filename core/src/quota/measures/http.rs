//! Quotas on an HTTP API.

use super::stage::Ids;
use super::{Subject, payload, stage};
use crate::design::inputs::Usage;
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

pub fn measure(gauge: &mut Gauge, subject: Subject, usage: &Usage) {
    let (item, api) = (subject.item(), subject.api);
    gauge.count("http.routes_per_api", item, api.routes.len());
    gauge.count("http.integrations_per_api", item, api.integrations.len());
    gauge.count("http.authorizers_per_api", item, api.authorizers.len());
    stage::measure(gauge, subject, &STAGE);
    gauge.worst_count("http.audiences_per_authorizer", audiences(subject));
    gauge.worst_count("http.scopes_per_route", scopes(subject));
    gauge.worst_bound("http.integration_timeout_ms", subject.timeouts());
    gauge.worst_bound("http.payload_bytes", payload(usage).map(|bytes| (item, bytes)));
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

/// The scopes of each route that has an authorizer.
fn scopes(subject: Subject<'_>) -> impl Iterator<Item = (Item, usize)> {
    subject.api.routes.iter().filter_map(move |(id, route)| match &route.authorization {
        Authorization::Authorizer { scopes, .. } => Some((Item::Route(subject.id, *id), scopes.len())),
        Authorization::None | Authorization::Iam => None,
    })
}
