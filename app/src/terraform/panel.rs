//! The Terraform panel: the module that builds the design.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::base::{LineIndex, Span};
use studio_core::design::Item;
use studio_core::terraform::{Bundle, ExportOptions, export};

use super::colours;
use crate::platform::{files, zip};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, CodeView, Glyph, Notice, Tab, Tabs, Tone};

/// Which file is in view.
#[derive(Clone, Debug, Default, PartialEq)]
struct TerraformView {
    path: String,
}

/// The module of the design in view.
#[derive(Clone, Copy)]
struct Exported(Memo<Arc<Bundle>>);

const TABS: &str = "terraform-file";

/// The files, what was found on the way, and the download.
#[component]
pub fn TerraformPanel() -> impl IntoView {
    let studio = Studio::get();
    let view = studio.keep::<TerraformView>();
    let bundle = Memo::new(move |_| Arc::new(export(&studio.design().read(), &ExportOptions::default())));
    provide_context(Exported(bundle));
    let path = Memo::new(move |_| {
        let chosen = view.read().path.clone();
        let bundle = bundle.read();
        let preferred = [chosen.as_str(), "main.tf"];
        let known = preferred.iter().find(|path| bundle.files.iter().any(|file| file.path == **path));
        known.map_or_else(String::new, |path| (*path).to_owned())
    });
    let file = Memo::new(move |_| {
        let path = path.get();
        bundle.read().files.iter().find(|file| file.path == path).cloned()
    });
    view! {
        <section class="page terraform-page">
            <div class="terraform-tools">
                <p class="muted">{move || summary(&bundle.read().files)}</p>
                <span class="spacer"></span>
                <span data-testid="terraform-download">
                    <Button kind=ButtonKind::Primary glyph=Glyph::Download on_press=move |()| download(studio, &bundle.read_untracked())>
                        "Download module"
                    </Button>
                </span>
            </div>
            <Findings />
            <div class="terraform-body">
                <FileView view path file />
                <Blocks spans=Signal::derive(move || file.get().map(|file| file.spans).unwrap_or_default()) />
            </div>
        </section>
    }
}

/// The file in view, with a tab for each.
#[component]
fn FileView(
    view: RwSignal<TerraformView>,
    path: Memo<String>,
    file: Memo<Option<studio_core::terraform::File>>,
) -> impl IntoView {
    let studio = Studio::get();
    let Exported(bundle) = expect_context();
    let code = Memo::new(move |_| file.get().map(|file| file.text).unwrap_or_default());
    let tabs = Memo::new(move |_| {
        bundle
            .read()
            .files
            .iter()
            .map(|file| Tab::new(file.path.replace('.', "-"), file.path.clone()))
            .collect::<Vec<_>>()
    });
    let select = move |id: String| {
        let found = bundle
            .read_untracked()
            .files
            .iter()
            .map(|file| file.path.clone())
            .find(|path| path.replace('.', "-") == id);
        view.update(|view| view.path = found.unwrap_or_default());
    };
    let lit = Memo::new(move |_| {
        file.get().map(|file| lines_of(&file.text, &file.spans, studio.selection())).unwrap_or_default()
    });
    view! {
                <div class="card terraform-file">
                    <Tabs
                        name=TABS
                        label="Files of the module"
                        tabs=tabs
                        selected=Signal::derive(move || path.get().replace('.', "-"))
                        on_select=select
                    />
                    <div
                        class="tab-panel"
                        role="tabpanel"
                        id=move || format!("{TABS}-panel-{}", path.get().replace('.', "-"))
                        aria-labelledby=move || format!("{TABS}-tab-{}", path.get().replace('.', "-"))
                        data-testid="terraform-code"
                    >
                        <CodeView
                            label=path
                            text=code
                            spans=Signal::derive(move || colours::spans(&code.read()))
                            lit=lit
                        />
                    </div>
                </div>
    }
}

/// How large the module is.
fn summary(files: &[studio_core::terraform::File]) -> String {
    let lines: usize = files.iter().map(|file| file.text.lines().count()).sum();
    let blocks = |word: &str| -> usize {
        files.iter().map(|file| file.text.lines().filter(|line| line.starts_with(word)).count()).sum()
    };
    format!(
        "{} and {} in {lines} lines",
        text::count(blocks("resource "), "resource"),
        text::count(blocks("variable "), "variable"),
    )
}

/// The lines, from 1, of the blocks that were made from an item.
fn lines_of(text: &str, spans: &[(Span, Item)], item: Option<Item>) -> Vec<usize> {
    let Some(item) = item else { return Vec::new() };
    let index = LineIndex::new(text);
    let line = |offset: usize| usize::try_from(index.position(offset).line).unwrap_or(0);
    spans
        .iter()
        .filter(|(_, of)| *of == item)
        .flat_map(|(span, _)| line(span.start)..=line(span.end.saturating_sub(1)))
        .collect()
}

/// What was left out, refused or decided.
#[component]
fn Findings() -> impl IntoView {
    let studio = Studio::get();
    let Exported(bundle) = expect_context();
    let found = Memo::new(move |_| bundle.read().diagnostics.clone());
    move || {
        found.get().into_iter().map(|diagnostic| {
            let item = diagnostic.item.filter(|item| studio.document_now().contains(*item));
            view! {
                <Notice tone=text::tone(diagnostic.severity)>
                    <b>{text::rich(&text::capitalized(&diagnostic.message))} ". "</b>
                    <span>{text::rich(&diagnostic.help)}</span>
                    {item.map(|item| view! {
                        <Button kind=ButtonKind::Ghost on_press=move |()| studio.reveal(item)>"Show"</Button>
                    })}
                </Notice>
            }
        }).collect_view()
    }
}

/// The items that the file's blocks were made from; a press lights their lines.
#[component]
fn Blocks(#[prop(into)] spans: Signal<Vec<(Span, Item)>>) -> impl IntoView {
    let studio = Studio::get();
    let items = Memo::new(move |_| {
        let mut items: Vec<Item> = spans.read().iter().map(|(_, item)| *item).collect();
        items.sort();
        items.dedup();
        items
    });
    view! {
        <nav class="card terraform-items" aria-label="What the blocks are made from">
            <h2>"Made from"</h2>
            <ul>
                {move || items.get().into_iter().map(|item| {
                    let label = text::title(&studio.document_now(), item);
                    let pressed = move || if studio.is_selected(item) { "true" } else { "false" };
                    view! {
                        <li>
                            <button type="button" aria-pressed=pressed on:click=move |_| studio.select(item)>
                                <span class="muted">{text::noun(item)}</span>
                                <span class="truncate">{label}</span>
                            </button>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </nav>
    }
}

/// Saves the module as a zip; also what "Export Terraform" in the bar does after showing it.
fn download(studio: Studio, bundle: &Bundle) {
    let parts: Vec<(&str, &[u8])> =
        bundle.files.iter().map(|file| (file.path.as_str(), file.text.as_bytes())).collect();
    match zip::write(&parts) {
        Ok(bytes) => {
            let name = studio.document_now().design.name.clone();
            let name = if name.trim().is_empty() { "gateway".to_owned() } else { slug(&name) };
            files::save_bytes(&format!("{name}-terraform.zip"), "application/zip", &bytes);
            studio.say(Tone::Pass, "The module is in your downloads");
        }
        Err(_) => studio.say(Tone::Fail, "The module is too large for one archive; copy its files instead"),
    }
}

/// A name that every file system takes.
fn slug(name: &str) -> String {
    let mut slug: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    while slug.contains("--") {
        slug = slug.replace("--", "-");
    }
    slug.trim_matches('-').to_owned()
}
