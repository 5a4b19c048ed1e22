//! The finished module: its blocks as files.

use super::fold::{self, Entry, Instances};
use super::module::{Module, Piece, one_line};
use crate::base::Span;
use crate::design::Item;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Fields, block_text, map_text, object, text};
use crate::terraform::{Bundle, ExportOptions, File, Repetition};

/// The files of the module.
pub(super) fn bundle(mut module: Module<'_>, options: &ExportOptions) -> Bundle {
    let versions = versions(&module, options);
    let main = std::mem::take(&mut module.main);
    let marks: Vec<(String, String)> =
        main.iter().map(|piece| (piece.mark.clone(), address(piece))).collect();
    let (entries, instances) = match options.repetition {
        Repetition::Fold => fold::fold(main, &mut module.names),
        Repetition::WriteOut => (main.into_iter().map(Entry::Block).collect(), Instances::new()),
    };
    let mut blocks: Vec<Entry> = Vec::new();
    for kind in &module.data {
        let block = Fields::new().into_block("data", &[kind, "current"]);
        blocks.push(Entry::Block(Piece::plain(block, Item::Design)));
    }
    if !module.locals.is_empty() {
        let locals = std::mem::take(&mut module.locals);
        let fields = locals.into_iter().fold(Fields::new(), |fields, (name, value)| fields.set(&name, value));
        blocks.push(Entry::Block(Piece::plain(fields.into_block("locals", &[]), Item::Design)));
    }
    blocks.extend(entries);
    let variables: Vec<Entry> = module.variables.into_values().map(Entry::Block).collect();
    let outputs: Vec<Entry> = fold::refer(module.outputs, &instances).into_iter().map(Entry::Block).collect();
    let addresses = marks
        .into_iter()
        .filter(|(mark, _)| !mark.is_empty())
        .map(|(mark, address)| (mark, fold::instance_of(&address, &instances)))
        .collect();
    let files = vec![
        file("versions.tf", &[Entry::Block(versions)]),
        file("variables.tf", &variables),
        file("main.tf", &blocks),
        file("outputs.tf", &outputs),
    ];
    Bundle { files, addresses, diagnostics: module.diagnostics }
}

/// `aws_x.y`.
fn address(piece: &Piece) -> String {
    let labels: Vec<&str> = piece.block.labels().iter().map(hcl::BlockLabel::as_str).collect();
    labels.join(".")
}

fn versions(module: &Module<'_>, options: &ExportOptions) -> Piece {
    let constraint = options.provider_constraint.as_deref().unwrap_or(&facts().provider_constraint.value);
    let aws = object([("source", text("hashicorp/aws")), ("version", text(constraint))]);
    let fields = Fields::new()
        .set("required_version", text(facts().required_version.value.as_str()))
        .block("required_providers", Fields::new().set("aws", aws));
    let name = one_line(&module.design.name);
    let region = one_line(&module.design.region);
    let mut comment = one_line(&module.design.description);
    if !name.is_empty() {
        comment = if comment.is_empty() { name } else { format!("{name}: {comment}") };
    }
    if !region.is_empty() {
        let said = format!("Designed for {region}; the caller's provider decides the Region.");
        comment = if comment.is_empty() { said } else { format!("{comment}\n{said}") };
    }
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
                for line in piece.comment.lines().filter(|line| !line.is_empty()) {
                    text.extend(["# ", line.trim_end(), "\n"]);
                }
                let start = text.len();
                text.push_str(&block_text(&piece.block));
                spans.push((Span { start, end: text.len() }, piece.item));
            }
            Entry::Map { name, rows } => {
                let lines: Vec<(&str, &str, &crate::terraform::syntax::Expr)> =
                    rows.iter().map(|row| (row.key.as_str(), row.comment.as_str(), &row.value)).collect();
                let (map, places) = map_text(name, &lines);
                let start = text.len();
                spans.extend(places.iter().zip(rows).map(|(place, row)| {
                    (Span { start: start + place.start, end: start + place.end }, row.item)
                }));
                text.push_str(&map);
            }
        }
        text.push('\n');
    }
    File { path: path.to_owned(), text, spans }
}
