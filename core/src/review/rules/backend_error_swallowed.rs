//! Errors of backends that are sent as success.

use super::prelude::*;
use crate::design::{IntegrationResponse, Passing};
use crate::lang::pattern::Pattern;

rule! {
    id: "backend-error-swallowed", title: "Errors of backends are answered as errors", severity: Warning, topic: Reliability,
    checks: "Integrations of REST APIs with an HTTP backend or an AWS service that map their responses to a default of 2xx: \
        whether a selection pattern takes statuses from 400 and from 500 on. It says nothing about proxies and mocks.",
    why: "The default response takes every status that no pattern takes. A queue that refuses a message, or a backend that is \
        down, is answered with 200, and the client never learns that nothing was done.",
    example: "An integration sends messages to SQS and has one response, 200.",
    fix: "Add responses with the patterns `4\\d{2}` and `5\\d{2}`.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html",
    ],
    run: run,
}

/// A class of statuses: what is tried, the pattern that takes it, and the status that is sent then.
struct Class {
    tried: &'static [&'static str],
    pattern: &'static str,
    status: &'static str,
    name: &'static str,
}

static CLASSES: [Class; 2] = [
    Class { tried: &["400", "403", "404", "409", "422", "429"], pattern: "4\\d{2}", status: "400", name: "4xx" },
    Class { tried: &["500", "502", "503", "504"], pattern: "5\\d{2}", status: "500", name: "5xx" },
];

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let swallows: Vec<_> =
            api.integrations().map(|one| (one, swallowed(one.node))).filter(|(_, classes)| !classes.is_empty()).collect();
        if swallows.is_empty() {
            continue;
        }
        let routes = by_integration(api);
        for (integration, classes) in swallows {
            let node = integration.node;
            let names: Vec<&str> = classes.iter().map(|class| class.name).collect();
            let message =
                format!("Integration `{}` answers {} of its backend as success", node.name, names.join(" and "));
            let finding = look.finding(integration.item(), message).at_place("responses");
            if node.responses.iter().any(|response| classes.iter().any(|class| class.status == response.status)) {
                look.report(finding);
                continue;
            }
            let callers = routes.get(&integration.id).map(Vec::as_slice).unwrap_or_default();
            let fix = add_responses(integration, callers, classes.iter().map(|class| response(class)).collect());
            look.report(finding.fix("Answer them as errors", fix, Certainty::Likely));
        }
    }
}

fn response(class: &Class) -> IntegrationResponse {
    IntegrationResponse {
        status: class.status.to_owned(),
        selection_pattern: Some(class.pattern.to_owned()),
        ..IntegrationResponse::default()
    }
}

/// The classes of which the default response takes every status that is tried, and sends it as success.
fn swallowed(node: &Integration) -> Vec<&'static Class> {
    let mapped = matches!(
        node.target,
        Target::Http { passing: Passing::Mapped, .. } | Target::Service { passing: Passing::Mapped, .. }
    );
    let default = node.responses.iter().find(|response| is_empty(response.selection_pattern.as_ref()));
    if !mapped || !default.is_some_and(|response| response.status.starts_with('2')) {
        return Vec::new();
    }
    let patterns: Vec<&str> = node.responses.iter().filter_map(|one| one.selection_pattern.as_deref()).collect();
    // What cannot be read is told by the check, and may take everything.
    let takes = |pattern: &&str, class: &Class| match Pattern::whole(pattern) {
        Ok(pattern) => class.tried.iter().any(|status| pattern.is_match(status).unwrap_or(true)),
        Err(_) => true,
    };
    let taken = |class: &Class| patterns.iter().filter(|text| !text.is_empty()).any(|text| takes(text, class));
    CLASSES.iter().filter(|class| !taken(class)).collect()
}
