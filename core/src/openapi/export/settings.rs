//! What the document says about the API as a whole, in extensions of AWS at its top.

use serde_json::{Value, json};

use super::fields::{Fields, text_map};
use super::writer::Writer;
use crate::design::{Cors, Diagnostic, GatewayResponse, Item};

const TAG_VALUE: &str = "x-amazon-apigateway-tag-value";

impl Writer<'_> {
    /// Adds the extensions at the top.
    pub fn put_settings(&mut self, root: &mut Fields) {
        if self.is_rest() {
            if self.scope.others {
                self.put_rest_settings(root);
            }
            if self.scope.settings {
                self.leave_out_http_settings();
            }
            return;
        }
        if self.scope.others && self.scope.settings {
            root.put_some("x-amazon-apigateway-cors", self.api.settings.cors.as_ref().map(cors));
        }
        if self.scope.others || self.scope.integrations || self.scope.authorizers {
            root.put("x-amazon-apigateway-importexport-version", "1.0");
        }
        if self.scope.settings {
            self.leave_out_rest_settings();
        }
    }

    fn put_rest_settings(&mut self, root: &mut Fields) {
        let settings = &self.api.settings;
        let responses = settings.gateway_responses.iter();
        let responses = responses.map(|(kind, response)| (kind.as_str(), gateway_response(response)));
        root.put_fields("x-amazon-apigateway-gateway-responses", responses.collect());
        root.put_fields("x-amazon-apigateway-request-validators", self.request_validators());
        self.put_documentation(root);
        if !self.scope.settings {
            return;
        }
        self.put_policy(root);
        root.put_texts("x-amazon-apigateway-binary-media-types", &settings.binary_media_types);
        let size = settings.minimum_compression_size_bytes;
        root.put_some("x-amazon-apigateway-minimum-compression-size", size);
        root.put_some(
            "x-amazon-apigateway-api-key-source",
            settings.api_key_source.map(|source| source.as_str()),
        );
        root.put_some("x-amazon-apigateway-security-policy", settings.security_policy.as_deref());
        self.put_endpoint(root);
    }

    fn put_policy(&mut self, root: &mut Fields) {
        let Some(text) = &self.api.settings.resource_policy else { return };
        match serde_json::from_str::<Value>(text) {
            Ok(policy) if policy.is_object() => root.put("x-amazon-apigateway-policy", policy),
            _ => {
                let message = "The resource policy is no JSON object, and is left out";
                let found = Diagnostic::error("export-policy", message).help("Mend the policy");
                self.say(Item::Api(self.id), found.at_place("resource_policy"));
            }
        }
    }

    /// Adds the tags of an HTTP API; AWS's documents carry those of REST APIs nowhere.
    pub fn put_tags(&mut self, root: &mut Fields) {
        let tags = &self.api.settings.tags;
        if tags.is_empty() || !self.scope.others {
            return;
        }
        if self.is_rest() {
            let names: Vec<&str> = tags.keys().map(String::as_str).collect();
            let what = format!("The list of tags ({})", names.join(", "));
            self.leave_out(Item::Api(self.id), "tags", &what, "AWS has the extension for HTTP APIs only");
            return;
        }
        let tags = tags.iter().map(|(name, value)| json!({ "name": name, TAG_VALUE: value }));
        root.put("tags", tags.collect::<Vec<_>>());
    }

    fn leave_out_http_settings(&mut self) {
        let parts = [("cors", "CORS", self.api.settings.cors.is_some())];
        let why = "a REST API answers CORS by methods and gateway responses";
        self.leave_out_set(Item::Api(self.id), why, &parts);
        self.leave_out_socket_settings();
    }

    fn leave_out_rest_settings(&mut self) {
        let settings = &self.api.settings;
        self.leave_out_set(
            Item::Api(self.id),
            "only REST APIs have it",
            &[
                (
                    "binary_media_types",
                    "The list of binary media types",
                    !settings.binary_media_types.is_empty(),
                ),
                (
                    "minimum_compression_size_bytes",
                    "Compression",
                    settings.minimum_compression_size_bytes.is_some(),
                ),
                ("api_key_source", "The source of API keys", settings.api_key_source.is_some()),
                ("resource_policy", "The resource policy", settings.resource_policy.is_some()),
                ("gateway_responses", "The gateway responses", !settings.gateway_responses.is_empty()),
                ("security_policy", "The TLS policy", settings.security_policy.is_some()),
                ("documentation", "The documentation", !settings.documentation.is_empty()),
                ("models", "The models", !self.api.models.is_empty()),
                ("validators", "The validators", !self.api.validators.is_empty()),
            ],
        );
        self.leave_out_socket_settings();
    }

    fn leave_out_socket_settings(&mut self) {
        let settings = &self.api.settings;
        self.leave_out_set(
            Item::Api(self.id),
            "only WebSocket APIs have it",
            &[
                (
                    "route_selection_expression",
                    "The route selection",
                    settings.route_selection_expression.is_some(),
                ),
                (
                    "api_key_selection_expression",
                    "The API key selection",
                    settings.api_key_selection_expression.is_some(),
                ),
            ],
        );
    }
}

/// In the order of AWS's export.
fn cors(cors: &Cors) -> Fields {
    let mut fields = Fields::new();
    fields.put_texts("allowMethods", &cors.allow_methods);
    fields.put_texts("allowHeaders", &cors.allow_headers);
    fields.put_texts("exposeHeaders", &cors.expose_headers);
    fields.put_some("maxAge", cors.max_age_s);
    fields.put("allowCredentials", cors.allow_credentials);
    fields.put_texts("allowOrigins", &cors.allow_origins);
    fields
}

fn gateway_response(response: &GatewayResponse) -> Fields {
    let mut fields = Fields::new();
    fields.put_some("statusCode", response.status.map(|status| status.to_string()));
    for (key, texts) in
        [("responseParameters", &response.parameters), ("responseTemplates", &response.templates)]
    {
        fields.put_some(key, Some(text_map(texts)).filter(|_| !texts.is_empty()));
    }
    fields
}
