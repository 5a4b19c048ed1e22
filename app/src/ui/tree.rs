//! A tree of things to select.

use std::collections::HashMap;

use leptos::{attr::custom::custom_attribute, ev, html, prelude::*};

use super::icon::{Glyph, Icon};
use crate::platform::{dom, now};

/// Letters typed within this time belong to one word.
const TYPEAHEAD_MS: f64 = 700.0;
const ROWS: &str = "[role=treeitem]";

/// One visible row; rows under a closed one are left out by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeRow {
    /// Its key.
    pub id: String,
    /// How deep it is, from 1.
    pub level: usize,
    /// What typing ahead looks for; normally the words the row shows.
    pub label: String,
    /// Open or closed; `None` for a row that has nothing under it.
    pub expanded: Option<bool>,
}

/// A tree (`role=tree`) whose rows are drawn by `children`, given a key: `<Tree … let:id>…</Tree>`.
///
/// Keyboard: Up and Down, Home and End move the focus and select; Right opens a row or goes to its first child, Left
/// closes it or goes to its parent; letters jump to the next row that starts with them; Enter activates; Delete asks
/// to delete. One row is in the tab order. Screen readers hear the row's words, its level and whether it is open; a
/// drawing in a row that means something needs words in class `sr-only`.
#[component]
pub fn Tree<F, V>(
    /// What the tree holds.
    #[prop(into)]
    label: Signal<String>,
    /// The visible rows in order.
    #[prop(into)]
    rows: Signal<Vec<TreeRow>>,
    /// The key of the selected row.
    #[prop(into)]
    selected: Signal<Option<String>>,
    /// Takes the key of the row to select.
    #[prop(into)]
    on_select: Callback<String>,
    /// Takes a key and whether the row should be open.
    #[prop(optional, into)]
    on_expand: Option<Callback<(String, bool)>>,
    /// Runs on Enter or a double click: rename, open.
    #[prop(optional, into)]
    on_activate: Option<Callback<String>>,
    /// Runs on Delete.
    #[prop(optional, into)]
    on_delete: Option<Callback<String>>,
    /// Draws the content of a row; keep buttons out of it or give them `tabindex="-1"`.
    children: F,
) -> impl IntoView
where
    F: Fn(String) -> V + Clone + Send + 'static,
    V: IntoView + 'static,
{
    let root = NodeRef::<html::Div>::new();
    let index = Memo::new(move |_| {
        let rows = rows.read();
        rows.iter().map(|row| (row.id.clone(), row.clone())).collect::<HashMap<_, _>>()
    });
    // The row in the tab order: the selected one, if it is visible, else the first.
    let stop = Memo::new(move |_| {
        let index = index.read();
        let selected = selected.get().filter(|id| index.contains_key(id));
        selected.or_else(|| rows.read().first().map(|row| row.id.clone()))
    });
    let keys = Keys {
        root,
        rows,
        on_select,
        on_expand,
        on_activate,
        on_delete,
        typed: StoredValue::new((0.0, String::new())),
    };
    let drawn = Rows { index, stop, selected, keys };
    view! {
        <div
            class="tree"
            role="tree"
            aria-label=move || label.get()
            node_ref=root
            on:keydown=move |event| keys.press(&event)
        >
            <For each=move || rows.get() key=|row| row.id.clone() let:row>
                {
                    let id = StoredValue::new(row.id);
                    drawn.row(id, children(id.get_value()))
                }
            </For>
        </div>
    }
}

/// What the rows of a tree need.
#[derive(Clone, Copy)]
struct Rows {
    index: Memo<HashMap<String, TreeRow>>,
    stop: Memo<Option<String>>,
    selected: Signal<Option<String>>,
    keys: Keys,
}

impl Rows {
    fn row<V: IntoView + 'static>(self, id: StoredValue<String>, content: V) -> impl IntoView + use<V> {
        let Self { index, stop, selected, keys } = self;
        let mine = Memo::new(move |_| index.read().get(id.read_value().as_str()).cloned());
        let level = move || mine.read().as_ref().map_or(1, |row| row.level);
        let expanded = move || mine.read().as_ref().and_then(|row| row.expanded);
        let is = move |other: &Option<String>| other.as_deref() == Some(id.read_value().as_str());
        view! {
            <div
                class="tree-row"
                role="treeitem"
                {..custom_attribute("aria-level", level)}
                aria-expanded=move || expanded().map(|open| open.to_string())
                aria-selected=move || is(&selected.read()).to_string()
                tabindex=move || if is(&stop.read()) { "0" } else { "-1" }
                style:--level=move || level().to_string()
                on:click=move |_| keys.on_select.run(id.get_value())
                on:dblclick=move |_| {
                    if let Some(on_activate) = keys.on_activate {
                        on_activate.run(id.get_value());
                    }
                }
            >
                {move || expanded().map(|open| keys.twist(id, open))}
                {content}
            </div>
        }
    }
}

/// What the keys of a tree need.
#[derive(Clone, Copy)]
struct Keys {
    root: NodeRef<html::Div>,
    rows: Signal<Vec<TreeRow>>,
    on_select: Callback<String>,
    on_expand: Option<Callback<(String, bool)>>,
    on_activate: Option<Callback<String>>,
    on_delete: Option<Callback<String>>,
    typed: StoredValue<(f64, String)>,
}

impl Keys {
    /// The drawing that opens and closes a row by the pointer.
    fn twist(self, id: StoredValue<String>, open: bool) -> impl IntoView {
        let press = move |event: ev::MouseEvent| {
            event.stop_propagation();
            if let Some(on_expand) = self.on_expand {
                on_expand.run((id.get_value(), !open));
            }
        };
        view! {
            <span class="twist" aria-hidden="true" on:click=press>
                <Icon glyph=if open { Glyph::ChevronDown } else { Glyph::ChevronRight } size=14 />
            </span>
        }
    }

    fn press(self, event: &ev::KeyboardEvent) {
        let Some(root) = self.root.get_untracked() else { return };
        let (count, Some(now)) = dom::focused_index(&root, ROWS) else { return };
        let rows = self.rows.get_untracked();
        let Some(row) = rows.get(now) else { return };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let expand = |open| self.on_expand.into_iter().for_each(|run| run.run((row.id.clone(), open)));
        match event.key().as_str() {
            "ArrowDown" => self.go(&rows, (now + 1).min(count.saturating_sub(1))),
            "ArrowUp" => self.go(&rows, now.saturating_sub(1)),
            "Home" => self.go(&rows, 0),
            "End" => self.go(&rows, count.saturating_sub(1)),
            "ArrowRight" if row.expanded == Some(false) => expand(true),
            "ArrowRight" if row.expanded == Some(true) => self.go(&rows, now + 1),
            "ArrowLeft" if row.expanded == Some(true) => expand(false),
            "ArrowLeft" => self.go(&rows, parent(&rows, now)),
            "Enter" => self.on_activate.into_iter().for_each(|run| run.run(row.id.clone())),
            "Delete" => self.on_delete.into_iter().for_each(|run| run.run(row.id.clone())),
            " " => self.on_select.run(row.id.clone()),
            key if key.chars().count() == 1 => self.type_ahead(&rows, now, key),
            _ => return,
        }
        event.prevent_default();
    }

    fn go(self, rows: &[TreeRow], to: usize) {
        let (Some(row), Some(root)) = (rows.get(to), self.root.get_untracked()) else { return };
        dom::focus_nth(&root, ROWS, to);
        self.on_select.run(row.id.clone());
    }

    fn type_ahead(self, rows: &[TreeRow], now: usize, key: &str) {
        let at = now::elapsed_ms();
        let (before, mut word) = self.typed.get_value();
        let fresh = at - before > TYPEAHEAD_MS;
        if fresh {
            word.clear();
        }
        word += &key.to_lowercase();
        let first = usize::from(fresh || word.chars().count() == 1);
        let order = (first..=rows.len()).map(|step| (now + step) % rows.len().max(1));
        let found = order
            .into_iter()
            .find(|i| rows.get(*i).is_some_and(|row| row.label.to_lowercase().starts_with(&word)));
        self.typed.set_value((at, word));
        if let Some(found) = found {
            self.go(rows, found);
        }
    }
}

fn parent(rows: &[TreeRow], of: usize) -> usize {
    let level = rows.get(of).map_or(1, |row| row.level);
    (0..of).rev().find(|i| rows.get(*i).is_some_and(|row| row.level < level)).unwrap_or(of)
}
