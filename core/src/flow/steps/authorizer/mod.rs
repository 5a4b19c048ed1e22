//! Who calls, and whether they may.

mod cognito;
mod iam;
mod jwt;
mod lambda;
mod lambda_answer;
mod lambda_sources;

use indexmap::IndexMap;
use serde_json::Value;

use crate::aws::{ApiKind, GatewayResponseType};
use crate::design::{Authorization, Authorizer, AuthorizerId, AuthorizerMethod, Diagnostic, Item};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

/// A Lambda authorizer's result that is kept for later requests.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptResult {
    pub answer: Value,
    pub until_ms: u64,
}

/// An authorizer and the route's scopes.
pub(crate) struct Asked<'a> {
    pub id: AuthorizerId,
    pub authorizer: &'a Authorizer,
    pub scopes: &'a [String],
    pub item: Item,
}

/// Asks whoever the route says decides.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    if x.kind() == ApiKind::WebSocket && x.context_value("eventType") != "CONNECT" {
        return Verdict::skip("Only `$connect` is authorized; its result holds for the whole connection")
            .at(x.route_item())
            .documented("apigateway-websocket-api-control-access");
    }
    match x.authorization() {
        Authorization::None => Verdict::skip(format!("`{}` is open to everybody", x.route_key()))
            .at(x.route_item())
            .documented(page(x.kind())),
        Authorization::Iam => iam::run(x),
        Authorization::Authorizer { id, scopes } => {
            let api = x.place.api;
            let item = Item::Authorizer(x.place.api_id, *id);
            match api.authorizers.get(id) {
                Some(authorizer) => ask(x, &Asked { id: *id, authorizer, scopes, item }),
                None => broken(
                    x,
                    item,
                    "The route's authorizer does not exist",
                    "Attach an authorizer of the API",
                ),
            }
        }
    }
}

fn ask(x: &mut Exchange<'_>, asked: &Asked<'_>) -> Verdict {
    let kind = x.kind();
    match (&asked.authorizer.method, kind) {
        (AuthorizerMethod::Jwt { issuers, identity_source }, ApiKind::Http | ApiKind::Rest) => {
            jwt::run(x, asked, issuers, identity_source)
        }
        (
            AuthorizerMethod::Cognito { user_pool_arns, header, validation_expression, key_set },
            ApiKind::Rest,
        ) => {
            let pools = cognito::Pools {
                arns: user_pool_arns,
                expression: validation_expression.as_deref(),
                key_set: key_set.as_deref(),
            };
            cognito::run(x, asked, &pools, header)
        }
        (AuthorizerMethod::LambdaToken { .. }, ApiKind::Rest)
        | (AuthorizerMethod::LambdaRequest { .. }, _) => lambda::run(x, asked),
        (method, kind) => {
            let what = match method {
                AuthorizerMethod::LambdaToken { .. } => "A Lambda `TOKEN` authorizer",
                AuthorizerMethod::Jwt { .. } => "A JWT authorizer",
                AuthorizerMethod::Cognito { .. } => "A Cognito authorizer",
                AuthorizerMethod::LambdaRequest { .. } => "This authorizer",
            };
            let reason = format!("{what} cannot be used on {} APIs", kind.label());
            broken(x, asked.item, &reason, "Use an authorizer that this kind of API has")
        }
    }
}

/// The page about a kind's ways to control access.
fn page(kind: ApiKind) -> &'static str {
    match kind {
        ApiKind::Rest => "apigateway-control-access-to-api",
        ApiKind::Http => "http-api-access-control",
        ApiKind::WebSocket => "apigateway-websocket-api-control-access",
    }
}

/// An authorizer that cannot work as it is configured.
fn broken(x: &mut Exchange<'_>, item: Item, reason: &str, help: &str) -> Verdict {
    x.note(Diagnostic::error("broken-authorizer", reason).at(item).help(help));
    Verdict::refuse(Refusal::new(GatewayResponseType::AuthorizerConfigurationError), reason)
        .at(item)
        .assumed()
}

/// A value at an identity source in AWS's spelling for any kind of API; none when it is absent or empty.
pub(crate) fn identity_value(x: &Exchange<'_>, source: &str) -> Option<String> {
    let bare = source
        .strip_prefix("method.request.")
        .or_else(|| source.strip_prefix("$request."))
        .or_else(|| source.strip_prefix("route.request."));
    let value = match bare.and_then(|rest| rest.split_once('.')) {
        Some(("header", name)) => x.request.header(name).map(str::to_owned),
        Some(("querystring", name)) => x.request.query(name).map(str::to_owned),
        Some(_) => None,
        None => {
            let source = source.trim_start_matches('$');
            match source.split_once('.') {
                Some(("stageVariables", name)) => x.stage_variable(name).map(str::to_owned),
                Some(("context", name)) => x.context.get(name).cloned(),
                _ => None,
            }
        }
    };
    value.filter(|value| !value.is_empty())
}

/// The token in a header or parameter: without `Bearer`, which may stand before it.
fn bare_token(value: &str) -> &str {
    match value.split_once(' ') {
        Some((word, rest)) if word.eq_ignore_ascii_case("Bearer") => rest.trim(),
        _ => value.trim(),
    }
}

/// Claims as texts, which is how API Gateway hands them on; lists keep their JSON form.
fn claims_of(claims: &serde_json::Map<String, Value>) -> IndexMap<String, Value> {
    claims.iter().map(|(name, value)| (name.clone(), Value::String(claim_text(value)))).collect()
}

/// A claim as API Gateway writes it: lists in brackets, without quotes.
fn claim_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(claim_text).collect();
            format!("[{}]", items.join(" "))
        }
        other => other.to_string(),
    }
}
