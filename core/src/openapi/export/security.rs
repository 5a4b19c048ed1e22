//! Security schemes, and what operations require of them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::fields::Fields;
use super::writer::{Writer, unique};
use crate::design::{Authorization, Diagnostic, Item, Route};

/// What AWS's export calls the scheme of API keys and of IAM.
const API_KEY: &str = "api_key";
const SIGV4: &str = "sigv4";
/// The header of API keys.
const API_KEY_HEADER: &str = "x-api-key";

impl Writer<'_> {
    /// Names the security schemes: authorizers first, for their name is AWS's name of them.
    pub fn name_schemes(&mut self) {
        let mut used = BTreeSet::new();
        for (id, authorizer) in &self.api.authorizers {
            let item = Item::Authorizer(self.id, *id);
            if let Some(why) = self.refused(authorizer) {
                let message = format!("The authorizer `{}` is left out: {why}", authorizer.name);
                let help = "Routes that need it are open in the document until another one guards them";
                self.say(item, Diagnostic::error("export-authorizer", message).help(help));
                continue;
            }
            let fit = if authorizer.name.is_empty() { "authorizer" } else { &authorizer.name };
            let name = self.name(item, &mut used, &authorizer.name, fit);
            self.schemes.insert(*id, name);
        }
        self.api_key_scheme = unique(&mut used, API_KEY);
        self.iam_scheme = unique(&mut used, SIGV4);
    }

    /// Every security scheme.
    pub fn security_schemes(&mut self) -> Fields {
        let mut schemes = Fields::new();
        let routes = || self.api.routes.values();
        if self.is_rest() && routes().any(|route| route.api_key_required) {
            schemes.put(
                self.api_key_scheme.clone(),
                json!({ "type": "apiKey", "name": API_KEY_HEADER, "in": "header" }),
            );
        }
        if routes().any(|route| route.authorization == Authorization::Iam) {
            let mut fields = Fields::new();
            fields.put("type", "apiKey");
            fields.put("name", "Authorization");
            fields.put("in", "header");
            if self.scope.authorizers {
                fields.put("x-amazon-apigateway-authtype", "awsSigv4");
            }
            schemes.put(self.iam_scheme.clone(), fields);
        }
        for (id, authorizer) in &self.api.authorizers {
            if let Some(name) = self.schemes.get(id).cloned() {
                let fields = self.scheme(Item::Authorizer(self.id, *id), authorizer);
                schemes.put(name, fields);
            }
        }
        schemes
    }

    /// Adds who may call. As in AWS's export each scheme is an entry of its own, though a caller needs all.
    pub fn put_security(&mut self, fields: &mut Fields, item: Item, route: &Route) {
        let mut required: Vec<Value> = Vec::new();
        if self.is_rest() && route.api_key_required {
            required.push(json!({ &self.api_key_scheme: [] }));
        }
        match &route.authorization {
            Authorization::None => {}
            Authorization::Iam => required.push(json!({ &self.iam_scheme: [] })),
            Authorization::Authorizer { id, scopes } => match self.schemes.get(id) {
                Some(name) => required.push(json!({ name: scopes })),
                None if self.api.authorizers.contains_key(id) => {
                    let message = format!("Nothing guards `{}` in the document", route.key);
                    let help = "Choose an authorizer that the API can have before the document is deployed";
                    self.say(item, Diagnostic::error("export-authorizer", message).help(help));
                }
                None => self.missing(item, "authorization", &format!("The authorizer of `{}`", route.key)),
            },
        }
        fields.put_some("security", Some(required).filter(|list| !list.is_empty()));
    }
}
