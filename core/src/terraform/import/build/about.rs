//! What the whole design is called, where it runs, and its tags.

use super::Build;
use super::variables::{body, string};
use crate::terraform::export::TAGS as TAGS_KEPT;

/// How the export says which Region a design is made for.
const REGION_START: &str = "Designed for ";
const REGION_END: &str = "; the caller's provider decides the Region.";
/// What lines in comments are drawn with.
const RULES: &[char] = &['-', '=', '#', '*', '_', '~', '+', '/', ' '];
/// How the export describes the variable of the tags.
const TAGS: &str = "Tags on everything that takes tags";

/// Reads what stands above the `terraform` block, the provider's Region, and the tags of everything.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let config = build.work.graph.config;
    for block in &config.blocks {
        match block.word.as_str() {
            "terraform" => comment(build, &block.text),
            "provider" if block.labels.first().is_some_and(|label| label == "aws") => {
                let region = body(&block.text).and_then(|body| {
                    body.attributes()
                        .find(|attribute| attribute.key() == "region")
                        .and_then(|found| string(found.expr()))
                });
                if let Some(region) = region.filter(|_| build.design.region.is_empty()) {
                    build.design.region = region;
                }
            }
            _ => {}
        }
    }
    let tags = build.variables.get("tags").filter(|variable| variable.description == TAGS);
    if let Some(tags) = tags.and_then(|variable| variable.texts.clone()) {
        build.design.tags = tags;
    } else if config.blocks.iter().any(|block| block.word == "resource") {
        build.work.keep(TAGS_KEPT.to_owned(), "null".to_owned());
    }
}

/// `# name: description` and the Region, as the export writes them.
fn comment(build: &mut Build<'_, '_>, text: &str) {
    let lines = comment_lines(text);
    let (regions, about): (Vec<&str>, Vec<&str>) = lines
        .iter()
        .map(String::as_str)
        .partition(|line| line.starts_with(REGION_START) && line.ends_with(REGION_END));
    if let Some(region) = regions.first() {
        let region = region.strip_prefix(REGION_START).and_then(|rest| rest.strip_suffix(REGION_END));
        build.design.region = region.unwrap_or_default().to_owned();
    }
    let about = about.join(" ");
    match about.split_once(": ") {
        Some((name, description)) => {
            build.design.name = name.to_owned();
            build.design.description = description.to_owned();
        }
        None => build.design.name = about,
    }
}

/// The comment above a block, line by line, without lines that only draw.
pub(super) fn comment_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let inner = line.strip_prefix('#').or_else(|| line.strip_prefix("//"));
        let Some(inner) = inner else { break };
        let inner = inner.strip_prefix(' ').unwrap_or(inner).trim_end();
        if !inner.chars().all(|char| RULES.contains(&char)) {
            lines.push(inner.to_owned());
        }
    }
    lines
}

/// Names a design whose files do not say what it is called after its first API.
pub(super) fn name(build: &mut Build<'_, '_>) {
    if build.design.name.is_empty()
        && let Some(api) = build.design.apis.values().next()
    {
        build.design.name = api.name.clone();
    }
}
