//! Files out of a design: every noun adds its blocks to one [`Module`].

mod address;
mod api;
mod comments;
mod computed;
mod dangling;
mod deployed;
mod existing;
mod files;
mod fold;
mod follow;
mod given;
mod in_document;
mod inputs;
mod interface;
mod kept;
mod known;
mod left;
mod mocked;
mod module;
mod moved;
mod names;
mod own_names;
mod passed;
mod providers;
mod put;
mod readme;
mod rest;
mod restyled;
mod shared;
mod statements;
mod v2;

pub(super) use comments::SUMMARIZED;
pub(super) use computed::{Values, Written, each, written};
pub(super) use existing::known as known_to_aws;
pub(super) use files::ANY_REGION;
pub(super) use given::{Usual, is_mark as names_interface};
pub(super) use kept::{PROVIDER, is_expression, recorded, replaced, reworded};
pub(super) use known::{in_marks, text_value};
pub(super) use module::TAGS;
pub(super) use names::{slug, slug_or};
pub(super) use passed::MADE_DATA;
pub(super) use rest::{BODY_MODE, INLINE_POLICY, method_settings_arguments, method_settings_of};
pub(super) use shared::function::{NAME_OF, plain_name};
pub(super) use shared::permission::{CALLED, OPEN};
pub(super) use shared::permission_part::{NAMED, named_as};
pub(super) use shared::waf_names;
pub(super) use v2::UNDESCRIBED;

use std::collections::BTreeMap;

use super::{Bundle, ExportOptions};
use crate::design::Design;
use follow::followed;
use kept::Kept;
use module::Module;

/// The module that builds the design.
///
/// The same design gives the same bytes. Blocks that AWS would refuse are left out and named by an error; the
/// other files and blocks are complete.
pub fn export(design: &Design, options: &ExportOptions) -> Bundle {
    let followed = followed(design);
    let design = followed.as_ref().unwrap_or(design);
    let bundle = once(design, options);
    let staying = moved::staying(design, &bundle.addresses);
    if staying.is_empty() {
        return bundle;
    }
    let mut named = design.clone();
    for (mark, name) in staying {
        named.terraform.names.entry(mark.clone()).or_insert_with(|| name.to_owned());
    }
    once(&named, options)
}

fn once(design: &Design, options: &ExportOptions) -> Bundle {
    match Kept::stand_in(design) {
        Some((changed, kept)) => make(&changed, &kept, options),
        None => make(design, &Kept::default(), options),
    }
}

/// The design once its files were exported: `moved` blocks of later exports begin here.
pub fn record(design: &Design, bundle: &Bundle) -> Design {
    let mut recorded = kept::recorded(design, &bundle.addresses);
    recorded.terraform.moved = bundle.moved.clone();
    recorded.terraform.existing = existing::known(design);
    let names = &mut recorded.terraform.names;
    names.retain(|mark, _| !given::is_mark(mark));
    names.extend(bundle.names.clone());
    recorded
}

/// What an export calls things by itself.
#[derive(Debug, Default)]
pub(super) struct UsualNames {
    /// The blocks, each written out, by what they are made from.
    pub(super) blocks: BTreeMap<String, String>,
    /// The variables and outputs.
    pub(super) interface: Vec<Usual>,
}

/// What the export of a design calls things, with the names that the files gave to blocks as far as the design has them.
pub(super) fn usual_names(design: &Design) -> UsualNames {
    let stood_in = Kept::stand_in(design);
    let (design, kept) = stood_in.as_ref().map_or((design, None), |(changed, kept)| (changed, Some(kept)));
    let options = ExportOptions::default();
    let module = blocks(design, &options);
    let interface = given::usual(&module);
    let pieces = module.main.into_iter().filter(|piece| !piece.mark.is_empty());
    let named = pieces.filter_map(|piece| {
        let name = piece.block.labels().get(1)?.as_str().to_owned();
        Some((kept.map_or_else(|| piece.mark.clone(), |kept| kept.plain(&piece.mark)), name))
    });
    UsualNames { blocks: named.collect(), interface }
}

fn make(design: &Design, kept: &Kept, options: &ExportOptions) -> Bundle {
    files::bundle(blocks(design, options), kept, options)
}

/// The module with everything of the design.
fn blocks<'a>(design: &'a Design, options: &'a ExportOptions) -> Module<'a> {
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
    module
}
