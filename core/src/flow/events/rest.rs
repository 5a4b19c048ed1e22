//! The event of REST Lambda proxies and of HTTP API payload format 1.0.

use serde_json::{Map, Value, json};

use crate::aws::ApiKind;
use crate::flow::binary;
use crate::flow::exchange::Exchange;

use super::{body, headers, known, multi, object, single, stage_variables};

/// The event of a proxy integration: `version` comes first on an HTTP API.
pub(crate) fn rest_proxy(x: &Exchange<'_>) -> Value {
    let http = x.kind() == ApiKind::Http;
    let headers = headers(x);
    let binary =
        if http { !binary::is_text(x.request.content_type().as_deref()) } else { binary::request_matches(x) };
    let mut event = Map::new();
    if http {
        event.insert("version".to_owned(), json!("1.0"));
    }
    event.extend(shape(x, &headers));
    event.insert("requestContext".to_owned(), request_context(x));
    event.insert("body".to_owned(), body(x, binary));
    event.insert("isBase64Encoded".to_owned(), Value::Bool(binary && !x.request.body.is_empty()));
    Value::Object(event)
}

/// What proxy and authorizer events share.
pub(super) fn shape(x: &Exchange<'_>, headers: &[(String, String)]) -> Map<String, Value> {
    let resource = match x.context_value("resourcePath") {
        "" => x
            .route
            .and_then(|(_, route)| route.key.path_template().map(str::to_owned))
            .unwrap_or_else(|| x.route_key()),
        path => path.to_owned(),
    };
    let same_header = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let pairs = [
        ("resource", Value::String(resource)),
        ("path", Value::String(path(x))),
        ("httpMethod", Value::String(x.request.method.clone())),
        ("headers", single(headers)),
        ("multiValueHeaders", multi(headers, same_header)),
        ("queryStringParameters", single(&x.request.query)),
        ("multiValueQueryStringParameters", multi(&x.request.query, |one, other| one == other)),
        ("pathParameters", single(&x.path_parameters)),
        ("stageVariables", stage_variables(x)),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The path without the stage on the default endpoint, with the base path on a domain; a doubled leading slash
/// becomes one (recorded).
fn path(x: &Exchange<'_>) -> String {
    let path = match x.place.domain {
        Some(_) => &x.place.full_path,
        None if x.kind() == ApiKind::Http => &x.place.full_path,
        None => &x.place.route_path,
    };
    format!("/{}", path.trim_start_matches('/'))
}

/// `requestContext` of REST and format 1.0 events.
pub(super) fn request_context(x: &Exchange<'_>) -> Value {
    let text = |name: &str| Value::String(x.context_value(name).to_owned());
    let mut context = Map::new();
    let mut put = |name: &str, value: Value| context.insert(name.to_owned(), value);
    put(
        "resourceId",
        if x.kind() == ApiKind::Http { Value::String(x.route_key()) } else { text("resourceId") },
    );
    if let Some(authorizer) = authorizer(x) {
        put("authorizer", authorizer);
    }
    put(
        "resourcePath",
        if x.kind() == ApiKind::Http {
            Value::String(
                x.route
                    .and_then(|(_, route)| route.key.path_template().map(str::to_owned))
                    .unwrap_or_else(|| x.route_key()),
            )
        } else {
            text("resourcePath")
        },
    );
    put("httpMethod", text("httpMethod"));
    put("extendedRequestId", text("extendedRequestId"));
    put("requestTime", text("requestTime"));
    put("path", text("path"));
    put("accountId", text("accountId"));
    put("protocol", text("protocol"));
    put("stage", text("stage"));
    put("domainPrefix", text("domainPrefix"));
    put("requestTimeEpoch", json!(x.epoch_ms));
    put("requestId", text("requestId"));
    put("identity", identity(x));
    put("domainName", text("domainName"));
    if x.kind() == ApiKind::Rest {
        put("deploymentId", text("deploymentId"));
    }
    put("apiId", text("apiId"));
    Value::Object(context)
}

/// Who calls; AWS sends the members it does not know as null, the API key's only when there is one.
pub(super) fn identity(x: &Exchange<'_>) -> Value {
    let mut identity = Map::new();
    let mut put = |name: &str| identity.insert(name.to_owned(), known(x, &format!("identity.{name}")));
    for name in [
        "cognitoIdentityPoolId",
        "accountId",
        "cognitoIdentityId",
        "caller",
        "sourceIp",
        "principalOrgId",
        "accessKey",
    ] {
        put(name);
    }
    for name in ["apiKey", "apiKeyId"] {
        if !x.context_value(&format!("identity.{name}")).is_empty() {
            put(name);
        }
    }
    for name in ["cognitoAuthenticationType", "cognitoAuthenticationProvider", "userArn", "userAgent", "user"]
    {
        put(name);
    }
    Value::Object(identity)
}

/// What the authorizer said, where there was one.
fn authorizer(x: &Exchange<'_>) -> Option<Value> {
    let mut map = object(&x.caller.authorizer);
    if let Some(claims) = &x.caller.claims {
        map.insert("claims".to_owned(), Value::Object(object(claims)));
        if x.kind() == ApiKind::Http {
            map.insert("scopes".to_owned(), scopes(x));
        }
    }
    (!map.is_empty()).then_some(Value::Object(map))
}

/// The route's scopes, or null when it has none.
pub(super) fn scopes(x: &Exchange<'_>) -> Value {
    match &x.caller.scopes {
        Some(scopes) if !scopes.is_empty() => Value::from(scopes.clone()),
        _ => Value::Null,
    }
}
