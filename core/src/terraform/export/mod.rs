//! Files out of a design: every noun adds its blocks to one [`Module`].

mod api;
mod existing;
mod files;
mod fold;
mod inputs;
mod kept;
mod mocked;
mod module;
mod moved;
mod names;
mod passed;
mod readme;
mod rest;
mod shared;
mod v2;

pub(super) use kept::{replaced, reworded};
pub(super) use names::{slug, slug_or};

use super::{Bundle, ExportOptions};
use crate::design::Design;
use kept::Kept;
use module::Module;

/// The module that builds the design.
///
/// The same design gives the same bytes. Blocks that AWS would refuse are left out and named by an error; the
/// other files and blocks are complete.
pub fn export(design: &Design, options: &ExportOptions) -> Bundle {
    match Kept::stand_in(design) {
        Some((changed, kept)) => make(&changed, &kept, options),
        None => make(design, &Kept::default(), options),
    }
}

/// The design once its files were exported: `moved` blocks of later exports begin here.
pub fn record(design: &Design, bundle: &Bundle) -> Design {
    kept::recorded(design, &bundle.addresses)
}

fn make(design: &Design, kept: &Kept, options: &ExportOptions) -> Bundle {
    let mut module = Module::new(design, options);
    passed::take_in(&mut module);
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
    files::bundle(module, kept, options)
}
