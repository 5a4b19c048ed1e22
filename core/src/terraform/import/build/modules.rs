//! Modules that the files call: which the design took over, and what that means for the rest of the files.

use std::collections::BTreeSet;

use super::Build;
use super::collections::{Collections, behind_whole};
use super::graph::address_text;
use super::work::Work;
use crate::design::{Design, Diagnostic};
use crate::lang::hcl::{changed, is_name};
use crate::terraform::export::{replaced, reworded};

/// What stands between the names of modules in an address.
const MODULE: &str = "module.";

/// The calls of the root out of whose modules the design has something: `module.a`.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    pub(super) fn read(work: &Work<'_>) -> Self {
        let resources = work.graph.config.resources.iter().enumerate();
        let used = resources.filter(|(at, _)| work.is_used(*at));
        Self(used.filter_map(|(_, resource)| call_of(&resource.address.module)).map(str::to_owned).collect())
    }

    /// Whether the module at an address is inside of one that the design took over.
    pub(super) fn has(&self, module: &str) -> bool {
        call_of(module).is_some_and(|call| self.0.contains(call))
    }
}

/// The call of the root that an address of a module begins with, without the key of the instance.
fn call_of(module: &str) -> Option<&str> {
    let rest = module.strip_prefix(MODULE)?;
    let end = rest.find(|char: char| !is_name(char)).unwrap_or(rest.len());
    module.get(..MODULE.len() + end)
}

/// Whether a name is that of a call alone.
fn is_call(name: &str) -> bool {
    name.strip_prefix(MODULE).is_some_and(|rest| rest.chars().all(is_name))
}

/// What a folder of the files is to the design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What is in it is sorted block by block.
    Root,
    /// A module that is called as before, or by nobody.
    Kept,
    /// A module that the design took over.
    Taken,
}

/// The role of the folder that a file is in.
pub(super) fn role(build: &Build<'_, '_>, taken: &Taken, file: &str) -> Role {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let modules = &build.work.graph.config.modules;
    if modules.first().is_none_or(|root| root.folder == folder) {
        return Role::Root;
    }
    let mut calls = modules.iter().filter(|module| module.folder == folder).peekable();
    match calls.peek().is_some() && calls.all(|module| taken.has(&module.address)) {
        true => Role::Taken,
        false => Role::Kept,
    }
}

/// A file's path as the root sees it.
pub(super) fn below_root<'f>(build: &Build<'_, '_>, file: &'f str) -> &'f str {
    let root = build.work.graph.config.modules.first().map_or("", |root| root.folder.as_str());
    match file.strip_prefix(root) {
        Some(rest) if !root.is_empty() => rest.strip_prefix('/').unwrap_or(file),
        _ => file,
    }
}

/// Names that texts of the files have for something, and those that an export has.
#[derive(Clone, Debug, Default)]
pub(super) struct Renamed {
    names: Vec<(String, String)>,
    /// What is said of blocks as a whole, behind the names.
    pub(super) collections: Collections,
}

impl Renamed {
    /// Outputs of modules that are no longer called are what they stood for; what is inside of the others has the
    /// name of the output that gives it to the root.
    pub(super) fn outputs(work: &Work<'_>, taken: &Taken) -> Self {
        let outputs = &work.graph.config.outputs;
        let written = outputs.written.iter().filter(|(written, _)| taken.has(written));
        let (gone, there): (Vec<_>, Vec<_>) =
            outputs.inside.iter().partition(|(_, written)| taken.has(written));
        let gone = gone.into_iter().map(|(inside, written)| (written, inside));
        let names = written.chain(gone).chain(there).map(|(old, new)| (old.clone(), new.clone()));
        let mut names: Vec<(String, String)> = names.collect();
        if names.iter().any(|(old, _)| is_whole(old)) {
            // What is inside of a module is no output, although its address begins with the module's.
            let inside = work.graph.config.resources.iter().filter(|one| taken.has(&one.address.module));
            let inside = inside.map(|one| address_text(&one.address));
            names.extend(inside.map(|address| (address.clone(), address)));
        }
        Self { names, collections: Collections::default() }
    }

    /// The same, and then these.
    pub(super) fn and_then(&self, more: Vec<(String, String)>) -> Self {
        let changed = Self { names: more, collections: Collections::default() };
        let mut names: Vec<(String, String)> =
            self.names.iter().map(|(old, new)| (old.clone(), changed.text(new))).collect();
        names.extend(changed.names);
        Self { names, collections: Collections::default() }
    }

    /// A text with the names that it has in an export.
    pub(super) fn text(&self, text: &str) -> String {
        if self.names.is_empty() || !text.contains(MODULE) {
            return self.collections.text(text);
        }
        let (whole, named): (Vec<_>, Vec<_>) = self.names.iter().cloned().partition(|(old, _)| is_call(old));
        let text = replaced(text, &named);
        let text = whole.iter().fold(text, |text, (old, new)| {
            // What goes on is inside of the module, and has a name of its own or keeps it.
            changed(&text, |text| {
                let rest = behind_whole(text, old).filter(|rest| !rest.starts_with('.'))?;
                Some((new.as_str(), rest))
            })
        });
        self.collections.text(&text)
    }

    /// What was said, with the names that an export has.
    pub(super) fn said(&self, found: &mut [Diagnostic]) {
        for found in found.iter_mut().filter(|found| found.code == "terraform-expression") {
            found.message = self.text(&found.message);
        }
    }

    /// The design with these names in its expressions.
    pub(super) fn design(&self, design: Design) -> Design {
        if self.names.is_empty() && self.collections.is_empty() {
            return design;
        }
        reworded(&design, |text| self.text(text))
    }
}

/// Whether a path names a module or all instances of it, and none of its outputs.
fn is_whole(path: &str) -> bool {
    let rest = path.strip_prefix(MODULE).unwrap_or(path);
    let end = rest.find(|char: char| !is_name(char)).unwrap_or(rest.len());
    !rest.get(end..).is_some_and(|rest| rest.starts_with('.'))
}

/// Says which expressions name something inside of a module that is called as before, and that no output gives.
pub(super) fn tell_inside(build: &Build<'_, '_>, taken: &Taken, renamed: &Renamed) {
    let resources = &build.work.graph.config.resources;
    let inside =
        resources.iter().filter(|one| !one.address.module.is_empty() && !taken.has(&one.address.module));
    let inside: BTreeSet<String> = inside.map(|one| address_text(&one.address)).collect();
    if inside.is_empty() {
        return;
    }
    for expression in build.work.expressions().iter().map(|text| renamed.text(text)) {
        let named = inside.iter().find(|address| expression.contains(address.as_str()));
        if let Some(address) = named {
            let message = format!("`{expression}` names `{address}`, which no output of its module gives");
            let help = "Add an output to the module, and name that in the exported file";
            build.work.tell(Diagnostic::warning("terraform-inside", message).help(help));
        }
    }
}

/// Says of each module of the files whose resources are in the design that the export has them in the root.
fn tell_own(build: &Build<'_, '_>, taken: &Taken) {
    let mut calls: Vec<&str> = Vec::new();
    for module in build.work.graph.config.modules.iter().filter(|module| module.registry.is_none()) {
        let Some(call) = call_of(&module.address).filter(|_| taken.has(&module.address)) else { continue };
        if !calls.contains(&call) {
            calls.push(call);
        }
    }
    if calls.is_empty() {
        return;
    }
    let names = calls.iter().map(|call| format!("`module.{}`", call.trim_start_matches(MODULE)));
    let names = names.collect::<Vec<_>>().join(", ");
    let message =
        format!("What the files make by {names} is in the design: an export writes it into the root");
    let help = "`moved` blocks keep the state. Inputs of the modules have their values there, and comments of theirs are \
                left out";
    build.work.tell(Diagnostic::note("terraform-module", message).help(help));
}

/// Says of each known module of the registry that it is in the design, and what of it is not.
pub(super) fn tell(build: &Build<'_, '_>, taken: &Taken) {
    tell_own(build, taken);
    for module in &build.work.graph.config.modules {
        let Some(name) = module.registry.as_deref().filter(|_| taken.has(&module.address)) else { continue };
        if module.address.matches(MODULE).count() > 1 {
            continue;
        }
        let address = &module.address;
        let message = format!("`{address}` is in the design as the resources that `{name}` makes");
        let help = "An export writes these resources, with `moved` blocks from inside of the module, so that the \
                    state is kept";
        let found = Diagnostic::note("terraform-module", message).help(help);
        build.work.tell(found.at_place(module.place.to_string()));
        for input in &module.unread {
            let message = format!("`{address}` sets `{input}`, which nothing is known of in `{name}`");
            let help = "What it does is not in the design: see the module's page, and set it in the studio";
            let found = Diagnostic::warning("terraform-module", message).help(help);
            build.work.tell(found.at_place(module.place.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::call_of;

    #[test]
    fn the_call_is_the_first_module_of_an_address() {
        assert_eq!(call_of("module.a[\"x.y\"].module.b"), Some("module.a"));
        assert_eq!(call_of("module.a.module.b"), Some("module.a"));
        assert_eq!(call_of(""), None);
    }
}
