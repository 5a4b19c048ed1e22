//! Reading what may be a saved design, an OpenAPI document, or Terraform files.

use studio_core::aws::ApiKind;
use studio_core::design::{Diagnostic, Document, load};
use studio_core::openapi;
use studio_core::terraform::{ImportError, SourceFile};

use super::sources::{is_terraform, unnamed};
use crate::parts::{self, NOT_FETCHED};
use crate::studio::Studio;

/// What Terraform files are called.
pub(super) const TERRAFORM: &str = "Terraform files";
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
    /// What it was: `saved design`, `OpenAPI document`, `Terraform files`.
    pub source: &'static str,
    /// Paths and texts of the Terraform files, to compare an export with.
    pub files: Vec<(String, String)>,
}

/// Reads a saved design, an OpenAPI document in JSON or YAML, or what Terraform writes as one text; an OpenAPI document
/// becomes an API of this kind, or of the kind it speaks of. The error names the place.
pub async fn read_any(studio: Studio, bytes: &[u8], kind: Option<ApiKind>) -> Result<Opened, String> {
    if is_terraform(bytes) {
        return read_terraform(studio, unnamed(bytes)).await;
    }
    let work = studio.prepare().await?;
    (work.read)(bytes, kind)
}

/// Reads Terraform files together.
pub(super) async fn read_terraform(studio: Studio, files: Vec<SourceFile>) -> Result<Opened, String> {
    studio.prepare().await?;
    let import = parts::fetch_terraform_import().await.map_err(|_| NOT_FETCHED.to_owned())?;
    let (imported, texts) = import(&files).map_err(|error| {
        let ImportError::Foreign { what, help } = error;
        if help.is_empty() { what } else { format!("{what}. {}", crate::text::capitalized(&help)) }
    })?;
    Ok(Opened {
        document: imported.document,
        diagnostics: imported.diagnostics,
        read_only: None,
        source: TERRAFORM,
        files: texts,
    })
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
            files: Vec::new(),
        });
    }
    let loaded = load(bytes).map_err(|error| error.to_string())?;
    Ok(Opened {
        document: loaded.document,
        diagnostics: loaded.diagnostics,
        read_only: loaded.read_only,
        source: "saved design",
        files: Vec::new(),
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
