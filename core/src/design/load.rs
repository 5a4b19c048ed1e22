//! Any bytes to a document, or an error that names the place.

use serde_json::{Map, Value};

use super::json::{Parsed, parse};
use super::migrate::migrate;
use super::read::Reader;
use super::{Diagnostic, Document, FORMAT, repair};
use crate::base::LineIndex;

/// The largest saved document that is opened, in bytes.
pub const MAX_DOCUMENT_BYTES: usize = 16 * 1024 * 1024;

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The document, in the current form.
    pub document: Document,
    /// What was repaired, left out or not understood.
    pub diagnostics: Vec<Diagnostic>,
    /// Why saving it would lose something; none when it may be changed and saved.
    pub read_only: Option<String>,
}

/// Why bytes are no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// It is larger than [`MAX_DOCUMENT_BYTES`].
    #[error("the file has {size} bytes, more than the {MAX_DOCUMENT_BYTES} that a design can have")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
    },
    /// It is not text in UTF-8.
    #[error("line {line}, column {column}: the file is not UTF-8 text")]
    NotText {
        /// From 1.
        line: u32,
        /// From 1.
        column: u32,
    },
    /// It is not JSON.
    #[error("line {line}, column {column}: {message}")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1; 0 at the end of the line before.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// It is JSON of another shape.
    #[error("{}: {message}", if pointer.is_empty() { "at the top of the file" } else { pointer.as_str() })]
    NotADesign {
        /// The JSON pointer.
        pointer: String,
        /// What is wrong there.
        message: String,
    },
}

impl LoadError {
    /// The place as a diagnostic spells it: `line:column`, a JSON pointer, or nothing.
    pub fn place(&self) -> String {
        match self {
            Self::TooLarge { .. } => String::new(),
            Self::NotText { line, column } => format!("{line}:{column}"),
            Self::NotJson { line, column, .. } => format!("{line}:{column}"),
            Self::NotADesign { pointer, .. } => pointer.clone(),
        }
    }

    /// The error as a finding.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error("unreadable-file", self.to_string()).at_place(self.place())
    }
}

/// Reads a saved document: brings it up to the current form and repairs what does not fit.
///
/// What cannot be kept is a diagnostic, never a silent loss. Errors: see [`LoadError`].
pub fn load(bytes: &[u8]) -> Result<Loaded, LoadError> {
    let text = text_of(bytes)?;
    let Parsed { value, duplicates } = parse(text).map_err(|error| json_error(&error))?;
    let mut root = root_of(value)?;
    let format = format_of(&root)?;
    migrate(&mut root, format);
    let mut reader = Reader::default();
    for pointer in duplicates {
        let message = format!("`{pointer}` comes twice; the later value is kept");
        reader.report(Diagnostic::warning("duplicate-key", message).at_place(pointer));
    }
    let mut document = reader.document(root)?;
    let read_only = newer(format);
    if let Some(reason) = &read_only {
        let note = Diagnostic::warning("newer-format", reason.clone()).at_place("/format");
        reader.report(note.help("Open it with a newer studio to change it"));
    }
    for diagnostic in repair::mend(&mut document) {
        reader.report(diagnostic);
    }
    Ok(Loaded { document, diagnostics: reader.finish(), read_only })
}

fn newer(format: u32) -> Option<String> {
    (format > FORMAT).then(|| {
        format!(
            "The design was saved in format {format}; this studio knows {FORMAT}, so it is opened read only"
        )
    })
}

fn text_of(bytes: &[u8]) -> Result<&str, LoadError> {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(LoadError::TooLarge { size: bytes.len() });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).and_then(|part| std::str::from_utf8(part).ok());
        let valid = valid.unwrap_or_default();
        let position = LineIndex::new(valid).position(valid.len());
        LoadError::NotText { line: position.line, column: position.column }
    })
}

fn json_error(error: &serde_json::Error) -> LoadError {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message).to_owned();
    LoadError::NotJson { line: error.line(), column: error.column(), message }
}

fn not_a_design(pointer: &str, message: &str) -> LoadError {
    LoadError::NotADesign { pointer: pointer.to_owned(), message: message.to_owned() }
}

fn root_of(value: Value) -> Result<Map<String, Value>, LoadError> {
    let Value::Object(root) = value else {
        return Err(not_a_design("", "a design is a JSON object"));
    };
    if root.contains_key("openapi") || root.contains_key("swagger") {
        return Err(not_a_design("", "this is an OpenAPI document; import it instead of opening it"));
    }
    if !root.contains_key("design") && !root.contains_key("apis") {
        return Err(not_a_design("", "there is no `design` in it"));
    }
    Ok(root)
}

fn format_of(root: &Map<String, Value>) -> Result<u32, LoadError> {
    let Some(value) = root.get("format") else { return Ok(0) };
    let number = value.as_u64().ok_or_else(|| not_a_design("/format", "the format is a whole number"))?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}
