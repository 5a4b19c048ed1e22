//! Reading a text that may be a saved design or an OpenAPI document.

use studio_core::aws::ApiKind;
use studio_core::design::{Diagnostic, Document, load};
use studio_core::openapi;

use crate::studio::Studio;

/// What an OpenAPI document is called.
pub(super) const OPENAPI: &str = "OpenAPI document";

/// A document that was read and is not in use yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// What was repaired, left out, assumed or not understood.
    pub diagnostics: Vec<Diagnostic>,
    /// Why it can only be looked at, if so.
    pub read_only: Option<String>,
    /// What it was: `saved design`, `OpenAPI document`.
    pub source: &'static str,
}

/// Reads a saved design or an OpenAPI document, in JSON or YAML; an OpenAPI document becomes an API of this kind, or
/// of the kind it speaks of. The error names the place.
pub async fn read_any(studio: Studio, bytes: &[u8], kind: Option<ApiKind>) -> Result<Opened, String> {
    let work = studio.prepare().await?;
    (work.read)(bytes, kind)
}

/// As [`read_any`], once everything is there.
pub(crate) fn read_as(bytes: &[u8], kind: Option<ApiKind>) -> Result<Opened, String> {
    if is_openapi(bytes) {
        let imported = openapi::import_as(bytes, kind).map_err(|error| error.to_string())?;
        return Ok(Opened {
            document: imported.document,
            diagnostics: imported.diagnostics,
            read_only: None,
            source: OPENAPI,
        });
    }
    let loaded = load(bytes).map_err(|error| error.to_string())?;
    Ok(Opened {
        document: loaded.document,
        diagnostics: loaded.diagnostics,
        read_only: loaded.read_only,
        source: "saved design",
    })
}

/// Whether the text is not JSON, or is a JSON object with OpenAPI's own first words.
fn is_openapi(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with(['{', '[']) {
        return !text.is_empty();
    }
    let root = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(bytes);
    match root {
        Ok(root) => root.contains_key("openapi") || root.contains_key("swagger"),
        // Broken JSON is reported by whoever it looks like.
        Err(_) => text.contains("\"openapi\"") || text.contains("\"swagger\""),
    }
}
