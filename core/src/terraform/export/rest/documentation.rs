//! Documentation parts and the versions that stages publish.

use std::collections::BTreeSet;
use std::str::FromStr;

use super::Rest;
use crate::aws::Method;
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::{mark, slug_or};
use crate::terraform::syntax::{Expr, Fields, call, json_document, object, text};

/// The words that a documentation part's type can be.
const KINDS: &[&str] = &[
    "API",
    "AUTHORIZER",
    "MODEL",
    "RESOURCE",
    "METHOD",
    "PATH_PARAMETER",
    "QUERY_PARAMETER",
    "REQUEST_HEADER",
    "REQUEST_BODY",
    "RESPONSE",
    "RESPONSE_HEADER",
    "RESPONSE_BODY",
];

/// Adds the documentation.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let api = rest.context.api;
    let item = rest.context.item();
    for (key, content) in &api.settings.documentation {
        let mut words = key.split_whitespace();
        let kind = words.next().unwrap_or_default();
        if !KINDS.contains(&kind) {
            let message = format!("Documentation `{key}` names no kind of part that AWS knows");
            module.refuse(item, message, format!("Begin with one of {}", KINDS.join(", ")));
            continue;
        }
        let location = location(kind, &words.collect::<Vec<_>>());
        let properties = match serde_json::from_str::<serde_json::Value>(content) {
            Ok(value) if value.is_object() => json_document(content, &|value| text(value)),
            _ => call("jsonencode", vec![object([("description", text(content.as_str()))])]),
        };
        let fields = Fields::new()
            .set("rest_api_id", rest.api.get("id"))
            .set("properties", properties)
            .block("location", location);
        let wanted = slug_or(key, "part");
        let name = rest.take(module, "aws_api_gateway_documentation_part", &wanted, &mark(key));
        let address =
            module.add(Of::new("aws_api_gateway_documentation_part", &name, item).part(key), fields);
        rest.documentation.push(address);
    }
    versions(module, rest);
}

/// `METHOD /orders GET`: the words after the type are path, method, status or name.
fn location(kind: &str, words: &[&str]) -> Fields {
    let mut fields = Fields::new().set("type", text(kind));
    let named = matches!(kind, "AUTHORIZER" | "MODEL");
    for word in words {
        let argument = if word.starts_with('/') {
            "path"
        } else if word.parse::<u16>().is_ok() {
            "status_code"
        } else if !named && (*word == "*" || Method::from_str(word).is_ok()) {
            "method"
        } else {
            "name"
        };
        if !fields.argument_names().any(|name| name == argument) {
            fields = fields.set(argument, text(*word));
        }
    }
    fields
}

pub(super) fn versions(module: &mut Module<'_>, rest: &Rest<'_, '_>) {
    let item = rest.context.item();
    let versions: BTreeSet<&str> =
        rest.context.api.stages.values().filter_map(|stage| stage.documentation_version.as_deref()).collect();
    for version in versions {
        let parts = rest.documentation.iter().map(crate::terraform::export::module::Address::whole).collect();
        let fields = Fields::new()
            .set("rest_api_id", rest.api.get("id"))
            .set("version", text(version))
            .set_some("depends_on", (!rest.documentation.is_empty()).then_some(Expr::Array(parts)));
        let wanted = slug_or(version, "version");
        let name = rest.take(module, "aws_api_gateway_documentation_version", &wanted, &mark(version));
        module.add(Of::new("aws_api_gateway_documentation_version", &name, item).part(version), fields);
    }
}
