//! The files that give variables their values, as far as expressions come to what they say.

use std::collections::BTreeSet;

use super::Build;
use super::kept_needs::{LocalReads, mentions};
use super::modules::below_root;
use crate::design::{Diagnostic, KeptBlock};
use crate::lang::hcl::head;
use crate::terraform::import::config::SourceBlock;

/// Which expressions come to values of which files.
pub(super) struct ValuesRead<'c> {
    locals: LocalReads,
    /// The files' number, what they set, and whether something of that is to be kept from view.
    files: Vec<(usize, &'c [String], bool)>,
}

impl<'c> ValuesRead<'c> {
    pub(super) fn new(build: &Build<'_, 'c>) -> Self {
        let config = build.work.graph.config;
        let is_secret = |name: &String| build.variables.get(name).is_some_and(|one| one.sensitive);
        let files = config.values.iter().enumerate().map(|(at, file)| {
            let secret = file.names.iter().any(is_secret);
            (at, file.names.as_slice(), secret)
        });
        let files = files.collect();
        let locals = config.blocks.iter().filter(|block| block.word == "locals");
        let locals: Vec<&SourceBlock> = locals.filter(|_| !config.values.is_empty()).collect();
        Self { locals: LocalReads::new(&locals), files }
    }

    /// The files that an expression needs; none where one of them has something that is to be kept from view, as the
    /// design would hold it then.
    pub(super) fn of(&self, expression: &str) -> Option<Vec<usize>> {
        if self.files.is_empty() {
            return Some(Vec::new());
        }
        let read = self.locals.variables(mentions(expression).into_iter());
        let needed = self.files.iter().filter(|(_, names, _)| names.iter().any(|name| read.contains(name)));
        needed.map(|(at, _, secret)| (!secret).then_some(*at)).collect()
    }

    /// The files that give variables of these names their values; those with something to be kept from view are told.
    fn setting(&self, build: &Build<'_, '_>, declared: &BTreeSet<&str>) -> BTreeSet<usize> {
        let sets = |names: &[String]| names.iter().any(|name| declared.contains(name.as_str()));
        let mut found = BTreeSet::new();
        for (at, _, secret) in self.files.iter().filter(|(_, names, _)| sets(names)) {
            let path = build.work.graph.config.values.get(*at).map_or("", |file| file.path.as_str());
            if build.files.contains_key(below_root(build, path)) {
                continue;
            }
            if !secret {
                found.insert(*at);
                continue;
            }
            let message =
                format!("`{path}` sets what is sensitive, and is no part of the design or its export");
            let help = "Copy it beside the exported files: variables of theirs take their values from it";
            build.work.tell(Diagnostic::warning("terraform-file", message).at_place(path).help(help));
        }
        found
    }

    /// Keeps the files.
    pub(super) fn keep(&self, build: &mut Build<'_, '_>, needed: &BTreeSet<usize>) {
        let config = build.work.graph.config;
        for file in needed.iter().filter_map(|at| config.values.get(*at)) {
            let path = below_root(build, &file.path).to_owned();
            let message = format!("`{path}` is kept as it is: expressions of the files come to its values");
            let help = "All that it sets is in the design, too: see to whom you give that. Terraform reads it where the \
                        folder is the root: who calls it as a module sets these variables";
            build.work.tell(Diagnostic::note("terraform-file", message).at_place(&file.path).help(help));
            build.files.insert(path, file.text.clone());
        }
    }
}

/// Keeps the files that give variables their values whose blocks are kept.
pub(super) fn keep_for(build: &mut Build<'_, '_>, blocks: &[KeptBlock]) {
    let declared: BTreeSet<&str> = blocks
        .iter()
        .filter(|block| !block.file.contains('/'))
        .filter_map(|block| match head(&block.text).as_slice() {
            ["variable", name] => Some(*name),
            _ => None,
        })
        .collect();
    if declared.is_empty() || build.work.graph.config.values.is_empty() {
        return;
    }
    let values = ValuesRead::new(build);
    let files = values.setting(build, &declared);
    values.keep(build, &files);
}
