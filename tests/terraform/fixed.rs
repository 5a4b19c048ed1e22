//! What is by nature not the same in the files of two styles of an export.

use std::sync::Arc;

use studio_core::aws::ApiKind;
use studio_core::design::{Design, Terraform};

use crate::normal::numbered;

/// A design that a document describes in one of the two modules that are compared.
///
/// Left out are where blocks stand, as the other style has others, and the numbers of items, of which only the order
/// is the user's. The version of a REST API stands in its document: its resources have no argument for it, so files
/// without a document leave it out, and say so.
pub fn described(design: &Design, body: bool) -> Design {
    let mut design = design.clone();
    design.terraform = Terraform { blocks: design.terraform.blocks.clone(), ..Terraform::default() };
    for api in design.apis.values_mut().filter(|api| api.kind == ApiKind::Rest && !body) {
        Arc::make_mut(api).settings.version.clear();
    }
    numbered(design)
}
