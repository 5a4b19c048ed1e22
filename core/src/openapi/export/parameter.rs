//! Parameters and bodies of requests.

use serde_json::{Value, json};

use super::fields::Fields;
use super::writer::Writer;
use crate::design::{Item, ParameterLocation, Route, path_parameters};

/// Where AWS's export keeps what a body is called in Swagger 2.0.
const BODY: &str = "body";

impl Writer<'_> {
    /// Adds the parameters and the body of a REST API's method.
    pub fn put_request(&mut self, fields: &mut Fields, item: Item, route: &Route) {
        let models = self.content(item, "body_models", &route.body_models);
        if self.scope.swagger {
            let types: Vec<&str> = models.iter().map(|(kind, _)| kind.as_str()).collect();
            fields.put_some("consumes", Some(types).filter(|types| !types.is_empty()));
            fields.put_some("produces", Some(self.produces(item, route)).filter(|types| !types.is_empty()));
        }
        let mut parameters = self.parameters(route);
        if self.scope.swagger
            && let Some((_, name)) = models.first()
        {
            if models.iter().any(|(_, other)| other != name) {
                let why = "a body has one schema in Swagger 2.0, whatever its content type is";
                self.leave_out(item, "body_models", "A second model of the body", why);
            }
            let mut body = Fields::new();
            body.put("in", BODY);
            body.put("name", name.as_str());
            body.put_text("description", body_note(route));
            body.put("required", true);
            body.put("schema", self.reference(name));
            parameters.push(body.into());
        }
        fields.put_some("parameters", Some(parameters).filter(|list| !list.is_empty()));
        let note = body_note(route);
        if self.scope.swagger {
            if !note.is_empty() && models.is_empty() {
                let why = "a body without a model is not declared in Swagger 2.0";
                self.leave_out(item, "notes", "The description of the body", why);
            }
        } else if !models.is_empty() || !note.is_empty() {
            let mut body = Fields::new();
            body.put_text("description", note);
            body.put("content", self.media(&models));
            body.put_true("required", !models.is_empty());
            fields.put("requestBody", body);
        }
    }

    /// The parameters that the method declares, and those of its path that it does not: OpenAPI wants them all.
    fn parameters(&self, route: &Route) -> Vec<Value> {
        let mut list: Vec<Value> = Vec::new();
        for parameter in &route.parameters {
            let place = match parameter.location {
                ParameterLocation::Header => "header",
                ParameterLocation::Path => "path",
                ParameterLocation::QueryString => "query",
            };
            // A parameter of the path is always there.
            let required = parameter.required || parameter.location == ParameterLocation::Path;
            list.push(self.parameter(place, &parameter.name, &parameter.description, required));
        }
        let declares = |name: &str| {
            let in_path = |location| location == ParameterLocation::Path;
            route.parameters.iter().any(|known| in_path(known.location) && known.name == name)
        };
        let template = route.key.path_template().unwrap_or_default();
        let undeclared = path_parameters(template).filter(|name| !declares(name));
        list.extend(undeclared.map(|name| self.parameter("path", name, "", true)));
        list
    }

    fn parameter(&self, place: &str, name: &str, description: &str, required: bool) -> Value {
        let mut fields = Fields::new();
        fields.put("name", name);
        fields.put("in", place);
        fields.put_text("description", description);
        fields.put_true("required", required);
        self.put_text_type(&mut fields);
        fields.into()
    }

    /// Says that a parameter or header is a text.
    pub fn put_text_type(&self, fields: &mut Fields) {
        if self.scope.swagger {
            fields.put("type", "string");
        } else {
            fields.put("schema", json!({ "type": "string" }));
        }
    }
}

fn body_note(route: &Route) -> &str {
    route.notes.get("requestBody.description").map(String::as_str).unwrap_or_default()
}

/// The parameters of a path as AWS's export of an HTTP API declares them.
pub(super) fn generated(path: &str) -> Vec<Value> {
    let parameter = |name: &str| {
        json!({
            "name": name,
            "in": "path",
            "description": format!("Generated path parameter for {name}"),
            "required": true,
            "schema": { "type": "string" },
        })
    };
    path_parameters(path).map(parameter).collect()
}
