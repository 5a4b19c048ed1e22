//! Integration responses of REST APIs, and the method responses that they need.

use std::sync::Arc;

use indexmap::IndexSet;

use super::finder::{Finder, put_route};
use super::sources::{Reading, is_name, source};
use crate::aws::{ApiKind, IntegrationKind};
use crate::design::{
    Api, ApiId, Certainty, Diagnostic, Integration, IntegrationId, IntegrationResponse, Item, MethodResponse,
};

/// Whether a text is a status as AWS takes it.
pub(super) fn is_status(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'1'..=b'5', tens, ones] if tens.is_ascii_digit() && ones.is_ascii_digit())
}

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    if api.kind != ApiKind::Rest {
        return;
    }
    for (node_id, node) in &api.integrations {
        let item = Item::Integration(id, *node_id);
        let proxy = matches!(node.target.kind(), IntegrationKind::AwsProxy | IntegrationKind::HttpProxy);
        if proxy {
            continue;
        }
        default_response(find, item, node);
        let mut seen = IndexSet::new();
        for response in &node.responses {
            if !seen.insert(response.status.as_str()) {
                let message = format!(
                    "Integration `{}` has two responses with status `{}`",
                    node.name, response.status
                );
                let finding =
                    Diagnostic::error("integration-response-twice", message).at(item).at_place("responses");
                find.push(finding.help("Join them; AWS keeps one integration response for each status"));
            }
            one(find, item, node, response);
            for_routes(find, id, api, *node_id, response);
        }
    }
}

fn default_response(find: &mut Finder<'_>, item: Item, node: &Integration) {
    let defaults = node.responses.iter().filter(|response| is_default(response)).count();
    let finding = match (node.responses.len(), defaults) {
        (0, _) => Diagnostic::error(
            "no-integration-response",
            format!("Integration `{}` maps its answers but has no integration response", node.name),
        ),
        (_, 0) => Diagnostic::warning(
            "no-default-response",
            format!(
                "Integration `{}` has no default response; answers that fit no pattern become 500",
                node.name
            ),
        ),
        (_, 1) => return,
        _ => Diagnostic::warning(
            "two-default-responses",
            format!(
                "Integration `{}` has several responses without a pattern; one of them is used",
                node.name
            ),
        ),
    };
    find.push(finding.at(item).at_place("responses").help("Add one response without a selection pattern"));
}

fn is_default(response: &IntegrationResponse) -> bool {
    response.selection_pattern.as_deref().is_none_or(str::is_empty)
}

fn one(find: &mut Finder<'_>, item: Item, node: &Integration, response: &IntegrationResponse) {
    let mut tell = |code, what: String, help: &str| {
        let message = format!("Integration `{}` {what}", node.name);
        find.push(Diagnostic::error(code, message).at(item).at_place("responses").help(help));
    };
    if !is_status(&response.status) {
        let what = format!("has a response with status `{}`", response.status);
        tell("response-status", what, "Use a status from 100 to 599; AWS wants `[1-5]\\d\\d`");
    }
    if let Some(pattern) = &response.selection_pattern
        && let Some(why) = super::patterns::flaw(pattern)
    {
        let what = format!("has the selection pattern `{pattern}`, which is no regular expression: {why}");
        tell("selection-pattern", what, "Write a Java regular expression that matches the whole text");
    }
    for (key, value) in &response.parameters {
        if !key.strip_prefix("method.response.header.").is_some_and(is_name) {
            let what = format!("maps `{key}`, but only headers of the response can be mapped");
            tell("response-mapping-key", what, "Write `method.response.header.NAME`");
        }
        if source(Reading::Response, value).is_none() {
            let what = format!("maps `{key}` to `{value}`, which no response has");
            let help = "Write `integration.response.header.NAME`, `.body.PATH`, a `context.` or `stageVariables.` value, or a text in single quotes";
            tell("response-mapping-source", what, help);
        }
    }
}

/// The status and the mapped headers must be declared on every method that uses the integration.
fn for_routes(
    find: &mut Finder<'_>,
    id: ApiId,
    api: &Api,
    node_id: IntegrationId,
    response: &IntegrationResponse,
) {
    if !is_status(&response.status) {
        return;
    }
    let mapped = response.parameters.keys().filter_map(|key| key.strip_prefix("method.response.header."));
    let mapped: Vec<&str> = mapped.collect();
    for (route_id, route) in api.routes.iter().filter(|(_, route)| route.integration == Some(node_id)) {
        let declared = route.responses.get(&response.status);
        let missing: Vec<&str> = mapped
            .iter()
            .copied()
            .filter(|name| declared.is_none_or(|declared| !declared.headers.contains_key(*name)))
            .collect();
        if declared.is_some() && missing.is_empty() {
            continue;
        }
        let fix = put_route(id, *route_id, route, |route| {
            let declared =
                route.responses.entry(response.status.clone()).or_insert_with(MethodResponse::default);
            for name in &missing {
                declared.headers.insert((*name).to_owned(), false);
            }
        });
        let message = if declared.is_none() {
            format!(
                "Route `{}` does not declare the response `{}` that its integration gives",
                route.key, response.status
            )
        } else {
            let names = missing.join("`, `");
            format!(
                "Route `{}` does not declare the header `{names}` of its response `{}`",
                route.key, response.status
            )
        };
        let finding = Diagnostic::error("response-not-declared", message).at(Item::Route(id, *route_id));
        let finding = finding.at_place("responses").help("Declare it on the route; AWS answers 500 without");
        find.push(finding.fix("Declare it", fix, Certainty::Certain));
    }
}
