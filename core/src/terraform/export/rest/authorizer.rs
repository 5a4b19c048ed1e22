//! Authorizers of a REST API.

use super::Rest;
use crate::design::{Authorizer, AuthorizerId, AuthorizerMethod, FunctionId, Item};
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::export::shared::arn::is_arn;
use crate::terraform::export::shared::{function, permission};
use crate::terraform::syntax::{Expr, Fields, call, number, reference, text};

/// What a deployment takes a snapshot of.
const WATCHED: &[&str] = &[
    "type",
    "authorizer_uri",
    "authorizer_credentials",
    "authorizer_result_ttl_in_seconds",
    "identity_source",
    "identity_validation_expression",
    "provider_arns",
];

/// The longest time that a result is kept.
const TTL_LIMIT_S: u32 = 3600;

/// Adds the authorizers.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let api = rest.context.api;
    for (id, authorizer) in &api.authorizers {
        let item = Item::Authorizer(rest.context.id, *id);
        let wanted = slug_or(&authorizer.name, &format!("authorizer_{id}"));
        let name = rest.take(module, "aws_api_gateway_authorizer", &wanted, &id.to_string());
        let Some((fields, called)) = fields(module, rest, *id, authorizer, &name) else { continue };
        let address = rest.add(module, Of::new("aws_api_gateway_authorizer", &name, item), fields, WATCHED);
        if let Some(called) = called.filter(|_| authorizer.credentials.is_none()) {
            permission::allow_authorizer(module, rest.context, called, &rest.api, (*id, &address));
        }
        module.authorizers.insert(*id, address);
    }
}

fn fields(
    module: &mut Module<'_>,
    rest: &Rest<'_, '_>,
    id: AuthorizerId,
    authorizer: &Authorizer,
    name: &str,
) -> Option<(Fields, Option<FunctionId>)> {
    let item = Item::Authorizer(rest.context.id, id);
    let source = identity_source(module, item, &authorizer.method);
    let base =
        Fields::new().set("rest_api_id", rest.api.get("id")).set("name", text(authorizer.name.as_str()));
    let (fields, called) = match &authorizer.method {
        AuthorizerMethod::LambdaToken { function, validation_expression, .. } => {
            let fields = base
                .set("type", text("TOKEN"))
                .set("authorizer_uri", function::invoke_uri(module, *function, item)?)
                .set_some("identity_source", source)
                .set_some("identity_validation_expression", validation_expression.as_deref().map(text));
            (fields, Some(*function))
        }
        AuthorizerMethod::LambdaRequest { function, identity_sources, payload_format, simple_responses } => {
            module.leave_out_set(
                item,
                "Only authorizers of HTTP APIs have it",
                &[
                    ("payload_format", "The payload format", payload_format.is_some()),
                    ("simple_responses", "The simple response", *simple_responses),
                ],
            );
            if identity_sources.is_empty() && authorizer.result_ttl_s != Some(0) {
                let message =
                    format!("Authorizer `{}` keeps results and has no identity source", authorizer.name);
                module.refuse(item, message, "Name an identity source, or set the time to 0");
                return None;
            }
            let fields = base
                .set("type", text("REQUEST"))
                .set("authorizer_uri", function::invoke_uri(module, *function, item)?)
                .set_some("identity_source", source);
            (fields, Some(*function))
        }
        AuthorizerMethod::Cognito { user_pool_arns, validation_expression, .. } => {
            let fields = base
                .set("type", text("COGNITO_USER_POOLS"))
                .set("provider_arns", pools(module, item, user_pool_arns, name)?)
                .set_some("identity_source", source)
                .set_some("identity_validation_expression", validation_expression.as_deref().map(text));
            (fields, None)
        }
        AuthorizerMethod::Jwt { .. } => {
            let message = format!("Authorizer `{}` checks tokens by itself on a REST API", authorizer.name);
            let help = "The AWS provider has no such authorizer in the versions that the files are made for; \
                        use a Cognito or a Lambda authorizer";
            module.refuse(item, message, help);
            return None;
        }
    };
    Some((common(module, item, authorizer, fields)?, called))
}

/// Where callers say who they are. The provider takes the header `Authorization` where nothing is written, so that no
/// source at all is written, too; files that leave that header to the provider still do.
fn identity_source(module: &Module<'_>, item: Item, method: &AuthorizerMethod) -> Option<Expr> {
    const USUAL: &str = "method.request.header.Authorization";
    let source = match method {
        AuthorizerMethod::LambdaToken { header, .. } | AuthorizerMethod::Cognito { header, .. } => {
            format!("method.request.header.{header}")
        }
        AuthorizerMethod::LambdaRequest { identity_sources, .. } => identity_sources.join(","),
        AuthorizerMethod::Jwt { .. } => return None,
    };
    let is_left_open = source == USUAL && module.keeps(item, "aws_api_gateway_authorizer", "identity_source");
    (!is_left_open).then(|| text(source))
}

/// The role and the time that results are kept.
fn common(module: &mut Module<'_>, item: Item, authorizer: &Authorizer, fields: Fields) -> Option<Fields> {
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
    Some(
        fields
            .set_some("authorizer_credentials", authorizer.credentials.as_deref().map(text))
            .set_some("authorizer_result_ttl_in_seconds", authorizer.result_ttl_s.map(number)),
    )
}

/// The user pools that the design names, or a variable for them.
fn pools(module: &mut Module<'_>, item: Item, arns: &[String], name: &str) -> Option<Expr> {
    if let Some(wrong) = arns.iter().find(|arn| !is_arn(arn)) {
        module.refuse(item, format!("The user pool `{wrong}` is not an ARN"), "Give the pool's ARN");
        return None;
    }
    if !arns.is_empty() {
        let what = "ARNs of the Cognito user pools whose tokens are let in";
        return Some(module.own_texts(&format!("{name}_user_pool_arns"), item, what, arns));
    }
    if module.keeps(item, "aws_api_gateway_authorizer", "provider_arns") {
        return Some(Expr::Null);
    }
    let variable = format!("{name}_user_pool_arns");
    let path = format!("var.{variable}");
    let some = hcl::expr::BinaryOp::new(
        call("length", vec![reference(&path)]),
        hcl::expr::BinaryOperator::Greater,
        Expr::from(0),
    );
    let validation = Fields::new()
        .set("condition", Expr::Operation(Box::new(hcl::expr::Operation::Binary(some))))
        .set("error_message", text("The authorizer needs at least one user pool."));
    let fields = Fields::new()
        .set("description", text("ARNs of the Cognito user pools whose tokens are let in"))
        .set("type", call("list", vec![reference("string")]))
        .block("validation", validation);
    Some(reference(&module.variable(&variable, item, fields)))
}
