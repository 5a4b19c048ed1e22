//! Mapping templates in the flow: which one is used, what it is rendered with, and what its failure answers.

mod cache;
mod inputs;
mod render;
mod sample;

use serde_json::Value;

use crate::design::TextMap;

use super::mapping;

pub(crate) use cache::TemplateCache;
pub(crate) use render::{Side, render};
pub(crate) use sample::{KeptInputs, keep, keep_request};
pub use sample::{TemplateInputs, template_inputs};

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
