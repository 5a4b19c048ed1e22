//! Refusals that look like success.

use super::prelude::*;

rule! {
    id: "gateway-response-hides-error", title: "Errors have the status of an error", severity: Warning, topic: Input,
    checks: "Customised gateway responses of REST APIs with a status of 200 to 299. A redirect, such as one to a login page, \
        is fine.",
    why: "Gateway responses are sent when a request was refused or failed. With a status of success a client takes the \
        error's body for the answer, caches keep it, and no retry and no alarm on status codes sees that anything is wrong.",
    example: "The gateway response `DEFAULT_5XX` has the status 200.",
    fix: "Leave the status to AWS, or use one from 400 on.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        for (kind, response) in &api.node.settings.gateway_responses {
            let Some(status) = response.status.filter(|status| (200..300).contains(status)) else { continue };
            let fix = api.put(|api| {
                if let Some(response) = api.settings.gateway_responses.get_mut(kind) {
                    response.status = None;
                }
            });
            let message = format!("Gateway response `{kind}` of API `{}` answers errors with {status}", api.node.name);
            let finding = look.finding(api.item(), message).at_place("gateway_responses");
            look.report(finding.fix("Leave the status to AWS", fix, Certainty::Likely));
        }
    }
}
