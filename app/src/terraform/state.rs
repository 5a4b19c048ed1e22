//! What the parts of the panel share: the files in view with their blocks, and what is remembered on the device.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use studio_core::design::Item;
use studio_core::terraform::{Bundle, ExportOptions, File, export};

use super::outline;
use crate::platform::storage;
use crate::studio::Studio;

/// What is in view of the panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The part: `files`, `changes`, …; empty for the first.
    pub part: String,
    /// The path of the file.
    pub path: String,
    /// The folded blocks, by [`Block::key`].
    pub folded: HashSet<String>,
}

/// A block of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Names it among all blocks of the files, also after an edit elsewhere.
    pub key: String,
    /// Its words: `resource "aws_api_gateway_stage" "prod"`.
    pub title: String,
    /// Its lines, from 0.
    pub lines: Range<usize>,
    /// What it was made from.
    pub item: Option<Item>,
    /// The diagnostics that are told at it, by their places in the bundle's list.
    pub told: Vec<usize>,
}

/// A file with its blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlined {
    /// The path.
    pub path: String,
    /// How many lines it has.
    pub lines: usize,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// The choices of the document with this key.
#[derive(Clone, Debug, Default)]
struct Chosen(String, ExportOptions);

/// What an export is compared with: the last one of a document, or the files that it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastExport {
    /// When, ms since 1970 by the device's clock.
    pub at_ms: u64,
    /// Paths and texts.
    pub files: Vec<(String, String)>,
    /// Whether these are the user's own files, as they were read.
    #[serde(default)]
    pub imported: bool,
}

/// The last export of the document with this key, once it was looked for.
#[derive(Clone, Debug, Default)]
struct Known(Option<(String, Option<Arc<LastExport>>)>);

/// The module in view; exists while the panel does, so that nothing is exported while nobody looks.
#[derive(Clone, Copy)]
pub struct Exported {
    studio: Studio,
    /// The files.
    pub bundle: Memo<Arc<Bundle>>,
    /// Their blocks.
    pub outlines: Memo<Arc<Vec<Outlined>>>,
    /// The choices that they are made by.
    pub options: Memo<ExportOptions>,
    /// What is in view.
    pub view: RwSignal<View>,
    chosen: RwSignal<Chosen>,
    known: RwSignal<Known>,
}

impl Exported {
    /// Exports the design from now on; call it once, in the panel.
    pub fn provide(studio: Studio) -> Self {
        let chosen = studio.keep::<Chosen>();
        let options = Memo::new(move |_| {
            let key = studio.document_key();
            let chosen = chosen.read();
            if chosen.0 == key { chosen.1.clone() } else { stored_options(&key) }
        });
        let bundle = Memo::new(move |_| Arc::new(export(&studio.design().read(), &options.read())));
        let outlines = Memo::new(move |_| Arc::new(outlined(&bundle.read())));
        let view = studio.keep::<View>();
        let exported = Self { studio, bundle, outlines, options, view, chosen, known: studio.keep() };
        exported.look_up();
        provide_context(exported);
        exported
    }

    /// The module of the panel around.
    pub fn get() -> Self {
        expect_context()
    }

    /// Changes the choices, for this document.
    pub fn choose(self, change: impl FnOnce(&mut ExportOptions)) {
        let key = untrack(|| self.studio.document_key());
        let mut options = self.options.get_untracked();
        change(&mut options);
        let text =
            (options != ExportOptions::default()).then(|| serde_json::to_string(&options).ok()).flatten();
        if !key.is_empty() {
            // Where nothing can be stored, the choice lasts as long as the page.
            let _ = storage::set_export_options(&key, text.as_deref());
        }
        self.chosen.set(Chosen(key, options));
    }

    /// What was exported last; none while it is looked for, and where nothing was exported.
    pub fn last(self) -> Option<Arc<LastExport>> {
        let key = self.studio.document_key();
        self.known.read().0.clone().filter(|(of, _)| *of == key).and_then(|(_, last)| last)
    }

    /// Remembers these files as exported, on the device where the document is kept there.
    pub async fn remember(self, last: LastExport) {
        remember(self.studio, last).await;
    }

    /// Looks for what was exported last whenever another document is in view.
    fn look_up(self) {
        let known = self.known;
        Effect::new(move |_| {
            let key = self.studio.document_key();
            if known.read_untracked().0.as_ref().is_some_and(|(of, _)| *of == key) {
                return;
            }
            leptos::task::spawn_local(async move {
                let text = storage::load_export(&key).await.ok().flatten();
                let last = text.and_then(|text| serde_json::from_str::<LastExport>(&text).ok());
                let _ = known.try_set(Known(Some((key, last.map(Arc::new)))));
            });
        });
    }

    /// The file in view: the one chosen last, else `main.tf`, else the first.
    pub fn file(self) -> Option<File> {
        let chosen = self.view.read().path.clone();
        let bundle = self.bundle.read();
        let named = |path: &str| bundle.files.iter().find(|file| file.path == path);
        named(&chosen).or_else(|| named("main.tf")).or_else(|| bundle.files.first()).cloned()
    }

    /// Where the block is that says most of an item: its file, and its place among the file's blocks.
    pub fn first_block(self, item: Item) -> Option<(String, usize)> {
        let outlines = self.outlines.read_untracked();
        let all = outlines.iter().flat_map(|file| {
            let mine = file.blocks.iter().enumerate().filter(|(_, block)| block.item == Some(item));
            mine.map(|(nth, _)| (rank(&file.blocks, nth), &file.path, nth))
        });
        all.min_by_key(|(rank, ..)| *rank).map(|(_, path, nth)| (path.clone(), nth))
    }
}

/// Remembers what the next export of the document in view is compared with, on the device where the document is kept
/// there.
pub async fn remember(studio: Studio, last: LastExport) {
    let key = untrack(|| studio.document_key());
    let text = serde_json::to_string(&last).unwrap_or_default();
    studio.keep::<Known>().set(Known(Some((key.clone(), Some(Arc::new(last))))));
    if !key.is_empty() {
        // Where nothing can be stored, it is remembered as long as the page.
        let _ = storage::save_export(&key, &text).await;
    }
}

/// What comes earlier says more of an item: API Gateway's own resources before the log groups, permissions, variables
/// and outputs that it also has.
const RANKS: &[&str] = &[
    "resource \"aws_api_gateway_",
    "resource \"aws_apigatewayv2_",
    "resource",
    "locals",
    "data",
    "variable",
    "output",
];

fn rank(blocks: &[Block], nth: usize) -> usize {
    let title = blocks.get(nth).map_or("", |block| block.title.as_str());
    RANKS.iter().position(|words| title.starts_with(words)).unwrap_or(RANKS.len())
}

fn stored_options(key: &str) -> ExportOptions {
    storage::export_options(key).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn outlined(bundle: &Bundle) -> Vec<Outlined> {
    let mut told: HashMap<Item, Vec<usize>> = HashMap::new();
    for (at, diagnostic) in bundle.diagnostics.iter().enumerate() {
        if let Some(item) = diagnostic.item {
            told.entry(item).or_default().push(at);
        }
    }
    let mut outlines: Vec<Outlined> = bundle.files.iter().map(outline_of).collect();
    // Each is told once, at the block that says most of its item.
    for (item, diagnostics) in told {
        let all = outlines.iter_mut().flat_map(|file| {
            let ranks: Vec<usize> = (0..file.blocks.len()).map(|nth| rank(&file.blocks, nth)).collect();
            file.blocks.iter_mut().zip(ranks)
        });
        let best = all.filter(|(block, _)| block.item == Some(item)).min_by_key(|(_, rank)| *rank);
        if let Some((block, _)) = best {
            block.told = diagnostics;
        }
    }
    outlines
}

fn outline_of(file: &File) -> Outlined {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let prose = file.path.ends_with(".md");
    let found = if prose { Vec::new() } else { outline::blocks(&file.text) };
    let item_at = |bytes: &Range<usize>| {
        let spans = file.spans.iter().find(|(span, _)| span.start < bytes.end && span.end > bytes.start);
        spans.map(|(_, item)| *item)
    };
    let block = |block: outline::Block| {
        let nth = seen.entry(block.title.clone()).or_default();
        *nth += 1;
        Block {
            key: format!("{}#{}#{nth}", file.path, block.title),
            item: item_at(&block.bytes),
            title: block.title,
            lines: block.lines,
            told: Vec::new(),
        }
    };
    Outlined {
        path: file.path.clone(),
        lines: file.text.lines().count(),
        blocks: found.into_iter().map(block).collect(),
    }
}
