//! The blocks that pass from the files to the next export as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::Build;
use super::collections;
use super::computed::Left;
use super::files;
use super::graph::{address_text, place_text};
use super::kept_needs::{LocalReads, is_made_output, mentions};
use super::modules::{self, Renamed, Role, Taken};
use super::moved;
use super::outward::folder;
use super::unpacked;
use super::variables::{body, string};
use crate::design::{Diagnostic, Item, KeptBlock};
use crate::lang::hcl::{comment_lines, head};
use crate::terraform::export::MADE_DATA;
use crate::terraform::format::formatted;
use crate::terraform::import::config::SourceBlock;
use crate::terraform::import::read::{REGISTRY, is_known};
use crate::terraform::pins::Pins;

/// How many arguments are named at once.
const PLACES_SHOWN: usize = 3;

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

/// The blocks to keep, and what has another name in them and in the design's expressions.
pub(super) fn blocks(build: &mut Build<'_, '_>) -> (Vec<KeptBlock>, Renamed) {
    let config = build.work.graph.config;
    let taken = Taken::read(build.work);
    let outputs = Renamed::outputs(build.work, &taken);
    let instances = instances(build);
    build.design.terraform.moved = moved::read(build, &taken);
    let mut fates: Vec<Fate> = Vec::with_capacity(config.blocks.len());
    for (at, block) in config.blocks.iter().enumerate() {
        let instances = instances.get(&at).map(Vec::as_slice).unwrap_or_default();
        fates.push(match modules::role(build, &taken, &block.place.file) {
            _ if block.word == REGISTRY => Fate::Drop,
            Role::Root => fate(build, &taken, block, instances),
            Role::Kept => Fate::Keep,
            Role::Taken => Fate::Drop,
        });
    }
    need(build, &outputs, &mut fates);
    let read = files::keep(
        build,
        config.blocks.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Keep).map(|(block, _)| block),
    );
    build.files.extend(read);
    tell(build, &fates);
    modules::tell(build, &taken);
    let kept = config.blocks.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Keep);
    let mut blocks: Vec<KeptBlock> = kept
        .map(|(block, _)| KeptBlock {
            file: modules::below_root(build, &block.place.file).to_owned(),
            text: formatted(&block.text),
        })
        .collect();
    let (more, mut renamed) = unpacked::blocks(build, &taken, &outputs, &blocks);
    let expressions = build.work.expressions();
    let in_root = blocks.iter().filter(|block| !block.file.contains('/')).map(|block| block.text.as_str());
    let (collections, together) =
        collections::read(build, in_root.chain(expressions.iter().map(String::as_str)));
    renamed.collections = collections;
    // What moved moved to an address, and not to a value.
    let has_values = |block: &KeptBlock| !block.file.contains('/') && head(&block.text) != ["moved"];
    for block in blocks.iter_mut().filter(|block| has_values(block)) {
        block.text = renamed.text(&block.text);
    }
    blocks.extend(more);
    blocks.extend(together);
    blocks.extend(pins(build));
    modules::tell_inside(build, &taken, &renamed);
    (blocks, renamed)
}

/// The versions that the files ask for, where they allow less than the export does by itself.
fn pins(build: &Build<'_, '_>) -> Option<KeptBlock> {
    let blocks = build.work.graph.config.blocks.iter().filter(|block| block.word == "terraform");
    let found = blocks.filter_map(|block| Some((block, Pins::read(&block.text)?)));
    found.map(|(block, pins)| (block, pins.within_ours(), pins)).find_map(|(block, within, pins)| {
        let kept = within.kept()?;
        let of_terraform = "The export has expressions that older versions do not know";
        let of_provider = "Exports are checked against these versions, and may have arguments that older ones do not \
                           know: run `terraform init -upgrade`, or set others in the options of the export";
        for (what, was, is, help) in [
            ("Terraform", &pins.terraform, &within.terraform, of_terraform),
            ("The AWS provider", &pins.aws, &within.aws, of_provider),
        ] {
            if !was.is_empty() && was != is {
                let message = format!("{what} has to be `{is}`, where the files say `{was}`");
                let found = Diagnostic::note("terraform-version", message).help(help);
                build.work.tell(found.at_place(place_text(&block.place)));
            }
        }
        Some(kept)
    })
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

fn fate(build: &mut Build<'_, '_>, taken: &Taken, block: &SourceBlock, instances: &[usize]) -> Fate {
    match block.word.as_str() {
        "resource" => resource(build, instances),
        "module" => module(build, taken, block, instances),
        "data" => match block.labels.as_slice() {
            [kind, name] if MADE_DATA.contains(&kind.as_str()) && name == "current" => Fate::Drop,
            _ if is_read(build, block) => Fate::IfNeeded,
            _ => Fate::Keep,
        },
        "variable" | "locals" if is_read(build, block) => Fate::IfNeeded,
        // What nothing reads is there for callers, or for a document that holds its values.
        "variable" if block.labels.first().is_some_and(|name| build.makes(name)) => Fate::Drop,
        "terraform" if Pins::read(&block.text).is_some() => Fate::Drop,
        "output" => match body(&block.text) {
            Some(body) if is_made_output(&body) => Fate::Drop,
            _ => Fate::Keep,
        },
        "moved" if moved::is_taken(&build.design, taken, block) => Fate::Drop,
        "import" => existing(build, block),
        _ => Fate::Keep,
    }
}

/// Whether another block of the folder reads what a block declares.
fn is_read(build: &Build<'_, '_>, block: &SourceBlock) -> bool {
    let names: Vec<String> = match (block.word.as_str(), block.labels.as_slice()) {
        ("variable", [name, ..]) => vec![format!("var.{name}")],
        ("data", [kind, name, ..]) => vec![format!("data.{kind}.{name}")],
        _ => block.locals.iter().map(|name| format!("local.{name}")).collect(),
    };
    let others = build.work.graph.config.blocks.iter().filter(|other| !std::ptr::eq(*other, block));
    let folder = folder(&block.place.file);
    let mut others = others.filter(|other| self::folder(&other.place.file) == folder);
    others.any(|other| other.refers.iter().any(|name| names.contains(name)))
}

fn resource(build: &Build<'_, '_>, instances: &[usize]) -> Fate {
    let used = instances.iter().filter(|at| build.work.is_used(**at)).count();
    if used == 0 {
        return Fate::Keep;
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
fn module(build: &Build<'_, '_>, taken: &Taken, block: &SourceBlock, instances: &[usize]) -> Fate {
    let label = block.labels.first().map(String::as_str).unwrap_or_default();
    if taken.has(&format!("module.{label}")) || instances.iter().any(|at| build.work.is_used(*at)) {
        return Fate::Drop;
    }
    tell_of_registry(build, instances);
    Fate::Keep
}

/// Says that an API which a module from elsewhere makes is not in the design.
fn tell_of_registry(build: &Build<'_, '_>, instances: &[usize]) {
    let Some(at) = instances.first() else { return };
    let source = build.body(*at, None).and_then(|body| body.glance("source")).unwrap_or_default();
    let address = build.work.address(*at);
    // Why a module whose inputs are not known is not taken apart is told where that is found.
    if build.work.graph.config.modules.iter().any(|module| module.address == address) {
        return;
    }
    let about = source.to_ascii_lowercase().contains("apigateway") || source.contains("api-gateway");
    let help = "The call is kept as it was written; import a plan or state to see the API that it makes";
    if is_known(&source) {
        let message = format!("`{address}` asks for a version of `{source}` that nothing is known of");
        build.work.say(*at, Diagnostic::note("terraform-module", message).help(help));
    } else if about {
        let message = format!("What `{address}` makes out of `{source}` is not in the design");
        build.work.say(*at, Diagnostic::note("terraform-module", message).help(help));
    }
}

/// An `import` block of the design's own resource: an export writes one for each of an API's.
fn existing(build: &mut Build<'_, '_>, block: &SourceBlock) -> Fate {
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
    if let (Some(Item::Api(api)), Some(id)) = (build.items.get(&target).copied(), id) {
        if let Some(api) = build.design.apis.get_mut(&api) {
            std::sync::Arc::make_mut(api).settings.existing_id = Some(id);
        }
        return Fate::Drop;
    }
    let id = of("id").and_then(string);
    let name = id.as_deref().and_then(|id| id.split_once('/')).map(|(_, name)| name.to_owned());
    if let (Some(item @ (Item::Stage(..) | Item::Model(..))), Some(name)) = (build.items.get(&target), name) {
        // The design may call it otherwise than AWS does until the next apply.
        build.design.terraform.existing.insert(item.key(), name);
    }
    let message = format!("The `import` block of `{}` is left out", to.trim());
    let help = "It does its work once; the export writes its own where they are needed";
    let found = Diagnostic::note("terraform-left-out", message).help(help);
    build.work.tell(found.at_place(place_text(&block.place)));
    Fate::Drop
}

/// Keeps what the kept blocks and expressions need.
fn need(build: &Build<'_, '_>, outputs: &Renamed, fates: &mut [Fate]) {
    let config = build.work.graph.config;
    let mut offers: BTreeMap<String, usize> = BTreeMap::new();
    let root = config.modules.first().map_or("", |root| root.folder.as_str());
    let in_root = |block: &SourceBlock| folder(&block.place.file) == root;
    for (at, block) in config.blocks.iter().enumerate().filter(|(_, block)| in_root(block)) {
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
        if *fate == Fate::Keep && in_root(block) {
            waiting.extend(block.refers.iter().cloned());
            // An output may stand for something of the root.
            waiting.extend(mentions(&outputs.text(&block.text)));
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

/// Says which variables became their values.
fn tell(build: &Build<'_, '_>, fates: &[Fate]) {
    let config = build.work.graph.config;
    let replaced: Vec<String> = config
        .blocks
        .iter()
        .zip(fates)
        .filter(|(block, fate)| block.word == "variable" && **fate != Fate::Keep && config.is_in_root(block))
        .filter_map(|(block, _)| block.labels.first())
        .filter(|name| !build.makes(name))
        .map(|name| format!("`{name}`"))
        .collect();
    if !replaced.is_empty() {
        let message =
            format!("The design holds values where the files have variables: {}", replaced.join(", "));
        let help = "The export writes the values; declare the variables anew where callers set them";
        build.work.tell(Diagnostic::note("terraform-variable", message).help(help));
    }
    tell_apart(build, fates);
}

/// Says which variables became their values in the design, while blocks that are kept still read them.
fn tell_apart(build: &Build<'_, '_>, fates: &[Fate]) {
    let config = build.work.graph.config;
    let root = config.modules.first().map_or("", |root| root.folder.as_str());
    let blocks = config.blocks.iter().enumerate().zip(fates);
    let blocks = blocks.filter(|((_, block), _)| folder(&block.place.file) == root);
    let of = |words: &'static [&str]| {
        blocks.clone().filter(|((_, block), _)| words.contains(&block.word.as_str())).collect::<Vec<_>>()
    };
    let locals: Vec<&SourceBlock> = of(&["locals"]).into_iter().map(|((_, block), _)| block).collect();
    let gone = of(&["resource", "module"]).into_iter().filter(|(_, fate)| **fate == Fate::Drop);
    let (left, locals) = (Left::new(build), LocalReads::new(&locals));
    let mut read: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((at, block), _) in gone {
        for (path, names) in left.arguments(build, at, block) {
            let place = format!("`{path}` of `{}`", block.labels.join("."));
            for name in names.iter().filter(|name| name.starts_with("local.")) {
                read.entry(name.clone()).or_default().push(place.clone());
            }
            for name in locals.variables(names.into_iter()) {
                read.entry(name).or_default().push(place.clone());
            }
        }
    }
    // What has no value stays an expression of the design, too.
    let open: BTreeSet<String> =
        build.work.open_expressions().iter().flat_map(|text| mentions(text)).collect();
    let kept = of(&["variable"]).into_iter().filter(|(_, fate)| **fate == Fate::Keep);
    let apart = kept.filter_map(|((_, block), _)| {
        let name = block.labels.first()?;
        let has_value = !open.contains(&format!("var.{name}")) && !build.makes(name);
        Some((name.clone(), read.get(name).filter(|_| has_value)?))
    });
    // A local is told where a block that is kept reads it itself: of its variables the above is told.
    let readers = blocks.clone().filter(|((_, block), fate)| {
        **fate == Fate::Keep && matches!(block.word.as_str(), "resource" | "data" | "module")
    });
    let still: BTreeSet<&String> = readers.flat_map(|((_, block), _)| &block.refers).collect();
    let locals = read.iter().filter(|(name, _)| still.contains(name) && !open.contains(*name));
    let apart: Vec<(String, &Vec<String>)> =
        apart.chain(locals.map(|(name, places)| (name.clone(), places))).collect();
    for (name, places) in apart {
        let message = format!(
            "The design holds what `{name}` comes to in {}, and other blocks still read it",
            listed(places)
        );
        let help = "Another value of it reaches those alone, and not what the design writes: change both";
        build.work.tell(Diagnostic::warning("terraform-variable", message).help(help));
    }
}

/// The first of these places, and how many more there are.
pub(super) fn listed(places: &[String]) -> String {
    let shown = places.iter().take(PLACES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let more = places.len().saturating_sub(PLACES_SHOWN);
    if more > 0 { format!("{shown} and {more} more") } else { shown }
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
