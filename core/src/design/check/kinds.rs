//! Settings of an API that its kind does not have.

use std::sync::Arc;

use super::finder::{Finder, Used, on_kind, put_api};
use crate::aws::{ApiKind, Capability, EndpointKind};
use crate::design::edit::Edit;
use crate::design::{Api, ApiId, ApiSettings, Diagnostic, Item};

/// A setting, when it is in use, the capability it needs, and how to take it back.
struct Row {
    capability: Capability,
    code: fn(ApiKind) -> &'static str,
    place: &'static str,
    what: &'static str,
    used: fn(&Api) -> bool,
    clear: fn(&mut ApiSettings),
}

macro_rules! row {
    ($capability:ident, $word:literal, $place:literal, $what:literal, $used:expr, $clear:expr) => {
        Row {
            capability: Capability::$capability,
            code: |kind| on_kind!($word, kind),
            place: $place,
            what: $what,
            used: $used,
            clear: $clear,
        }
    };
}

const ROWS: &[Row] = &[
    row!(ApiCors, "cors", "cors", "a CORS configuration", |api| api.settings.cors.is_some(), |settings| {
        settings.cors = None;
    }),
    row!(
        ResourcePolicy,
        "resource-policy",
        "resource_policy",
        "a resource policy",
        |api| api.settings.resource_policy.is_some(),
        |settings| settings.resource_policy = None
    ),
    row!(
        GatewayResponses,
        "gateway-responses",
        "gateway_responses",
        "gateway responses",
        |api| !api.settings.gateway_responses.is_empty(),
        |settings| settings.gateway_responses.clear()
    ),
    row!(
        Compression,
        "compression",
        "minimum_compression_size_bytes",
        "compression",
        |api| api.settings.minimum_compression_size_bytes.is_some(),
        |settings| settings.minimum_compression_size_bytes = None
    ),
    row!(
        ApiKeys,
        "api-key-source",
        "api_key_source",
        "an API key source",
        |api| api.settings.api_key_source.is_some(),
        |settings| settings.api_key_source = None
    ),
    row!(
        RouteSelection,
        "route-selection",
        "route_selection_expression",
        "a route selection expression",
        |api| api.settings.route_selection_expression.is_some(),
        |settings| settings.route_selection_expression = None
    ),
    row!(
        RouteSelection,
        "api-key-selection",
        "api_key_selection_expression",
        "an API key selection expression",
        |api| api.settings.api_key_selection_expression.is_some(),
        |settings| settings.api_key_selection_expression = None
    ),
    row!(
        EdgeEndpoint,
        "edge-endpoint",
        "endpoint",
        "an edge-optimized endpoint",
        |api| api.settings.endpoint.kind == Some(EndpointKind::Edge),
        |settings| settings.endpoint.kind = None
    ),
    row!(
        PrivateEndpoint,
        "private-endpoint",
        "endpoint",
        "a private endpoint",
        |api| api.settings.endpoint.kind == Some(EndpointKind::Private)
            || (api.kind != ApiKind::Rest && !api.settings.endpoint.vpc_endpoint_ids.is_empty()),
        |settings| {
            settings.endpoint.kind = None;
            settings.endpoint.vpc_endpoint_ids.clear();
        }
    ),
    row!(
        Documentation,
        "documentation",
        "documentation",
        "documentation parts",
        |api| !api.settings.documentation.is_empty(),
        |settings| settings.documentation.clear()
    ),
];

/// Settings that the service model has on REST APIs alone and the feature table has no row for.
pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    let kind = api.kind;
    let item = Item::Api(id);
    for row in ROWS.iter().filter(|row| (row.used)(api)) {
        let fix = put_api(id, api, |api| (row.clear)(&mut api.settings));
        let what = format!("API `{}` has {}", api.name, row.what);
        let (code, place) = ((row.code)(kind), row.place);
        find.unless_can(
            kind,
            row.capability,
            Used { code, item, place, what, fix_label: "Remove it", fix: Some(fix) },
        );
    }
    if kind == ApiKind::Rest {
        return;
    }
    if !api.settings.binary_media_types.is_empty() {
        let fix = put_api(id, api, |api| api.settings.binary_media_types.clear());
        let message = format!("API `{}` lists binary media types, which belong to REST APIs", api.name);
        let help = match kind {
            ApiKind::Http => "An HTTP API passes payloads on as they are; take the list away",
            _ => "A WebSocket API converts by the integration's content handling; take the list away",
        };
        rest_only(find, item, on_kind!("binary-media-types", kind), "binary_media_types", message, help, fix);
    }
    if api.settings.security_policy.is_some() {
        let fix = put_api(id, api, |api| api.settings.security_policy = None);
        let message = format!("API `{}` has a security policy, which belongs to REST APIs", api.name);
        let help = "Set the security policy on a custom domain";
        rest_only(find, item, on_kind!("security-policy", kind), "security_policy", message, help, fix);
    }
    if !api.models.is_empty() {
        let fix = put_api(id, api, |api| {
            api.models.clear();
            for route in api.routes.values_mut() {
                Arc::make_mut(route).body_models.clear();
            }
        });
        let what = format!("API `{}` has models", api.name);
        let code = on_kind!("models", kind);
        let used = Used { code, item, place: "models", what, fix_label: "Remove the models", fix: Some(fix) };
        find.unless_can(kind, Capability::Models, used);
    }
    if !api.validators.is_empty() {
        let fix = put_api(id, api, |api| {
            api.validators.clear();
            for route in api.routes.values_mut() {
                Arc::make_mut(route).validator = None;
            }
        });
        let message = format!("API `{}` has request validators, which belong to REST APIs", api.name);
        let help = match kind {
            ApiKind::Http => "Validate in the backend, or use a REST API",
            _ => "Choose a model by the model selection expression",
        };
        rest_only(find, item, on_kind!("validators", kind), "validators", message, help, fix);
    }
}

fn rest_only(
    find: &mut Finder<'_>,
    item: Item,
    code: &'static str,
    place: &str,
    message: String,
    help: &str,
    fix: Edit,
) {
    let finding = Diagnostic::error(code, message).at(item).at_place(place).help(help);
    find.push(finding.fix("Remove it", fix, crate::design::Certainty::Likely));
}
