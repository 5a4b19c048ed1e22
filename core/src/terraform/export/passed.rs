//! Blocks that pass from import to export as they are.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::fold::Entry;
use super::kept::{is_expression, readdress};
use super::module::Module;
use crate::base::Span;
use crate::design::{Design, Diagnostic, Item, KeptBlock};
use crate::terraform::File;
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

/// The blocks that pass, for the files that they stand in.
pub(super) struct Passed {
    blocks: Vec<KeptBlock>,
    /// Whether they say which providers are needed.
    pub(super) has_requirements: bool,
    /// Whether they configure the AWS provider.
    pub(super) has_provider: bool,
}

impl Passed {
    /// The user's blocks but for variables that the module has itself.
    pub(super) fn new(
        design: &Design,
        kept: &[&KeptBlock],
        variables: &[Entry],
        addresses: &IndexMap<String, String>,
    ) -> Self {
        let own: BTreeSet<String> = variables
            .iter()
            .filter_map(|entry| match entry {
                Entry::Block(piece) => Some(piece.block.labels().first()?.as_str().to_owned()),
                Entry::Map { .. } => None,
            })
            .collect();
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
                !is_in_root(block)
                    || !matches!(head(&block.text).as_slice(), ["variable", name] if own.contains(*name))
            })
            .map(|block| KeptBlock {
                file: block.file.clone(),
                text: readdress(&block.text, &design.terraform.addresses, addresses),
            })
            .collect();
        let word = |block: &KeptBlock, words: &[&str]| is_in_root(block) && head(&block.text) == words;
        let has_requirements = blocks
            .iter()
            .any(|block| word(block, &["terraform"]) && block.text.contains("required_providers"));
        let has_provider = blocks.iter().any(|block| word(block, &["provider", "aws"]));
        Self { blocks, has_requirements, has_provider }
    }

    /// Adds the blocks at the end of the files that they stood in.
    pub(super) fn add(self, files: &mut Vec<File>) {
        for block in self.blocks {
            let path = if block.file.ends_with(".tf") { block.file.as_str() } else { "main.tf" };
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
    let texts = kept.expressions.iter().chain(kept.arguments.values());
    let expressions =
        texts.filter(|text| !is_expression(text)).map(|text| format!("The expression `{text}`"));
    let broken = broken.into_iter().map(|block| format!("A block that `{}` held", block.file));
    for what in expressions.chain(broken) {
        let message = format!("{what} is no Terraform and is left out of the files");
        let help = "Import the files again, or write it into the exported files yourself";
        module.tell(Diagnostic::error("terraform-kept", message).at(Item::Design).help(help));
    }
    for block in blocks.iter().filter(|block| is_in_root(block)) {
        reserve(module, block);
    }
    module.kept = blocks;
}

/// Declares the variables that the user's expressions and blocks read and that nothing declares any more.
pub(super) fn declare(module: &mut Module<'_>) {
    let kept = &module.design.terraform;
    let blocks = module.kept.iter().filter(|block| is_in_root(block)).map(|block| &block.text);
    let texts = kept.expressions.iter().chain(kept.arguments.values());
    let names: BTreeSet<String> =
        texts.filter(|text| is_expression(text)).chain(blocks).flat_map(|text| variables(text)).collect();
    for name in names {
        let declared = declares_variable(module, &name);
        if !declared && !module.variables.contains_key(&name) {
            let description = "Read by an expression of the files that the design was imported from";
            let fields = Fields::new().set("description", text(description)).set("type", reference("any"));
            module.variable(&name, Item::Design, fields);
        }
    }
}

/// The names behind `var.` in a text.
fn variables(text: &str) -> impl Iterator<Item = String> + '_ {
    text.match_indices("var.").filter_map(|(at, word)| {
        let before = text.get(..at)?.chars().next_back();
        let alone =
            before.is_none_or(|char| !char.is_ascii_alphanumeric() && !matches!(char, '_' | '.' | '-'));
        let rest = text.get(at + word.len()..)?;
        let end = rest.find(|char: char| !char.is_ascii_alphanumeric() && char != '_' && char != '-');
        let name = rest.get(..end.unwrap_or(rest.len()))?;
        (alone && name.starts_with(|first: char| first.is_ascii_alphabetic())).then(|| name.to_owned())
    })
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
        _ => {}
    }
}

fn declares_variable(module: &Module<'_>, name: &str) -> bool {
    module.kept.iter().any(|block| is_in_root(block) && head(&block.text) == ["variable", name])
}

/// The folder of a module that a block belongs to; empty for the root.
fn folder(block: &KeptBlock) -> &str {
    block.file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a block is the root's, and not that of a module which the files call.
fn is_in_root(block: &KeptBlock) -> bool {
    folder(block).is_empty()
}

/// Whether the user's own files declare a block.
pub(super) fn declares(module: &Module<'_>, word: &str, kind: &str, name: &str) -> bool {
    module.kept.iter().any(|block| is_in_root(block) && head(&block.text) == [word, kind, name])
}

/// The word and labels that a block begins with, behind the comments above it.
fn head(text: &str) -> Vec<&str> {
    let mut inside_comment = false;
    let first = text.lines().map(str::trim).find(|line| {
        let comment = line.starts_with('#') || line.starts_with("//");
        let opens = line.starts_with("/*");
        let skipped = inside_comment || comment || opens || line.is_empty();
        inside_comment = (inside_comment || opens) && !line.contains("*/");
        !skipped
    });
    let head = first.and_then(|line| line.split('{').next()).unwrap_or_default();
    head.split_whitespace().map(|word| word.trim_matches('"')).collect()
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn blocks_are_known_by_their_first_line() {
        assert_eq!(head("# a\n/* b\n c */\nresource \"aws_x\" \"y\" {\n}"), ["resource", "aws_x", "y"]);
        assert_eq!(head("terraform {"), ["terraform"]);
        assert!(head("# only").is_empty());
    }
}
