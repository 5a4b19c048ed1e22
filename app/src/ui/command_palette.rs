//! Everything the studio can do, found by typing.

use leptos::{ev, html, prelude::*};

use super::dialog::follow;
use super::fuzzy::score;
use super::icon::{Glyph, Icon};
use super::id::next_id;
use super::toast::ToastLayer;
use crate::platform::dom;

/// No more than this many are listed.
const MOST: usize = 60;

/// One thing to do or to go to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaletteItem {
    /// Its key.
    pub id: String,
    /// Its words; searched.
    pub label: String,
    /// What it belongs to or why it cannot be done; searched too.
    pub hint: String,
    /// A shortcut to show.
    pub shortcut: Option<String>,
    /// A drawing.
    pub glyph: Option<Glyph>,
    /// Shown, but not to be chosen now.
    pub disabled: bool,
}

/// A dialog with a search line over a list (`combobox` and `listbox`).
///
/// Keyboard: type to filter; Up and Down (wrapping), Home and End with Ctrl move; Enter chooses; Escape closes and
/// the focus returns. Screen readers hear the choice under the cursor and how many there are.
#[component]
pub fn CommandPalette(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Everything there is, in the order to show for an empty search.
    #[prop(into)]
    items: Signal<Vec<PaletteItem>>,
    /// Takes the key of what was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// What the search line says while empty.
    #[prop(default = "Search commands, routes, settings…".into(), into)]
    placeholder: Signal<String>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let layer = ToastLayer::of_dialog();
    let query = RwSignal::new(String::new());
    let cursor = RwSignal::new(0_usize);
    let found = Memo::new(move |_| if open.get() { find(&items.read(), &query.read()) } else { Vec::new() });
    let list_id = StoredValue::new(next_id("palette"));
    let search = Search { open, query, cursor, found, list_id, on_choose };
    Effect::new(move |_| {
        if open.get() {
            query.set(String::new());
            cursor.set(0);
        }
    });
    follow(open, dialog, layer);
    view! {
        <dialog
            class="dialog palette"
            node_ref=dialog
            aria-label="Search"
            on:close=move |_| open.set(false)
            on:pointerdown=move |event| {
                if event.target() == event.current_target() {
                    open.set(false);
                }
            }
        >
            <div class="dialog-box">
                {search.line(placeholder)}
                <div class="palette-list" role="listbox" aria-label="Found" id=list_id.get_value()>
                    {move || {
                        found.get().into_iter().enumerate().map(|(at, item)| search.row(at, item)).collect_view()
                    }}
                </div>
                <p class="palette-none" role="status">
                    {move || match found.read().len() {
                        0 => "Nothing found".to_owned(),
                        1 => "1 found".to_owned(),
                        count => format!("{count} found"),
                    }}
                </p>
            </div>
            {layer.view()}
        </dialog>
    }
}

/// The search line and the list that it filters.
#[derive(Clone, Copy)]
struct Search {
    open: RwSignal<bool>,
    query: RwSignal<String>,
    cursor: RwSignal<usize>,
    found: Memo<Vec<PaletteItem>>,
    list_id: StoredValue<String>,
    on_choose: Callback<String>,
}

impl Search {
    fn option_id(self, at: usize) -> String {
        format!("{}-{at}", self.list_id.read_value().as_str())
    }

    fn choose(self, at: usize) {
        let chosen = self.found.with_untracked(|found| found.get(at).cloned());
        if let Some(item) = chosen.filter(|item| !item.disabled) {
            self.open.set(false);
            // After the dialog has given the focus back, so that the command may move it.
            request_animation_frame(move || {
                self.on_choose.try_run(item.id);
            });
        }
    }

    fn press(self, event: &ev::KeyboardEvent) {
        let count = self.found.read_untracked().len();
        let now = self.cursor.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => (now + 1) % count.max(1),
            "ArrowUp" => (now + count.saturating_sub(1)) % count.max(1),
            "Home" if event.ctrl_key() => 0,
            "End" if event.ctrl_key() => count.saturating_sub(1),
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                return self.choose(now);
            }
            _ => return,
        };
        event.prevent_default();
        self.cursor.set(next);
        dom::reveal(&self.option_id(next));
    }

    fn line(self, placeholder: Signal<String>) -> impl IntoView {
        let active = move || (!self.found.read().is_empty()).then(|| self.option_id(self.cursor.get()));
        view! {
            <div class="palette-search">
                <Icon glyph=Glyph::Search />
                <input
                    type="text"
                    role="combobox"
                    aria-label="Search"
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=self.list_id.get_value()
                    aria-activedescendant=active
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || placeholder.get()
                    prop:value=move || self.query.get()
                    on:input=move |event| {
                        self.cursor.set(0);
                        self.query.set(event_target_value(&event));
                    }
                    on:keydown=move |event| self.press(&event)
                />
            </div>
        }
    }

    fn row(self, at: usize, item: PaletteItem) -> impl IntoView {
        view! {
            <div
                class="palette-item"
                role="option"
                id=self.option_id(at)
                aria-selected=move || (self.cursor.get() == at).to_string()
                aria-disabled=item.disabled.then_some("true")
                on:pointermove=move |_| self.cursor.set(at)
                on:click=move |_| self.choose(at)
            >
                {match item.glyph {
                    Some(glyph) => view! { <Icon glyph=glyph /> }.into_any(),
                    None => view! { <span class="no-icon"></span> }.into_any(),
                }}
                <span class="words">{item.label} <small>{item.hint}</small></span>
                {item.shortcut.map(|keys| view! { <kbd>{keys}</kbd> })}
            </div>
        }
    }
}

fn find(items: &[PaletteItem], query: &str) -> Vec<PaletteItem> {
    let scored = items.iter().filter_map(|item| {
        let by_label = score(query, &item.label).map(|score| score * 2);
        let by_both = score(query, &format!("{} {}", item.label, item.hint));
        Some((by_label.max(by_both)?, item))
    });
    let mut scored: Vec<_> = scored.collect();
    // The sort is stable: equal ones keep the order of the list.
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().take(MOST).map(|(_, item)| item.clone()).collect()
}
