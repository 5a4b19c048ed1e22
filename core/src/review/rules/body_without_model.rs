//! Bodies that a validator lets pass unseen.

use super::prelude::*;

rule! {
    id: "body-without-model", title: "Bodies are checked against a model", severity: Note, topic: Input,
    checks: "POST, PUT and PATCH methods of REST APIs that have a validator: whether they have a model for a content type. It \
        is a warning where there is one, and the validator does not look at bodies. Methods without a validator are looked \
        at by `request-not-validated`, and one that checks bodies alone is named by the check.",
    why: "A validator knows from the model what a body must be. Without a model every body is fine, and the method looks \
        checked.",
    example: "`POST /orders` has the validator of bodies and parameters, and no model.",
    fix: "Write a model of the body for `application/json`, and choose a validator that checks bodies.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for route in look.routes().filter(|route| route.api.kind == ApiKind::Rest) {
        let Some(validator) = route.node.validator.and_then(|id| route.api.validators.get(&id)) else { continue };
        let takes_body = matches!(route.node.key.method(), Some(Method::Post | Method::Put | Method::Patch));
        let modelled = !route.node.body_models.is_empty();
        let key = &route.node.key;
        if modelled && !validator.body {
            let message = format!("`{key}` has a model, and its validator `{}` looks at no body", validator.name);
            let finding = look.finding(route.item(), message).at_place("validator");
            let finding = Diagnostic { severity: Severity::Warning, ..finding };
            let whole = route.api.validators.iter().find(|(_, other)| other.body && other.parameters);
            look.report(match whole {
                Some((id, other)) => {
                    let fix = route.put(|route| route.validator = Some(*id));
                    finding.fix(format!("Use the validator {}", other.name), fix, Certainty::Likely)
                }
                None => finding,
            });
        } else if takes_body && !modelled && validator.parameters {
            let message = format!("Any body passes the validator of `{key}`, which has no model");
            look.report(look.finding(route.item(), message).at_place("body_models"));
        }
    }
}
