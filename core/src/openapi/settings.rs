//! What the document says about the API as a whole.

use super::dialect::Dialect;
use super::import::Import;
use crate::aws::EndpointKind;
use crate::design::{Cors, Diagnostic};
use crate::lang::document::Node;

impl<'a> Import<'a> {
    /// Title, description, version.
    pub fn read_info(&mut self) {
        if self.dialect == Dialect::OpenApi31
            && let Some(version) = self.root.get("openapi")
        {
            let message = "AWS imports OpenAPI 3.0 and Swagger 2.0, and refuses 3.1";
            let help = "Write `openapi: 3.0.1`, and replace what only 3.1 knows";
            self.say(version, Diagnostic::error("import-version", message).help(help));
        }
        let Some(info) = self.root.get("info") else {
            let message = "The document has no `info`, which OpenAPI requires";
            self.say(
                self.root,
                Diagnostic::error("import-info", message).help("Add `info` with a title and a version"),
            );
            return;
        };
        self.api.name = self.text_at(info, "title").unwrap_or_default();
        if self.api.name.is_empty() {
            let message = "The API has no title, and AWS takes the title for the API's name";
            self.say(info, Diagnostic::error("import-info", message).help("Add a `title` to `info`"));
        }
        self.api.settings.description = self.text_at(info, "description").unwrap_or_default();
        self.api.settings.version = self.text_at(info, "version").unwrap_or_default();
    }

    /// The extensions at the top of a REST API's document.
    pub fn read_rest_settings(&mut self) {
        let root = self.root;
        if let Some(endpoint) = root.get("x-amazon-apigateway-endpoint-configuration") {
            self.read_endpoint(endpoint);
        }
        self.api.settings.binary_media_types = self.texts_at(root, "x-amazon-apigateway-binary-media-types");
        self.api.settings.minimum_compression_size_bytes =
            self.number_at(root, "x-amazon-apigateway-minimum-compression-size");
        self.api.settings.api_key_source = self.word_at(root, "x-amazon-apigateway-api-key-source");
        self.api.settings.security_policy = self.text_at(root, "x-amazon-apigateway-security-policy");
        self.api.settings.resource_policy =
            root.get("x-amazon-apigateway-policy").map(|policy| match policy.text() {
                Some(text) => text.to_owned(),
                None => format!("{:#}", policy.to_json()),
            });
        self.read_documentation();
    }

    /// The extensions at the top of an HTTP API's document.
    pub fn read_http_settings(&mut self) {
        let root = self.root;
        root.get("x-amazon-apigateway-importexport-version");
        if let Some(endpoint) = root.get("x-amazon-apigateway-endpoint-configuration") {
            self.read_endpoint(endpoint);
        }
        if let Some(cors) = root.get("x-amazon-apigateway-cors") {
            self.api.settings.cors = Some(self.cors(cors));
        }
        let Some(tags) = root.peek("tags") else { return };
        for tag in tags.items() {
            if tag.peek("x-amazon-apigateway-tag-value").is_none() {
                continue;
            }
            tags.see();
            let value = self.text_at(tag.see(), "x-amazon-apigateway-tag-value");
            if let (Some(name), Some(value)) = (self.text_at(tag, "name"), value) {
                self.api.settings.tags.insert(name, value);
            }
        }
    }

    fn cors(&mut self, node: Node<'a>) -> Cors {
        let node = self.resolve(node);
        let max_age = node.get("maxAge");
        let max_age_s = max_age.and_then(Node::scalar).and_then(|text| text.parse().ok());
        if let (Some(max_age), None) = (max_age, max_age_s) {
            self.say(max_age, Diagnostic::error("import-value", "`maxAge` is not a whole number"));
        }
        Cors {
            allow_origins: self.texts_at(node, "allowOrigins"),
            allow_methods: self.texts_at(node, "allowMethods"),
            allow_headers: self.texts_at(node, "allowHeaders"),
            expose_headers: self.texts_at(node, "exposeHeaders"),
            max_age_s,
            allow_credentials: self.boolean_at(node, "allowCredentials").unwrap_or_default(),
        }
    }

    /// Where the API is reached.
    pub fn read_endpoint(&mut self, node: Node<'a>) {
        if let Some(disabled) = self.boolean_at(node, "disableExecuteApiEndpoint") {
            self.api.settings.disable_execute_api_endpoint = disabled;
        }
        self.api.settings.endpoint.ip_address_kind = node.get("ipAddressType").and_then(|value| {
            let text = self.text(value)?;
            let word = text.parse().ok();
            if word.is_none() {
                let message = format!("`ipAddressType` is `{text}`, which AWS does not know");
                self.say(
                    value,
                    Diagnostic::error("import-value", message).help("AWS knows ipv4 and dualstack"),
                );
            }
            word
        });
        if !self.is_rest() {
            return;
        }
        let ids = self.texts_at(node, "vpcEndpointIds");
        self.api.settings.endpoint.vpc_endpoint_ids.extend(ids);
        let types = node.get("types");
        for (at, text) in self.texts_at(node, "types").into_iter().enumerate() {
            let Some(list) = types else { break };
            match text.to_ascii_uppercase().parse::<EndpointKind>() {
                Ok(kind) if at == 0 => self.api.settings.endpoint.kind = Some(kind),
                Ok(_) => {
                    let message = "Cannot create an api with multiple Endpoint Types";
                    self.say(
                        list,
                        Diagnostic::error("import-endpoint", message).help("Keep one of the types"),
                    );
                }
                Err(_) => {
                    let message = format!("`{text}` is not an endpoint type");
                    let help = "AWS knows EDGE, REGIONAL and PRIVATE";
                    self.say(list, Diagnostic::error("import-endpoint", message).help(help));
                }
            }
        }
    }

    /// Documentation parts, each under its type and place.
    fn read_documentation(&mut self) {
        let Some(documentation) = self.root.get("x-amazon-apigateway-documentation") else { return };
        documentation.get("createdDate");
        if let Some(version) = self.text_at(documentation, "version") {
            self.api.settings.documentation.insert("version".to_owned(), version);
        }
        let Some(parts) = documentation.get("documentationParts") else { return };
        for part in parts.items() {
            let location = part.see().get("location");
            let mut words = Vec::new();
            for key in ["type", "path", "method", "statusCode", "name"] {
                words.extend(location.and_then(|location| location.get(key)).and_then(Node::scalar));
            }
            let text = match part.get("properties") {
                Some(properties) => {
                    properties.text().map_or_else(|| properties.to_json().to_string(), str::to_owned)
                }
                None => String::new(),
            };
            self.api.settings.documentation.insert(words.join(" "), text);
        }
    }

    /// Takes Region and account over from the functions' ARNs when they all agree.
    pub fn read_region(&mut self) {
        let parts = |index: usize| {
            let mut found = self.design.functions.values().map(move |function| {
                function
                    .arn
                    .as_deref()
                    .and_then(|arn| arn.split(':').nth(index))
                    .unwrap_or_default()
                    .to_owned()
            });
            let first = found.next().filter(|text| !text.is_empty() && !text.contains(['$', '{']))?;
            found.all(|other| other == first).then_some(first)
        };
        let (region, account) = (parts(3), parts(4));
        self.design.region = region.unwrap_or_default();
        let digits = |text: &String| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        self.design.account_id = account.filter(digits).unwrap_or_default();
    }
}
