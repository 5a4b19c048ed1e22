//! Security schemes, and what operations require of them.

use super::dialect::Dialect;
use super::import::Import;
use crate::design::{Authorization, AuthorizerId, Diagnostic, Route};
use crate::lang::document::Node;

/// What a security scheme stands for in API Gateway.
#[derive(Clone, Debug)]
pub(super) enum Scheme {
    /// An API key.
    ApiKey,
    /// IAM.
    Iam,
    /// An authorizer.
    Authorizer(AuthorizerId),
    /// Nothing: AWS has no such scheme.
    None,
}

impl<'a> Import<'a> {
    /// Reads the security schemes.
    pub fn read_schemes(&mut self) {
        let schemes = match self.dialect {
            Dialect::Swagger2 => self.root.get("securityDefinitions"),
            _ => self.root.get("components").and_then(|components| components.get("securitySchemes")),
        };
        for (name, node) in schemes.into_iter().flat_map(Node::entries) {
            let node = self.resolve(node);
            let scheme = self.scheme(name, node);
            self.schemes.insert(name.to_owned(), scheme);
        }
    }

    fn scheme(&mut self, name: &str, node: Node<'a>) -> Scheme {
        let kind = self.text_at(node, "type").unwrap_or_default();
        let header = self.text_at(node, "name").unwrap_or_default();
        node.get("in");
        node.get("description");
        let auth_type = self.text_at(node, "x-amazon-apigateway-authtype").unwrap_or_default();
        if let Some(authorizer) = node.get("x-amazon-apigateway-authorizer") {
            // What the standard says of the flow decides nothing once AWS's own words are there.
            for word in
                ["flow", "flows", "scopes", "authorizationUrl", "tokenUrl", "openIdConnectUrl", "scheme"]
            {
                if let Some(node) = node.get(word) {
                    node.see_all();
                }
            }
            node.get("bearerFormat");
            let authorizer = self.resolve(authorizer);
            let id = self.read_authorizer(name, authorizer, &header);
            return id.map_or(Scheme::None, Scheme::Authorizer);
        }
        if auth_type.eq_ignore_ascii_case("awsSigv4") {
            return Scheme::Iam;
        }
        if kind == "apiKey" && auth_type.is_empty() {
            return self.api_key_scheme(name, node, &header);
        }
        node.see_all();
        let message = format!("The security scheme `{name}` has no authorizer, and AWS does not enforce it");
        let help =
            "Add `x-amazon-apigateway-authorizer`, or `x-amazon-apigateway-authtype: awsSigv4` for IAM";
        self.say(node, Diagnostic::warning("import-security", message).help(help));
        Scheme::None
    }

    fn api_key_scheme(&mut self, name: &str, node: Node<'a>, header: &str) -> Scheme {
        if !self.is_rest() {
            let message = format!("HTTP APIs have no API keys, so `{name}` is not enforced");
            let help = "Import the document as a REST API, or attach an authorizer";
            self.say(node, Diagnostic::warning("import-security", message).help(help));
            return Scheme::None;
        }
        if !header.eq_ignore_ascii_case("x-api-key") {
            let message = format!("API Gateway reads API keys from `x-api-key`, not from `{header}`");
            let help = "Name the header `x-api-key`; what AWS makes of another name is not documented";
            self.say(node, Diagnostic::warning("import-security", message).help(help));
        }
        Scheme::ApiKey
    }

    /// Reads who may call an operation: by its own words, or else by the document's.
    pub fn read_security(&mut self, route: &mut Route, operation: Node<'a>) {
        let own = operation.get("security");
        let shared = self.root.get("security").filter(|shared| own.is_none() && self.may_repeat(*shared));
        let required = own.or(shared);
        for alternative in required.into_iter().flat_map(Node::items) {
            for (name, scopes) in alternative.see().entries() {
                let scopes = scopes.see();
                match self.schemes.get(name).cloned() {
                    Some(Scheme::ApiKey) => route.api_key_required = true,
                    Some(Scheme::Iam) => self.require(route, scopes, Authorization::Iam),
                    Some(Scheme::Authorizer(id)) => {
                        let items: Vec<_> = scopes.items().collect();
                        let scopes_texts = items.into_iter().filter_map(|scope| self.text(scope)).collect();
                        self.require(route, scopes, Authorization::Authorizer { id, scopes: scopes_texts });
                    }
                    Some(Scheme::None) => {
                        let message = format!(
                            "Nothing checks `{name}` on `{}`, as AWS has no such authorizer",
                            route.key
                        );
                        let help = "Attach an authorizer, or accept that everybody may call the route";
                        self.say(
                            scopes.see_all(),
                            Diagnostic::warning("import-security", message).help(help),
                        );
                    }
                    None => {
                        let message =
                            format!("The security scheme `{name}` is not defined, so nobody checks it");
                        self.say(
                            scopes.see_all(),
                            Diagnostic::error("import-security", message).help("Define it"),
                        );
                    }
                }
            }
        }
        self.read_auth(route, operation);
    }

    fn require(&mut self, route: &mut Route, node: Node<'a>, authorization: Authorization) {
        if route.authorization == Authorization::None {
            route.authorization = authorization;
        } else if route.authorization != authorization {
            let message = format!("`{}` requires more than one authorizer, and AWS takes one", route.key);
            let help = "Keep one; which one AWS would keep is not documented, here it is the first";
            self.say(node, Diagnostic::warning("import-security", message).help(help));
        }
    }

    /// AWS's own word on an operation, which wins over `security`.
    fn read_auth(&mut self, route: &mut Route, operation: Node<'a>) {
        let auth =
            operation.get("x-amazon-apigateway-auth").or_else(|| self.root.get("x-amazon-apigateway-auth"));
        let Some(kind) = auth.and_then(|auth| auth.get("type")) else { return };
        match self.text(kind).unwrap_or_default().to_ascii_uppercase().as_str() {
            "AWS_IAM" => route.authorization = Authorization::Iam,
            "NONE" => route.authorization = Authorization::None,
            // The authorizer itself is named by `security`.
            "CUSTOM" | "COGNITO_USER_POOLS" | "JWT" => {}
            other => {
                let message = format!("`{other}` is not an authorization type that AWS knows");
                let help = "AWS knows NONE, AWS_IAM, CUSTOM and COGNITO_USER_POOLS";
                self.say(kind, Diagnostic::error("import-security", message).help(help));
            }
        }
    }
}
