//! `$ref`: places in the same document, and models of the same API.

use serde_json::Value;

use super::Models;
use crate::lang::percent;

/// The document and the schema in it that a reference means.
pub(super) fn find<'s>(root: &'s Value, text: &str, models: &Models<'s>) -> Option<(&'s Value, &'s Value)> {
    let model = |name: &str| models(name).map(|schema| (schema, schema));
    let Some(local) = text.strip_prefix('#') else {
        return text.rsplit_once("/models/").and_then(|(_, name)| model(name));
    };
    if local.is_empty() {
        return Some((root, root));
    }
    let pointer = percent::decode(local);
    if let Some(schema) = root.pointer(&pointer) {
        return Some((root, schema));
    }
    pointer.strip_prefix("/definitions/").and_then(model)
}
