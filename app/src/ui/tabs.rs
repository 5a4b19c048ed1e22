//! Parts of a panel, one at a time.

use leptos::{ev, html, prelude::*};

use crate::platform::dom;

/// One tab.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Tab {
    /// Its key; letters, digits and `-`.
    pub id: String,
    /// Its words.
    pub label: String,
    /// A short count or mark after the words.
    pub badge: Option<String>,
}

impl Tab {
    /// A tab without a badge.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), badge: None }
    }
}

/// A row of tabs; show the parts with [`TabPanel`]s of the same `name`.
///
/// Keyboard: Tab reaches the chosen tab, Left and Right (wrapping), Home and End choose another.
#[component]
pub fn Tabs(
    /// Ties tabs and panels together; unique on the page.
    name: &'static str,
    /// What the parts are of, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The key of the tab shown.
    #[prop(into)]
    selected: Signal<String>,
    /// Takes the key of the tab to show.
    #[prop(into)]
    on_select: Callback<String>,
) -> impl IntoView {
    let row = NodeRef::<html::Div>::new();
    let on_key = move |event: ev::KeyboardEvent| {
        let (count, now) = (tabs.read_untracked().len(), index_of(tabs, selected));
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count.max(1),
            "ArrowLeft" => (now + count.saturating_sub(1)) % count.max(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        let id = tabs.with_untracked(|tabs| tabs.get(next).map(|tab| tab.id.clone()));
        if let (Some(id), Some(row)) = (id, row.get_untracked()) {
            dom::focus_nth(&row, "[role=tab]", next);
            on_select.run(id);
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() node_ref=row on:keydown=on_key>
            <For each=move || tabs.get() key=|tab| (tab.id.clone(), tab.label.clone()) let:tab>
                {
                    let id = StoredValue::new(tab.id);
                    // A badge that changes leaves the tab, and the focus on it, as it is.
                    let badge = move || {
                        let tabs = tabs.read();
                        tabs.iter().find(|tab| tab.id == *id.read_value()).and_then(|tab| tab.badge.clone())
                    };
                    let on = move || *selected.read() == *id.read_value();
                    view! {
                        <button
                            type="button"
                            role="tab"
                            id=format!("{name}-tab-{}", id.read_value().as_str())
                            aria-selected=move || on().to_string()
                            aria-controls=move || on().then(|| format!("{name}-panel-{}", id.read_value().as_str()))
                            tabindex=move || if on() { "0" } else { "-1" }
                            on:click=move |_| on_select.run(id.get_value())
                        >
                            {tab.label}
                            {move || badge().map(|badge| view! { <span class="badge">{badge}</span> })}
                        </button>
                    }
                }
            </For>
        </div>
    }
}

fn index_of(tabs: Signal<Vec<Tab>>, selected: Signal<String>) -> usize {
    let selected = selected.get_untracked();
    tabs.with_untracked(|tabs| tabs.iter().position(|tab| tab.id == selected).unwrap_or_default())
}

/// The part of a panel that belongs to a tab; it exists only while its tab is chosen.
#[component]
pub fn TabPanel(
    /// The `name` of the [`Tabs`].
    name: &'static str,
    /// The key of its tab.
    id: &'static str,
    /// The key of the tab shown.
    #[prop(into)]
    selected: Signal<String>,
    /// The part.
    children: ChildrenFn,
) -> impl IntoView {
    let on = Memo::new(move |_| selected.read().as_str() == id);
    view! {
        <Show when=move || on.get()>
            <div
                class="tab-panel"
                role="tabpanel"
                id=format!("{name}-panel-{id}")
                aria-labelledby=format!("{name}-tab-{id}")
            >
                {children()}
            </div>
        </Show>
    }
}
