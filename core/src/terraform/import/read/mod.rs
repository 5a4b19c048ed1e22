//! Files, a state or a plan as a [`Config`].

mod convert;
mod eval;
mod expand;
mod files;
mod functions;
mod limits;
mod literal;
mod number;
mod operators;
mod path;
mod policy;
mod refers;
mod scope;
mod source;
mod template;
mod tree;
mod types;
mod value;
mod world;

use std::collections::HashMap;

use super::config::{Config, Place, SourceBlock};
use super::{ImportError, SourceFile};
use crate::base::LineIndex;
use crate::design::Diagnostic;
use expand::Expander;
use source::Source;
use value::Val;
use world::{Instance, World};

/// Reads everything that is Terraform's among the files.
pub(super) fn read(files: &[SourceFile]) -> Result<Config, ImportError> {
    let mut diagnostics = Vec::new();
    let mut sources = Vec::new();
    let mut values = Vec::new();
    for file in files {
        let Ok(text) = std::str::from_utf8(&file.bytes) else { continue };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if file.path.ends_with(".tf") {
            sources.push(Source::new(&file.path, text.to_owned(), &mut diagnostics));
        } else if file.path.ends_with(".tfvars") {
            values.push(Source::new(&file.path, text.to_owned(), &mut diagnostics));
        }
    }
    if sources.is_empty() {
        return Err(ImportError::Foreign {
            what: "None of the files is Terraform's".to_owned(),
            help: "Choose `.tf` files, a folder or zip of them, or what `terraform show -json` prints"
                .to_owned(),
        });
    }
    let all = files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    let mut config = configuration(&sources, &values, all);
    diagnostics.append(&mut config.diagnostics);
    config.diagnostics = diagnostics;
    Ok(config)
}

fn configuration(sources: &[Source], values: &[Source], files: HashMap<&str, &[u8]>) -> Config {
    let world = World::new(sources, files);
    let root =
        sources.iter().map(Source::folder).min_by_key(|folder| folder.matches('/').count()).unwrap_or("");
    let mut given: HashMap<String, Val> = HashMap::new();
    for source in values {
        for (name, value) in &source.body.arguments {
            if let Ok(value) = world.context(0, &source.text, None).eval(value) {
                given.insert(name.as_ref().to_owned(), value);
            }
        }
    }
    let mut expander = Expander { world: &world, resources: Vec::new(), lines: None };
    if let Some(folder) = world.folders.get(root) {
        let instance =
            Instance { folder: folder.clone(), address: String::new(), caller: None, values: given };
        if let Ok(number) = world.add(instance) {
            expander.module(number, 0);
        }
    }
    let resources = expander.resources;
    let blocks = sources.iter().flat_map(blocks).collect();
    Config { resources, blocks, diagnostics: world.diagnostics.take() }
}

/// The blocks of a file as they were written.
fn blocks(source: &Source) -> Vec<SourceBlock> {
    let lines = LineIndex::new(&source.text);
    let spans = source.spans.iter();
    let one = |(block, span): (&tree::Block, &crate::base::Span)| SourceBlock {
        place: Place {
            file: source.path.clone(),
            position: source.placed.then(|| lines.position(block.span.start)),
        },
        text: source.text.get(span.start..span.end).unwrap_or_default().to_owned(),
        word: block.word.clone(),
        labels: block.labels.clone(),
        refers: refers::refers(block),
    };
    source.body.blocks.iter().zip(spans).map(one).collect()
}

/// A finding about a file as a whole.
pub(super) fn about(path: &str, message: String, help: &str) -> Diagnostic {
    Diagnostic::note("terraform-file", message).at_place(path).help(help)
}
