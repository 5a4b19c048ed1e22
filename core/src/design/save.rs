//! A document as text.

use super::{Document, FORMAT};

/// The document as stable, readable JSON in the current form; [`super::load`] reads it back as it is.
pub fn save(document: &Document) -> String {
    // Serialising plain values into memory has no way to fail; an empty text would not load, so it cannot
    // pass for a saved document.
    let text = if document.format == FORMAT {
        serde_json::to_string_pretty(document)
    } else {
        serde_json::to_string_pretty(&Document { format: FORMAT, ..document.clone() })
    };
    let mut text = text.unwrap_or_default();
    text.push('\n');
    text
}
