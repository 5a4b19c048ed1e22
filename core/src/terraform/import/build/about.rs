//! What the whole design is called, where it runs, and its tags.

use super::Build;
use super::graph::place_text;
use crate::design::Diagnostic;
use crate::lang::hcl::comment_lines;
use crate::terraform::export::TAGS as TAGS_KEPT;

/// How the export says which Region a design is made for.
const REGION_START: &str = "Designed for ";
const REGION_ENDS: &[&str] = &["; the caller's provider decides the Region.", "."];
/// How the export describes the variable of the tags.
const TAGS: &str = "Tags on everything that takes tags";

/// Reads what stands above the `terraform` block, the provider's Region, and the tags of everything.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let config = build.work.graph.config;
    for block in config.blocks.iter().filter(|block| block.word == "terraform") {
        comment(build, &block.text);
    }
    region(build);
    let tags = build.variables.get("tags").filter(|variable| variable.description == TAGS);
    if let Some(tags) = tags.and_then(|variable| variable.texts.clone()) {
        build.design.tags = tags;
    } else if config.blocks.iter().any(|block| block.word == "resource") {
        build.work.keep(TAGS_KEPT.to_owned(), "null".to_owned());
    }
}

/// The Region of the provider that blocks have without naming one.
fn region(build: &mut Build<'_, '_>) {
    if !build.design.region.is_empty() {
        return;
    }
    let mut providers = build.work.graph.config.providers.iter().filter(|provider| provider.alias.is_none());
    let Some(provider) = providers.find(|provider| provider.region.is_some()) else { return };
    match &provider.region {
        Some(Ok(region)) => build.design.region = region.clone(),
        Some(Err(written)) => {
            let default = crate::aws::default_region();
            let message = format!("The Region is known only when it is planned: `{written}`");
            let help = format!("The studio prices {default} until the design says another Region");
            let found = Diagnostic::note("terraform-region", message).help(help);
            build.work.tell(found.at_place(place_text(&provider.place)));
        }
        None => {}
    }
}

/// `# name: description` and the Region, as the export writes them.
fn comment(build: &mut Build<'_, '_>, text: &str) {
    let lines = comment_lines(text);
    let (regions, about): (Vec<&str>, Vec<&str>) =
        lines.iter().map(String::as_str).partition(|line| said_region(line).is_some());
    if let Some(region) = regions.first().and_then(|line| said_region(line)) {
        build.design.region = region.to_owned();
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
