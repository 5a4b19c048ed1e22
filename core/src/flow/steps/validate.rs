//! Required parameters and the body's model of a REST method, and the model of a WebSocket message.

mod body;
mod websocket;

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::{Diagnostic, Item, ModelId, ParameterLocation, RequestParameter, Route, ValidatorId};
use crate::flow::exchange::Exchange;
use crate::flow::request::last;
use crate::flow::verdict::{Refusal, Verdict};

use body::Body;

const PAGE: &str = "api-gateway-method-request-validation";

/// Checks what the method's validator says is to be checked: parameters first, then the body.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let Some((_, route)) = x.route else {
        return Verdict::skip("There is no route to validate for").at(x.api_item());
    };
    if x.kind() == ApiKind::WebSocket {
        return websocket::run(x, route);
    }
    let validator =
        route.validator.and_then(|id| x.place.api.validators.get(&id).map(|validator| (id, validator)));
    let Some((id, validator)) = validator else {
        return Verdict::skip(format!("`{}` has no request validator", x.route_key()))
            .at(x.route_item())
            .documented(PAGE);
    };
    let item = Item::Validator(x.place.api_id, id);
    let mut verdict = Verdict::pass("").at(item).recorded().saw("validator", &validator.name, "route");
    let mut parts: Vec<String> = Vec::new();
    if validator.parameters {
        match missing(x, route) {
            names if names.is_empty() => parts.push("no required parameter is missing".to_owned()),
            names => return parameters_missing(x, id, &names),
        }
    }
    if validator.body {
        match body::rest(x, route) {
            Body::Fits(why) => parts.push(why),
            Body::Unknown(why) => {
                verdict = verdict.assumed();
                parts.push(why);
            }
            Body::Fails(model, detail) => return body_refused(x, model, &detail),
        }
    }
    if parts.is_empty() {
        return Verdict::skip(format!("Validator `{}` checks nothing", validator.name))
            .at(item)
            .documented(PAGE);
    }
    verdict.reason = capitalised(&parts.join(", and "));
    verdict
}

/// The names of required parameters that are absent or blank, as AWS sorts them: header, path, query string.
fn missing(x: &Exchange<'_>, route: &Route) -> Vec<String> {
    let mut required: Vec<&RequestParameter> =
        route.parameters.iter().filter(|parameter| parameter.required).collect();
    required.sort_by_key(|parameter| parameter.key());
    required
        .into_iter()
        .filter(|parameter| is_missing(x, parameter))
        .map(|parameter| parameter.name.clone())
        .collect()
}

fn is_missing(x: &Exchange<'_>, parameter: &RequestParameter) -> bool {
    let name = parameter.name.as_str();
    let value = match parameter.location {
        ParameterLocation::Header => x.request.header(name),
        ParameterLocation::QueryString => x.request.query(name),
        ParameterLocation::Path => last(&x.path_parameters, |other| other == name),
    };
    value.is_none_or(|value| value.trim().is_empty())
}

fn parameters_missing(x: &mut Exchange<'_>, validator: ValidatorId, names: &[String]) -> Verdict {
    let list = names.join(", ");
    let kind = GatewayResponseType::BadRequestParameters;
    let message = aws::gateway_response(kind).message.clone().unwrap_or_default().replace("{names}", &list);
    let item = Item::Validator(x.place.api_id, validator);
    let route = x.route_item();
    x.note(
        Diagnostic::error("missing-parameter", format!("The request lacks required parameters: `{list}`"))
            .at(route)
            .at_place("parameters")
            .help("Send the parameters, or make them optional"),
    );
    Verdict::refuse(
        Refusal::new(kind).message(message),
        format!("`{}` requires parameters that the request lacks: {list}", x.route_key()),
    )
    .at(item)
    .recorded()
    .saw("required parameters", list, "route")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The refusal of a body that does not fit.
fn body_refused(x: &mut Exchange<'_>, model: Option<ModelId>, detail: &str) -> Verdict {
    let item = model.map_or(x.route_item(), |id| Item::Model(x.place.api_id, id));
    x.set("error.validationErrorString", format!("[{detail}]"));
    x.note(
        Diagnostic::error("invalid-body", format!("The body does not fit the model: {detail}"))
            .at(item)
            .help("Send a body that fits the model"),
    );
    Verdict::refuse(
        Refusal::new(GatewayResponseType::BadRequestBody),
        format!("The validator checks the body against the model, and {detail}"),
    )
    .at(item)
    .recorded()
    .saw("body bytes", x.request.body.len().to_string(), "request")
}
