//! OpenAPI documents with AWS's extensions, read into a design and written from one.
//!
//! [`import`] follows API Gateway's own import. What AWS refuses is an error diagnostic with AWS's text, what
//! AWS ignores a note, and every value that no reader has looked at is reported with its place at the end.

mod authorizer;
mod dialect;
mod evidence;
mod export;
mod expression;
mod gateway_response;
mod import;
mod integration;
mod leftover;
mod model;
mod operation;
mod parameter;
mod path;
mod response;
mod security;
mod server;
mod settings;
mod stage;
mod target;
mod validator;

pub(crate) use export::VERSION;
pub use export::{
    ExportError, ExportOptions, ExportType, Exported, Extensions, Format, Naming, PlainNames, describe,
    export, import_sizes,
};

use crate::aws::{ApiKind, quota};
use crate::base::Position;
use crate::design::{Diagnostic, Document};
use crate::lang::document::{self, Fault};

/// Documents of more bytes than this many times AWS's limit are not read at all.
const READ_LIMIT_FACTOR: usize = 4;

/// What an import made.
#[derive(Clone, Debug)]
pub struct Imported {
    /// A document with one API in it.
    pub document: Document,
    /// What AWS refuses or ignores, what was not understood, and what was assumed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why nothing could be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The bytes are no JSON or YAML.
    #[error("{}:{}: {message}", .position.line, .position.column)]
    Syntax {
        /// Where reading stopped.
        position: Position,
        /// What is wrong there.
        message: String,
        /// What to do; may be empty.
        help: String,
    },
    /// The file is JSON or YAML, but not an OpenAPI document of a version that is read.
    #[error("This is {what}, not an OpenAPI 3.0 or Swagger 2.0 document")]
    Foreign {
        /// What it is, with an article.
        what: String,
        /// What to do.
        help: String,
    },
    /// The file is far larger than AWS takes.
    #[error("The file has {size_bytes} bytes, and AWS imports at most {limit_bytes}")]
    TooLarge {
        /// The file's size.
        size_bytes: usize,
        /// AWS's limit.
        limit_bytes: usize,
    },
}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> Self {
        Self::Syntax { position: fault.position, message: fault.message, help: fault.help }
    }
}

/// What AWS does with the path of `servers` or `basePath`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BasePath {
    /// It is left out: AWS's default.
    #[default]
    Ignore,
    /// It comes before every path.
    Prepend,
    /// Its first part is taken as the stage and left out, the rest comes before every path.
    Split,
}

/// How a document is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ImportOptions {
    /// The kind of API; none lets the document decide.
    pub kind: Option<ApiKind>,
    /// What happens to the base path.
    pub base_path: BasePath,
}

/// Reads an OpenAPI document as AWS's import would with its default parameters.
///
/// Any bytes are fine. Errors: see [`ImportError`]; everything that leaves something to import is a diagnostic.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    import_with(bytes, ImportOptions::default())
}

/// Reads an OpenAPI document as an API of this kind; none lets the document decide. Errors as [`import`].
pub fn import_as(bytes: &[u8], kind: Option<ApiKind>) -> Result<Imported, ImportError> {
    import_with(bytes, ImportOptions { kind, ..ImportOptions::default() })
}

/// Reads an OpenAPI document by these options. Errors as [`import`].
pub fn import_with(bytes: &[u8], options: ImportOptions) -> Result<Imported, ImportError> {
    let limit_bytes = import_limit_bytes();
    if bytes.len() > limit_bytes.saturating_mul(READ_LIMIT_FACTOR) {
        return Err(ImportError::TooLarge { size_bytes: bytes.len(), limit_bytes });
    }
    let tree = document::parse(bytes)?;
    let root = tree.root().ok_or_else(|| foreign("an empty file"))?;
    let dialect = dialect::recognise(root)?;
    let mut import = import::Import::new(root, dialect, options);
    if bytes.len() > limit_bytes {
        let message = format!("The file has {} bytes, and AWS imports at most {limit_bytes}", bytes.len());
        import.diagnostics.push(Diagnostic::error("import-size", message));
    }
    for fault in &tree.faults {
        let place = format!("{}:{}", fault.position.line, fault.position.column);
        let found = Diagnostic::warning("import-syntax", fault.message.clone());
        import.diagnostics.push(found.at_place(place).help(fault.help.clone()));
    }
    import.run();
    Ok(import.finish())
}

/// The largest document that AWS imports, in bytes: quota `rest.openapi_import_bytes`.
fn import_limit_bytes() -> usize {
    let limit = quota("rest.openapi_import_bytes").and_then(|quota| usize::try_from(quota.limit).ok());
    limit.unwrap_or(usize::MAX)
}

fn foreign(what: impl Into<String>) -> ImportError {
    let help = "Choose an OpenAPI 3.0 or Swagger 2.0 document in JSON or YAML".to_owned();
    ImportError::Foreign { what: what.into(), help }
}
