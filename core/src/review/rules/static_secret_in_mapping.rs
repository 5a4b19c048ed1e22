//! Secrets in parameter mappings and templates.

use super::prelude::*;
use crate::review::secret::{holds_key, is_secret};

rule! {
    id: "static-secret-in-mapping", title: "Mappings hold no secrets", severity: Warning, topic: Input,
    checks: "Request parameter mappings whose value is a fixed text and whose name is that of a secret, such as \
        `Authorization` or `X-Api-Key`; and mappings and request templates with a key that its shape gives away.",
    why: "The design is a file, and so is the Terraform code: the secret lies in a repository and in the state, everybody who \
        may read the API's definition sees it, and changing it takes a deployment.",
    example: "An integration maps `integration.request.header.X-Api-Key` to `'k7Jq2vXw9LmN4pRt6sYb'`.",
    fix: "Let the backend take an IAM role or a client certificate instead, or add the secret in a function that reads it from \
        Secrets Manager. Replace the secret: it is known.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/security-best-practices.html",
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for integration in look.integrations() {
        let node = integration.node;
        let rest = integration.api.kind != ApiKind::Http;
        for (key, value) in &node.request_parameters {
            let Some(text) = fixed(value, rest) else { continue };
            // `integration.request.header.X-Api-Key`, `append:header.Authorization`, `MessageBody`.
            let name = key.rsplit('.').next().unwrap_or(key);
            if is_secret(name, text) || holds_key(text) {
                let message = format!("Integration `{}` holds a secret in its mapping of `{key}`", node.name);
                look.report(look.finding(integration.item(), message).at_place("request_parameters"));
            }
        }
        for (key, _) in node.request_templates.iter().filter(|(_, text)| holds_key(text)) {
            let message = format!("Integration `{}` holds a secret in its template `{key}`", node.name);
            look.report(look.finding(integration.item(), message).at_place(format!("request_templates.{key}")));
        }
    }
}

/// The text of a mapping that is the same for every request.
fn fixed(value: &str, quoted: bool) -> Option<&str> {
    if quoted {
        return value.strip_prefix('\'')?.strip_suffix('\'');
    }
    Some(value).filter(|value| !value.contains('$'))
}
