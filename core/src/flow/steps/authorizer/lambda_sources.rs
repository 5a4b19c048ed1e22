//! What a Lambda authorizer is told about the caller: identity sources and the event.

use serde_json::Value;

use crate::aws::{ApiKind, GatewayResponseType, PayloadFormat};
use crate::design::{AuthorizerMethod, Diagnostic};
use crate::flow::events;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::lang::pattern;

use super::{Asked, identity_value};

/// The identity that a result is kept under, and the event that the function gets.
pub(super) struct Question {
    /// Values of the identity sources; empty when the authorizer names none.
    pub identity: Vec<String>,
    pub event: Value,
    pub page: &'static str,
    /// Whether the function may answer `{"isAuthorized": …}`.
    pub simple: bool,
    /// Whether the answer is of format 2.0, whose context may hold any JSON.
    pub second_format: bool,
}

/// Reads the identity sources; refuses with 401, without a call, where one is missing.
pub(super) fn question(
    x: &mut Exchange<'_>,
    asked: &Asked<'_>,
    kept: bool,
) -> Result<Question, Box<Verdict>> {
    match &asked.authorizer.method {
        AuthorizerMethod::LambdaToken { header, validation_expression, .. } => {
            token(x, asked, header, validation_expression.as_deref())
        }
        AuthorizerMethod::LambdaRequest { identity_sources, payload_format, simple_responses, .. } => {
            let second =
                x.kind() == ApiKind::Http && payload_format.unwrap_or(PayloadFormat::V2) == PayloadFormat::V2;
            let identity = request_identity(x, asked, identity_sources, kept)?;
            let event = events::request_authorizer(x, &identity, second);
            let page = match x.kind() {
                ApiKind::Rest => "apigateway-use-lambda-authorizer",
                ApiKind::Http => "http-api-lambda-authorizer",
                ApiKind::WebSocket => "apigateway-websocket-api-lambda-auth",
            };
            Ok(Question { identity, event, page, simple: second && *simple_responses, second_format: second })
        }
        // Only Lambda authorizers come here.
        AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. } => Ok(Question {
            identity: Vec::new(),
            event: Value::Null,
            page: "",
            simple: false,
            second_format: false,
        }),
    }
}

fn token(
    x: &mut Exchange<'_>,
    asked: &Asked<'_>,
    header: &str,
    expression: Option<&str>,
) -> Result<Question, Box<Verdict>> {
    let page = "apigateway-use-lambda-authorizer";
    let Some(token) = x.request.header(header).filter(|token| !token.is_empty()).map(str::to_owned) else {
        let reason = format!(
            "The authorizer's token is missing: the request has no `{header}` header, so the function is not called"
        );
        return Err(Box::new(unauthorized(x, asked, &reason, "Send the token in the header", page)));
    };
    if let Some(expression) = expression.filter(|expression| !expression.is_empty()) {
        match pattern::matches(expression, &token) {
            Ok(true) => {}
            Ok(false) => {
                let reason = format!(
                    "The token does not match the validation expression `{expression}`, so the function is not called"
                );
                return Err(Box::new(unauthorized(
                    x,
                    asked,
                    &reason,
                    "Send a token that matches, or change the expression",
                    page,
                )));
            }
            Err(error) => {
                let item = asked.item;
                x.note(
                    Diagnostic::warning("unreadable-pattern", error.to_string())
                        .at(item)
                        .at_place("validation_expression")
                        .help("The token is taken to match; use an expression without look-around and back references"),
                );
            }
        }
    }
    let event = events::token_authorizer(x, &token);
    Ok(Question { identity: vec![token], event, page, simple: false, second_format: false })
}

fn request_identity(
    x: &mut Exchange<'_>,
    asked: &Asked<'_>,
    sources: &[String],
    kept: bool,
) -> Result<Vec<String>, Box<Verdict>> {
    let mut values = Vec::new();
    for source in sources {
        match identity_value(x, source) {
            Some(value) => values.push(value),
            // REST: sources are needed when results are kept; elsewhere a named source is always needed.
            None if kept || x.kind() != ApiKind::Rest => {
                let reason = format!(
                    "The identity source `{source}` is missing or empty, so the function is not called"
                );
                return Err(Box::new(unauthorized(
                    x,
                    asked,
                    &reason,
                    "Send the value, or take the source off the authorizer",
                    "configure-api-gateway-lambda-authorization-with-console",
                )));
            }
            None => values.push(String::new()),
        }
    }
    Ok(values)
}

fn unauthorized(x: &mut Exchange<'_>, asked: &Asked<'_>, reason: &str, help: &str, page: &str) -> Verdict {
    x.note(Diagnostic::error("missing-identity", reason).at(asked.item).help(help));
    Verdict::refuse(Refusal::new(GatewayResponseType::Unauthorized), reason).at(asked.item).documented(page)
}
