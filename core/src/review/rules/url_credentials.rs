//! Secrets in addresses of backends.

use super::prelude::*;
use crate::review::secret::is_secret;

rule! {
    id: "url-credentials", title: "Addresses of backends hold no secrets", severity: Warning, topic: Input,
    checks: "Addresses that integrations call: a user with a password before the host, and query parameters with the name of \
        a secret and a fixed value. It says nothing about placeholders.",
    why: "An address stands in the design, in Terraform's state, in execution logs and in the logs of everything on the way. \
        What it holds is known to all who read one of them.",
    example: "An integration calls `https://shop:hunter2@backend.example.com/orders`.",
    fix: "Take the secret out of the address and change it. Let a function add it, or use an IAM role or a client certificate.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/security-best-practices.html",
        "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for integration in look.integrations() {
        let node = integration.node;
        let Target::Http { url, .. } = &node.target else { continue };
        if let Some((before, user, after)) = user_of(url) {
            let clean = format!("{before}{after}");
            let name = user.split(':').next().unwrap_or_default();
            let message = format!("Integration `{}` calls its backend with the password of `{name}` in the address", node.name);
            let finding = look.finding(integration.item(), message).at_place("target/url");
            let fix = integration.put(|node| {
                if let Target::Http { url, .. } = &mut node.target {
                    *url = clean;
                }
            });
            look.report(finding.fix("Take it out of the address", fix, Certainty::Likely));
        }
        if let Some(name) = secret_parameter(url) {
            let message = format!("Integration `{}` calls its backend with a secret in the parameter `{name}`", node.name);
            look.report(look.finding(integration.item(), message).at_place("target/url"));
        }
    }
}

/// What is before the user, the user with the password, and what is behind.
fn user_of(url: &str) -> Option<(&str, &str, &str)> {
    let start = url.find("://")?.checked_add(3)?;
    let (before, rest) = url.split_at_checked(start)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let at = rest.get(..end)?.rfind('@')?;
    let user = rest.get(..at)?;
    let after = rest.get(at.checked_add(1)?..)?;
    let made = user.contains(['{', '$']);
    (!made && user.contains(':')).then_some((before, user, after))
}

/// The first query parameter whose value is a secret in clear text.
fn secret_parameter(url: &str) -> Option<&str> {
    let (_, query) = url.split_once('?')?;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(_, value)| !value.contains(['{', '$'])).find(|(name, value)| is_secret(name, value)).map(|(name, _)| name)
}
