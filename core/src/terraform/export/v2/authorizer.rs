//! Authorizers of an HTTP or WebSocket API.

use super::Second;
use crate::aws::PayloadFormat;
use crate::design::{Authorizer, AuthorizerId, AuthorizerMethod, FunctionId, Item, JwtIssuer};
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::export::shared::arn::is_arn;
use crate::terraform::export::shared::{function, permission};
use crate::terraform::syntax::{Expr, Fields, call, number, reference, text, texts};

/// The longest time that a result is kept.
const TTL_LIMIT_S: u32 = 3600;
/// Where a token is when the design does not say.
const TOKEN: &str = "$request.header.Authorization";

/// What a deployment takes a snapshot of.
const WATCHED: &[&str] = &[
    "authorizer_type",
    "authorizer_uri",
    "authorizer_credentials_arn",
    "identity_sources",
    "authorizer_result_ttl_in_seconds",
    "authorizer_payload_format_version",
    "enable_simple_responses",
];

/// Adds the authorizers.
pub(super) fn export(module: &mut Module<'_>, second: &mut Second<'_, '_>) {
    let api = second.context.api;
    for (id, authorizer) in &api.authorizers {
        let item = Item::Authorizer(second.context.id, *id);
        let wanted = slug_or(&authorizer.name, &format!("authorizer_{id}"));
        let name = second.take(module, "aws_apigatewayv2_authorizer", &wanted, &id.to_string());
        let Some((fields, called)) = fields(module, second, *id, authorizer, &name) else { continue };
        let address =
            second.add(module, Of::new("aws_apigatewayv2_authorizer", &name, item), fields, WATCHED);
        if let Some(called) = called.filter(|_| authorizer.credentials.is_none()) {
            permission::allow_authorizer(module, second.context, called, &second.api, (*id, &address));
        }
        module.authorizers.insert(*id, address);
    }
}

fn fields(
    module: &mut Module<'_>,
    second: &Second<'_, '_>,
    id: AuthorizerId,
    authorizer: &Authorizer,
    name: &str,
) -> Option<(Fields, Option<FunctionId>)> {
    let item = Item::Authorizer(second.context.id, id);
    if !(1..=128).contains(&authorizer.name.chars().count()) {
        module.refuse(item, "The authorizer's name is too long or missing", "Use 1 to 128 characters");
        return None;
    }
    let base = Fields::new().set("api_id", second.api.get("id")).set("name", text(authorizer.name.as_str()));
    match &authorizer.method {
        AuthorizerMethod::Jwt { issuers, identity_source } if second.is_http() => {
            let [issuer] = issuers.as_slice() else {
                let message = format!("Authorizer `{}` has {} issuers", authorizer.name, issuers.len());
                module.refuse(item, message, "An HTTP API's JWT authorizer has exactly one");
                return None;
            };
            let why = "AWS decides it for JWT authorizers";
            let set = [
                ("result_ttl_s", "The time that results are kept", authorizer.result_ttl_s.is_some()),
                ("credentials", "The role", authorizer.credentials.is_some()),
            ];
            module.leave_out_set(item, why, &set);
            let source = if identity_source.is_empty() { TOKEN } else { identity_source };
            let fields = base
                .set("authorizer_type", text("JWT"))
                .set("identity_sources", texts(&[source]))
                .block("jwt_configuration", jwt(module, item, issuer, name));
            Some((fields, None))
        }
        AuthorizerMethod::LambdaRequest { function, identity_sources, payload_format, simple_responses } => {
            let called = Lambda {
                function: *function,
                sources: identity_sources,
                format: *payload_format,
                simple: *simple_responses,
            };
            Some((lambda(module, second, item, authorizer, base, &called)?, Some(*function)))
        }
        _ => {
            let kind = second.context.api.kind.label();
            let message = format!("{kind} APIs have no authorizer like `{}`", authorizer.name);
            let help = if second.is_http() {
                "Use a JWT authorizer, which also checks Cognito's tokens, or a Lambda authorizer of type REQUEST"
            } else {
                "Use a Lambda authorizer of type REQUEST"
            };
            module.refuse(item, message, help);
            None
        }
    }
}

fn jwt(module: &mut Module<'_>, item: Item, issuer: &JwtIssuer, name: &str) -> Fields {
    let kept = |module: &Module<'_>, name: &str| {
        module.keeps(item, "aws_apigatewayv2_authorizer", &format!("jwt_configuration.{name}"))
    };
    let audience = if issuer.audiences.is_empty() && kept(module, "audience") {
        Expr::Null
    } else if issuer.audiences.is_empty() {
        let fields = Fields::new()
            .set("description", text("Audiences (`aud` or `client_id`) whose tokens are let in"))
            .set("type", call("list", vec![reference("string")]));
        reference(&module.variable(&format!("{name}_audience"), item, fields))
    } else {
        let what = "Audiences (`aud` or `client_id`) whose tokens are let in";
        module.own_texts(&format!("{name}_audience"), item, what, &issuer.audiences)
    };
    let from = if issuer.issuer.is_empty() && kept(module, "issuer") {
        Expr::Null
    } else if issuer.issuer.is_empty() {
        let path = format!("var.{name}_issuer");
        let validation = Fields::new()
            .set("condition", call("startswith", vec![reference(&path), text("https://")]))
            .set("error_message", text("An issuer is an https address."));
        let fields = Fields::new()
            .set("description", text("Issuer (`iss`) of the tokens, such as a Cognito user pool's address"))
            .set("type", reference("string"))
            .block("validation", validation);
        reference(&module.variable(&format!("{name}_issuer"), item, fields))
    } else {
        let what = "Issuer (`iss`) of the tokens, such as a Cognito user pool's address";
        module.own_text(&format!("{name}_issuer"), item, what, &issuer.issuer)
    };
    Fields::new().set("audience", audience).set("issuer", from)
}

struct Lambda<'l> {
    function: FunctionId,
    sources: &'l [String],
    format: Option<PayloadFormat>,
    simple: bool,
}

fn lambda(
    module: &mut Module<'_>,
    second: &Second<'_, '_>,
    item: Item,
    authorizer: &Authorizer,
    base: Fields,
    called: &Lambda<'_>,
) -> Option<Fields> {
    let http = second.is_http();
    if let Some(ttl) = authorizer.result_ttl_s.filter(|ttl| *ttl > TTL_LIMIT_S) {
        let message = format!("Authorizer `{}` keeps results for {ttl} seconds", authorizer.name);
        module.refuse(item, message, format!("AWS takes 0 to {TTL_LIMIT_S}"));
        return None;
    }
    if let Some(role) = authorizer.credentials.as_deref().filter(|role| !is_arn(role)) {
        let message = format!("The role `{role}` of authorizer `{}` is not an ARN", authorizer.name);
        module.refuse(item, message, "Give the role's ARN");
        return None;
    }
    if http && called.sources.is_empty() && authorizer.result_ttl_s.is_some_and(|ttl| ttl > 0) {
        let message = format!("Authorizer `{}` keeps results and has no identity source", authorizer.name);
        module.refuse(item, message, "Name an identity source, or set the time to 0");
        return None;
    }
    let format = called.format.unwrap_or(PayloadFormat::V2);
    if http && called.simple && format == PayloadFormat::V1 {
        let message = format!("Authorizer `{}` answers simply in format 1.0", authorizer.name);
        module.refuse(item, message, "The simple response needs format 2.0");
        return None;
    }
    if !http {
        module.leave_out_set(
            item,
            "Only authorizers of HTTP APIs have it",
            &[
                ("payload_format", "The payload format", called.format.is_some()),
                ("simple_responses", "The simple response", called.simple),
                ("result_ttl_s", "The time that results are kept", authorizer.result_ttl_s.is_some()),
            ],
        );
    }
    let uri = function::invoke_uri(module, called.function, item)?;
    let fields = base
        .set("authorizer_type", text("REQUEST"))
        .set("authorizer_uri", uri)
        .set_some("authorizer_credentials_arn", authorizer.credentials.as_deref().map(text))
        .set_texts("identity_sources", called.sources);
    if !http {
        return Some(fields);
    }
    Some(
        fields
            .set("authorizer_payload_format_version", text(format.as_str()))
            .set("enable_simple_responses", called.simple)
            .set_some("authorizer_result_ttl_in_seconds", authorizer.result_ttl_s.map(number)),
    )
}
