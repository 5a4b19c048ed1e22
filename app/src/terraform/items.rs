//! What the file's blocks are made from: a press lights them and goes to the first.

use leptos::prelude::*;
use studio_core::design::Item;
use studio_core::terraform::File;

use super::file::go;
use super::state::Exported;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Icon};

/// The list.
#[component]
pub fn Items(file: Memo<Option<File>>) -> impl IntoView {
    let (studio, exported) = (Studio::get(), Exported::get());
    let items = Memo::new(move |_| {
        let path = file.read().as_ref().map(|file| file.path.clone()).unwrap_or_default();
        let outlines = exported.outlines.read();
        let blocks = outlines.iter().find(|file| file.path == path).map(|file| file.blocks.as_slice());
        let mut items: Vec<Item> = blocks.unwrap_or_default().iter().filter_map(|block| block.item).collect();
        items.sort();
        items.dedup();
        items
    });
    let press = move |item: Item| {
        studio.select(item);
        let path = file.read_untracked().as_ref().map(|file| file.path.clone()).unwrap_or_default();
        let nth = exported.outlines.with_untracked(|files| {
            let file = files.iter().find(|file| file.path == path)?;
            file.blocks.iter().position(|block| block.item == Some(item))
        });
        if let Some(nth) = nth {
            go(exported, &path, nth);
        }
    };
    view! {
        <Show when=move || !items.read().is_empty()>
            <nav class="card terraform-items" aria-label="What the blocks are made from">
                <h2>"Made from"</h2>
                <Selected />
                <ul>
                    <For each=move || items.get() key=|item| *item let:item>
                        <li>
                            <button
                                type="button"
                                aria-pressed=move || studio.is_selected(item).to_string()
                                on:click=move |_| press(item)
                            >
                                <Icon glyph=text::glyph(item) />
                                <span class="words">
                                    <span class="muted">{text::noun(item)}</span>
                                    <span class="truncate">{move || text::title(&studio.document(), item)}</span>
                                </span>
                            </button>
                        </li>
                    </For>
                </ul>
            </nav>
        </Show>
    }
}

/// The way from a lit block to where its item is edited.
#[component]
fn Selected() -> impl IntoView {
    let studio = Studio::get();
    view! {
        {move || {
            studio.selection().map(|item| {
                let words = format!("Edit {} {}", item.noun(), text::title(&studio.document_now(), item));
                view! {
                    <div class="selected" data-testid="terraform-edit">
                        <Button kind=ButtonKind::Default on_press=move |()| studio.reveal(item)>
                            <span class="truncate">{words}</span>
                        </Button>
                    </div>
                }
            })
        }}
    }
}
