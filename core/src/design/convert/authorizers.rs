//! Authorizers: methods and identity sources in the spelling of the new kind.

use std::sync::Arc;

use super::Work;
use crate::aws::{self, ApiKind, Capability, PayloadFormat};
use crate::design::{
    Authorization, Authorizer, AuthorizerMethod, FunctionId, Item, JwtIssuer, user_pool_issuer,
};

pub(super) fn translate(work: &mut Work) {
    let Some(api) = work.snapshot() else { return };
    for (id, node) in &api.authorizers {
        let item = Item::Authorizer(work.id, *id);
        match method(work, item, node) {
            Some(method) => {
                // What a result is kept for has no meaning on a connection.
                let result_ttl_s = if work.to == ApiKind::WebSocket { None } else { node.result_ttl_s };
                let node = Authorizer { method, result_ttl_s, ..(**node).clone() };
                if let Some(api) = work.api() {
                    api.authorizers.insert(*id, Arc::new(node));
                }
            }
            None => {
                let Some(api) = work.api() else { return };
                api.authorizers.shift_remove(id);
                for route in api.routes.values_mut() {
                    if matches!(&route.authorization, Authorization::Authorizer { id: used, .. } if used == id)
                    {
                        // Not public: the route asks for an authorizer that is still to be chosen.
                        let closed = Authorization::Authorizer { id: 0.into(), scopes: Vec::new() };
                        Arc::make_mut(route).authorization = closed;
                    }
                }
            }
        }
    }
}

/// The method on the new kind; none when it has no equivalent.
fn method(work: &mut Work, item: Item, node: &Authorizer) -> Option<AuthorizerMethod> {
    let to = work.to;
    match &node.method {
        AuthorizerMethod::LambdaToken { function, header, validation_expression } if to != ApiKind::Rest => {
            Some(request_of_token(work, item, node, *function, header, validation_expression.as_deref()))
        }
        AuthorizerMethod::LambdaRequest { function, identity_sources, payload_format, simple_responses } => {
            if *simple_responses && to != ApiKind::Http {
                let support = aws::capability(Capability::SimpleAuthorizerResponse, to);
                let message =
                    format!("Authorizer `{}` lets the function answer simply: {}", node.name, support.reason);
                work.lose("simple-responses-lost", item, message, &support.alternative);
            }
            Some(AuthorizerMethod::LambdaRequest {
                function: *function,
                identity_sources: identity_sources
                    .iter()
                    .filter_map(|source| respell(work, item, source))
                    .collect(),
                payload_format: (to == ApiKind::Http).then(|| payload_format.unwrap_or(PayloadFormat::V1)),
                simple_responses: *simple_responses && to == ApiKind::Http,
            })
        }
        AuthorizerMethod::Jwt { issuers, identity_source } if to != ApiKind::WebSocket => {
            let mut issuers = issuers.clone();
            if to == ApiKind::Http && issuers.len() > 1 {
                let message =
                    format!("Authorizer `{}` keeps its first issuer only; an HTTP API takes one", node.name);
                work.lose("jwt-issuers-lost", item, message, "Make an authorizer for each issuer");
                issuers.truncate(1);
            }
            let source = respell(work, item, identity_source)
                .unwrap_or_else(|| spell(to, Place::Header, "Authorization"));
            Some(AuthorizerMethod::Jwt { issuers, identity_source: source })
        }
        AuthorizerMethod::Cognito { user_pool_arns, header, .. } if to == ApiKind::Http => {
            Some(jwt_of_pools(work, item, node, user_pool_arns, header))
        }
        AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. } if to == ApiKind::WebSocket => {
            let support = aws::capability(Capability::JwtAuthorizer, to);
            let message = format!("Authorizer `{}` is dropped: {}", node.name, support.reason);
            work.lose("authorizer-lost", item, message, &support.alternative);
            None
        }
        same => Some(same.clone()),
    }
}

/// The header becomes the identity source; the function gets another event.
fn request_of_token(
    work: &mut Work,
    item: Item,
    node: &Authorizer,
    function: FunctionId,
    header: &str,
    validation_expression: Option<&str>,
) -> AuthorizerMethod {
    if validation_expression.is_some() {
        let message = format!("Authorizer `{}` loses its validation expression", node.name);
        work.lose("validation-expression-lost", item, message, "Check the token's shape in the function");
    }
    let message =
        format!("Authorizer `{}` asks its function with the whole request, not with the token", node.name);
    work.lose("token-authorizer-becomes-request", item, message, "Change the function to read its new event");
    AuthorizerMethod::LambdaRequest {
        function,
        identity_sources: vec![spell(work.to, Place::Header, header)],
        payload_format: (work.to == ApiKind::Http).then_some(PayloadFormat::V1),
        simple_responses: false,
    }
}

/// A user pool is an issuer; which app clients are let in is not known from its ARN.
fn jwt_of_pools(
    work: &mut Work,
    item: Item,
    node: &Authorizer,
    arns: &[String],
    header: &str,
) -> AuthorizerMethod {
    let issuer = arns.first().and_then(|arn| user_pool_issuer(arn));
    let (what, help) = match (&issuer, arns.len()) {
        (None, _) => ("has no user pool whose issuer is known", "Name the issuer and the app clients"),
        (Some(_), 0 | 1) => {
            ("becomes a JWT authorizer of its user pool", "Name the app clients as audiences")
        }
        (Some(_), _) => (
            "keeps its first user pool only",
            "Make an authorizer for each user pool, and name the app clients",
        ),
    };
    work.lose("cognito-becomes-jwt", item, format!("Authorizer `{}` {what}", node.name), help);
    AuthorizerMethod::Jwt {
        issuers: vec![JwtIssuer { issuer: issuer.unwrap_or_default(), ..JwtIssuer::default() }],
        identity_source: spell(ApiKind::Http, Place::Header, header),
    }
}

/// Where an identity source reads.
#[derive(Clone, Copy)]
enum Place {
    Header,
    Query,
    Context,
    StageVariable,
}

fn spell(kind: ApiKind, place: Place, name: &str) -> String {
    let request = match kind {
        ApiKind::Rest => "method.request.",
        ApiKind::Http => "$request.",
        ApiKind::WebSocket => "route.request.",
    };
    let sign = if kind == ApiKind::Http { "$" } else { "" };
    match place {
        Place::Header => format!("{request}header.{name}"),
        Place::Query => format!("{request}querystring.{name}"),
        Place::Context => format!("{sign}context.{name}"),
        Place::StageVariable => format!("{sign}stageVariables.{name}"),
    }
}

fn read(source: &str) -> Option<(Place, &str)> {
    let source = source.strip_prefix('$').unwrap_or(source);
    let request = ["method.request.", "request.", "route.request."];
    if let Some(rest) = request.iter().find_map(|prefix| source.strip_prefix(prefix)) {
        let (place, name) = rest.split_once('.')?;
        return match place {
            "header" => Some((Place::Header, name)),
            "querystring" => Some((Place::Query, name)),
            _ => None,
        };
    }
    let (place, name) = source.split_once('.')?;
    match place {
        "context" => Some((Place::Context, name)),
        "stageVariables" => Some((Place::StageVariable, name)),
        _ => None,
    }
}

fn respell(work: &mut Work, item: Item, source: &str) -> Option<String> {
    if source.is_empty() {
        return None;
    }
    let Some((place, name)) = read(source) else {
        let message = format!("The identity source `{source}` has no equivalent");
        work.lose("identity-source-lost", item, message, "Choose another identity source");
        return None;
    };
    Some(spell(work.to, place, name))
}
