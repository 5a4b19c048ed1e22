//! What changed since the last export, or in the files that the design was read from, line by line.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::compare::{Difference, Fate, Text, changes};
use super::state::{Exported, LastExport};
use crate::platform::now;
use crate::studio::Studio;
use crate::text;
use crate::ui::diff::{Line, lines};
use crate::ui::{Chip, EmptyState, Glyph, Tone};

/// Unchanged lines shown around a change.
const AROUND: usize = 3;
/// A file with more changed lines than this begins closed.
const LONG: usize = 400;

/// The blocks that differ; none where there is nothing to compare with.
pub fn changed_blocks(exported: Exported) -> Option<Vec<Difference>> {
    let last = exported.last()?;
    let bundle = exported.bundle.read();
    let now: Vec<Text<'_>> =
        bundle.files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    Some(changes(&texts(&last), &now, last.imported))
}

fn texts(last: &LastExport) -> Vec<Text<'_>> {
    last.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// A file or block that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Changed {
    path: String,
    fate: Fate,
    added: usize,
    removed: usize,
    rows: Vec<Row>,
}

/// A stretch of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    Same(String),
    Added(String),
    Removed(String),
    /// Unchanged lines away from any change.
    Away(Vec<String>),
}

/// What is shown: files, or the single blocks where they come from the user's files, which are cut otherwise.
fn changed_texts(exported: Exported, last: &LastExport) -> Vec<Changed> {
    if last.imported {
        let blocks = changed_blocks(exported).unwrap_or_default().into_iter();
        let mut all: Vec<Changed> =
            blocks.map(|one| changed(&one.title, one.fate, &one.before, &one.after)).collect();
        // `moved` blocks have no name: each is told from the others by its number.
        let mut seen: HashMap<String, usize> = HashMap::new();
        for one in &mut all {
            let nth = seen.entry(one.path.clone()).or_default();
            *nth += 1;
            if *nth > 1 {
                one.path = format!("{} {nth}", one.path);
            }
        }
        return all;
    }
    changed_files(exported, last)
}

fn changed_files(exported: Exported, last: &LastExport) -> Vec<Changed> {
    let bundle = exported.bundle.read();
    let before = |path: &str| last.files.iter().find(|(of, _)| of == path).map(|(_, text)| text.as_str());
    let mut all = Vec::new();
    for file in &bundle.files {
        match before(&file.path) {
            Some(old) if old == file.text => {}
            Some(old) => all.push(changed(&file.path, Fate::Changed, old, &file.text)),
            None => all.push(changed(&file.path, Fate::Added, "", &file.text)),
        }
    }
    for (path, old) in &last.files {
        if !bundle.files.iter().any(|file| file.path == *path) {
            all.push(changed(path, Fate::Removed, old, ""));
        }
    }
    all
}

fn changed(path: &str, fate: Fate, before: &str, after: &str) -> Changed {
    let all = lines(before, after);
    let count = |wanted: fn(&Line<'_>) -> bool| all.iter().filter(|line| wanted(line)).count();
    Changed {
        path: path.to_owned(),
        fate,
        added: count(|line| matches!(line, Line::Added(_))),
        removed: count(|line| matches!(line, Line::Removed(_))),
        rows: rows(&all),
    }
}

/// Unchanged lines that are not next to a change are put away.
fn rows(all: &[Line<'_>]) -> Vec<Row> {
    let mut near = vec![false; all.len()];
    for (at, line) in all.iter().enumerate() {
        if !matches!(line, Line::Same(_)) {
            let (from, to) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(all.len()));
            near.get_mut(from..to).into_iter().for_each(|part| part.fill(true));
        }
    }
    let mut rows = Vec::new();
    for (line, near) in all.iter().zip(near) {
        match (line, rows.last_mut()) {
            (Line::Same(text), Some(Row::Away(away))) if !near => away.push((*text).to_owned()),
            (Line::Same(text), _) if !near => rows.push(Row::Away(vec![(*text).to_owned()])),
            (Line::Same(text), _) => rows.push(Row::Same((*text).to_owned())),
            (Line::Added(text), _) => rows.push(Row::Added((*text).to_owned())),
            (Line::Removed(text), _) => rows.push(Row::Removed((*text).to_owned())),
        }
    }
    rows
}

/// The part of the panel.
#[component]
pub fn Changes() -> impl IntoView {
    let exported = Exported::get();
    let studio = Studio::get();
    let last = Memo::new(move |_| exported.last());
    let text = move || {
        let later = "Download the module or copy it: from then on, what changed since is shown here.";
        if studio.design().read().terraform.addresses.is_empty() {
            return later.to_owned();
        }
        format!(
            "The text of the Terraform files that this design came from is not kept on this device. {later}"
        )
    };
    move || match last.get() {
        None => view! {
            <EmptyState glyph=Glyph::Clock title="Nothing exported yet" text=text() />
        }
        .into_any(),
        Some(last) => view! { <Since last=last /> }.into_any(),
    }
}

#[component]
fn Since(last: Arc<LastExport>) -> impl IntoView {
    let exported = Exported::get();
    let when = format!("{} UTC", now::iso_utc(last.at_ms).replace('T', " "));
    let (none, none_text, with) = if last.imported {
        (
            "No block differs from your files",
            format!("They were read on {when}; how they are laid out does not count."),
            format!(
                " Compared with your files as they were read on {when}, block by block; layout does not count. \
                 After a download or copy, it is compared with that."
            ),
        )
    } else {
        let with = format!(" Compared with the export of {when}.");
        ("No change since the last export", format!("Exported on {when}."), with)
    };
    let (none_text, with) = (StoredValue::new(none_text), StoredValue::new(with));
    let files = {
        let last = last.clone();
        Memo::new(move |_| changed_texts(exported, &last))
    };
    let blocks = Memo::new(move |_| changed_blocks(exported).unwrap_or_default());
    view! {
        <Show
            when=move || !files.read().is_empty()
            fallback=move || view! {
                <EmptyState
                    glyph=Glyph::Check
                    title=none
                    text=none_text.get_value()
                />
            }
        >
            <div class="stack" data-testid="terraform-changes">
                <p>
                    <b>{move || sentence(&blocks.read())}</b>
                    <span class="muted">{with.get_value()}</span>
                </p>
                <BlockList blocks=blocks />
                {move || files.get().into_iter().map(file_view).collect_view()}
            </div>
        </Show>
    }
}

/// `Adds 2, changes 3 and removes 1 block.`
fn sentence(blocks: &[Difference]) -> String {
    let count = |fate: Fate| blocks.iter().filter(|one| one.fate == fate).count();
    let all = [(Fate::Added, "adds"), (Fate::Changed, "changes"), (Fate::Removed, "removes")];
    let parts: Vec<String> = all
        .into_iter()
        .map(|(fate, verb)| (count(fate), verb))
        .filter(|(number, _)| *number > 0)
        .map(|(number, verb)| format!("{verb} {}", text::count(number, "block")))
        .collect();
    if parts.is_empty() {
        return "No block of the configuration changed.".to_owned();
    }
    format!("{}.", text::capitalized(&parts.join(", ")))
}

#[component]
fn BlockList(blocks: Memo<Vec<Difference>>) -> impl IntoView {
    view! {
        <Show when=move || !blocks.read().is_empty()>
            <details class="details" open=move || blocks.read().len() <= 12>
                <summary>"Blocks"</summary>
                <ul class="tf-fates">
                    {move || blocks.get().into_iter().map(|Difference { fate, title, .. }| {
                        let (words, tone) = fate_words(fate);
                        view! {
                            <li>
                                <Chip tone=tone>{words}</Chip>
                                <code>{title}</code>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </details>
        </Show>
    }
}

fn fate_words(fate: Fate) -> (&'static str, Tone) {
    match fate {
        Fate::Added => ("added", Tone::Pass),
        Fate::Changed => ("changed", Tone::Note),
        Fate::Removed => ("removed", Tone::Fail),
    }
}

fn file_view(file: Changed) -> impl IntoView + use<> {
    let Changed { path, fate, added, removed, rows } = file;
    let (words, tone) = fate_words(fate);
    let label = StoredValue::new(format!("Changes in {path}"));
    let short = added + removed <= LONG;
    // Thousands of lines are made when they are first asked for.
    let (wanted, rows) = (RwSignal::new(short), StoredValue::new(rows));
    view! {
        <details class="card tf-changed" open=short on:toggle=move |_| wanted.set(true)>
            <summary>
                <span class="mono">{path}</span>
                <Chip tone=tone>{words}</Chip>
                <span class="num">
                    <ins><span class="sr-only">{text::count(added, "line")} " added"</span><span aria-hidden="true">"+" {added}</span></ins>
                    " "
                    <del><span class="sr-only">{text::count(removed, "line")} " removed"</span><span aria-hidden="true">"−" {removed}</span></del>
                </span>
            </summary>
            <Show when=move || wanted.get()>
                <div class="tf-diff code" tabindex="0" role="region" aria-label=label.get_value()>
                    {rows.get_value().into_iter().map(row).collect_view()}
                </div>
            </Show>
        </details>
    }
}

fn row(row: Row) -> AnyView {
    match row {
        Row::Same(text) => view! { <div class="same">{text + "\n"}</div> }.into_any(),
        Row::Added(text) => {
            view! { <ins><span class="sr-only">"added: "</span>{text + "\n"}</ins> }.into_any()
        }
        Row::Removed(text) => {
            view! { <del><span class="sr-only">"removed: "</span>{text + "\n"}</del> }.into_any()
        }
        Row::Away(lines) => view! {
            <details class="away">
                <summary>{text::count(lines.len(), "unchanged line")}</summary>
                {lines.into_iter().map(|text| view! { <div class="same">{text + "\n"}</div> }).collect_view()}
            </details>
        }
        .into_any(),
    }
}
