//! Access logs with the keys of clients in them.

use super::prelude::*;

const SECRET: &str = "$context.identity.apiKey";
const NAME: &str = "$context.identity.apiKeyId";

rule! {
    id: "access-log-holds-keys", title: "Access logs hold no API keys", severity: Warning, topic: Observability,
    checks: "Access logs of REST and WebSocket APIs whose format has `$context.identity.apiKey`, the key's value. \
        `$context.identity.apiKeyId` is its identifier and as it should be.",
    why: "Whoever reads the log, or where it is sent on to, can call with every client's key.",
    example: "The format has `\"key\":\"$context.identity.apiKey\"`.",
    fix: "Write the key's identifier instead: it tells clients apart as well.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind != ApiKind::Http) {
        let Some(log) = &stage.node.access_log else { continue };
        let fixed = masked(&log.format);
        if fixed == log.format {
            continue;
        }
        let message = format!("The access log of stage `{}` holds the API keys of clients", stage.node.name);
        let finding = look.finding(stage.item(), message).at_place("access_log/format");
        let fix = stage.put(|stage| {
            if let Some(log) = &mut stage.access_log {
                log.format = fixed;
            }
        });
        look.report(finding.fix("Write the key's identifier", fix, Certainty::Likely));
    }
}

/// The format with each key's identifier in place of its value; a longer name, such as the identifier's, is another.
fn masked(format: &str) -> String {
    let mut rest = format;
    let mut text = String::with_capacity(format.len());
    while let Some((before, after)) = rest.split_once(SECRET) {
        let longer = after.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
        text.push_str(before);
        text.push_str(if longer { SECRET } else { NAME });
        rest = after;
    }
    text.push_str(rest);
    text
}
