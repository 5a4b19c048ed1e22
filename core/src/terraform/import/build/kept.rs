//! The blocks that pass from the files to the next export as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::Build;
use super::about::comment_lines;
use super::files::read_by;
use super::graph::{address_text, place_text};
use super::kept_needs::{is_made_output, is_made_variable, mentions};
use super::outward::folder;
use super::variables::{body, string};
use crate::design::{ApiId, Diagnostic, Item, KeptBlock};
use crate::terraform::import::config::SourceBlock;
use crate::terraform::pins::Pins;

/// The data sources about where the files are applied, which the export writes where they are needed.
const MADE_DATA: &[&str] = &["aws_region", "aws_partition", "aws_caller_identity"];

/// What becomes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is in the design, or the export writes it again.
    Drop,
    /// It is kept.
    Keep,
    /// It is kept where something that is kept needs it.
    IfNeeded,
}

/// The blocks to keep.
pub(super) fn blocks(build: &mut Build<'_, '_>) -> Vec<KeptBlock> {
    let config = build.work.graph.config;
    let instances = instances(build);
    let mut fates: Vec<Fate> = Vec::with_capacity(config.blocks.len());
    for (at, block) in config.blocks.iter().enumerate() {
        fates.push(fate(build, block, instances.get(&at).map(Vec::as_slice).unwrap_or_default()));
    }
    inside(build, &instances, &mut fates);
    need(build, &mut fates);
    tell(build, &fates);
    let kept = config.blocks.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Keep);
    let kept = kept.map(|(block, _)| KeptBlock { file: block.place.file.clone(), text: block.text.clone() });
    kept.chain(pins(build)).collect()
}

/// The versions that the files ask for, where they allow less than the export does by itself.
fn pins(build: &Build<'_, '_>) -> Option<KeptBlock> {
    let blocks = build.work.graph.config.blocks.iter().filter(|block| block.word == "terraform");
    let found = blocks.filter_map(|block| Pins::read(&block.text));
    found.map(|pins| pins.within_ours()).find_map(|pins| pins.kept())
}

/// Keeps what stands in the folders of modules whose calls are kept, whole: no part of it is in the design.
fn inside(build: &Build<'_, '_>, instances: &BTreeMap<usize, Vec<usize>>, fates: &mut [Fate]) {
    let config = build.work.graph.config;
    let (mut called, mut taken): (BTreeSet<String>, BTreeSet<&str>) = Default::default();
    for (at, (block, fate)) in config.blocks.iter().zip(fates.iter()).enumerate() {
        let own = instances.get(&at).map(Vec::as_slice).unwrap_or_default();
        if own.iter().any(|at| build.work.is_used(*at)) {
            taken.insert(folder(&block.place.file));
        }
        if block.word == "module" && *fate == Fate::Keep {
            called.extend(called_folder(block));
        }
    }
    called.retain(|folder| !taken.contains(folder.as_str()));
    for (block, fate) in config.blocks.iter().zip(fates.iter_mut()) {
        if called.contains(folder(&block.place.file)) {
            *fate = Fate::Keep;
        }
    }
}

/// The folder below the root that a call of a module names.
fn called_folder(block: &SourceBlock) -> Option<String> {
    let body = body(&block.text)?;
    let source = string(body.attributes().find(|attribute| attribute.key() == "source")?.expr())?;
    if !source.starts_with("./") && !source.starts_with("../") {
        return None;
    }
    let mut steps: Vec<&str> = folder(&block.place.file).split('/').filter(|step| !step.is_empty()).collect();
    for step in source.split('/').filter(|step| !step.is_empty() && *step != ".") {
        match step {
            ".." => _ = steps.pop()?,
            step => steps.push(step),
        }
    }
    Some(steps.join("/")).filter(|folder| !folder.is_empty())
}

/// The instances of each block.
fn instances(build: &Build<'_, '_>) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, resource) in build.work.graph.config.resources.iter().enumerate() {
        if let Some(block) = resource.block {
            found.entry(block).or_default().push(at);
        }
    }
    found
}

fn fate(build: &mut Build<'_, '_>, block: &SourceBlock, instances: &[usize]) -> Fate {
    match block.word.as_str() {
        "resource" => resource(build, instances),
        "module" => module(build, block, instances),
        "data" => match block.labels.as_slice() {
            [kind, name] if MADE_DATA.contains(&kind.as_str()) && name == "current" => Fate::Drop,
            _ => Fate::IfNeeded,
        },
        "variable" | "locals" => Fate::IfNeeded,
        "terraform" if Pins::read(&block.text).is_some() => Fate::Drop,
        "output" => match body(&block.text) {
            Some(body) if is_made_output(&body) => Fate::Drop,
            _ => Fate::Keep,
        },
        "import" | "moved" => one_time(build, block),
        _ => Fate::Keep,
    }
}

fn resource(build: &Build<'_, '_>, instances: &[usize]) -> Fate {
    let used = instances.iter().filter(|at| build.work.is_used(**at)).count();
    if used == 0 {
        // What is inside of a module that the design took over cannot stand outside of it.
        let inside = instances.first().and_then(|at| build.work.graph.resource(*at));
        return match inside.filter(|resource| !resource.address.module.is_empty()) {
            Some(_) => Fate::Drop,
            None => Fate::Keep,
        };
    }
    for at in instances.iter().filter(|at| !build.work.is_used(**at)) {
        let message = format!(
            "`{}` is left out, because other instances of its block are in the design",
            build.work.address(*at)
        );
        let help = "Write it as a block of its own";
        build.work.say(*at, Diagnostic::warning("terraform-left-out", message).help(help));
    }
    Fate::Drop
}

/// A call of a module: kept unless the design took over something of what is inside.
fn module(build: &Build<'_, '_>, block: &SourceBlock, instances: &[usize]) -> Fate {
    if instances.iter().any(|at| build.work.is_used(*at)) {
        return Fate::Drop;
    }
    let start = format!("module.{}", block.labels.first().map(String::as_str).unwrap_or_default());
    let resources = build.work.graph.config.resources.iter().enumerate();
    let inside: Vec<usize> = resources
        .filter(|(_, resource)| {
            let module = resource.address.module.as_str();
            let rest = module.strip_prefix(start.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
        .map(|(at, _)| at)
        .collect();
    if !inside.iter().any(|at| build.work.is_used(*at)) {
        tell_of_registry(build, instances);
        return Fate::Keep;
    }
    let left = inside.iter().filter(|at| {
        !build.work.is_used(**at) && build.work.graph.resource(**at).is_some_and(|one| !one.address.data)
    });
    for at in left {
        let message = format!(
            "`{}` is left out, because the design took over other resources of `{start}`",
            build.work.address(*at)
        );
        let help = "Write it beside the files of the export: an apply without it destroys it";
        build.work.say(*at, Diagnostic::error("terraform-left-out", message).help(help));
    }
    Fate::Drop
}

/// Says that an API which a module from elsewhere makes is not in the design.
fn tell_of_registry(build: &Build<'_, '_>, instances: &[usize]) {
    let Some(at) = instances.first() else { return };
    let source = build.body(*at, None).and_then(|body| body.glance("source")).unwrap_or_default();
    if source.to_ascii_lowercase().contains("apigateway") || source.contains("api-gateway") {
        let message =
            format!("What `{}` makes out of `{source}` is not in the design", build.work.address(*at));
        let help = "The call is kept as it was written; import a plan or state to see the API that it makes";
        build.work.say(*at, Diagnostic::note("terraform-module", message).help(help));
    }
}

/// Blocks that do something once: what they do to the design's own resources, an export says anew.
fn one_time(build: &mut Build<'_, '_>, block: &SourceBlock) -> Fate {
    let Some(body) = body(&block.text) else { return Fate::Keep };
    let of =
        |name: &str| body.attributes().find(|attribute| attribute.key() == name).map(hcl::Attribute::expr);
    let Some(to) = of("to").and_then(|to| hcl::format::to_string(to).ok()) else { return Fate::Keep };
    let resources = build.work.graph.config.resources.iter().enumerate();
    let target = resources
        .filter(|(at, _)| build.work.is_used(*at))
        .find(|(_, resource)| address_text(&resource.address) == to.trim())
        .map(|(at, _)| at);
    let Some(target) = target else { return Fate::Keep };
    let id = of("id").and_then(string);
    match (build.items.get(&target).copied(), id) {
        (Some(Item::Api(api)), Some(id)) if block.word == "import" => existing(build, api, id),
        _ => {
            let word = &block.word;
            let message = format!("The `{word}` block of `{}` is left out", to.trim());
            let help = "It does its work once; the export writes its own where they are needed";
            let found = Diagnostic::note("terraform-left-out", message).help(help);
            build.work.tell(found.at_place(place_text(&block.place)));
        }
    }
    Fate::Drop
}

fn existing(build: &mut Build<'_, '_>, api: ApiId, id: String) {
    if let Some(api) = build.design.apis.get_mut(&api) {
        std::sync::Arc::make_mut(api).settings.existing_id = Some(id);
    }
}

/// Keeps what the kept blocks and expressions need.
fn need(build: &Build<'_, '_>, fates: &mut [Fate]) {
    let config = build.work.graph.config;
    let mut offers: BTreeMap<String, usize> = BTreeMap::new();
    for (at, block) in config.blocks.iter().enumerate() {
        match (block.word.as_str(), block.labels.as_slice()) {
            ("variable", [name, ..]) => _ = offers.insert(format!("var.{name}"), at),
            ("data", [kind, name, ..]) => _ = offers.insert(format!("data.{kind}.{name}"), at),
            ("locals", _) => {
                offers.extend(block.locals.iter().map(|name| (format!("local.{name}"), at)));
            }
            _ => {}
        }
    }
    let mut waiting: Vec<String> =
        build.work.expressions().iter().flat_map(|expression| mentions(expression)).collect();
    for (block, fate) in config.blocks.iter().zip(fates.iter()) {
        if *fate == Fate::Keep {
            waiting.extend(block.refers.iter().cloned());
        }
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        let made = name.strip_prefix("var.").is_some_and(|name| build.work.makes_variable(name));
        if made || !seen.insert(name.clone()) {
            continue;
        }
        let Some(at) = offers.get(&name) else { continue };
        if let (Some(fate), Some(block)) = (fates.get_mut(*at), config.blocks.get(*at))
            && *fate == Fate::IfNeeded
        {
            *fate = Fate::Keep;
            waiting.extend(block.refers.iter().cloned());
        }
    }
}

/// Says which variables became their values, and what kept blocks say about resources of the design.
fn tell(build: &Build<'_, '_>, fates: &[Fate]) {
    let config = build.work.graph.config;
    let replaced: Vec<String> = config
        .blocks
        .iter()
        .zip(fates)
        .filter(|(block, fate)| block.word == "variable" && **fate != Fate::Keep)
        .filter_map(|(block, _)| block.labels.first())
        .filter(|name| {
            let made = build.variables.get(name).is_some_and(|one| is_made_variable(&one.description));
            !made && !build.work.makes_variable(name)
        })
        .map(|name| format!("`{name}`"))
        .collect();
    if !replaced.is_empty() {
        let message =
            format!("The design holds values where the files have variables: {}", replaced.join(", "));
        let help = "The export writes the values; declare the variables anew where callers set them";
        build.work.tell(Diagnostic::note("terraform-variable", message).help(help));
    }
    for (block, _) in config.blocks.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Keep) {
        for file in read_by(&block.text) {
            let what = format!("{} {}", block.word, block.labels.join("."));
            let message =
                format!("The kept block `{}` reads {file}, which is no part of the export", what.trim());
            let help = "Copy it beside the exported files: Terraform refuses them without it";
            let found = Diagnostic::error("terraform-file", message).help(help);
            build.work.tell(found.at_place(place_text(&block.place)));
        }
    }
    let used: BTreeSet<String> = config
        .resources
        .iter()
        .enumerate()
        .filter(|(at, resource)| build.work.is_used(*at) && resource.address.module.is_empty())
        .map(|(_, resource)| format!("{}.{}", resource.address.kind, resource.address.name))
        .collect();
    for (block, _) in config.blocks.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Keep) {
        let named: BTreeSet<&String> = block.refers.iter().filter(|name| used.contains(*name)).collect();
        if named.is_empty() {
            continue;
        }
        let names: Vec<String> = named.iter().map(|name| format!("`{name}`")).collect();
        let what = format!("{} {}", block.word, block.labels.join("."));
        let message = format!("The kept block `{}` refers to {}", what.trim(), names.join(", "));
        let help = "Compare the names after an export: the design's blocks may be called otherwise there";
        let found = Diagnostic::note("terraform-kept-reference", message).help(help);
        build.work.tell(found.at_place(place_text(&block.place)));
    }
}

/// The comment above a resource, or above its entry in the local map that its block goes over.
pub(super) fn comment_of(build: &Build<'_, '_>, at: usize) -> String {
    let config = build.work.graph.config;
    let Some(resource) = build.work.graph.resource(at) else { return String::new() };
    let Some(block) = resource.block.and_then(|block| config.blocks.get(block)) else { return String::new() };
    let Some(key) = &resource.address.key else { return comment_lines(&block.text).join(" ") };
    let Some(local) = super::kept_needs::goes_over(&block.text) else { return String::new() };
    build.comments.get(local, key.trim_matches('"')).unwrap_or_default().to_owned()
}
