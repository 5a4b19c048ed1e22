//! Files out of a design: every noun adds its blocks to one [`Module`].

mod api;
mod files;
mod fold;
mod module;
mod names;
mod rest;
mod shared;
mod v2;

pub(super) use names::{slug, slug_or};

use super::{Bundle, ExportOptions};
use crate::design::Design;
use module::Module;

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
    files::bundle(module, options)
}
