//! What the whole design is called, and its tags.

use super::Build;
use crate::lang::hcl::comment_lines;
use crate::terraform::export::{ANY_REGION, TAGS as TAGS_KEPT};

/// How the export says which Region a design is made for.
const REGION_START: &str = "Designed for ";
const REGION_ENDS: &[&str] = &["; the caller's provider decides the Region.", "."];
/// How the export describes the variable of the tags.
const TAGS: &str = "Tags on everything that takes tags";

/// Reads what stands above the `terraform` block, and the tags of everything.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let config = build.work.graph.config;
    for block in config.blocks.iter().filter(|block| block.word == "terraform") {
        comment(build, &block.text);
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
    let (regions, about): (Vec<&str>, Vec<&str>) =
        lines.iter().map(String::as_str).partition(|line| *line == ANY_REGION || said_region(line).is_some());
    if let Some(line) = regions.first() {
        said_region(line).unwrap_or_default().clone_into(&mut build.design.region);
        build.exported = true;
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

/// The Region that a line says in one of the export's ways.
fn said_region(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(REGION_START)?;
    let region = REGION_ENDS.iter().find_map(|end| rest.strip_suffix(end))?;
    region.chars().all(|char| char.is_ascii_alphanumeric() || char == '-').then_some(region)
}

/// Names a design whose files do not say what it is called after its first API.
pub(super) fn name(build: &mut Build<'_, '_>) {
    if build.design.name.is_empty()
        && let Some(api) = build.design.apis.values().next()
    {
        build.design.name = api.name.clone();
    }
}
