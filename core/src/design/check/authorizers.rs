//! Authorizers: methods that the kind has, and what each method needs.

use std::sync::Arc;

use super::finder::{Finder, Used, on_kind, put_authorizer};
use crate::aws::{self, ApiKind, Capability, PayloadFormat};
use crate::design::{
    Api, ApiId, Authorizer, AuthorizerId, AuthorizerMethod, Certainty, Diagnostic, Item, JwtIssuer,
};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    for (node_id, node) in &api.authorizers {
        let item = Item::Authorizer(id, *node_id);
        method_of_kind(find, api.kind, item, node);
        caching(find, api.kind, item, node);
        match &node.method {
            AuthorizerMethod::LambdaToken { function, header, validation_expression } => {
                has_function(find, item, node, function.0);
                has_header(find, item, node, header);
                expression(find, item, node, validation_expression.as_deref());
            }
            AuthorizerMethod::LambdaRequest { function, .. } => {
                has_function(find, item, node, function.0);
                request(find, id, api, *node_id, node);
            }
            AuthorizerMethod::Jwt { issuers, identity_source } => {
                jwt(find, api.kind, item, node, issuers);
                sources(find, api.kind, item, node, std::slice::from_ref(identity_source), "identity_source");
            }
            AuthorizerMethod::Cognito { user_pool_arns, header, validation_expression, key_set: keys } => {
                has_header(find, item, node, header);
                cognito(find, item, node, user_pool_arns);
                key_set(find, item, node, keys.as_deref(), "key_set");
                expression(find, item, node, validation_expression.as_deref());
            }
        }
    }
}

fn finding(code: &'static str, item: Item, node: &Authorizer, what: &str) -> Diagnostic {
    Diagnostic::error(code, format!("Authorizer `{}` {what}", node.name)).at(item)
}

fn method_of_kind(find: &mut Finder<'_>, kind: ApiKind, item: Item, node: &Authorizer) {
    let (capability, code, what) = match &node.method {
        AuthorizerMethod::LambdaToken { .. } => {
            (Capability::LambdaTokenAuthorizer, on_kind!("token-authorizer", kind), "is of the TOKEN kind")
        }
        AuthorizerMethod::LambdaRequest { .. } => (
            Capability::LambdaRequestAuthorizer,
            on_kind!("request-authorizer", kind),
            "is of the REQUEST kind",
        ),
        AuthorizerMethod::Jwt { .. } => {
            (Capability::JwtAuthorizer, on_kind!("jwt-authorizer", kind), "checks a JWT")
        }
        AuthorizerMethod::Cognito { .. } => {
            (Capability::CognitoAuthorizer, on_kind!("cognito-authorizer", kind), "checks Cognito tokens")
        }
    };
    let what = format!("Authorizer `{}` {what}", node.name);
    find.unless_can(kind, capability, Used { code, item, place: "method", what, fix_label: "", fix: None });
    if let AuthorizerMethod::LambdaRequest { simple_responses: true, .. } = &node.method {
        let what = format!("Authorizer `{}` lets the function answer simply", node.name);
        let code = on_kind!("simple-responses", kind);
        let used = Used { code, item, place: "simple_responses", what, fix_label: "", fix: None };
        find.unless_can(kind, Capability::SimpleAuthorizerResponse, used);
    }
}

fn has_function(find: &mut Finder<'_>, item: Item, node: &Authorizer, function: u32) {
    if function == 0 {
        let finding = finding("authorizer-without-function", item, node, "has no function to ask");
        find.push(finding.at_place("function").help("Choose the Lambda function that decides"));
    }
}

fn has_header(find: &mut Finder<'_>, item: Item, node: &Authorizer, header: &str) {
    let valid = !header.is_empty()
        && header.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._$-".contains(&byte));
    if !valid {
        let what = format!("takes its token from the header `{header}`, which is no header name");
        let finding = finding("authorizer-header", item, node, &what);
        find.push(finding.at_place("header").help("Name the header alone, such as `Authorization`"));
    }
}

fn expression(find: &mut Finder<'_>, item: Item, node: &Authorizer, expression: Option<&str>) {
    if let Some(expression) = expression
        && let Some(why) = super::patterns::flaw(expression)
    {
        let what =
            format!("has the validation expression `{expression}`, which is no regular expression: {why}");
        find.push(finding("authorizer-expression", item, node, &what).at_place("validation_expression"));
    }
}

fn caching(find: &mut Finder<'_>, kind: ApiKind, item: Item, node: &Authorizer) {
    let Some(ttl) = node.result_ttl_s else { return };
    let Some(limit) = aws::limit("authorizer.ttl_s") else { return };
    if !limit.contains(i64::from(ttl)) {
        let what = format!("keeps results for {ttl} s; AWS takes {} to {} s", limit.min, limit.max);
        find.push(finding("authorizer-ttl", item, node, &what).at_place("result_ttl_s"));
    }
    if kind == ApiKind::WebSocket {
        let message = format!(
            "Authorizer `{}` has a time to live; on a WebSocket API its result is kept for the connection",
            node.name
        );
        find.push(
            Diagnostic::warning("authorizer-ttl-on-websocket-api", message).at(item).at_place("result_ttl_s"),
        );
    }
}

fn request(find: &mut Finder<'_>, id: ApiId, api: &Api, node_id: AuthorizerId, node: &Authorizer) {
    let item = Item::Authorizer(id, node_id);
    let AuthorizerMethod::LambdaRequest { identity_sources, payload_format, simple_responses, .. } =
        &node.method
    else {
        return;
    };
    let name = if api.kind == ApiKind::Http { "http.authorizer_ttl_s" } else { "authorizer.ttl_s" };
    let default = aws::limit(name).and_then(|limit| limit.default).unwrap_or(0);
    let ttl = node.result_ttl_s.map_or(default, i64::from);
    if ttl > 0 && identity_sources.is_empty() && api.kind != ApiKind::WebSocket {
        let fix = put_authorizer(id, node_id, node, |node| node.result_ttl_s = Some(0));
        let what = format!("keeps results for {ttl} s but has no identity source to tell callers apart");
        let finding = finding("cached-authorizer-without-source", item, node, &what);
        let finding =
            finding.at_place("identity_sources").help("Name an identity source, or switch caching off");
        find.push(finding.fix("Switch caching off", fix, Certainty::Likely));
    }
    if *simple_responses && api.kind == ApiKind::Http && *payload_format != Some(PayloadFormat::V2) {
        let fix = put_authorizer(id, node_id, node, |node| {
            if let AuthorizerMethod::LambdaRequest { payload_format, .. } = &mut node.method {
                *payload_format = Some(PayloadFormat::V2);
            }
        });
        let what = "lets the function answer simply, which needs payload format 2.0";
        let finding = finding("simple-response-format", item, node, what).at_place("payload_format");
        let finding = finding.help("Use format 2.0, or answer with an IAM policy");
        find.push(finding.fix("Use format 2.0", fix, Certainty::Likely));
    }
    if api.kind != ApiKind::Http && *payload_format == Some(PayloadFormat::V2) {
        let what = "asks for payload format 2.0, which only HTTP APIs have";
        find.push(finding("authorizer-format", item, node, what).at_place("payload_format"));
    }
    sources(find, api.kind, item, node, identity_sources, "identity_sources");
}

/// Where identity comes from, in the spelling of the API's kind.
fn sources(
    find: &mut Finder<'_>,
    kind: ApiKind,
    item: Item,
    node: &Authorizer,
    sources: &[String],
    place: &str,
) {
    let prefixes: &[&str] = match kind {
        ApiKind::Rest => {
            &["method.request.header.", "method.request.querystring.", "stageVariables.", "context."]
        }
        ApiKind::Http => &["$request.header.", "$request.querystring.", "$context.", "$stageVariables."],
        ApiKind::WebSocket => {
            &["route.request.header.", "route.request.querystring.", "stageVariables.", "context."]
        }
    };
    for source in sources {
        let fits =
            prefixes.iter().any(|prefix| source.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()));
        if !fits {
            let what = format!("has the identity source `{source}`, which {} does not know", kind.phrase());
            let finding = finding("identity-source", item, node, &what).at_place(place);
            find.push(finding.help(format!("Begin it with one of `{}`", prefixes.join("`, `"))));
        }
    }
}

fn jwt(find: &mut Finder<'_>, kind: ApiKind, item: Item, node: &Authorizer, issuers: &[JwtIssuer]) {
    if issuers.is_empty() {
        let finding = finding("jwt-without-issuer", item, node, "has no issuer");
        find.push(finding.at_place("issuers").help("Name the issuer that signs the tokens"));
    }
    if kind == ApiKind::Http && issuers.len() > 1 {
        let finding =
            finding("jwt-issuers-on-http-api", item, node, "has several issuers; an HTTP API takes one");
        find.push(finding.at_place("issuers").help("Make an authorizer for each issuer, or use a REST API"));
    }
    for issuer in issuers {
        if issuer.issuer.is_empty() {
            let finding = finding("jwt-without-issuer", item, node, "has an issuer without an address");
            find.push(finding.at_place("issuers").help("Give the `iss` claim, an https address"));
        } else if !issuer.issuer.starts_with("https://") || issuer.issuer.contains('?') {
            let what =
                format!("has the issuer `{}`, which is no https address without a query", issuer.issuer);
            find.push(finding("jwt-issuer-address", item, node, &what).at_place("issuers"));
        }
        if issuer.audiences.iter().all(String::is_empty) {
            let what = "has an issuer without an audience, so that no token fits";
            let finding = finding("jwt-without-audience", item, node, what);
            find.push(
                finding.at_place("issuers").help("Name the `aud` or `client_id` values that are let in"),
            );
        }
        key_set(find, item, node, issuer.key_set.as_deref(), "issuers");
    }
}

fn key_set(find: &mut Finder<'_>, item: Item, node: &Authorizer, text: Option<&str>, place: &str) {
    if let Some(Err(error)) = text.map(serde_json::from_str::<serde_json::Value>) {
        let what = format!("has a key set that is no JSON: {error}");
        find.push(finding("jwt-key-set", item, node, &what).at_place(place));
    }
}

fn cognito(find: &mut Finder<'_>, item: Item, node: &Authorizer, pools: &[String]) {
    if pools.is_empty() {
        let finding = finding("cognito-without-pool", item, node, "has no user pool");
        find.push(finding.at_place("user_pool_arns").help("Give the ARN of a user pool"));
    }
    // What an expression of Terraform files comes to, only a plan knows.
    let expressions = &find.design.terraform.expressions;
    let is_known = |arn: &&String| !expressions.iter().any(|text| arn.contains(&format!("${{{text}}}")));
    for arn in pools.iter().filter(is_known) {
        if !(arn.starts_with("arn:") && arn.contains(":cognito-idp:") && arn.contains(":userpool/")) {
            let what = format!("names the user pool `{arn}`, which is no user pool's ARN");
            let finding = finding("cognito-pool-arn", item, node, &what).at_place("user_pool_arns");
            find.push(finding.help("Write it as `arn:aws:cognito-idp:REGION:ACCOUNT:userpool/POOL`"));
        }
    }
}
