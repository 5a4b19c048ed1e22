//! Secrets in stage variables.

use super::prelude::*;
use crate::review::secret::is_secret;

rule! {
    id: "stage-variable-secret", title: "Stage variables hold no secrets", severity: Warning, topic: Input,
    checks: "Stage variables, and those of a canary, with the name of a secret and a value in clear text, or with a key that \
        its shape gives away. It says nothing about ARNs, addresses and Terraform expressions.",
    why: "Stage variables are part of the API's configuration: they are not encrypted, everybody who may read the stage sees \
        them, and they go to logs and to every function's event. AWS says that they are not for sensitive data.",
    example: "The stage `prod` has the variable `dbPassword` with the value `hunter2hunter2`.",
    fix: "Keep the secret in Secrets Manager and give its name. Replace it: it is known.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages() {
        let node = stage.node;
        let canary = node.canary.as_ref().map(|canary| &canary.variable_overrides);
        for (variables, place) in [(Some(&node.variables), "variables"), (canary, "canary")] {
            let all = variables.into_iter().flatten();
            let names: Vec<String> =
                all.filter(|(name, value)| is_secret(name, value)).map(|(name, _)| format!("`{name}`")).collect();
            if names.is_empty() {
                continue;
            }
            let noun = if names.len() == 1 { "a secret" } else { "secrets" };
            let message = format!("Stage `{}` holds {noun} in its variables: {}", node.name, names.join(", "));
            look.report(look.finding(stage.item(), message).at_place(place));
        }
    }
}
