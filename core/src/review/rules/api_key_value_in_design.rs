//! API keys whose value stands in the design.

use super::prelude::*;

rule! {
    id: "api-key-value-in-design", title: "Values of API keys are made by AWS", severity: Warning, topic: Access,
    checks: "API keys with a value. It says nothing where the value is a Terraform expression.",
    why: "The design is a file: it lies in a repository, in a browser and in a mail, and so does the key. Whoever reads it \
        calls on the client's account, and uses up its quota.",
    example: "The key `partner` has the value `k7Jq2vXw9LmN4pRt6sYb`.",
    fix: "Leave the value to AWS, which makes one of 40 characters, and hand it out from there. A key that was shared with \
        the file is replaced.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-key-with-console.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for key in look.api_keys() {
        if key.node.value.as_deref().is_none_or(|value| value.is_empty() || value.contains("${")) {
            continue;
        }
        let fix = key.put(|key| key.value = None);
        let message = format!("The value of API key `{}` stands in the design", key.node.name);
        let finding = look.finding(key.item(), message).at_place("value");
        look.report(finding.fix("Leave the value to AWS", fix, Certainty::Likely));
    }
}
