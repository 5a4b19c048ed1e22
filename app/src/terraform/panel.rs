//! The Terraform panel: the module that builds the design.

use leptos::prelude::*;

use super::Jump;
use super::changes::{Changes, changed_blocks};
use super::coverage::Arguments;
use super::files::Files;
use super::findings::Findings;
use super::openapi::OpenApi;
use super::options::Options;
use super::save;
use super::state::{Exported, Outlined};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, EmptyState, Glyph, Tab, TabPanel, Tabs, Tone};

const PARTS: &str = "terraform-part";

/// The files, what was found on the way, what changed, the choices, and the download.
#[component]
pub fn TerraformPanel() -> impl IntoView {
    let studio = Studio::get();
    let has_api = Memo::new(move |_| !studio.design().read().apis.is_empty());
    view! {
        <Show
            when=move || has_api.get()
            fallback=|| {
                view! {
                    <EmptyState
                        glyph=Glyph::Terraform
                        title="Nothing to export yet"
                        text="Add an API to the design: its Terraform files appear here."
                    />
                }
            }
        >
            <Module />
        </Show>
    }
}

#[component]
fn Module() -> impl IntoView {
    let studio = Studio::get();
    let exported = Exported::provide(studio);
    follow_jumps(studio, exported);
    let part = Memo::new(move |_| {
        let part = exported.view.read().part.clone();
        if part.is_empty() { "files".to_owned() } else { part }
    });
    let tabs = Memo::new(move |_| {
        let changed = changed_blocks(exported).map_or(0, |changes| changes.len());
        let mut tab = Tab::new("changes", "Changes");
        tab.badge = (changed > 0).then(|| changed.to_string());
        vec![
            Tab::new("files", "Files"),
            tab,
            Tab::new("options", "Options"),
            Tab::new("arguments", "Arguments"),
            Tab::new("openapi", "OpenAPI"),
        ]
    });
    view! {
        <section class="page terraform-page">
            <div class="terraform-tools">
                <Tabs
                    name=PARTS
                    label="Parts of the export"
                    tabs=tabs
                    selected=part
                    on_select=move |id: String| exported.view.update(|view| view.part = id)
                />
                <p class="muted" data-testid="terraform-summary">{move || summary(&exported.outlines.read())}</p>
                <Out exported=exported />
            </div>
            <TabPanel name=PARTS id="files" selected=part>
                <Findings />
                <Files />
            </TabPanel>
            <TabPanel name=PARTS id="changes" selected=part>
                <h2 class="sr-only">"Changes"</h2>
                <Changes />
            </TabPanel>
            <TabPanel name=PARTS id="options" selected=part>
                <h2 class="sr-only">"Options of the export"</h2>
                <Options />
            </TabPanel>
            <TabPanel name=PARTS id="arguments" selected=part>
                <h2 class="sr-only">"Arguments of the provider"</h2>
                <Arguments />
            </TabPanel>
            <TabPanel name=PARTS id="openapi" selected=part>
                <h2 class="sr-only">"OpenAPI document of an API"</h2>
                <OpenApi />
            </TabPanel>
        </section>
    }
}

/// Copying and downloading.
#[component]
fn Out(exported: Exported) -> impl IntoView {
    let studio = Studio::get();
    view! {
        <div class="terraform-out">
        <span data-testid="terraform-copy-all">
            <Button
                glyph=Glyph::Copy
                hint="Every .tf file as one text"
                on_press=move |()| save::copy_all(studio, exported)
            >
                "Copy all"
            </Button>
        </span>
        <span data-testid="terraform-download">
            <Button
                kind=ButtonKind::Primary
                glyph=Glyph::Download
                hint="All files as a zip"
                on_press=move |()| save::download(studio, exported)
            >
                "Download module"
            </Button>
        </span>
        </div>
    }
}

/// How large the module is.
fn summary(files: &[Outlined]) -> String {
    let lines: usize = files.iter().map(|file| file.lines).sum();
    let blocks = |word: &str| {
        files.iter().flat_map(|file| &file.blocks).filter(|block| block.title.starts_with(word)).count()
    };
    format!(
        "{}, {} and {} in {lines} lines",
        text::count(blocks("resource "), "resource block"),
        text::count(blocks("variable "), "variable"),
        text::count(blocks("output "), "output"),
    )
}

/// Shows what somebody asked for from elsewhere, once the files are there.
fn follow_jumps(studio: Studio, exported: Exported) {
    let jump = studio.keep::<Jump>();
    Effect::new(move |_| {
        match jump.get() {
            Jump::Nowhere => return,
            Jump::Block(item) => show_block(studio, exported, item),
            Jump::OpenApi => exported.view.update(|view| "openapi".clone_into(&mut view.part)),
        }
        jump.set(Jump::Nowhere);
    });
}

/// Shows the first block of an item, or says that it has none.
pub fn show_block(studio: Studio, exported: Exported, item: studio_core::design::Item) {
    let Some((path, nth)) = exported.first_block(item) else {
        let title = text::title(&studio.document_now(), item);
        let said = format!("{} {title} has no block of its own in the files", text::noun(item));
        return studio.say(Tone::Note, said);
    };
    super::file::go(exported, &path, nth);
}
