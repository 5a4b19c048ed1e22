//! The finished module: its blocks as files.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::comments;
use super::computed;
use super::fold::{self, Entry, Instances};
use super::interface;
use super::kept::{self, Kept};
use super::module::{Module, Piece, one_line};
use super::names::slug_or;
use super::{
    dangling, existing, given, in_document, inputs, mocked, moved, passed, providers, readme, restyled,
    statements,
};
use crate::base::Span;
use crate::design::{Design, Diagnostic, Item};
use crate::terraform::format::format;
use crate::terraform::pins::Pins;
use crate::terraform::syntax::{Fields, push_block_text, push_map_text, reference, text};
use crate::terraform::{Bundle, ExportOptions, File, ModuleForm, OptionalPart, Repetition, RestStyle};

/// The files of the module.
pub(super) fn bundle(mut module: Module<'_>, kept: &Kept, options: &ExportOptions) -> Bundle {
    let names = put_arguments(&mut module, kept, options.rest_style);
    providers::tell_of_added(&mut module);
    comments::put(&mut module, options.rest_style);
    let own_provider = passed::configures_provider(&module);
    let by_caller = options.form == ModuleForm::Module && !own_provider;
    let mut versions = vec![Entry::Block(versions(&module, options, by_caller))];
    if options.form == ModuleForm::Root && !own_provider {
        versions.push(Entry::Block(provider(&mut module)));
    }
    passed::declare(&mut module);
    let main = std::mem::take(&mut module.main);
    let resources = count(&main, "resource");
    let looked_up = count(&main, "data");
    let pieces = main.iter().map(|piece| ((piece.item, piece.mark.clone()), address(piece)));
    let (marks, before): (Vec<(Item, String)>, Vec<String>) = pieces.unzip();
    let (mut entries, instances) = match options.repetition {
        Repetition::Fold => fold::fold(main, &mut module.names, &module.design.terraform.addresses),
        Repetition::WriteOut => (main.into_iter().map(Entry::Block).collect(), Instances::default()),
    };
    let mut outputs = fold::refer(std::mem::take(&mut module.outputs), &instances);
    let mut addresses: IndexMap<String, String> = IndexMap::new();
    for ((_, mark), address) in marks.iter().zip(before).filter(|((_, mark), _)| !mark.is_empty()) {
        addresses.insert(mark.clone(), fold::instance_of(address, &instances));
    }
    let (words, kept) = (kept, kept.readdressed(module.design, &addresses));
    entries.iter_mut().for_each(|entry| restore(entry, &kept));
    outputs.iter_mut().for_each(|output| kept.restore(output));
    put_back(&mut module, &kept);
    let moved = moved::all(module.design, &addresses, options.moved, &mut module.diagnostics);
    let existing = existing(&mut module, &marks, &addresses, options);
    restyled::tell(&mut module, &addresses);
    let gone = dangling::gone(module.design, &addresses);
    let mut passed = passed::Passed::new(module.design, &module.kept, &module.variables, &addresses);
    module.diagnostics.extend(passed.leave_out(&gone));
    let passed = passed.with(&module.kept_inside);
    let about = about(&module, &outputs, &resources, &looked_up, options);
    let mut blocks = heads(&mut module);
    blocks.extend(entries);
    let variables: Vec<Entry> = module.variables.into_values().map(Entry::Block).collect();
    let outputs: Vec<Entry> = outputs.into_iter().map(Entry::Block).collect();
    if passed.has_requirements {
        versions.retain(|entry| !is_word(entry, "terraform"));
    }
    let mut files = vec![
        file("versions.tf", &versions),
        file("variables.tf", &variables),
        file("main.tf", &blocks),
        file("outputs.tf", &outputs),
    ];
    module.diagnostics.extend(dangling::read_by_files(module.design, &files, &gone));
    if !moved.is_empty() {
        let moved: Vec<Entry> = moved::blocks(&moved).map(Entry::Block).collect();
        files.push(file("moved.tf", &moved));
    }
    files.extend(existing.into_iter().chain(removed(module.design, options, &addresses)));
    passed.add(&mut files);
    let terraform = &module.design.terraform;
    if !kept.is_empty() || !terraform.blocks.is_empty() || !terraform.comments.is_empty() {
        // What the user wrote may be laid out otherwise.
        for file in &mut files {
            format(&mut file.text, &mut file.spans);
        }
    }
    module.diagnostics.extend(passed::read_calls(&files));
    files.extend(about);
    module.diagnostics.extend(beside(&mut files, module.design));
    Bundle { files, addresses: words.plain_marks(addresses), moved, names, diagnostics: module.diagnostics }
}

/// Adds what kept blocks read, as it was; what has the path of a file of the export is told.
fn beside(files: &mut Vec<File>, design: &Design) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for (path, text) in &design.terraform.files {
        let ours = files.iter().find(|file| file.path == *path);
        if ours.is_some_and(|file| file.text == *text) {
            continue;
        }
        let is_ours = ours.is_some();
        if is_inside(path) && !is_ours && !is_terraform(path) {
            files.push(File { path: path.clone(), text: text.clone(), spans: Vec::new() });
            continue;
        }
        let why = if is_ours {
            "the export has a file of that name"
        } else {
            "its path is not one beside the blocks"
        };
        let message = format!("`{path}`, which the files read, is left out: {why}");
        let help = "Give it another name in the files, and import them again";
        told.push(Diagnostic::error("terraform-file", message).at(Item::Design).help(help));
    }
    told
}

/// Whether Terraform reads a file of this name for its blocks.
fn is_terraform(path: &str) -> bool {
    path.ends_with(".tf") || path.ends_with(".tf.json")
}

/// Whether a path leads nowhere but into the module's own folder.
fn is_inside(path: &str) -> bool {
    // What begins with a dot is read by tools of other kinds: hooks and pipelines.
    !path.contains(['\\', ':']) && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

/// Puts the user's expressions where they stood, and gives the names of the variables and outputs that are left.
fn put_arguments(module: &mut Module<'_>, kept: &Kept, style: RestStyle) -> IndexMap<String, String> {
    interface::leave_outputs(module);
    let mut names = given::keep(module);
    for piece in &mut module.main {
        kept.put_arguments(module.design, piece);
    }
    statements::tell_statements_apart(&mut module.main);
    if style == RestStyle::Body {
        in_document::put(module, kept);
    }
    computed::put(module, kept, style);
    interface::put_values(module, &names);
    names.retain(|mark, name| !mark.starts_with("variable ") || module.variables.contains_key(name));
    interface::tell(module, &names);
    names
}

fn restore(entry: &mut Entry, kept: &Kept) {
    match entry {
        Entry::Block(piece) => kept.restore(piece),
        Entry::Map { rows, .. } => {
            for row in rows {
                kept.restore_in(&mut row.value);
                row.comment = kept.plain(&row.comment);
            }
        }
    }
}

/// Puts the user's own expressions into variables, locals and what is told.
fn put_back(module: &mut Module<'_>, kept: &Kept) {
    module.variables.values_mut().for_each(|variable| kept.restore(variable));
    module.locals.values_mut().for_each(|local| kept.restore_in(local));
    for said in &mut module.diagnostics {
        said.message = kept.plain(&said.message);
        said.help = kept.plain(&said.help);
    }
}

/// Whether it is a block of this word.
fn is_word(entry: &Entry, word: &str) -> bool {
    matches!(entry, Entry::Block(piece) if piece.block.identifier() == word)
}

/// How many blocks of a word there are of each type.
fn count(pieces: &[Piece], word: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let blocks = pieces.iter().filter(|piece| piece.block.identifier() == word);
    for kind in blocks.filter_map(|piece| piece.block.labels().first()) {
        match found.get_mut(kind.as_str()) {
            Some(count) => *count += 1,
            None => _ = found.insert(kind.as_str().to_owned(), 1),
        }
    }
    found
}

/// What stands before the resources: data sources and locals.
fn heads(module: &mut Module<'_>) -> Vec<Entry> {
    let mut blocks: Vec<Entry> = Vec::new();
    for kind in &module.data {
        if passed::declares(module, "data", kind, "current") {
            continue;
        }
        let mut block = Fields::new().into_block("data", &[kind, "current"]);
        kept::put_provider(module.design, &mut block);
        blocks.push(Entry::Block(Piece::plain(block, Item::Design)));
    }
    if !module.locals.is_empty() {
        let locals = std::mem::take(&mut module.locals);
        let fields = locals.into_iter().fold(Fields::new(), |fields, (name, value)| fields.set(&name, value));
        blocks.push(Entry::Block(Piece::plain(fields.into_block("locals", &[]), Item::Design)));
    }
    blocks
}

/// The provider of a root, with the Region as a variable.
fn provider(module: &mut Module<'_>) -> Piece {
    let region = module.design.region.trim();
    let region = if region.is_empty() { crate::aws::default_region() } else { region };
    let fields = Fields::new()
        .set("description", text("Region that everything is made in"))
        .set("type", reference("string"))
        .set("default", text(region));
    let path = module.variable("region", Item::Design, fields);
    Piece::plain(Fields::new().set("region", reference(&path)).into_block("provider", &["aws"]), Item::Design)
}

/// `import` blocks: Terraform takes them in a root only, so a module brings them as an example for its caller.
fn existing(
    module: &mut Module<'_>,
    marks: &[(Item, String)],
    addresses: &IndexMap<String, String>,
    options: &ExportOptions,
) -> Option<File> {
    let within = match options.form {
        ModuleForm::Root => String::new(),
        ModuleForm::Module => format!("module.{}.", slug_or(&module.design.name, "gateway")),
    };
    let blocks = existing::blocks(module, marks, addresses, &within);
    if blocks.is_empty() {
        return None;
    }
    let path = if within.is_empty() { "imports.tf" } else { "imports.tf.example" };
    let blocks: Vec<Entry> = blocks.into_iter().map(Entry::Block).collect();
    Some(file(path, &blocks))
}

/// `removed` blocks, which Terraform knows from version 1.7 on, for what a document describes now: an example, as they
/// are for one apply.
fn removed(design: &Design, options: &ExportOptions, addresses: &IndexMap<String, String>) -> Option<File> {
    if options.rest_style != RestStyle::Body {
        return None;
    }
    let blocks: Vec<Entry> = restyled::removed(design, addresses).map(Entry::Block).collect();
    (!blocks.is_empty()).then(|| file(restyled::REMOVED, &blocks))
}

/// The files about the module.
fn about(
    module: &Module<'_>,
    outputs: &[Piece],
    resources: &BTreeMap<String, usize>,
    looked_up: &BTreeMap<String, usize>,
    options: &ExportOptions,
) -> Vec<File> {
    if resources.is_empty() {
        return Vec::new();
    }
    let own = passed::own(module, "variable");
    let inputs = inputs::inputs(module.variables.values().chain(&own));
    let outputs = inputs::outputs(outputs);
    let all_outputs: Vec<_> =
        outputs.iter().cloned().chain(inputs::outputs(&passed::own(module, "output"))).collect();
    let mut all_resources = resources.clone();
    for kind in passed::own_types(module, "resource") {
        *all_resources.entry(kind.to_owned()).or_default() += 1;
    }
    let facts = readme::Facts {
        design: module.design,
        pins: pins(module, options),
        inputs: &inputs,
        declared: &passed::declared(module),
        outputs: &all_outputs,
        resources: &all_resources,
        diagnostics: &module.diagnostics,
    };
    let plain = |path: &str, text: String| File { path: path.to_owned(), text, spans: Vec::new() };
    let mut files = Vec::new();
    if options.wants(OptionalPart::ExampleValues) && !inputs.is_empty() {
        files.push(plain("terraform.tfvars.example", readme::example_values(&inputs)));
    }
    if options.wants(OptionalPart::Tests) {
        let mut data: Vec<&str> =
            module.data.iter().copied().chain(looked_up.keys().map(String::as_str)).collect();
        data.extend(passed::own_types(module, "data"));
        let mut made: Vec<&str> = resources.keys().map(String::as_str).collect();
        made.extend(passed::own_types(module, "resource"));
        let test = mocked::test(&inputs, &outputs, &made, &data, &providers::taken(module));
        files.push(plain("tests/module.tftest.hcl", test));
    }
    if options.wants(OptionalPart::Readme) {
        files.push(plain("README.md", readme::readme(&facts, options)));
    }
    files
}

/// `aws_x.y`.
fn address(piece: &Piece) -> String {
    match piece.block.labels() {
        [kind, name] => [kind.as_str(), ".", name.as_str()].concat(),
        labels => labels.iter().map(hcl::BlockLabel::as_str).collect::<Vec<_>>().join("."),
    }
}

/// The versions that the files ask for: what the user chose for this export wins.
fn pins(module: &Module<'_>, options: &ExportOptions) -> Pins {
    let aws = options.provider_constraint.clone().unwrap_or_else(|| module.pins.aws.clone());
    Pins { aws, terraform: module.pins.terraform.clone() }
}

/// Said above the files of a design without a Region: an import takes none from their ARNs.
pub(in crate::terraform) const ANY_REGION: &str = "Designed for any Region.";

/// What the files need, with what the design is above it; in a module without a provider of its own the caller's
/// decides the Region.
fn versions(module: &Module<'_>, options: &ExportOptions, by_caller: bool) -> Piece {
    let fields = pins(module, options).fields();
    let name = one_line(&module.design.name);
    let region = one_line(&module.design.region);
    let mut comment = one_line(&module.design.description);
    if !name.is_empty() {
        comment = if comment.is_empty() { name } else { format!("{name}: {comment}") };
    }
    let said = if region.is_empty() {
        ANY_REGION.to_owned()
    } else {
        let whose = if by_caller { "; the caller's provider decides the Region" } else { "" };
        format!("Designed for {region}{whose}.")
    };
    comment = if comment.is_empty() { said } else { format!("{comment}\n{said}") };
    Piece { comment, ..Piece::plain(fields.into_block("terraform", &[]), Item::Design) }
}

fn file(path: &str, entries: &[Entry]) -> File {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(entries.len());
    for entry in entries {
        if !text.is_empty() {
            text.push('\n');
        }
        match entry {
            Entry::Block(piece) => {
                comments::push_above(&mut text, piece);
                let start = text.len();
                push_block_text(&mut text, &piece.block);
                comments::put_inside(&mut text, start, piece);
                spans.push((Span { start, end: text.len() }, piece.item));
            }
            Entry::Map { name, rows } => {
                let lines: Vec<(&str, &str, &crate::terraform::syntax::Expr)> =
                    rows.iter().map(|row| (row.key.as_ref(), row.comment.as_str(), &row.value)).collect();
                let places = push_map_text(&mut text, name, &lines);
                spans.extend(places.into_iter().zip(rows.iter().map(|row| row.item)));
            }
        }
        text.push('\n');
    }
    File { path: path.to_owned(), text, spans }
}
