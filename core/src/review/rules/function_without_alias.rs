//! Stages that share the newest code of a function.

use super::prelude::*;

rule! {
    id: "function-without-alias", title: "Stages call versions of a function", severity: Note, topic: Reliability,
    checks: "Functions that an integration of an API with several stages calls without an alias or a version. An API with \
        one stage has nothing to keep apart.",
    why: "Without a qualifier every stage calls `$LATEST`: new code meant for the stage for trials serves customers as soon \
        as it is uploaded, and going back means uploading the old one.",
    example: "The stages `dev` and `prod` call function `orders`, which has no `qualifier`.",
    fix: "Make an alias for each stage, and call it by a stage variable: `${stageVariables.alias}`.",
    sources: [
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/amazon-api-gateway-using-stage-variables.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.node.stages.len() > 1) {
        let mut seen = std::collections::BTreeSet::new();
        for integration in api.integrations() {
            let Target::Lambda { function: id, .. } = &integration.node.target else { continue };
            let Some(function) = look.design.functions.get(id).filter(|_| seen.insert(*id)) else { continue };
            // An ARN of the user's own may hold the alias, or a variable that does.
            let arn = function.arn.as_deref().unwrap_or_default();
            let in_arn = !is_newest(arn) && (arn.contains("${") || arn.split(':').count() > 7);
            if in_arn || !is_empty(function.qualifier.as_ref()) {
                continue;
            }
            let message = format!(
                "All stages of API `{}` call the newest code of function `{}`",
                api.node.name, function.name
            );
            look.report(look.finding(integration.item(), message).at_place("target/function"));
        }
    }
}

/// Whether it is what a Terraform resource of a function gives as the function's ARN without a version.
fn is_newest(arn: &str) -> bool {
    let inner = arn.strip_prefix("${aws_lambda_function.").and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.ends_with(".invoke_arn") || inner.ends_with(".arn"))
}
