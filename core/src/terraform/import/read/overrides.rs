//! Files that Terraform lays over the others of their folder: `override.tf` and those that end with `_override.tf`.
//!
//! Blocks are merged as texts, so that what is kept of them is what Terraform would see.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::parser::parse_body;
use hcl_edit::structure::{Attribute, Block, Body, Structure};

use super::source::{Source, without_empty_heredocs};
use crate::design::Diagnostic;

/// Nested blocks of which an override replaces single arguments.
const MERGED: &[&str] = &["lifecycle", "required_providers"];

/// Lays the files over the others, in the order of their names.
pub(super) fn apply(sources: &mut [Source], overrides: &[Source], diagnostics: &mut Vec<Diagnostic>) {
    for over in overrides {
        let Some(body) = parsed(&over.text) else { continue };
        let mut merged = false;
        for block in body.blocks() {
            let place = over.place(block.span().unwrap_or_default().start);
            match lay(sources, over, block) {
                Ok(()) => merged = true,
                Err(message) => {
                    let help = "Terraform refuses it: write the block into a file that overrides nothing";
                    diagnostics
                        .push(Diagnostic::error("terraform-override", message).at_place(place).help(help));
                }
            }
        }
        if merged {
            let message =
                format!("What `{}` overrides is merged into the blocks of the other files", over.path);
            let help = "Each block is written once by an export, as Terraform sees it";
            let found = Diagnostic::note("terraform-override", message);
            diagnostics.push(found.at_place(over.path.clone()).help(help));
        }
    }
}

fn parsed(text: &str) -> Option<Body> {
    parse_body(&without_empty_heredocs(text)).ok()
}

/// Lays one block over the one that it overrides.
fn lay(sources: &mut [Source], over: &Source, block: &Block) -> Result<(), String> {
    let word = block.ident.as_str();
    if word == "locals" {
        return block.body.attributes().try_for_each(|local| lay_local(sources, over, local));
    }
    if !matches!(word, "resource" | "data" | "variable" | "output" | "module" | "provider" | "terraform") {
        return Err(format!("`{}` overrides a block of `{word}`, which Terraform does not merge", over.path));
    }
    if block.body.has_attribute("depends_on") && matches!(word, "resource" | "data") {
        return Err(format!("`{}` overrides `depends_on` of `{}`", over.path, called(block)));
    }
    let here = sources.iter_mut().filter(|source| source.folder() == over.folder());
    for source in here {
        let Some(body) = parsed(&source.text) else { continue };
        let Some(base) = body.blocks().find(|base| is_same(base, block)) else { continue };
        let edits = edits(&source.text, base, &over.text, block);
        let span = base.span().unwrap_or_default();
        return rewrite(source, span, edits).ok_or_else(|| unreadable(over, block));
    }
    Err(format!("`{}` overrides `{}`, which no other file has", over.path, called(block)))
}

/// Gives a local its other value.
fn lay_local(sources: &mut [Source], over: &Source, local: &Attribute) -> Result<(), String> {
    let name = local.key.as_str();
    let here = sources.iter_mut().filter(|source| source.folder() == over.folder());
    for source in here {
        let Some(body) = parsed(&source.text) else { continue };
        let blocks = body.blocks().filter(|block| block.has_ident("locals"));
        let Some((block, base)) =
            blocks.filter_map(|block| Some((block, block.body.get_attribute(name)?))).next()
        else {
            continue;
        };
        let edits = vec![(whole(&source.text, base), text_of(&over.text, local).to_owned())];
        let span = block.span().unwrap_or_default();
        return rewrite(source, span, edits).ok_or_else(|| format!("`local.{name}` cannot be overridden"));
    }
    Err(format!("`{}` overrides `local.{name}`, which no other file has", over.path))
}

fn unreadable(over: &Source, block: &Block) -> String {
    format!("`{}` overrides `{}`, and both together cannot be read", over.path, called(block))
}

/// A block's name in a message.
fn called(block: &Block) -> String {
    let labels: String = block.labels.iter().map(|label| format!(".{}", label.as_str())).collect();
    format!("{}{labels}", block.ident.as_str())
}

/// Whether a block is the one that an override means.
fn is_same(base: &Block, over: &Block) -> bool {
    let alias = |block: &Block| block.body.get_attribute("alias").map(|alias| alias.value.to_string());
    let labels = |block: &Block| -> Vec<String> {
        block.labels.iter().map(|label| label.as_str().to_owned()).collect()
    };
    base.ident == over.ident
        && labels(base) == labels(over)
        && (over.ident.as_str() != "provider"
            || alias(base).as_deref().map(str::trim) == alias(over).as_deref().map(str::trim))
}

/// Where a text changes, and what stands there then.
type Edits = Vec<(Range<usize>, String)>;

/// What an override changes of a block: arguments one by one, and nested blocks by their type.
fn edits(text: &str, base: &Block, over_text: &str, over: &Block) -> Edits {
    let mut edits = Edits::new();
    let mut added: Vec<String> = Vec::new();
    for attribute in over.body.attributes() {
        let written = text_of(over_text, attribute).to_owned();
        match base.body.get_attribute(attribute.key.as_str()) {
            Some(known) => edits.push((whole(text, known), written)),
            None => added.push(written),
        }
    }
    let is_merged = |block: &Block| MERGED.contains(&block.ident.as_str());
    for inner in over.body.blocks() {
        let known = base.body.blocks().find(|known| is_merged(inner) && is_same(known, inner));
        match known {
            Some(known) => edits.extend(self::edits(text, known, over_text, inner)),
            None => {
                added.push(over_text.get(inner.span().unwrap_or_default()).unwrap_or_default().to_owned())
            }
        }
    }
    let is_replaced = |known: &&Block| {
        over.body
            .blocks()
            .any(|inner| kind(inner) == kind(known) && !(is_merged(inner) && is_same(known, inner)))
    };
    for known in base.body.blocks().filter(is_replaced) {
        edits.push((known.span().unwrap_or_default(), String::new()));
    }
    if !added.is_empty() {
        edits.extend(insertion(text, base, &added));
    }
    edits
}

/// The type of a nested block, be it written or made by `dynamic`.
fn kind(block: &Block) -> String {
    let label = block.labels.first().filter(|_| block.has_ident("dynamic"));
    label.map_or(block.ident.as_str(), |label| label.as_str()).to_owned()
}

/// What comes at the end of a block.
fn insertion(text: &str, base: &Block, added: &[String]) -> Edits {
    let span = base.span().unwrap_or_default();
    let end = span.end.saturating_sub(1);
    let first = base.body.iter().next().and_then(|first| match first {
        Structure::Attribute(attribute) => Some(whole(text, attribute).start),
        Structure::Block(block) => Some(block.span()?.start),
    });
    let mut edits = Edits::new();
    // A block on one line takes one argument only.
    if let Some(first) = first
        && !text.get(span.start..first).unwrap_or_default().contains('\n')
    {
        edits.push((first..first, "\n".to_owned()));
    }
    edits.push((end..end, format!("\n{}\n", added.join("\n"))));
    edits
}

/// Where an argument stands.
fn whole(text: &str, attribute: &Attribute) -> Range<usize> {
    let span = attribute.span().unwrap_or_default();
    let written = text.get(span.clone()).unwrap_or_default();
    span.start..span.start + written.trim_end().len()
}

fn text_of<'t>(text: &'t str, attribute: &Attribute) -> &'t str {
    text.get(whole(text, attribute)).unwrap_or_default()
}

/// Changes a block of a file. None when the file cannot be read any more.
fn rewrite(source: &mut Source, block: Range<usize>, mut edits: Edits) -> Option<()> {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::new();
    let mut at = 0;
    for (range, written) in &edits {
        text.push_str(source.text.get(at..range.start)?);
        text.push_str(written);
        at = range.end;
    }
    text.push_str(source.text.get(at..)?);
    parsed(&text)?;
    let end = (block.end + text.len()).checked_sub(source.text.len())?;
    let lines = |text: &str| text.matches('\n').count();
    let (before, after) = (lines(&source.text), lines(&text));
    let mut read = Source::new(&source.path, text, &mut Vec::new());
    let moved = |at: usize| if at >= block.end { at + end - block.end } else { at };
    read.shifts = source.shifts.iter().map(|shift| (moved(shift.0), shift.1)).collect();
    read.shifts.push((end, after as isize - before as isize));
    read.placed = source.placed;
    *source = read;
    Some(())
}
