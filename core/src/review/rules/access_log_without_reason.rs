//! Access logs that say that a request failed, and not why.

use super::prelude::*;

/// What says why: of API Gateway's own refusals, of the integration, and of what is asked before it.
const REASONS: [&str; 7] = [
    "$context.error.",
    "$context.integrationErrorMessage",
    "$context.integration.error",
    "$context.authorizer.error",
    "$context.authorize.error",
    "$context.authenticate.error",
    "$context.waf.error",
];

rule! {
    id: "access-log-without-reason", title: "Access logs say why a request failed", severity: Note, topic: Observability,
    checks: "Access logs whose format has none of the variables that hold an error, such as `$context.error.message` and \
        `$context.integrationErrorMessage`. The console's own formats have none.",
    why: "A line with 403 may be a missing key, a wrong token, a web ACL or a policy; one with 500 a permission, a \
        timeout or an answer in a wrong form. What was not logged cannot be looked up later.",
    example: "The format has the status and the request's identifier, and no error.",
    fix: "Add `$context.error.message` and `$context.error.responseType`.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages() {
        let Some(log) = &stage.node.access_log else { continue };
        if log.format.trim().is_empty() || REASONS.iter().any(|reason| log.format.contains(reason)) {
            continue;
        }
        let message = format!("The access log of stage `{}` does not say why a request failed", stage.node.name);
        let finding = look.finding(stage.item(), message).at_place("access_log/format");
        look.report(match with_reason(&log.format, stage.api.kind) {
            Some(format) => {
                let fix = stage.put(|stage| {
                    if let Some(log) = &mut stage.access_log {
                        log.format = format;
                    }
                });
                finding.fix("Write the error", fix, Certainty::Likely)
            }
            None => finding,
        });
    }
}
