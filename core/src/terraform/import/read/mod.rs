//! Files, a state or a plan as a [`Config`].

mod called;
mod convert;
mod eval;
mod expand;
mod files;
mod functions;
mod json;
mod limits;
mod literal;
mod machine;
mod number;
mod operators;
mod overrides;
mod path;
mod policy;
mod providers;
mod refers;
mod registry;
mod scope;
mod settle;
mod source;
mod template;
pub(super) mod texts;
mod tree;
mod types;
mod value;
mod world;
mod zip;

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

pub(super) use expand::could_be_held;
pub(super) use files::joined;
pub(super) use functions::encoded;
pub(super) use registry::is_known;

use super::config::{Config, Place, SourceBlock, ValuesFile};
use super::{ImportError, SourceFile};
use crate::base::LineIndex;
use expand::Expander;
use files::{Files, note};
use source::Source;
use value::Val;
use world::{Folder, Instance, World};

/// A longer file is not kept in a design for the blocks that read it.
const KEPT_BYTES_MAX: usize = 512 * 1024;
/// What stands for the word of blocks that are not in the user's files.
pub(super) const REGISTRY: &str = "registry";

/// Reads everything that is Terraform's among the files.
pub(super) fn read(files: &[SourceFile]) -> Result<Config, ImportError> {
    let mut files = Files::sort(files);
    let mut diagnostics = std::mem::take(&mut files.diagnostics);
    let mut config = Config::default();
    if !files.sources.is_empty() {
        files.sources.extend(registry::sources(&files.sources));
        config = configuration(&files);
        let unread = files.machine.iter().map(|(path, _)| path.as_str());
        config.diagnostics.extend(note(
            unread,
            "The `.tf` files are read, and not the states and plans beside them",
            "To read a state or plan, import it alone",
        ));
    } else if let Some(((path, json), rest)) = files.machine.split_first() {
        config = machine::config(path, json);
        let unread = rest.iter().map(|(path, _)| path.as_str());
        config.diagnostics.extend(note(
            unread,
            "Only the first state or plan is read",
            "Import the others alone",
        ));
    } else if !diagnostics.iter().any(|found| found.code != "terraform-file") {
        return Err(foreign(&files));
    }
    diagnostics.append(&mut config.diagnostics);
    config.diagnostics = diagnostics;
    Ok(config)
}

fn foreign(files: &Files) -> ImportError {
    let names: Vec<String> = files.others.iter().take(3).map(|file| format!("`{}`", file.path)).collect();
    let what = match names.len() {
        0 => "There is no file to read".to_owned(),
        _ => format!("No file is Terraform's: {}", names.join(", ")),
    };
    let help =
        "Choose `.tf` files, a folder or zip of them, or what `terraform show -json` prints".to_owned();
    ImportError::Foreign { what, help }
}

fn configuration(files: &Files) -> Config {
    let world = World::new(&files.sources, files.contents());
    let mut resources = Vec::new();
    let root = root(&world);
    if let Some(folder) = &root {
        let values = given(&world, folder, &files.values);
        let instance = Instance { folder: folder.clone(), address: String::new(), caller: None, values };
        let mut expander = Expander { world: &world, resources, lines: None };
        if let Ok(number) = world.add(instance) {
            expander.module(number);
        }
        resources = expander.resources;
    }
    let read: IndexSet<&str> = world.instances.borrow().iter().map(|instance| instance.folder.path).collect();
    let blocks = files.sources.iter().flat_map(blocks).collect();
    let modules = world.called();
    let outputs = world.all_outputs();
    let providers = providers::of(&world);
    let mut diagnostics = world.diagnostics.take();
    let own = files.sources.iter().filter(|source| source.called_at.is_none());
    let unread = own.filter(|source| !read.contains(source.folder()));
    diagnostics.extend(note(
        unread.map(|source| source.path.as_str()),
        "Files of modules that the root does not call are kept and not read",
        "Import their folder alone",
    ));
    let used = world.used.borrow();
    let unused = files.others.iter().map(|file| file.path.as_str()).filter(|path| !used.contains(*path));
    diagnostics.extend(note(
        files.unused_values.iter().map(String::as_str),
        "Terraform reads these values only when it is told to",
        "Name the file `terraform.tfvars` to have its values",
    ));
    let unused = unused.map(str::to_owned).collect();
    let texts = files.others.iter().filter_map(|file| {
        let text = std::str::from_utf8(&file.bytes).ok().filter(|text| text.len() <= KEPT_BYTES_MAX)?;
        Some((file.path.clone(), text.to_owned()))
    });
    let values = values_of(files, root.as_ref().map_or("", |folder| folder.path));
    Config {
        resources,
        blocks,
        modules,
        outputs,
        providers,
        files: texts.collect(),
        unused,
        values,
        diagnostics,
    }
}

/// Says which files nothing refers to.
pub(super) fn left_out<'p>(paths: impl Iterator<Item = &'p str>) -> Option<crate::design::Diagnostic> {
    note(paths, "Files that are not Terraform's are left out", "Nothing refers to them")
}

/// The files that give the root's variables values.
fn values_of(files: &Files, root: &str) -> Vec<ValuesFile> {
    let own = files.values.iter().filter(|source| source.folder() == root);
    let read = own.filter_map(|source| {
        let text = files.values_texts.get(&source.path)?.clone();
        let names = source.body.arguments.iter().map(|(name, _)| name.as_ref().to_owned()).collect();
        Some(ValuesFile { path: source.path.clone(), text, names })
    });
    read.collect()
}

/// The root module: the folder nearest to the top that no other one calls.
fn root<'s>(world: &World<'s>) -> Option<Rc<Folder<'s>>> {
    let mut called = IndexSet::new();
    for folder in world.folders.values() {
        called.extend(folder.calls.values().filter_map(|def| Some(world.called_folder(def)?.path)));
    }
    let depth = |folder: &Folder<'_>| {
        let depth = if folder.path.is_empty() { 0 } else { folder.path.matches('/').count() + 1 };
        (called.contains(folder.path), depth)
    };
    let best = world.folders.values().min_by_key(|folder| (depth(folder), folder.path));
    best.cloned()
}

/// The values that files give the root's variables.
fn given(world: &World<'_>, folder: &Folder<'_>, values: &[Source]) -> IndexMap<String, Val> {
    let mut given = IndexMap::new();
    for source in values.iter().filter(|source| source.folder() == folder.path) {
        for (name, value) in &source.body.arguments {
            // No module is there yet, so that names lead nowhere.
            match world.context(usize::MAX, &source.text, None).eval(value) {
                Ok(value) => drop(given.insert(name.as_ref().to_owned(), value)),
                Err(fail) => world.tell_fail(&fail, source, value.span.start),
            }
        }
    }
    given
}

/// The blocks of a file as they were written.
fn blocks(source: &Source) -> Vec<SourceBlock> {
    if source.called_at.is_some() {
        // What is ours is not the user's to keep; resources know their blocks by number.
        let word = |_: &tree::Block| SourceBlock { word: REGISTRY.to_owned(), ..SourceBlock::default() };
        return source.body.blocks.iter().map(word).collect();
    }
    let lines = LineIndex::new(&source.text);
    let spans = source.spans.iter();
    let one = |(block, span): (&tree::Block, &crate::base::Span)| SourceBlock {
        place: Place {
            file: source.path.clone(),
            position: source.placed.then(|| source.position(&lines, block.span.start)),
        },
        text: source.text.get(span.start..span.end).unwrap_or_default().to_owned(),
        word: block.word.clone(),
        labels: block.labels.clone(),
        refers: refers::refers(block),
        locals: match block.word.as_str() {
            "locals" => block.arguments.iter().map(|(name, _)| name.as_ref().to_owned()).collect(),
            _ => Vec::new(),
        },
    };
    source.body.blocks.iter().zip(spans).map(one).collect()
}
