//! Mapping templates without directives; those that need the template engine are left aside.

use serde_json::Value;

use crate::design::TextMap;

use super::mapping;

/// What became of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rendered {
    /// The template has no variables or hands the whole body on, so this is what AWS makes of it.
    Text(Vec<u8>),
    /// It needs the template engine.
    NeedsEngine,
}

/// What an empty body is to a template (recorded).
const EMPTY: &[u8] = b"{}";

/// Renders a template as far as that needs no engine.
pub(crate) fn render(template: &str, body: &[u8]) -> Rendered {
    let whole = ["$input.body", "$input.json('$')", "$input.json(\"$\")"];
    if whole.contains(&template.trim()) {
        return Rendered::Text(if body.is_empty() { EMPTY.to_vec() } else { body.to_vec() });
    }
    if template.contains(['$', '#']) {
        return Rendered::NeedsEngine;
    }
    Rendered::Text(template.as_bytes().to_vec())
}

/// The template of a media type, names compared without case and parameters.
pub(crate) fn of_type<'a>(templates: &'a TextMap, media_type: &str) -> Option<(&'a str, &'a str)> {
    templates
        .iter()
        .find(|(kind, _)| super::request::media_type(kind) == media_type)
        .map(|(kind, text)| (kind.as_str(), text.as_str()))
}

/// The template that a WebSocket selection expression chooses: its key's, else that of `$default`.
pub(crate) fn selected<'a>(
    templates: &'a TextMap,
    expression: Option<&str>,
    body: &[u8],
) -> Option<(&'a str, &'a str)> {
    const DEFAULT: &str = "$default";
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let key = expression.map_or_else(|| DEFAULT.to_owned(), |text| mapping::websocket_selection(text, &body));
    let found = templates.get_key_value(&key).or_else(|| templates.get_key_value(DEFAULT));
    found.map(|(key, text)| (key.as_str(), text.as_str()))
}
