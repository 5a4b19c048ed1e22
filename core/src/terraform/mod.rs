//! How it is built: Terraform files out of a design.
//!
//! One design is one small module: `versions.tf`, `variables.tf`, `main.tf` and `outputs.tf`. Blocks are built
//! as HCL structures and printed the way `terraform fmt` wants them; what a design holds and a file does not
//! is told by a diagnostic.

mod api;
mod facts;
mod module;
mod names;
mod rest;
mod shared;
mod syntax;
mod v2;

use serde::{Deserialize, Serialize};

use crate::base::Span;
use crate::design::{Design, Diagnostic, Item};
use module::Module;

/// The files of a module and what was found on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bundle {
    /// The files, in the order they are read.
    pub files: Vec<File>,
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

/// What the user may choose about an export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportOptions {
    /// The versions of the AWS provider that are allowed; none means the range that the files are made for.
    pub provider_constraint: Option<String>,
}

/// The module that builds the design.
///
/// The same design gives the same bytes. Blocks that AWS would refuse are left out and named by an error; the
/// other files and blocks are complete.
pub fn export(design: &Design, options: &ExportOptions) -> Bundle {
    let mut module = Module::new(design);
    let apis = api::contexts(&mut module);
    shared::prepare(&mut module);
    for api in &apis {
        if api.is_rest() {
            rest::export(&mut module, api);
        } else {
            v2::export(&mut module, api);
        }
    }
    shared::finish(&mut module, &apis);
    module.into_bundle(options)
}
