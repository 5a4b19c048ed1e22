//! Conditions that hold although nothing is there.

use super::prelude::*;
use crate::design::TextMap;
use crate::lang::vtl::{LintOptions, Template, lint};

rule! {
    id: "template-if-missing", title: "Templates ask whether a value is empty", severity: Warning, topic: Input,
    checks: "Mapping templates of REST and WebSocket APIs with `#if` on a value of `$input`, `$context` or `$stageVariables` \
        alone.",
    why: "On API Gateway a missing value is an empty text, and an empty text counts as true: the branch runs for every \
        request. AWS does not document it; it is recorded from its answers.",
    example: "`#if($input.path('$.name')) … #end` takes the branch for a body without `name`.",
    fix: "Compare with the empty text: `#if($input.path('$.name') != \"\")`.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
        "https://github.com/localstack/airspeed",
    ],
    run: run,
}

/// The lint of templates that the rule is about.
const CODE: &str = "missing-is-true";

fn run(look: &mut Look<'_>) {
    for integration in look.integrations().filter(|integration| integration.api.kind != ApiKind::Http) {
        let node = integration.node;
        for (key, _) in node.request_templates.iter().filter(|(_, text)| !wrong(text).is_empty()) {
            let fix = integration.put(|node| mend(&mut node.request_templates, key));
            report(look, integration, ("request", key, "request_templates"), fix);
        }
        for (at, response) in node.responses.iter().enumerate() {
            for (key, _) in response.templates.iter().filter(|(_, text)| !wrong(text).is_empty()) {
                let fix = integration.put(|node| {
                    if let Some(response) = node.responses.get_mut(at) {
                        mend(&mut response.templates, key);
                    }
                });
                report(look, integration, ("response", key, "responses"), fix);
            }
        }
    }
}

fn report(look: &mut Look<'_>, integration: IntegrationAt<'_>, (what, key, place): (&str, &str, &str), fix: Edit) {
    let name = &integration.node.name;
    let message = format!("A condition in the {what} template `{key}` of integration `{name}` holds for a missing value");
    let finding = look.finding(integration.item(), message).at_place(format!("{place}.{key}"));
    look.report(finding.fix("Compare with the empty text", fix, Certainty::Likely));
}

/// Where conditions on a value alone end, from the first on.
fn wrong(text: &str) -> Vec<usize> {
    // Most templates have no condition, and are not read.
    if !text.contains("#if") && !text.contains("#{if}") && !text.contains("#elseif") {
        return Vec::new();
    }
    let Ok(template) = Template::parse(text) else { return Vec::new() };
    let options = LintOptions { json: false, bytes_max: usize::MAX, knows_context: |_| true, inputs: None };
    let found = lint(&template, options).into_iter().filter(|finding| finding.code == CODE);
    found.map(|finding| finding.span.end).collect()
}

fn mend(templates: &mut TextMap, key: &str) {
    let Some(text) = templates.get_mut(key) else { return };
    for end in wrong(text).into_iter().rev().filter(|end| text.is_char_boundary(*end)).collect::<Vec<_>>() {
        text.insert_str(end, " != \"\"");
    }
}
