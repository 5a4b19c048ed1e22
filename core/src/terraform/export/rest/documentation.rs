//! Documentation parts and the versions that stages publish.

use std::collections::BTreeSet;

use super::Rest;
use crate::design::DocumentationLocation;
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::{mark, slug_or};
use crate::terraform::syntax::{Expr, Fields, call, json_document, object, text};

/// Adds the documentation.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let api = rest.context.api;
    let item = rest.context.item();
    for (key, content) in &api.settings.documentation {
        let Some(place) = DocumentationLocation::read(key) else {
            let message = format!("Documentation `{key}` names no kind of part that AWS knows");
            module.refuse(item, message, format!("Begin with one of {}", DocumentationLocation::kinds()));
            continue;
        };
        let location = Fields::new()
            .set("type", text(place.kind.as_str()))
            .set_some("path", place.path.map(text))
            .set_some("method", place.method.map(text))
            .set_some("status_code", place.status_code.map(text))
            .set_some("name", place.name.map(text));
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

pub(super) fn versions(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
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
        let of = Of::new("aws_api_gateway_documentation_version", &name, item).part(version);
        let address = module.add(of, fields);
        rest.versions.insert(version.to_owned(), address);
    }
}
