//! Authorizers, as `x-amazon-apigateway-authorizer` defines them.

use serde_json::json;

use super::fields::Fields;
use super::writer::Writer;
use crate::aws::PayloadFormat;
use crate::design::{Authorizer, AuthorizerMethod, Diagnostic, FunctionId, Item};

/// The header that AWS's export names where no header decides.
const UNUSED: &str = "Unused";
const AUTHORIZATION: &str = "Authorization";
/// How the header of a REST API's identity source starts.
const REST_HEADER: &str = "method.request.header.";

impl Writer<'_> {
    /// Why AWS has no such authorizer on an API of the kind; none when it has.
    pub fn refused(&self, authorizer: &Authorizer) -> Option<String> {
        let function = |id: &FunctionId| match self.design.functions.contains_key(id) {
            true => None,
            false => Some("its function is not in the design".to_owned()),
        };
        let rest = self.is_rest();
        match &authorizer.method {
            AuthorizerMethod::LambdaToken { .. } if !rest => {
                Some("HTTP APIs have no `TOKEN` authorizers".to_owned())
            }
            AuthorizerMethod::Cognito { .. } if !rest => {
                Some("HTTP APIs check tokens of user pools by a JWT authorizer".to_owned())
            }
            AuthorizerMethod::Jwt { issuers, .. } if issuers.is_empty() => {
                Some("it names no issuer".to_owned())
            }
            AuthorizerMethod::LambdaToken { function: id, .. }
            | AuthorizerMethod::LambdaRequest { function: id, .. } => function(id),
            AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. } => None,
        }
    }

    /// The security scheme of an authorizer that AWS has.
    pub fn scheme(&mut self, item: Item, authorizer: &Authorizer) -> Fields {
        let (header, auth_type) = match &authorizer.method {
            AuthorizerMethod::LambdaToken { header, .. } => (header.clone(), Some("custom")),
            AuthorizerMethod::Cognito { header, .. } => (header.clone(), Some("cognito_user_pools")),
            AuthorizerMethod::LambdaRequest { identity_sources, .. } => {
                (only_header(identity_sources), Some("custom"))
            }
            AuthorizerMethod::Jwt { .. } => (AUTHORIZATION.to_owned(), None),
        };
        let mut scheme = Fields::new();
        if matches!(authorizer.method, AuthorizerMethod::Jwt { .. }) && !self.is_rest() {
            scheme.put("type", "oauth2");
            scheme.put("flows", json!({}));
        } else {
            scheme.put("type", "apiKey");
            scheme.put("name", header);
            scheme.put("in", "header");
        }
        if self.scope.authorizers {
            scheme.put_some("x-amazon-apigateway-authtype", auth_type.filter(|_| self.is_rest()));
            scheme.put("x-amazon-apigateway-authorizer", self.authorizer(item, authorizer));
        }
        scheme
    }

    fn authorizer(&mut self, item: Item, authorizer: &Authorizer) -> Fields {
        let mut fields = Fields::new();
        match &authorizer.method {
            AuthorizerMethod::LambdaToken { function, validation_expression, .. } => {
                fields.put("type", "token");
                fields.put("authorizerUri", self.names.authorizer_uri(*function));
                fields.put_some("identityValidationExpression", validation_expression.as_deref());
            }
            AuthorizerMethod::LambdaRequest {
                function,
                identity_sources,
                payload_format,
                simple_responses,
            } => {
                fields.put("type", "request");
                fields.put("authorizerUri", self.names.authorizer_uri(*function));
                fields.put_text("identitySource", &identity_sources.join(", "));
                if self.is_rest() {
                    let parts = [
                        ("payload_format", "The payload format", payload_format.is_some()),
                        ("simple_responses", "The simple response", *simple_responses),
                    ];
                    self.leave_out_set(item, "only authorizers of HTTP APIs have it", &parts);
                } else {
                    let format = payload_format.unwrap_or(PayloadFormat::V2);
                    fields.put("authorizerPayloadFormatVersion", format.as_str());
                    fields.put("enableSimpleResponses", *simple_responses);
                }
            }
            AuthorizerMethod::Cognito { user_pool_arns, validation_expression, .. } => {
                fields.put("type", "cognito_user_pools");
                let arns: Vec<String> = user_pool_arns.iter().map(|arn| self.names.arn(arn)).collect();
                fields.put("providerARNs", arns);
                fields.put_some("identityValidationExpression", validation_expression.as_deref());
            }
            AuthorizerMethod::Jwt { issuers, identity_source } => {
                if self.is_rest() {
                    let message = "How AWS spells a REST API's JWT authorizer is not documented";
                    let help = "It is written in the spelling of HTTP APIs";
                    self.say(item, Diagnostic::warning("export-authorizer", message).help(help));
                }
                let start = if self.is_rest() { "method.request" } else { "$request" };
                fields.put("type", "jwt");
                match identity_source.as_str() {
                    "" => fields.put("identitySource", format!("{start}.header.{AUTHORIZATION}")),
                    source => fields.put("identitySource", source),
                }
                if let Some(issuer) = issuers.first() {
                    let configuration = json!({ "audience": issuer.audiences, "issuer": issuer.issuer });
                    fields.put("jwtConfiguration", configuration);
                }
                if issuers.len() > 1 {
                    let why = "the extension names one issuer";
                    self.leave_out(item, "method.issuers", "A second issuer", why);
                }
            }
        }
        fields.put_some(
            "authorizerCredentials",
            authorizer.credentials.as_deref().map(|arn| self.names.arn(arn)),
        );
        fields.put_some("authorizerResultTtlInSeconds", authorizer.result_ttl_s);
        fields
    }
}

/// The header of a `REQUEST` authorizer that looks at nothing else.
fn only_header(sources: &[String]) -> String {
    match sources {
        [source] => {
            let header = source.strip_prefix(REST_HEADER).or_else(|| source.strip_prefix("$request.header."));
            header.unwrap_or(UNUSED).to_owned()
        }
        _ => UNUSED.to_owned(),
    }
}
