//! A design out of Terraform files, a state or a plan.

mod build;
mod config;
mod read;
mod resolve;

pub use resolve::resolve;

use crate::design::{Diagnostic, Document};

/// A file to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path below the folder that is read, with forward slashes.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What an import made.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// A document with what was understood; the rest is in `Design::terraform`.
    pub document: Document,
    /// What was not understood, resolved or kept, each with its file and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why nothing could be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No file is Terraform's.
    #[error("{what}")]
    Foreign {
        /// What was found instead.
        what: String,
        /// What to do.
        help: String,
    },
}

/// Reads a folder of `.tf` files, a zip of one, or what `terraform show -json` prints of a plan or state.
///
/// Any bytes are fine. Errors: see [`ImportError`]; everything that leaves something to import is a diagnostic.
pub fn import(files: &[SourceFile]) -> Result<Imported, ImportError> {
    Ok(build::document(read::read(files)?))
}

/// The paths and texts of the `.tf` files among these, by path; those in a zip that comes alone. A host keeps them to
/// show what an export changes in them.
pub fn texts(files: &[SourceFile]) -> Vec<(String, String)> {
    read::texts::texts(files)
}
