//! The responses that a method of a REST API declares.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::fields::Fields;
use super::writer::Writer;
use crate::design::{Diagnostic, Item, MethodResponse, ModelId, Route};
use crate::openapi::response::is_status;

/// What AWS's export says of a response that has no description; it says nothing, so the import leaves it out.
pub(in crate::openapi) fn usual_description(status: &str) -> String {
    format!("{status} response")
}

/// The response that AWS's export of an HTTP API declares for every route.
pub(super) fn default_response(route: &Route) -> Value {
    json!({ "default": { "description": format!("Default response for {}", route.key) } })
}

impl Writer<'_> {
    /// Adds the responses. Where a method declares none, AWS writes an empty object, which OpenAPI does not allow;
    /// a document without extensions is for tools that mind it, so it has a default one as in HTTP APIs.
    pub fn put_responses(&mut self, fields: &mut Fields, item: Item, route: &Route) {
        let scope = self.scope;
        if route.responses.is_empty() && !(scope.others || scope.integrations || scope.authorizers) {
            fields.put("responses", default_response(route));
            return;
        }
        let mut responses = Fields::new();
        for (status, response) in &route.responses {
            if is_status(status) {
                responses.put(status.as_str(), self.response(item, status, response));
            } else {
                let message = format!("The response `{status}` is left out, for it is no HTTP status");
                let help = "Name it by three digits, from 100 to 599";
                let found = Diagnostic::error("export-response", message).help(help);
                self.say(item, found.at_place(format!("responses.{status}")));
            }
        }
        fields.put("responses", responses);
    }

    fn response(&mut self, item: Item, status: &str, response: &MethodResponse) -> Fields {
        let mut fields = Fields::new();
        match response.description.as_str() {
            "" => fields.put("description", usual_description(status)),
            text => fields.put("description", text),
        }
        let place = format!("responses.{status}");
        let models = self.content(item, &place, &response.models);
        if self.scope.swagger
            && let Some((_, name)) = models.first()
        {
            fields.put("schema", self.reference(name));
        }
        let headers = response.headers.keys().map(|name| {
            let mut header = Fields::new();
            self.put_text_type(&mut header);
            (name.as_str(), header)
        });
        fields.put_fields("headers", headers.collect());
        if response.headers.values().any(|required| *required) {
            let why = "an import declares every header as one that may be missing";
            self.leave_out(item, &place, "That a header is required", why);
        }
        if !self.scope.swagger {
            fields.put_fields("content", self.media(&models));
        }
        fields
    }

    /// The content types that the responses of a method have together (Swagger 2.0).
    pub fn produces<'r>(&mut self, item: Item, route: &'r Route) -> Vec<&'r str> {
        let mut types: Vec<&str> = Vec::new();
        let with_models =
            || route.responses.iter().filter(|(status, one)| is_status(status) && !one.models.is_empty());
        for kind in with_models().flat_map(|(_, response)| response.models.keys()) {
            if !types.contains(&kind.as_str()) {
                types.push(kind);
            }
        }
        for (status, response) in with_models() {
            let one = response.models.values().all(|model| Some(model) == response.models.values().next());
            if !one || response.models.len() != types.len() {
                let what = format!("Which content types the model of response {status} is for");
                let why = "in Swagger 2.0 a response has one schema, for every type that the method produces";
                self.leave_out(item, &format!("responses.{status}"), &what, why);
            }
        }
        types
    }

    /// The names of models by content type; one that the design does not hold is left out and named.
    pub fn content(
        &mut self,
        item: Item,
        place: &str,
        models: &IndexMap<String, ModelId>,
    ) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (content_type, id) in models {
            match self.models.get(id) {
                Some(name) => found.push((content_type.clone(), name.clone())),
                None => self.missing(item, place, &format!("The model for `{content_type}`")),
            }
        }
        found
    }

    /// The models as the content of OpenAPI 3.
    pub fn media(&self, models: &[(String, String)]) -> Fields {
        let media = models.iter().map(|(content_type, name)| {
            let mut media = Fields::new();
            media.put("schema", self.reference(name));
            (content_type.as_str(), media)
        });
        media.collect()
    }
}
