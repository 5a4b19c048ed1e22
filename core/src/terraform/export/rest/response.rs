//! Method responses and integration responses.

use std::collections::{BTreeMap, BTreeSet};

use super::Rest;
use super::method::One;
use crate::aws::IntegrationKind;
use crate::design::{IntegrationResponse, Item};
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::syntax::{Expr, object, text};

/// Adds the responses that the method declares and those that the integration makes of its answers.
pub(super) fn export(
    module: &mut Module<'_>,
    rest: &mut Rest<'_, '_>,
    one: &One<'_>,
    integration: Option<&Address>,
) {
    let declared = method_responses(module, rest, one);
    let Some(address) = integration else { return };
    let node = one.route.integration.and_then(|id| Some((id, rest.context.api.integrations.get(&id)?)));
    let Some((id, node)) = node else { return };
    let item = Item::Integration(rest.context.id, id);
    let kind = node.target.kind();
    if matches!(kind, IntegrationKind::AwsProxy | IntegrationKind::HttpProxy) {
        if !node.responses.is_empty() {
            module.leave_out(
                item,
                "responses",
                "The integration responses",
                "A proxy passes answers on as they are",
            );
        }
        return;
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for response in &node.responses {
        if !seen.insert(&response.status) {
            let message = format!("Integration `{}` has two responses for {}", node.name, response.status);
            module.refuse(item, message, "AWS keeps one for each status");
            continue;
        }
        let Some(method) = declared.get(&response.status) else {
            let message = format!("Method `{}` declares no response {}", one.route.key, response.status);
            module.refuse(item, message, "Declare the status on the method too");
            continue;
        };
        integration_response(module, rest, one, address, method, response);
    }
}

fn method_responses(
    module: &mut Module<'_>,
    rest: &mut Rest<'_, '_>,
    one: &One<'_>,
) -> BTreeMap<String, Address> {
    let item = Item::Route(rest.context.id, one.id);
    let mut declared = BTreeMap::new();
    for (status, response) in &one.route.responses {
        if !is_status(status) {
            let message = format!("Method `{}` declares a response `{status}`", one.route.key);
            module.refuse(item, message, "A status is a number from 100 to 599");
            continue;
        }
        let mut models: Vec<(&str, Expr)> = Vec::new();
        for (kind, model) in &response.models {
            match rest.models.get(model) {
                Some(name) => models.push((kind, name.clone())),
                None => {
                    let message =
                        format!("The model of response {status} of `{}` is not in the files", one.route.key);
                    module.refuse(item, message, "Choose a model of the API, or mend it");
                }
            }
        }
        let headers = response
            .headers
            .iter()
            .map(|(name, required)| (format!("method.response.header.{name}"), Expr::from(*required)));
        let parameters = (!response.headers.is_empty()).then(|| object(headers));
        let fields = one
            .place(rest, one.method.get("http_method"))
            .set("status_code", text(status.as_str()))
            .set_some("response_models", (!models.is_empty()).then(|| object(models)))
            .set_some("response_parameters", parameters);
        let wanted = format!("{}_{status}", one.name);
        let name = module.names.take("aws_api_gateway_method_response", &wanted, &one.id.to_string());
        let of = Of::new("aws_api_gateway_method_response", &name, item).part(status);
        let of = one.fold(rest, of, status);
        let watched = ["response_models", "response_parameters"];
        let address = rest.add(module, of, fields, &watched);
        declared.insert(status.clone(), address);
    }
    declared
}

fn is_status(status: &str) -> bool {
    status.len() == 3 && status.parse::<u16>().is_ok_and(|status| (100..=599).contains(&status))
}

fn integration_response(
    module: &mut Module<'_>,
    rest: &mut Rest<'_, '_>,
    one: &One<'_>,
    integration: &Address,
    method: &Address,
    response: &IntegrationResponse,
) {
    let item = Item::Route(rest.context.id, one.id);
    if response.template_selection_expression.is_some() {
        let why = "Only WebSocket APIs have it";
        module.leave_out(item, "responses", "The template selection of a response", why);
    }
    if let Some(source) = response.parameters.values().find(|source| source.starts_with("method.request.")) {
        let message =
            format!("Response {} of `{}` is mapped from `{source}`", response.status, one.route.key);
        let help = "AWS maps responses from `integration.response.…`, `context.…`, `stageVariables.…` or a text \
                    in single quotes";
        module.refuse(item, message, help);
        return;
    }
    // The verb is read from the integration, so that AWS has it when the response comes.
    let fields = one
        .place(rest, integration.get("http_method"))
        .set("status_code", method.get("status_code"))
        .set_some("selection_pattern", response.selection_pattern.as_deref().map(text))
        .set_some("content_handling", response.content_handling.map(|way| text(way.as_str())))
        .set_map("response_parameters", &response.parameters)
        .set_map("response_templates", &response.templates);
    let wanted = format!("{}_{}", one.name, response.status);
    let name = module.names.take("aws_api_gateway_integration_response", &wanted, &one.id.to_string());
    let of = Of::new("aws_api_gateway_integration_response", &name, item).part(&response.status);
    let of = one.fold(rest, of, &response.status);
    let watched = ["selection_pattern", "content_handling", "response_parameters", "response_templates"];
    rest.add(module, of, fields, &watched);
}

#[cfg(test)]
mod tests {
    use super::is_status;

    #[test]
    fn statuses_have_three_digits() {
        assert!(is_status("200") && is_status("599"));
        assert!(!is_status("99") && !is_status("999") && !is_status("2xx") && !is_status("+20"));
    }
}
