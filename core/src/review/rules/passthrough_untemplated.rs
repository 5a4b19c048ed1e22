//! Bodies that go round the template.

use super::prelude::*;
use crate::aws::PassthroughBehavior;
use crate::design::Passing;

rule! {
    id: "passthrough-untemplated", title: "No body goes round the template", severity: Note, topic: Input,
    checks: "Integrations of REST APIs that map requests by a template and let other content types pass (`WHEN_NO_MATCH`, \
        AWS's default). It is a warning where the integration calls an AWS service. It says nothing about mocks, and where \
        there is no template at all, so that passing is what is meant.",
    why: "A caller chooses the content type. With `text/plain` the body skips the template, and the model too, and reaches \
        the backend as the caller wrote it: a service then does with your role what the caller asks for.",
    example: "An integration puts items into DynamoDB by a template for `application/json`, and does not say what happens to \
        other types.",
    fix: "Let nothing pass that has no template (`NEVER`): such a request is answered with 415.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for integration in look.integrations().filter(|integration| integration.api.kind == ApiKind::Rest) {
        let node = integration.node;
        let service = matches!(node.target, Target::Service { passing: Passing::Mapped, .. });
        let mapped = matches!(
            node.target,
            Target::Lambda { passing: Passing::Mapped, .. } | Target::Http { passing: Passing::Mapped, .. }
        );
        let passes = node.passthrough_behavior.is_none_or(|own| own == PassthroughBehavior::WhenNoMatch);
        if !(service || mapped) || node.request_templates.is_empty() || !passes {
            continue;
        }
        let fix = integration.put(|node| node.passthrough_behavior = Some(PassthroughBehavior::Never));
        let message = format!("A body of another content type passes by the templates of integration `{}`", node.name);
        let finding = look.finding(integration.item(), message).at_place("passthrough_behavior");
        let severity = if service { Severity::Warning } else { Severity::Note };
        look.report(Diagnostic { severity, ..finding }.fix("Let nothing pass", fix, Certainty::Likely));
    }
}
