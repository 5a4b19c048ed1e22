//! Required parameters and the body's model of a REST method.

use serde_json::Value;

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::{
    Diagnostic, Item, Model, ModelId, ParameterLocation, RequestParameter, Route, ValidatorId,
};
use crate::flow::exchange::Exchange;
use crate::flow::request::last;
use crate::flow::verdict::{Refusal, Verdict};

const PAGE: &str = "api-gateway-method-request-validation";
const JSON: &str = "application/json";

/// Checks what the method's validator says is to be checked: parameters first, then the body.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let Some((_, route)) = x.route else {
        return Verdict::skip("There is no route to validate for").at(x.api_item());
    };
    if x.kind() == ApiKind::WebSocket {
        return websocket(x, route);
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
    let mut parts = Vec::new();
    if validator.parameters {
        match missing(x, route) {
            names if names.is_empty() => parts.push("no required parameter is missing"),
            names => return parameters_missing(x, id, &names),
        }
    }
    if validator.body {
        match body(x, route) {
            Body::Fits(why) => parts.push(why),
            Body::Unknown(model) => {
                verdict = verdict.fidelity(crate::flow::Fidelity::NotSimulated).saw("model", model, "route");
                parts.push("schema validation is not simulated yet");
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

fn websocket(x: &Exchange<'_>, route: &Route) -> Verdict {
    if route.model_selection_expression.is_none() {
        return Verdict::skip("The route selects no model, so the message is not validated")
            .at(x.route_item())
            .documented("websocket-api-request-validation");
    }
    Verdict::not_simulated("Validation of WebSocket messages is").at(x.route_item())
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

/// What can be said about a body without knowing schemas.
enum Body {
    Fits(&'static str),
    Unknown(String),
    Fails(Option<ModelId>, String),
}

fn body(x: &Exchange<'_>, route: &Route) -> Body {
    let content_type = x.request.content_type().unwrap_or_else(|| JSON.to_owned());
    let named = route.body_models.iter().find(|(kind, _)| kind.eq_ignore_ascii_case(&content_type));
    let Some((_, id)) = named.or_else(|| route.body_models.get_key_value("$default")) else {
        return Body::Fits("no model is set for the body's content type");
    };
    let Some(model) = x.place.api.models.get(id) else {
        return Body::Fits("the body's model is gone");
    };
    let text = x.request.text();
    let empty = text.trim().is_empty();
    let body: Value = match serde_json::from_str(if empty { "{}" } else { &text }) {
        Ok(body) => body,
        Err(_) => return Body::Fails(Some(*id), "the body is not JSON".to_owned()),
    };
    if !empty {
        return Body::Unknown(model.name.clone());
    }
    presence(*id, model, &body)
}

/// An empty body counts as `{}`, which lacks every required member.
fn presence(id: ModelId, model: &Model, body: &Value) -> Body {
    let Ok(schema) = serde_json::from_str::<Value>(&model.schema) else {
        return Body::Unknown(model.name.clone());
    };
    let required =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let lacking: Vec<&str> = required.filter(|name| body.get(name).is_none()).collect();
    let wants_object = schema.get("type").is_none_or(|kind| kind == "object");
    if !wants_object {
        return Body::Fails(Some(id), "the body is empty and the model wants no object".to_owned());
    }
    if !lacking.is_empty() {
        return Body::Fails(Some(id), format!("the body is empty and lacks {}", lacking.join(", ")));
    }
    let composed = ["$ref", "allOf", "anyOf", "oneOf", "not"].iter().any(|word| schema.get(word).is_some());
    if composed {
        Body::Unknown(model.name.clone())
    } else {
        Body::Fits("the empty body counts as `{}`, which the model takes")
    }
}

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

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
