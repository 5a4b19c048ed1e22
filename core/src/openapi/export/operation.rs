//! One route, which becomes an operation.

use serde_json::Value;

use super::fields::Fields;
use super::response::default_response;
use super::writer::Writer;
use crate::design::{Diagnostic, Item, Route, RouteKey};

const VALIDATOR: &str = "x-amazon-apigateway-request-validator";

impl Writer<'_> {
    /// A route as an operation.
    pub fn operation(&mut self, item: Item, route: &Route) -> Fields {
        let mut fields = Fields::new();
        self.put_notes(&mut fields, item, route);
        fields.put_some("operationId", route.operation_name.as_deref());
        let is_default = matches!(route.key, RouteKey::Named(_));
        fields.put_true("isDefaultRoute", is_default && self.scope.others);
        if self.is_rest() {
            self.put_request(&mut fields, item, route);
            self.put_responses(&mut fields, item, route);
        } else {
            fields.put("responses", default_response(route));
            self.leave_out_rest_parts(item, route);
        }
        self.leave_out_set(
            item,
            "only WebSocket APIs have it",
            &[
                (
                    "model_selection_expression",
                    "The model selection",
                    route.model_selection_expression.is_some(),
                ),
                ("two_way", "The answer over the connection", route.two_way),
            ],
        );
        self.put_security(&mut fields, item, route);
        if self.is_rest()
            && self.scope.others
            && let Some(id) = route.validator
        {
            match self.validators.get(&id).cloned() {
                Some(name) => fields.put(VALIDATOR, name),
                None => self.missing(item, "validator", &format!("The validator of `{}`", route.key)),
            }
        }
        if self.scope.integrations {
            self.put_integration(&mut fields, item, route);
        }
        fields
    }

    /// Adds what OpenAPI says in words.
    fn put_notes(&mut self, fields: &mut Fields, item: Item, route: &Route) {
        let note = |key: &str| route.notes.get(key).map(String::as_str).unwrap_or_default();
        let tags: Vec<&str> = note("tags").split(", ").filter(|tag| !tag.is_empty()).collect();
        fields.put_some("tags", Some(tags).filter(|tags| !tags.is_empty()));
        fields.put_text("summary", &route.summary);
        fields.put_some("description", route.notes.get("description").map(String::as_str));
        fields.put_true("deprecated", note("deprecated") == "true");
        for (key, text) in &route.notes {
            match key.as_str() {
                "tags" | "description" | "requestBody.description" | "path.summary" | "path.description" => {}
                "deprecated" if text == "true" => {}
                "externalDocs" => match serde_json::from_str::<Value>(text) {
                    Ok(docs) if docs.is_object() => fields.put("externalDocs", docs),
                    _ => self.leave_out(item, "notes.externalDocs", "`externalDocs`", "it is no JSON object"),
                },
                other => {
                    let place = format!("notes.{other}");
                    self.leave_out(
                        item,
                        &place,
                        &format!("The note `{other}`"),
                        "an operation has no such word",
                    );
                }
            }
        }
    }

    /// Says which parts of the route only a REST API could have.
    fn leave_out_rest_parts(&mut self, item: Item, route: &Route) {
        self.leave_out_set(
            item,
            "HTTP APIs do not have it",
            &[
                ("api_key_required", "The API key", route.api_key_required),
                ("parameters", "The declaration of parameters", !route.parameters.is_empty()),
                ("body_models", "The model of the body", !route.body_models.is_empty()),
                ("validator", "The validator", route.validator.is_some()),
                ("responses", "The declaration of responses", !route.responses.is_empty()),
            ],
        );
        if route.notes.contains_key("requestBody.description") {
            let found = "The description of the body is left out: HTTP APIs declare no body";
            self.say(item, Diagnostic::warning("export-left-out", found).at_place("notes"));
        }
    }
}
