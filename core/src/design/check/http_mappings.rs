//! Parameter mappings and service actions of HTTP integrations.

use std::sync::Arc;

use super::finder::{Finder, put_integration};
use crate::aws::{self, ApiKind, HeaderUse};
use crate::design::{Api, ApiId, Certainty, Diagnostic, Integration, IntegrationId, Item, Target};

/// Which message is mapped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Request,
    Response,
}

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    if api.kind != ApiKind::Http {
        return;
    }
    for (node_id, node) in &api.integrations {
        if let Target::Action { subtype } = &node.target {
            action(find, Item::Integration(id, *node_id), node, subtype);
        } else {
            for (key, value) in &node.request_parameters {
                mapping(find, id, *node_id, node, Way::Request, key, value);
            }
        }
        for (status, mappings) in &node.response_parameters {
            status_range(find, Item::Integration(id, *node_id), node, status);
            for (key, value) in mappings {
                mapping(find, id, *node_id, node, Way::Response, key, value);
            }
        }
    }
}

fn action(find: &mut Finder<'_>, item: Item, node: &Integration, subtype: &str) {
    let Some(fact) = aws::http_service_subtype(subtype) else {
        let known: Vec<&str> = aws::http_service_subtypes().iter().map(|row| row.subtype.as_str()).collect();
        let message = format!("Integration `{}` calls `{subtype}`, which is no service action", node.name);
        let finding = Diagnostic::error("service-action-unknown", message).at(item).at_place("target");
        return find.push(finding.help(format!("Choose one of {}", known.join(", "))));
    };
    for name in fact.required.iter().filter(|name| !node.request_parameters.contains_key(*name)) {
        let message = format!("Integration `{}` calls `{subtype}` without `{name}`", node.name);
        let finding = Diagnostic::error("service-action-parameter", message).at(item);
        find.push(finding.at_place("request_parameters").help("Add the parameter; the service needs it"));
    }
    let known = |name: &String| fact.required.contains(name) || fact.optional.contains(name);
    for name in node.request_parameters.keys().filter(|name| !known(name)) {
        let message = format!(
            "Integration `{}` gives `{subtype}` the parameter `{name}`, which it does not take",
            node.name
        );
        find.push(
            Diagnostic::error("service-action-parameter", message).at(item).at_place("request_parameters"),
        );
    }
    if node.credentials.is_none() {
        let message = format!("Integration `{}` calls `{subtype}` without a role", node.name);
        let finding = Diagnostic::warning("service-action-role", message).at(item).at_place("credentials");
        find.push(finding.help("Give the ARN of a role that may call the service"));
    }
}

fn status_range(find: &mut Finder<'_>, item: Item, node: &Integration, status: &str) {
    let limit = aws::limit("parameter_mapping.response_status");
    let fits = status.parse::<i64>().is_ok_and(|status| limit.is_none_or(|limit| limit.contains(status)));
    if !fits {
        let message = format!("Integration `{}` maps responses of status `{status}`", node.name);
        let help = limit.map(|limit| format!("Give one status from {} to {}", limit.min, limit.max));
        let finding = Diagnostic::error("mapping-status", message).at(item).at_place("response_parameters");
        find.push(finding.help(help.unwrap_or_default()));
    }
}

fn mapping(
    find: &mut Finder<'_>,
    id: ApiId,
    node_id: IntegrationId,
    node: &Integration,
    way: Way,
    key: &str,
    value: &str,
) {
    let place = if way == Way::Request { "request_parameters" } else { "response_parameters" };
    let item = Item::Integration(id, node_id);
    let error = |code, what: String, help: &str| {
        let message = format!("Integration `{}` {what}", node.name);
        Diagnostic::error(code, message).at(item).at_place(place).help(help)
    };
    let (verb, target) = key.split_once(':').unwrap_or(("", key));
    let (location, name) = target.split_once('.').unwrap_or((target, ""));
    let fits = match (way, verb, location) {
        (_, "append" | "overwrite" | "remove", "header") => !name.is_empty(),
        (Way::Request, "append" | "overwrite" | "remove", "querystring") => !name.is_empty(),
        (Way::Request, "overwrite", "path") | (Way::Response, "overwrite", "statuscode") => name.is_empty(),
        _ => false,
    };
    if !fits {
        let help = match way {
            Way::Request => {
                "Write `append:header.NAME`, `overwrite:querystring.NAME`, `remove:…` or `overwrite:path`"
            }
            Way::Response => {
                "Write `append:header.NAME`, `overwrite:header.NAME`, `remove:header.NAME` or `overwrite:statuscode`"
            }
        };
        find.push(error("mapping-key", format!("maps `{key}`, which is no mapping"), help));
    } else if location == "header" && aws::is_reserved_header(HeaderUse::HttpParameterMapping, name) {
        let fix = put_integration(id, node_id, node, |node| {
            node.request_parameters.retain(|other, _| way == Way::Response || other != key);
            if way == Way::Response {
                node.response_parameters.values_mut().for_each(|map| map.retain(|other, _| other != key));
            }
        });
        let what = format!("maps the header `{name}`, which AWS keeps for itself and refuses");
        let finding = error("mapping-reserved-header", what, "Use another header");
        find.push(finding.fix("Remove it", fix, Certainty::Likely));
    }
    if verb == "remove" {
        return;
    }
    if let Some((what, help)) = value_flaw(way, value) {
        find.push(error("mapping-value", format!("maps `{key}` to `{value}`: {what}"), help));
    }
}

/// Why a value is no source; a text without `$` is static.
fn value_flaw(way: Way, value: &str) -> Option<(&'static str, &'static str)> {
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('$') {
        let (name, next) = match after.strip_prefix('{') {
            Some(inner) => match inner.split_once('}') {
                Some((name, next)) => (name, next),
                None => return Some(("a brace is not closed", "Close it with `}`")),
            },
            None => {
                let end =
                    after.find(|c: char| c.is_whitespace() || c == '/' || c == '$').unwrap_or(after.len());
                let alone = before.is_empty() && rest.len() == value.len() && end == after.len();
                if !alone {
                    return Some((
                        "text and a value stand together",
                        "Put the value in braces, such as `/v2${request.path}`",
                    ));
                }
                (after, "")
            }
        };
        if !is_source(way, name) {
            let help = match way {
                Way::Request => {
                    "Use `$request.header.x`, `.querystring.x`, `.path`, `.body`, `$context.x` or `$stageVariables.x`"
                }
                Way::Response => "Use `$response.header.x`, `.body`, `$context.x` or `$stageVariables.x`",
            };
            return Some(("an HTTP API does not know this source", help));
        }
        rest = next;
    }
    None
}

fn is_source(way: Way, name: &str) -> bool {
    let has = |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty());
    if has("context.") || has("stageVariables.") {
        return true;
    }
    match way {
        Way::Request => {
            ["request.header.", "request.querystring.", "request.body.", "request.path."].into_iter().any(has)
                || ["request.body", "request.path"].contains(&name)
        }
        Way::Response => has("response.header.") || has("response.body.") || name == "response.body",
    }
}
