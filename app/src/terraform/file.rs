//! The file in view, with what can be done with it.

use leptos::prelude::*;
use studio_core::terraform::File;

use super::code::Code;
use super::save;
use super::state::{Exported, Outlined};
use crate::platform::dom;
use crate::text;
use crate::ui::{CopyButton, Glyph, Icon, IconButton};

/// The file in view.
#[component]
pub fn FileCard(file: Memo<Option<File>>) -> impl IntoView {
    let text = Signal::derive(move || file.get().map(|file| file.text).unwrap_or_default());
    let path = Memo::new(move |_| file.read().as_ref().map(|file| file.path.clone()).unwrap_or_default());
    view! {
        <section class="card terraform-file" aria-label=move || path.get()>
            <header>
                <Icon glyph=Glyph::File />
                <h2 class="truncate mono" data-testid="terraform-path">{move || path.get()}</h2>
                <FoldAll file=file />
                <CopyButton text=text label="Copy this file" />
                <span data-testid="terraform-download-file">
                    <IconButton
                        glyph=Glyph::Download
                        label="Download this file"
                        on_press=move |()| {
                            if let Some(file) = file.get_untracked() {
                                save::download_file(&file);
                            }
                        }
                    />
                </span>
            </header>
            <Code file=file />
        </section>
    }
}

/// Folds or unfolds every block of the file.
#[component]
fn FoldAll(file: Memo<Option<File>>) -> impl IntoView {
    let exported = Exported::get();
    let keys = Memo::new(move |_| {
        let path = file.read().as_ref().map(|file| file.path.clone()).unwrap_or_default();
        let outlines = exported.outlines.read();
        let blocks = outlines.iter().find(|file| file.path == path).map(|file| file.blocks.clone());
        let long = blocks.into_iter().flatten().filter(|block| block.lines.len() > 1);
        long.map(|block| block.key).collect::<Vec<_>>()
    });
    let all_folded = Memo::new(move |_| {
        let view = exported.view.read();
        keys.read().iter().all(|key| view.folded.contains(key))
    });
    let press = move |()| {
        let keys = keys.get_untracked();
        let fold = !all_folded.get_untracked();
        exported.view.update(|view| {
            for key in keys {
                if fold {
                    view.folded.insert(key);
                } else {
                    view.folded.remove(&key);
                }
            }
        });
    };
    view! {
        <Show when=move || { keys.read().len() > 1 }>
            <span data-testid="terraform-fold-all">
                <IconButton
                    glyph=Signal::derive(move || if all_folded.get() { Glyph::ChevronDown } else { Glyph::ChevronUp })
                    label=Signal::derive(move || {
                        let blocks = text::count(keys.read().len(), "block");
                        if all_folded.get() { format!("Unfold all {blocks}") } else { format!("Fold all {blocks}") }
                    })
                    on_press=press
                />
            </span>
        </Show>
    }
}

/// The element of a file's block.
pub fn block_id(nth: usize) -> String {
    format!("terraform-block-{nth}")
}

/// Shows a block: its file, unfolded, scrolled into sight, with the focus on its line.
pub fn go(exported: Exported, path: &str, nth: usize) {
    let key = exported.outlines.with_untracked(|files: &std::sync::Arc<Vec<Outlined>>| {
        let file = files.iter().find(|file| file.path == path)?;
        file.blocks.get(nth).map(|block| block.key.clone())
    });
    exported.view.update(|view| {
        "files".clone_into(&mut view.part);
        path.clone_into(&mut view.path);
        if let Some(key) = key {
            view.folded.remove(&key);
        }
    });
    // One frame for the file to be there, one for the shell, which takes the focus when a panel comes into view.
    request_animation_frame(move || {
        request_animation_frame(move || {
            dom::reveal(&block_id(nth));
            dom::focus_id(&format!("{}-line", block_id(nth)));
        });
    });
}
