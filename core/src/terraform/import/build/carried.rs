//! Expressions of a document whose places hold numbers and lists: the design has the default there, and keeps them.

use std::sync::Arc;

use super::super::config::{Part, Value};
use super::body::Body;
use super::stand_in::{self, Places};
use super::work::written;
use crate::aws::ApiKind;
use crate::design::{Api, ApiId, AuthorizerMethod, Diagnostic, Item, Severity};

/// What tells that AWS or the studio takes nothing from a part of a document.
const IGNORED: &[&str] = &["import-ignored", "import-unused", "import-schema-keyword", "import-unknown"];

/// An API of which the document's stand-ins are taken.
pub(super) struct Carrier<'b, 'w, 'c> {
    pub(super) body: &'b Body<'w, 'c>,
    pub(super) argument: &'b str,
    pub(super) parts: &'b [Part],
    pub(super) places: &'b Places,
}

impl Carrier<'_, '_, '_> {
    /// Takes the stand-ins of numbers and lists out of an API, and keeps what they stand for.
    pub(super) fn take(&self, id: ApiId, api: &mut Api) {
        let first = |first: &'static str, second: &'static str| match api.kind {
            ApiKind::Rest => first,
            _ => second,
        };
        let on_integration = first("aws_api_gateway_integration", "aws_apigatewayv2_integration");
        let on_authorizer = first("aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer");
        let on_api = first("aws_api_gateway_rest_api", "aws_apigatewayv2_api");
        for (number, integration) in &mut api.integrations {
            // Each method of a REST API has an integration of its own.
            let routes = api.routes.iter().filter(|(_, route)| route.integration == Some(*number));
            let items: Vec<Item> = match api.kind {
                ApiKind::Rest => routes.map(|(route, _)| Item::Route(id, *route)).collect(),
                _ => vec![Item::Integration(id, *number)],
            };
            let integration = Arc::make_mut(integration);
            self.number(&items, on_integration, "timeout_milliseconds", &mut integration.timeout_ms);
            self.list(&items, on_integration, "cache_key_parameters", &mut integration.cache_key_parameters);
        }
        for (number, authorizer) in &mut api.authorizers {
            let (items, authorizer) = (&[Item::Authorizer(id, *number)], Arc::make_mut(authorizer));
            let ttl = &mut authorizer.result_ttl_s;
            self.number(items, on_authorizer, "authorizer_result_ttl_in_seconds", ttl);
            match &mut authorizer.method {
                AuthorizerMethod::Cognito { user_pool_arns, .. } => {
                    self.list(items, on_authorizer, "provider_arns", user_pool_arns);
                }
                AuthorizerMethod::Jwt { issuers, .. } => {
                    for issuer in issuers {
                        let path = "jwt_configuration.audience";
                        self.list(items, on_authorizer, path, &mut issuer.audiences);
                    }
                }
                _ => {}
            }
        }
        let (items, settings) = (&[Item::Api(id)], &mut api.settings);
        let size = &mut settings.minimum_compression_size_bytes;
        self.number(items, on_api, "minimum_compression_size", size);
        self.list(items, on_api, "binary_media_types", &mut settings.binary_media_types);
        let endpoints = &mut settings.endpoint.vpc_endpoint_ids;
        self.list(items, on_api, "endpoint_configuration.vpc_endpoint_ids", endpoints);
        if let Some(cors) = &mut settings.cors {
            self.number(items, on_api, "cors_configuration.max_age", &mut cors.max_age_s);
            self.list(items, on_api, "cors_configuration.allow_origins", &mut cors.allow_origins);
            self.list(items, on_api, "cors_configuration.allow_methods", &mut cors.allow_methods);
            self.list(items, on_api, "cors_configuration.allow_headers", &mut cors.allow_headers);
            self.list(items, on_api, "cors_configuration.expose_headers", &mut cors.expose_headers);
        }
    }

    fn number<N: Copy + TryInto<u32>>(&self, items: &[Item], kind: &str, path: &str, number: &mut Option<N>) {
        let at = number.and_then(|number| number.try_into().ok()).and_then(stand_in::piece);
        if let Some(part) = at.and_then(|at| self.parts.get(at)) {
            *number = None;
            items.iter().for_each(|item| self.keep(*item, kind, path, part));
        }
    }

    /// A stand-in alone where a list has to be is the list.
    fn list(&self, items: &[Item], kind: &str, path: &str, texts: &mut Vec<String>) {
        let [text] = texts.as_slice() else { return };
        let found = stand_in::numbers(text).into_iter().find(|at| self.places.lists.contains(at));
        if let Some(part) = found.and_then(|at| self.parts.get(at)) {
            texts.clear();
            items.iter().for_each(|item| self.keep(*item, kind, path, part));
        }
    }

    fn keep(&self, item: Item, kind: &str, path: &str, part: &Part) {
        let value = match part {
            // The document needs JSON where Terraform needs the list itself.
            Part::Opaque(text) => match encoded(text) {
                Some(inner) => Value::Opaque(inner.to_owned()),
                None => Value::Opaque(text.clone()),
            },
            other => Value::Template(vec![other.clone()]),
        };
        let work = self.body.work;
        let address = format!("`{}` of `{}`", self.argument, self.body.address());
        let message = format!("`{path}` in {address} stays the expression `{}`", written(&value));
        let help = "The design has the default here, and the export writes the expression";
        self.body.say(Diagnostic::note("terraform-expression", message).at(item).help(help));
        work.keep(format!("{} {kind} {path}", item.key()), written(&value));
    }

    /// Says which expressions are not in the design that was made of the document.
    pub(super) fn tell_lost(&self, design: &str, said: &[Diagnostic]) {
        let there = stand_in::numbers(design);
        for (at, pointers) in &self.places.pointers {
            let Some(part) = self.parts.get(*at) else { continue };
            let is_list = self.places.lists.contains(at);
            let is_there = there.contains(at) || self.places.numbers.contains(at);
            let is_encoded = matches!(part, Part::Opaque(text) if encoded(text).is_some());
            if is_there && (is_list || !(is_encoded && self.places.alone.contains(at))) {
                continue;
            }
            let is_lost = |pointer: &&String| !is_function(pointer) && !is_ignored(pointer, said);
            let Some(pointer) = pointers.iter().find(is_lost) else { continue };
            let expression = written(&Value::Template(vec![part.clone()]));
            let address = format!("`{}` of `{}`", self.argument, self.body.address());
            let message = format!(
                "`{pointer}` in {address} is made of `{expression}`, and no expression can stand there"
            );
            let help = "It is left out: write its value into the document, and import again";
            self.body.say(Diagnostic::error("terraform-document", message).help(help));
        }
    }
}

/// What a call of `jsonencode` encodes.
fn encoded(expression: &str) -> Option<&str> {
    expression.strip_prefix("jsonencode(")?.strip_suffix(')')
}

/// Whether a place names what is called, which is found whatever stands in its ARN.
fn is_function(pointer: &str) -> bool {
    pointer.ends_with("/uri") || pointer.ends_with("/authorizerUri")
}

/// Whether what stands at a place is told to mean nothing to AWS.
fn is_ignored(pointer: &str, said: &[Diagnostic]) -> bool {
    let said = said.iter().filter(|said| said.severity != Severity::Error && IGNORED.contains(&said.code));
    let words: Vec<&str> = said.filter_map(|said| said.message.split('`').nth(1)).collect();
    pointer.split('/').any(|step| words.contains(&step.replace("~1", "/").replace("~0", "~").as_str()))
}
