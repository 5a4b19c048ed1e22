//! Blocks that pass from import to export as they are.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::dangling;
use super::kept::{is_expression, readdress};
use super::module::{Module, Piece};
use crate::base::Span;
use crate::design::{Design, Diagnostic, Item, KeptBlock};
use crate::lang::hcl::{head, named};
use crate::terraform::File;
use crate::terraform::pins::Pins;
use crate::terraform::syntax::{Fields, reference, text};

/// The registry that names of these types are taken from, where it is not the type's own.
const REGISTRIES: &[(&str, &str)] = &[
    ("aws_api_gateway_rest_api", "api"),
    ("aws_apigatewayv2_api", "api"),
    ("aws_api_gateway_stage", "stage"),
    ("aws_apigatewayv2_stage", "stage"),
    ("aws_api_gateway_method", "method"),
    ("aws_api_gateway_vpc_link", "vpc_link"),
    ("aws_apigatewayv2_vpc_link", "vpc_link"),
    ("aws_api_gateway_domain_name", "domain"),
    ("aws_apigatewayv2_domain_name", "domain"),
];

/// The data sources about where the files are applied, which are written as `current` where they are needed.
pub(in crate::terraform) const MADE_DATA: &[&str] = &["aws_region", "aws_partition", "aws_caller_identity"];

/// The blocks that pass, for the files that they stand in.
pub(super) struct Passed {
    blocks: Vec<KeptBlock>,
    /// Whether they say which providers are needed.
    pub(super) has_requirements: bool,
}

impl Passed {
    /// The user's blocks but for variables that the module has itself.
    pub(super) fn new(
        design: &Design,
        kept: &[&KeptBlock],
        variables: &IndexMap<String, Piece>,
        addresses: &IndexMap<String, String>,
    ) -> Self {
        // Terraform takes no address twice.
        let mut seen: BTreeSet<(&str, Vec<&str>)> = BTreeSet::new();
        let blocks: Vec<KeptBlock> = kept
            .iter()
            .filter(|block| match head(&block.text) {
                labelled if labelled.len() > 1 && labelled.first() != Some(&"provider") => {
                    seen.insert((folder(block), labelled))
                }
                _ => true,
            })
            .filter(|block| {
                is_inside(block)
                    || !matches!(head(&block.text).as_slice(), ["variable", name] if variables.contains_key(*name))
            })
            .map(|block| KeptBlock {
                file: block.file.clone(),
                text: readdress(&block.text, &design.terraform.addresses, addresses),
            })
            .collect();
        let word = |block: &KeptBlock, words: &[&str]| head(&block.text) == words;
        let has_requirements = blocks
            .iter()
            .any(|block| word(block, &["terraform"]) && block.text.contains("required_providers"));
        Self { blocks, has_requirements }
    }

    /// Leaves out what refers to what is not in the files; each is told.
    pub(super) fn leave_out(&mut self, gone: &[&str]) -> Vec<Diagnostic> {
        dangling::leave_out(&mut self.blocks, gone)
    }

    /// The same with blocks of called modules, in which the addresses and names of the root mean nothing.
    pub(super) fn with(mut self, inside: &[&KeptBlock]) -> Self {
        self.blocks.extend(inside.iter().map(|block| (*block).clone()));
        self
    }

    /// Adds the blocks at the end of the files that they stood in.
    pub(super) fn add(self, files: &mut Vec<File>) {
        for block in self.blocks {
            let path = file_of(&block);
            let at = files.iter().position(|file| file.path == path).unwrap_or_else(|| {
                files.push(File { path: path.to_owned(), ..File::default() });
                files.len() - 1
            });
            let Some(file) = files.get_mut(at) else { continue };
            if !file.text.is_empty() {
                file.text.push('\n');
            }
            let start = file.text.len();
            file.text.push_str(block.text.trim_end());
            file.spans.push((Span { start, end: file.text.len() }, Item::Design));
            file.text.push('\n');
        }
    }
}

/// Whether a text is a block of the Terraform language.
fn is_block(text: &str) -> bool {
    hcl::parse(text).is_ok_and(|body| body.blocks().count() == 1 && body.attributes().count() == 0)
}

/// Takes the user's own blocks into the module, with their names. Blocks and expressions that are no Terraform are
/// named and left out.
pub(super) fn take_in(module: &mut Module<'_>) {
    let kept = &module.design.terraform;
    let (blocks, broken): (Vec<&KeptBlock>, Vec<&KeptBlock>) =
        kept.blocks.iter().partition(|block| is_block(&block.text));
    let texts = kept.all_expressions();
    let expressions =
        texts.filter(|text| !is_expression(text)).map(|text| format!("The expression `{text}`"));
    let broken = broken.into_iter().map(|block| format!("A block that `{}` held", block.file));
    for what in expressions.chain(broken) {
        let message = format!("{what} is no Terraform and is left out of the files");
        let help = "Import the files again, or write it into the exported files yourself";
        module.tell(Diagnostic::error("terraform-kept", message).at(Item::Design).help(help));
    }
    let (pins, blocks): (Vec<&KeptBlock>, Vec<&KeptBlock>) =
        blocks.into_iter().partition(|block| Pins::read(&block.text).is_some());
    if let Some(pins) = pins.first().and_then(|block| Pins::read(&block.text)) {
        module.pins = pins.within_ours();
    }
    for block in &blocks {
        reserve(module, block);
    }
    let (inside, root): (Vec<&KeptBlock>, Vec<&KeptBlock>) =
        blocks.into_iter().partition(|block| is_inside(block));
    module.kept = root;
    module.kept_inside = inside;
}

/// Whether a block stands in the folder of a module that the root calls.
pub(super) fn is_inside(block: &KeptBlock) -> bool {
    block.file.contains('/')
}

/// Names the calls of modules that the root reads and does not hold.
pub(super) fn read_calls(files: &[File]) -> Vec<Diagnostic> {
    // An example is the caller's.
    let is_root = |file: &&File| !file.path.contains('/') && file.path.ends_with(".tf");
    let root = files.iter().filter(is_root).filter(|file| file.text.contains("module"));
    let blocks =
        root.flat_map(|file| file.spans.iter().filter_map(|(span, _)| file.text.get(span.start..span.end)));
    // Where blocks were moved from is no more.
    let blocks: Vec<&str> = blocks.filter(|block| head(block) != ["moved"]).collect();
    let called = blocks.iter().filter_map(|block| match head(block).as_slice() {
        ["module", name] => Some(*name),
        _ => None,
    });
    let called: BTreeSet<&str> = called.collect();
    let read = blocks.iter().filter(|block| block.contains("module.")).flat_map(|block| named(block, 2));
    let read = read.filter_map(|names| match names.as_slice() {
        ["module", name] => Some(*name),
        _ => None,
    });
    let missing: BTreeSet<&str> = read.filter(|name| !called.contains(name)).collect();
    let tell = |name: &str| {
        let message = format!("The files read `module.{name}`, which they do not call");
        let help =
            "Terraform refuses them: write the call and what it needs beside them, or read something else";
        Diagnostic::error("terraform-module", message).at(Item::Design).help(help)
    };
    missing.into_iter().map(tell).collect()
}

/// Whether the user's own blocks configure the AWS provider that resources have without naming one.
pub(super) fn configures_provider(module: &Module<'_>) -> bool {
    module.kept.iter().any(|block| !is_inside(block) && is_default_provider(&block.text))
}

/// Whether a block configures the AWS provider that resources have without naming one.
fn is_default_provider(text: &str) -> bool {
    head(text) == ["provider", "aws"]
        && !text.lines().any(|line| {
            line.trim_start().strip_prefix("alias").is_some_and(|rest| rest.trim_start().starts_with('='))
        })
}

/// Declares the variables and data sources that the user's expressions and blocks read and that nothing declares any
/// more.
pub(super) fn declare(module: &mut Module<'_>) {
    let kept = &module.design.terraform;
    let blocks = module.kept.iter().map(|block| &block.text);
    let texts = kept.all_expressions();
    let texts: Vec<&String> = texts.filter(|text| is_expression(text)).chain(blocks).collect();
    let read: BTreeSet<Vec<&str>> = texts.iter().flat_map(|text| named(text, 3)).collect();
    let made = MADE_DATA.iter().filter(|kind| read.contains(["data", kind, "current"].as_slice()));
    module.data.extend(made);
    let names: BTreeSet<String> = read
        .iter()
        .filter_map(|names| match names.as_slice() {
            ["var", name, ..] => Some((*name).to_owned()),
            _ => None,
        })
        .collect();
    for name in names {
        let declared = declares_word(module, "variable", &name);
        if !declared && !module.variables.contains_key(&name) {
            let description = "Read by an expression of the files that the design was imported from";
            let fields = Fields::new().set("description", text(description)).set("type", reference("any"));
            module.variable(&name, Item::Design, fields);
        }
    }
}

/// The user's own variables or outputs, but for those that the module has itself.
pub(super) fn own(module: &Module<'_>, word: &str) -> Vec<Piece> {
    let of = |block: &&KeptBlock| match head(&block.text).as_slice() {
        [first, name] if *first == word && !module.variables.contains_key(*name) => {
            let parsed = hcl::parse(&block.text).ok()?;
            Some(Piece::plain(parsed.into_blocks().next()?, Item::Design))
        }
        _ => None,
    };
    module.kept.iter().filter_map(of).collect()
}

/// The files in which the user's own variables are declared, by name.
pub(super) fn declared<'m>(module: &'m Module<'_>) -> BTreeMap<&'m str, &'m str> {
    let of = |block: &&'m KeptBlock| match head(&block.text).as_slice() {
        ["variable", name] if !module.variables.contains_key(*name) => Some((*name, file_of(block))),
        _ => None,
    };
    module.kept.iter().filter_map(of).collect()
}

/// The file that a block is written into.
fn file_of(block: &KeptBlock) -> &str {
    if block.file.ends_with(".tf") { block.file.as_str() } else { "main.tf" }
}

/// The types of the user's own blocks that begin with this word.
pub(super) fn own_types<'a>(module: &Module<'a>, word: &str) -> Vec<&'a str> {
    let heads = module.kept.iter().map(|block| head(&block.text));
    let types = heads.filter_map(|head| match head.as_slice() {
        [first, kind, _] if *first == word => Some(*kind),
        _ => None,
    });
    types.collect()
}

/// Keeps the name of a block of the user's from being given to others.
fn reserve(module: &mut Module<'_>, block: &KeptBlock) {
    match head(&block.text).as_slice() {
        ["resource", kind, name] => {
            let registry = REGISTRIES.iter().find(|(known, _)| known == kind).map_or(*kind, |(_, name)| name);
            module.names.take(registry, name, "kept");
        }
        [word @ ("variable" | "output"), name] => {
            module.names.take(word, name, "kept");
        }
        ["locals"] => {
            let body = hcl::parse(&block.text).unwrap_or_default();
            for local in body.blocks().flat_map(|block| block.body.attributes()) {
                module.names.take("local", local.key(), "kept");
            }
        }
        _ => {}
    }
}

/// Whether the user's own files declare a variable or an output.
pub(super) fn declares_word(module: &Module<'_>, word: &str, name: &str) -> bool {
    module.kept.iter().any(|block| head(&block.text) == [word, name])
}

/// The folder of a module that a block belongs to; empty for the root.
fn folder(block: &KeptBlock) -> &str {
    block.file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether the user's own files declare a block.
pub(super) fn declares(module: &Module<'_>, word: &str, kind: &str, name: &str) -> bool {
    module.kept.iter().any(|block| head(&block.text) == [word, kind, name])
}
