//! Methods that pass on what they did not look at.

use super::prelude::*;

rule! {
    id: "request-not-validated", title: "Requests are validated", severity: Warning, topic: Input,
    checks: "Methods of REST APIs without a request validator. It is a warning where the method takes a body (POST, PUT, \
        PATCH and ANY) and a note elsewhere. OPTIONS methods are looked at by `preflight-not-validated`, and a method that \
        already says what a request must have is named by the check.",
    why: "A validator refuses a bad request with 400 before the integration is called: the backend is neither paid for nor \
        exposed to it. AWS does not validate by itself.",
    example: "`POST /orders` calls a function without a validator: a body that is no order is found by the function.",
    fix: "Say with a model and required parameters what a request must have, and choose a validator for both: a validator \
        alone looks at nothing.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let next = look.next_id();
    for route in look.routes().filter(|route| route.api.kind == ApiKind::Rest) {
        let Some(method) = route.node.key.method() else { continue };
        if route.node.validator.is_some() || method == Method::Options || is_told_by_the_check(route) {
            continue;
        }
        let takes_body = matches!(method, Method::Post | Method::Put | Method::Patch | Method::Any);
        let severity = if takes_body { Severity::Warning } else { Severity::Note };
        let message = format!("Nothing validates the requests of `{}`", route.node.key);
        let finding = Diagnostic { severity, ..look.finding(route.item(), message) }.at_place("validator");
        // A validator alone looks at nothing: what a request must have is the user's to say.
        look.report(match says_what_it_takes(route) {
            true => finding.fix("Validate body and parameters", validate(next, route), Certainty::Likely),
            false => finding,
        });
    }
}

/// As `route-without-validator`: the method says what a request must have, and the API has a validator.
fn is_told_by_the_check(route: RouteAt<'_>) -> bool {
    says_what_it_takes(route) && !route.api.validators.is_empty()
}

/// Whether the method names a model or a required parameter.
fn says_what_it_takes(route: RouteAt<'_>) -> bool {
    let demands = |parameter: &RequestParameter| {
        parameter.required && parameter.location != ParameterLocation::Path
    };
    route.node.parameters.iter().any(demands) || !route.node.body_models.is_empty()
}

/// Gives the route the API's validator of everything, or a new one.
fn validate(next: u32, route: RouteAt<'_>) -> Edit {
    let whole = route.api.validators.iter().find(|(_, node)| node.body && node.parameters);
    if let Some((id, _)) = whole {
        return route.put(|route| route.validator = Some(*id));
    }
    let id = ValidatorId(next);
    let validator = Validator { name: "Body and parameters".to_owned(), body: true, parameters: true };
    Edit::Batch(vec![
        Edit::PutValidator(route.api_id, id, validator.into()),
        route.put(|route| route.validator = Some(id)),
    ])
}
