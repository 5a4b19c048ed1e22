//! Gateway responses of REST APIs.

use std::sync::Arc;

use super::finder::Finder;
use super::sources::{Reading, is_name, source};
use crate::aws::ApiKind;
use crate::design::{Api, ApiId, Diagnostic, Item};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    if api.kind != ApiKind::Rest {
        return;
    }
    let mut tell = |code, message: String, help: &str| {
        let finding = Diagnostic::error(code, message).at(Item::Api(id)).at_place("gateway_responses");
        find.push(finding.help(help));
    };
    for (kind, response) in &api.settings.gateway_responses {
        if let Some(status) = response.status
            && !super::responses::is_status(&status.to_string())
        {
            let message = format!("Gateway response `{kind}` has the status {status}");
            tell("gateway-response-status", message, "Use a status from 100 to 599");
        }
        for (key, value) in &response.parameters {
            if !key.strip_prefix("gatewayresponse.header.").is_some_and(is_name) {
                let message = format!("Gateway response `{kind}` maps `{key}`");
                tell("gateway-response-key", message, "Write `gatewayresponse.header.NAME`");
            }
            if source(Reading::Gateway, value).is_none() {
                let message = format!("Gateway response `{kind}` maps `{key}` to `{value}`");
                let help = "Use `context.…`, `stageVariables.…`, a `method.request.…` parameter, or a text in single quotes";
                tell("gateway-response-source", message, help);
            }
        }
    }
}
