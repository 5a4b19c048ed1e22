//! What other tools say of preflights, and why it is right as it is.

use super::prelude::*;

rule! {
    id: "preflight-not-validated", title: "Other tools ask preflights for a validator", severity: Note, topic: Input,
    checks: "OPTIONS methods of REST APIs without a validator. It is one note for each API.",
    why: "checkov asks every method for a validator. A preflight has no body and no parameters of yours, and a mock \
        integration looks at nothing, so that its findings about them are to be waived there.",
    example: "`OPTIONS /orders` answers browsers with a mock integration.",
    fix: "Nothing is to be done here. Waive the other tool's finding there.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let bare = |route: &RouteAt<'_>| {
            route.node.key.method() == Some(Method::Options) && route.node.validator.is_none()
        };
        let preflights: Vec<_> = api.routes().filter(bare).collect();
        if preflights.is_empty() {
            continue;
        }
        let message = format!(
            "Nothing validates {} of API `{}`, and there is nothing to validate: {}",
            count(preflights.len(), "preflight"),
            api.node.name,
            keys(&preflights)
        );
        look.report(look.finding(api.item(), message).at_place("routes"));
    }
}
