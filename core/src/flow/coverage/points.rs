//! What there is to try in an API.

use indexmap::IndexSet;

use crate::aws::{ApiKind, IntegrationKind};
use crate::design::{
    Api, ApiId, Authorization, Design, Integration, IntegrationId, Item, StageId, effective,
};

use super::{Coverage, CoverageGroup, Key, refusals};

/// Adds the points of an API.
pub(super) fn of_api(coverage: &mut Coverage, design: &Design, id: ApiId, api: &Api) {
    for (route_id, route) in &api.routes {
        let label = format!("`{}` takes a request", route.key);
        coverage.add(Key::Route(id, *route_id), CoverageGroup::Routes, Item::Route(id, *route_id), label);
    }
    refusals::of_api(coverage, design, id, api);
    authorizers(coverage, id, api);
    for stage in api.stages.keys() {
        of_stage(coverage, design, id, api, *stage);
    }
    if api.kind == ApiKind::Http && api.settings.cors.is_some() {
        let label = "A CORS preflight is answered".to_owned();
        coverage.add(Key::Preflight(id), CoverageGroup::Branches, Item::Api(id), label);
    }
    let used: IndexSet<IntegrationId> = api.routes.values().filter_map(|route| route.integration).collect();
    for integration_id in used {
        if let Some(integration) = api.integrations.get(&integration_id) {
            of_integration(coverage, api, (id, integration_id), integration);
        }
    }
    if api.kind == ApiKind::Rest {
        for (kind, response) in &api.settings.gateway_responses {
            for content_type in response.templates.keys() {
                coverage.add(
                    Key::GatewayTemplate(id, *kind, content_type.clone()),
                    CoverageGroup::Mappings,
                    Item::Api(id),
                    format!("The `{content_type}` template of gateway response `{kind}` is sent"),
                );
            }
        }
    }
}

fn authorizers(coverage: &mut Coverage, id: ApiId, api: &Api) {
    // Of a WebSocket API only the authorizer of `$connect` is asked.
    let asked = api.routes.values().filter(|route| refusals::is_authorized(api, route));
    for route in asked {
        let (key, item, name) = match &route.authorization {
            Authorization::None => continue,
            Authorization::Iam => (None, Item::Api(id), "IAM".to_owned()),
            Authorization::Authorizer { id: authorizer, .. } => match api.authorizers.get(authorizer) {
                Some(node) => (
                    Some(*authorizer),
                    Item::Authorizer(id, *authorizer),
                    format!("Authorizer `{}`", node.name),
                ),
                None => continue,
            },
        };
        for (yes, what) in [(true, "lets a caller pass"), (false, "refuses a caller")] {
            coverage.add(
                Key::Authorizer(id, key, yes),
                CoverageGroup::Branches,
                item,
                format!("{name} {what}"),
            );
        }
    }
}

fn of_stage(coverage: &mut Coverage, design: &Design, id: ApiId, api: &Api, stage_id: StageId) {
    let Some(stage) = api.stages.get(&stage_id).filter(|_| api.kind == ApiKind::Rest) else { return };
    let item = Item::Stage(id, stage_id);
    let mut add = |key: Key, what: String| coverage.add(key, CoverageGroup::Branches, item, what);
    let cached = api.routes.keys().any(|route| effective(design, id, stage_id, *route).cache.is_some());
    if cached {
        let name = &stage.name;
        add(Key::Cache(id, stage_id, true), format!("The cache of stage `{name}` answers"));
        add(Key::Cache(id, stage_id, false), format!("The cache of stage `{name}` has no answer yet"));
    }
    if stage.canary.is_some() {
        let name = &stage.name;
        add(Key::Canary(id, stage_id, true), format!("The canary of stage `{name}` takes a request"));
        add(Key::Canary(id, stage_id, false), format!("Stage `{name}` answers beside its canary"));
    }
}

fn of_integration(
    coverage: &mut Coverage,
    api: &Api,
    (id, integration_id): (ApiId, IntegrationId),
    integration: &Integration,
) {
    let item = Item::Integration(id, integration_id);
    let kind = integration.target.kind();
    if api.kind == ApiKind::Http {
        for status in integration.response_parameters.keys() {
            let label = format!("The parameter mappings of status {status} are applied");
            let key = Key::StatusMappings(id, integration_id, status.clone());
            coverage.add(key, CoverageGroup::Branches, item, label);
        }
        return;
    }
    // A proxy integration has neither templates nor integration responses that count.
    if matches!(kind, IntegrationKind::AwsProxy | IntegrationKind::HttpProxy) {
        return;
    }
    for (content_type, text) in &integration.request_templates {
        if !text.is_empty() {
            let label = format!("The request template of `{content_type}` is rendered");
            let key = Key::RequestTemplate(id, integration_id, content_type.clone());
            coverage.add(key, CoverageGroup::Mappings, item, label);
        }
    }
    for (at, response) in integration.responses.iter().enumerate() {
        let how = match response.selection_pattern.as_deref().filter(|pattern| !pattern.is_empty()) {
            Some(pattern) => format!(" (`{pattern}`)"),
            None => String::new(),
        };
        let label = format!("The integration response with status {}{how} is chosen", response.status);
        coverage.add(Key::Response(id, integration_id, at), CoverageGroup::Branches, item, label);
        for (content_type, text) in &response.templates {
            if !text.is_empty() {
                let label = format!(
                    "The response template of `{content_type}` for status {} is rendered",
                    response.status
                );
                let key = Key::ResponseTemplate(id, integration_id, at, content_type.clone());
                coverage.add(key, CoverageGroup::Mappings, item, label);
            }
        }
    }
}
