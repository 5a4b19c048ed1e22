//! What the files say, as a design: the inverse of the export, noun by noun.
//!
//! Every reader takes the resources of its types, claims those that it understands, and leaves the rest; what
//! nobody claims is kept as it was written, and what nobody reads of a claimed one is told.

mod about;
mod apis;
mod argument_place;
mod beside;
mod body;
mod carried;
mod collections;
mod comments;
mod computed;
mod deployment;
mod described;
mod expressions;
mod files;
mod function;
mod function_uri;
mod graph;
mod integration;
mod interface;
mod json;
mod kept;
mod kept_needs;
mod later;
mod leftover;
mod lifecycle;
mod link;
mod modules;
mod moved;
mod order;
mod outward;
mod permission;
mod permission_kept;
mod permission_names;
mod provider;
mod region;
mod rest;
mod shared;
mod spelled;
mod stand_in;
mod unpacked;
mod v2;
mod values_read;
mod variables;
mod whole;
mod work;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::Imported;
use super::config::Config;
use crate::design::{Design, Document, FunctionId, Item, Terraform};
use crate::terraform::export::{known_to_aws, usual_names};
use kept_needs::Comments;
use variables::Variables;
use work::Work;

/// The design under way.
pub(super) struct Build<'w, 'c> {
    work: &'w Work<'c>,
    design: Design,
    variables: Variables,
    comments: Comments,
    /// Whether the files are an export's.
    exported: bool,
    /// What resources became.
    items: BTreeMap<usize, Item>,
    /// Files that kept blocks read.
    files: IndexMap<String, String>,
    /// Functions by what calls name them.
    functions: BTreeMap<(String, Option<String>), FunctionId>,
}

/// A design of everything that was read.
pub(super) fn document(config: Config) -> Imported {
    let work = Work::new(&config);
    let mut build = Build {
        work: &work,
        design: Design::default(),
        variables: Variables::read(&config),
        comments: Comments::read(&config),
        exported: false,
        items: BTreeMap::new(),
        files: IndexMap::new(),
        functions: BTreeMap::new(),
    };
    about::read(&mut build);
    shared::prepare(&mut build);
    apis::read(&mut build);
    about::name(&mut build);
    shared::finish(&mut build);
    permission::read(&mut build);
    provider::read(&mut build);
    region::read(&mut build);
    whole::tell(&work);
    leftover::report(&work);
    later::tell_missing(&build);
    computed::read(&mut build);
    let (blocks, renamed) = kept::blocks(&mut build);
    values_read::keep_for(&mut build, &blocks);
    let files = std::mem::take(&mut build.files);
    let comments = comments::read(&build);
    let mut design = build.design;
    let kept = work.finish();
    let web_acls = std::mem::take(&mut design.terraform.web_acls);
    design.terraform = Terraform {
        web_acls,
        expressions: kept.expressions,
        arguments: kept.arguments,
        computed: kept.computed,
        blocks: Vec::new(),
        addresses: kept.addresses,
        names: IndexMap::new(),
        comments: IndexMap::new(),
        files: IndexMap::new(),
        existing: std::mem::take(&mut design.terraform.existing),
        moved: std::mem::take(&mut design.terraform.moved),
    };
    let mut design = renamed.design(design);
    design.terraform.blocks = blocks;
    design.terraform.files = files;
    design.terraform.comments = comments;
    design.terraform.existing = known_to_aws(&design);
    let usual = usual_names(&design);
    design.terraform.names = own_names(&design, &usual.blocks);
    // With names of the files' own the outputs give something else.
    let (blocks, interface) = (usual.blocks, usual.interface);
    let interface = Some(interface).filter(|_| design.terraform.names.is_empty());
    let interface = interface::names(&config, || interface.unwrap_or_else(|| usual_names(&design).interface));
    design.terraform.names.extend(interface);
    let mut diagnostics = kept.diagnostics;
    for lost in kept.beside.into_iter().filter(|one| !blocks.contains_key(&one.mark)) {
        design.terraform.arguments.shift_remove(&lost.key);
        diagnostics.retain(|said| said.place != lost.lost.place || said.message != lost.lost.message);
        diagnostics.push(lost.lost);
    }
    renamed.said(&mut diagnostics);
    diagnostics.sort_by_key(|found| found.severity);
    Imported { document: Document { design, ..Document::default() }, diagnostics }
}

/// What the files call blocks that the export would call otherwise. What stands inside of a module, and instances of
/// `for_each` and `count`, become blocks of their own and get the export's names; the only instance of `count` is the
/// block itself to Terraform once that has no `count`.
fn own_names(design: &Design, usual: &BTreeMap<String, String>) -> IndexMap<String, String> {
    let all: BTreeSet<&String> = design.terraform.addresses.values().collect();
    let own = design.terraform.addresses.iter().filter_map(|(mark, address)| {
        let name = address.strip_prefix(mark.split(' ').next()?)?.strip_prefix('.')?;
        let only = name.strip_suffix("[0]").filter(|_| {
            let second = address.replace("[0]", "[1]");
            !all.contains(&second)
        });
        let name = only.unwrap_or(name);
        let differs = usual.get(mark).is_some_and(|usual| usual != name);
        (differs && !name.contains('[')).then(|| (mark.clone(), name.to_owned()))
    });
    own.collect()
}
