//! Errors of functions that are sent as success.

use super::prelude::*;
use crate::design::{IntegrationResponse, Passing, TextMap};

rule! {
    id: "lambda-error-swallowed", title: "Errors of functions are answered as errors", severity: Warning, topic: Reliability,
    checks: "Lambda integrations of REST APIs that map their responses: whether one with a selection pattern leads to a status \
        other than 2xx. It says nothing about proxies, and about functions that nobody waits for.",
    why: "Without a pattern a function that fails is answered by the default response: the client gets 200, with the error's \
        message and stack trace as the body. A pattern is matched against the message; it never matches a success.",
    example: "An integration maps to 200 and has no other response, and the function throws.",
    fix: "Add a response with the pattern `[\\s\\S]+`, which takes every message, and a body of your own.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
    ],
    run: run,
}

const EVERY_MESSAGE: &str = "[\\s\\S]+";
const STATUS: &str = "500";
const BODY: &str = "{\"message\": \"Internal server error\"}";

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let swallows: Vec<_> = api.integrations().filter(|integration| swallows(integration.node)).collect();
        if swallows.is_empty() {
            continue;
        }
        let routes = by_integration(api);
        for integration in swallows {
            let node = integration.node;
            let message = format!("Integration `{}` answers a function that fails as if it had succeeded", node.name);
            let finding = look.finding(integration.item(), message).at_place("responses");
            if node.responses.iter().any(|response| response.status == STATUS) {
                look.report(finding);
                continue;
            }
            let response = IntegrationResponse {
                status: STATUS.to_owned(),
                selection_pattern: Some(EVERY_MESSAGE.to_owned()),
                templates: TextMap::from([("application/json".to_owned(), BODY.to_owned())]),
                ..IntegrationResponse::default()
            };
            let callers = routes.get(&integration.id).map(Vec::as_slice).unwrap_or_default();
            let fix = add_responses(integration, callers, vec![response]);
            look.report(finding.fix("Answer errors with 500", fix, Certainty::Likely));
        }
    }
}

fn swallows(node: &Integration) -> bool {
    let waits = matches!(node.target, Target::Lambda { passing: Passing::Mapped, asynchronous: false, .. });
    let default = node.responses.iter().find(|response| is_empty(response.selection_pattern.as_ref()));
    let succeeds = |response: &IntegrationResponse| response.status.starts_with('2');
    let fails = |response: &IntegrationResponse| {
        !is_empty(response.selection_pattern.as_ref()) && !succeeds(response)
    };
    waits && default.is_some_and(succeeds) && !node.responses.iter().any(fails)
}
