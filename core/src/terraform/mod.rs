//! How it is built: Terraform files out of a design, and a design out of Terraform files.
//!
//! One design is one small module: `versions.tf`, `variables.tf`, `main.tf` and `outputs.tf`. Blocks are built
//! as HCL structures and printed the way `terraform fmt` wants them; what a design holds and a file does not
//! is told by a diagnostic.

mod apply_cost;
mod constraint;
mod coverage;
mod export;
mod facts;
mod format;
mod from_files;
mod import;
mod options;
mod pins;
mod remember;
mod spelled;
mod syntax;

pub use apply_cost::{ApplyCost, apply_costs};
pub use constraint::provider_complaint;
pub use coverage::{Coverage, ResourceCoverage, coverage};
pub use export::{export, record};
pub use from_files::{FromFiles, Said, from_files, instances};
pub use import::{ImportError, Imported, SourceFile, import, resolve, texts};
pub use options::*;
pub use remember::{REMEMBERED, recall, remember};

use indexmap::IndexMap;
use serde::Serialize;

use crate::base::Span;
use crate::design::{Diagnostic, Item};

/// Words that begin a block of a file. Source: <https://developer.hashicorp.com/terraform/language>.
pub const BLOCK_WORDS: &[&str] = &[
    "check",
    "data",
    "ephemeral",
    "import",
    "locals",
    "module",
    "moved",
    "output",
    "provider",
    "removed",
    "resource",
    "terraform",
    "variable",
];

/// The files of a module and what was found on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bundle {
    /// The files, in the order they are read.
    pub files: Vec<File>,
    /// Where each resource is, by what it was made from; see `design::Terraform::addresses`.
    pub addresses: IndexMap<String, String>,
    /// What the files move, from old to new address.
    pub moved: IndexMap<String, String>,
    /// What variables and outputs are called, by what they were made from; see `design::Terraform::names`.
    pub names: IndexMap<String, String>,
    /// What was left out, refused or decided.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct File {
    /// The path inside the module, with forward slashes.
    pub path: String,
    /// The text, with a line break at its end.
    pub text: String,
    /// The bytes of each block and the item it was made from, in order and without overlap.
    pub spans: Vec<(Span, Item)>,
}
