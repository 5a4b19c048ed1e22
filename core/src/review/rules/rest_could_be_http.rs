//! REST APIs that use nothing that HTTP APIs do not have.

use super::prelude::*;
use crate::aws::IntegrationKind;
use crate::design::{Api, convert};

rule! {
    id: "rest-could-be-http", title: "REST APIs need to be REST APIs", severity: Note, topic: Cost,
    checks: "REST APIs with proxy integrations alone that lose nothing by becoming HTTP APIs: no keys, plans, caches, \
        canaries, traces, web ACLs, policies, validators, models or gateway responses.",
    why: "A request to an HTTP API costs less than a third of one to a REST API, and takes less time on its way.",
    example: "A REST API proxies `GET /orders` to a function, asks for IAM, and uses nothing else.",
    fix: "Make it an HTTP API. Its address changes, and functions get the event in the payload format of the integration.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let planned = look.usage_plans().any(|plan| plan.node.stages.iter().any(|covered| covered.api == api.id));
        if planned || api.node.stages.is_empty() || api.node.routes.is_empty() || needs_rest(api.node) {
            continue;
        }
        // What is left is asked of the conversion itself, which takes longer.
        if !convert::losses(look.design, api.id, ApiKind::Http).is_empty() {
            continue;
        }
        let message = format!("API `{}` uses nothing that an HTTP API does not have", api.node.name);
        let fix = Edit::ConvertKind(api.id, ApiKind::Http);
        let finding = look.finding(api.item(), message).at_place("kind");
        look.report(finding.fix("Make it an HTTP API", fix, Certainty::Likely));
    }
}

/// What rules an HTTP API out at a glance.
fn needs_rest(api: &Api) -> bool {
    let settings = &api.settings;
    let of_settings = is_private_or_edge(api)
        || settings.resource_policy.is_some()
        || settings.minimum_compression_size_bytes.is_some()
        || !settings.binary_media_types.is_empty()
        || !settings.gateway_responses.is_empty();
    let of_stages = api.stages.values().any(|stage| {
        stage.cache_cluster.is_some()
            || stage.xray_tracing
            || stage.canary.is_some()
            || stage.web_acl.is_some()
            || stage.client_certificate.is_some()
            || stage.defaults.logging_level.is_some()
    });
    let of_routes = api.routes.values().any(|route| {
        route.api_key_required || route.validator.is_some() || !route.body_models.is_empty()
    });
    let proxies = |node: &Integration| {
        matches!(node.target.kind(), IntegrationKind::AwsProxy | IntegrationKind::HttpProxy) && node.response_transfer_mode.is_none() && node.request_templates.is_empty()
    };
    of_settings || of_stages || of_routes || !api.models.is_empty() || !api.integrations.values().all(|node| proxies(node))
}

fn is_private_or_edge(api: &Api) -> bool {
    api.endpoint_kind() != EndpointKind::Regional
}
