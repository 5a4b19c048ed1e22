//! Authorizers, as `x-amazon-apigateway-authorizer` defines them.

use std::sync::Arc;

use super::import::Import;
use crate::design::{Authorizer, AuthorizerId, AuthorizerMethod, Diagnostic, JwtIssuer};
use crate::lang::document::Node;

/// Where tokens are looked for when a scheme names no header.
const AUTHORIZATION: &str = "Authorization";

impl<'a> Import<'a> {
    /// Reads an authorizer. `header` is the name that the security scheme around it has.
    pub fn read_authorizer(&mut self, name: &str, node: Node<'a>, header: &str) -> Option<AuthorizerId> {
        let kind = self.text_at(node, "type").unwrap_or_default();
        let header = if header.is_empty() { AUTHORIZATION } else { header }.to_owned();
        let method = match (kind.to_ascii_lowercase().as_str(), self.is_rest()) {
            ("token", true) => AuthorizerMethod::LambdaToken {
                function: self.authorizer_function(node)?,
                header: self.token_header(node, header),
                validation_expression: self.text_at(node, "identityValidationExpression"),
            },
            ("request", _) => self.request_method(node)?,
            ("cognito_user_pools", true) => AuthorizerMethod::Cognito {
                user_pool_arns: self.texts_at(node, "providerARNs"),
                header: self.token_header(node, header),
                validation_expression: self.text_at(node, "identityValidationExpression"),
                key_set: None,
            },
            ("jwt", _) => self.jwt_method(node),
            (_, rest) => {
                let known = if rest { "token, request and cognito_user_pools" } else { "jwt and request" };
                let message =
                    format!("`{kind}` is not an authorizer that {} APIs have", self.api.kind.label());
                let help = format!("AWS knows {known} here");
                self.say(node.see_all(), Diagnostic::error("import-authorizer", message).help(help));
                return None;
            }
        };
        let authorizer = Authorizer {
            name: name.to_owned(),
            method,
            result_ttl_s: self.number_at(node, "authorizerResultTtlInSeconds"),
            credentials: self
                .text_at(node, "authorizerCredentials")
                .or_else(|| self.text_at(node, "authorizerCredentialsArn")),
        };
        let id = self.design.mint();
        self.api.authorizers.insert(id, Arc::new(authorizer));
        Some(id)
    }

    fn authorizer_function(&mut self, node: Node<'a>) -> Option<crate::design::FunctionId> {
        let uri = node.get("authorizerUri");
        let Some(uri) = uri.and_then(|uri| Some((uri, self.text(uri)?))) else {
            let message = "A Lambda authorizer needs `authorizerUri`";
            self.say(
                node.see_all(),
                Diagnostic::error("import-authorizer", message).help("Add the function's URI"),
            );
            return None;
        };
        Some(self.function_of(uri.0, &uri.1))
    }

    /// The header that a REST API's token is in: of the identity source, or the scheme's name.
    fn token_header(&mut self, node: Node<'a>, header: String) -> String {
        let source = self.text_at(node, "identitySource");
        source
            .and_then(|text| text.strip_prefix("method.request.header.").map(str::to_owned))
            .unwrap_or(header)
    }

    fn request_method(&mut self, node: Node<'a>) -> Option<AuthorizerMethod> {
        let function = self.authorizer_function(node)?;
        let sources = self.texts_at(node, "identitySource");
        let split = sources.iter().flat_map(|text| text.split(',')).map(str::trim);
        let identity_sources = split.filter(|text| !text.is_empty()).map(str::to_owned).collect();
        if self.is_rest() {
            let (payload_format, simple_responses) = (None, false);
            return Some(AuthorizerMethod::LambdaRequest {
                function,
                identity_sources,
                payload_format,
                simple_responses,
            });
        }
        Some(AuthorizerMethod::LambdaRequest {
            function,
            identity_sources,
            payload_format: self.word_at(node, "authorizerPayloadFormatVersion"),
            simple_responses: self.boolean_at(node, "enableSimpleResponses").unwrap_or_default(),
        })
    }

    fn jwt_method(&mut self, node: Node<'a>) -> AuthorizerMethod {
        if self.is_rest() {
            let message = "How AWS's import spells a REST API's JWT authorizer is not documented";
            let help = "It is read in the spelling of HTTP APIs";
            self.say(node, Diagnostic::warning("import-authorizer", message).help(help));
        }
        let configuration = node.get("jwtConfiguration");
        if configuration.is_none() {
            let message = "A JWT authorizer needs `jwtConfiguration` with an issuer and an audience";
            self.say(node, Diagnostic::error("import-authorizer", message).help("Add it"));
        }
        let issuer = configuration.map_or_else(JwtIssuer::default, |node| JwtIssuer {
            issuer: self.text_at(node, "issuer").unwrap_or_default(),
            audiences: self.texts_at(node, "audience"),
            key_set: None,
        });
        let source = self.texts_at(node, "identitySource").into_iter().next();
        let identity_source = source.unwrap_or_else(|| {
            let start = if self.is_rest() { "method.request" } else { "$request" };
            format!("{start}.header.{AUTHORIZATION}")
        });
        AuthorizerMethod::Jwt { issuers: vec![issuer], identity_source }
    }
}
