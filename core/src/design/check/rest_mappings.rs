//! Parameter mappings, templates and cache keys of REST integrations.

use std::sync::Arc;

use super::finder::{Finder, put_integration, put_route};
use super::sources::{Reading, Source, is_name, source};
use crate::aws::{self, ApiKind, HeaderUse, IntegrationKind, refusal_text};
use crate::design::{
    Api, ApiId, Certainty, Diagnostic, Integration, IntegrationId, Item, ParameterLocation, RequestParameter,
    Target,
};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    if api.kind != ApiKind::Rest {
        return;
    }
    for (node_id, node) in &api.integrations {
        let item = Item::Integration(id, *node_id);
        request_parameters(find, id, api, *node_id, node);
        for (content_type, place) in content_types(node) {
            if !content_type.contains('/') {
                let words = refusal_text("template.content_type", &[("text", content_type)]);
                let message = format!(
                    "Integration `{}` has a template for `{content_type}`; AWS answers: {words}",
                    node.name
                );
                let finding = Diagnostic::error("template-content-type", message).at(item).at_place(place);
                find.push(finding.help("Name a content type, such as `application/json`"));
            }
        }
        for key in &node.cache_key_parameters {
            cache_key(find, id, api, *node_id, node, key);
        }
    }
}

fn content_types(node: &Integration) -> impl Iterator<Item = (&str, &'static str)> {
    let requests = node.request_templates.keys().map(|key| (key.as_str(), "request_templates"));
    let responses = node.responses.iter().flat_map(|response| response.templates.keys());
    requests.chain(responses.map(|key| (key.as_str(), "responses")))
}

fn invalid(item: Item, node: &Integration, place: &str, text: &str, help: &str) -> Diagnostic {
    let words = refusal_text("mapping.expression", &[("text", text)]);
    let message = format!("Integration `{}` maps `{text}`; AWS answers: {words}", node.name);
    Diagnostic::error("mapping-expression", message).at(item).at_place(place).help(help)
}

fn request_parameters(
    find: &mut Finder<'_>,
    id: ApiId,
    api: &Api,
    node_id: IntegrationId,
    node: &Integration,
) {
    let item = Item::Integration(id, node_id);
    let place = "request_parameters";
    let kind = node.target.kind();
    let lambda_proxy = kind == IntegrationKind::AwsProxy && matches!(node.target, Target::Lambda { .. });
    let keys_alone = node.request_parameters.keys().all(|key| node.cache_key_parameters.contains(key));
    if lambda_proxy && !node.request_parameters.is_empty() && !keys_alone {
        let fix = put_integration(id, node_id, node, |node| node.request_parameters.clear());
        let message = format!("Integration `{}` maps parameters, which a Lambda proxy ignores", node.name);
        let finding = Diagnostic::warning("mapping-ignored", message).at(item).at_place(place);
        let finding = finding.help("The function gets the whole request; take the mappings away");
        find.push(finding.fix("Remove them", fix, Certainty::Likely));
    }
    for (key, value) in &node.request_parameters {
        let target = key.strip_prefix("integration.request.").and_then(|rest| rest.split_once('.'));
        match target {
            Some((location @ ("path" | "querystring" | "header"), name)) if is_name(name) => {
                if location == "header" && is_refused(kind, name) {
                    let fix = put_integration(id, node_id, node, |node| {
                        node.request_parameters.shift_remove(key);
                    });
                    let message = format!(
                        "Integration `{}` sets the header `{name}`, which AWS refuses at run time with 500",
                        node.name
                    );
                    let finding =
                        Diagnostic::error("mapping-reserved-header", message).at(item).at_place(place);
                    find.push(finding.help("Use another header").fix("Remove it", fix, Certainty::Likely));
                }
            }
            _ => {
                let help = "Write `integration.request.header.NAME`, `.querystring.NAME` or `.path.NAME`";
                find.push(invalid(item, node, place, key, help));
            }
        }
        match source(Reading::Request, value) {
            None => {
                let help = "Write `method.request.header.NAME`, a `context.` or `stageVariables.` value, or a text in single quotes";
                find.push(invalid(item, node, place, value, help));
            }
            Some(Source::Parameter(location, name)) => {
                declared(find, id, api, node_id, place, location, name)
            }
            Some(Source::Other) => {}
        }
    }
}

fn is_refused(kind: IntegrationKind, name: &str) -> bool {
    let aws = matches!(kind, IntegrationKind::Aws | IntegrationKind::AwsProxy);
    aws::is_reserved_header(HeaderUse::RestIntegrationRequest, name)
        || (aws && aws::is_reserved_header(HeaderUse::RestIntegrationRequestAws, name))
}

/// A request parameter must be declared on every method that maps it.
fn declared(
    find: &mut Finder<'_>,
    id: ApiId,
    api: &Api,
    node_id: IntegrationId,
    place: &str,
    location: &str,
    name: &str,
) {
    let location = match location {
        "header" | "multivalueheader" => ParameterLocation::Header,
        "querystring" | "multivaluequerystring" => ParameterLocation::QueryString,
        _ => ParameterLocation::Path,
    };
    for (route_id, route) in api.routes.iter().filter(|(_, route)| route.integration == Some(node_id)) {
        if route.parameters.iter().any(|parameter| parameter.location == location && parameter.name == name) {
            continue;
        }
        let parameter = RequestParameter {
            location,
            name: name.to_owned(),
            required: location == ParameterLocation::Path,
            description: String::new(),
        };
        let message = format!(
            "Route `{}` does not declare `{}`, which its integration maps",
            route.key,
            parameter.key()
        );
        let fix = put_route(id, *route_id, route, |route| route.parameters.push(parameter));
        let finding = Diagnostic::error("mapping-not-declared", message).at(Item::Route(id, *route_id));
        let finding = finding
            .at_place("parameters")
            .help(format!("Declare it on the route; `{place}` of the integration needs it"));
        find.push(finding.fix("Declare it", fix, Certainty::Certain));
    }
}

fn cache_key(
    find: &mut Finder<'_>,
    id: ApiId,
    api: &Api,
    node_id: IntegrationId,
    node: &Integration,
    key: &str,
) {
    let place = "cache_key_parameters";
    if node.request_parameters.contains_key(key) {
        return;
    }
    match source(Reading::Request, key) {
        Some(Source::Parameter(location, name)) => declared(find, id, api, node_id, place, location, name),
        _ => {
            let message = format!(
                "Integration `{}` tells cached answers apart by `{key}`, which it does not map",
                node.name
            );
            let finding =
                Diagnostic::error("cache-key", message).at(Item::Integration(id, node_id)).at_place(place);
            find.push(finding.help(
                "Use a declared `method.request.…` parameter, or a mapped `integration.request.…` one",
            ));
        }
    }
}
