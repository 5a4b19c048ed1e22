//! A list of short texts: scopes, origins, content types.

use leptos::{html, prelude::*};

use super::draft::Check;
use super::key_value_editor::{add_button, capitalised, focus_last, remove_button};
use super::text_input::TextInput;
use crate::platform::dom;

/// Edits a list of texts; empty ones never leave this editor.
///
/// Keyboard and screen reader: as [`KeyValueEditor`](super::KeyValueEditor).
#[component]
pub fn ListEditor(
    /// The texts.
    #[prop(into)]
    items: Signal<Vec<String>>,
    /// Takes the changed texts.
    #[prop(into)]
    on_change: Callback<Vec<String>>,
    /// What one item is, in lower case: "scope", "origin".
    #[prop(into)]
    noun: Signal<String>,
    /// Says what is wrong with an item.
    #[prop(optional, into)]
    check: Option<Check>,
    /// Texts to offer while typing.
    #[prop(optional, into)]
    suggestions: Signal<Vec<String>>,
    /// An example, shown while an item is empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let root = NodeRef::new();
    let adding = RwSignal::new(false);
    let editor = Editor { items, on_change, noun, check, suggestions, placeholder, disabled, root, adding };
    let count = Memo::new(move |_| items.read().len() + usize::from(adding.get()));
    view! {
        <div class="kv" role="group" aria-label=move || format!("{} list", capitalised(&noun.get())) node_ref=root>
            <For each=move || 0..count.get() key=|at| *at children=move |at| editor.row(at) />
            {add_button(noun, Signal::derive(move || disabled.get() || adding.get()), move || editor.add())}
        </div>
    }
}

#[derive(Clone, Copy)]
struct Editor {
    items: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
    noun: Signal<String>,
    check: Option<Check>,
    suggestions: Signal<Vec<String>>,
    placeholder: MaybeProp<String>,
    disabled: Signal<bool>,
    root: NodeRef<html::Div>,
    /// Whether there is an empty row after the others.
    adding: RwSignal<bool>,
}

impl Editor {
    fn put(self, at: usize, text: String) {
        let mut next = self.items.get_untracked();
        match next.get_mut(at) {
            Some(item) => *item = text,
            None => {
                next.push(text);
                self.adding.set(false);
            }
        }
        self.on_change.run(next);
    }

    fn remove(self, at: usize) {
        let mut next = self.items.get_untracked();
        if at < next.len() {
            next.remove(at);
            self.on_change.run(next);
        } else {
            self.adding.set(false);
        }
        if let Some(root) = self.root.get_untracked() {
            dom::focus_first(&root, ".add");
        }
    }

    fn wrong(self, at: usize, text: String) -> Option<String> {
        let others = self.items.get_untracked();
        match text.trim() {
            "" => Some(format!("A {} is needed", self.noun.get_untracked())),
            _ if others.iter().enumerate().any(|(i, other)| i != at && *other == text) => {
                Some(format!("`{text}` is in the list already"))
            }
            _ => self.check.and_then(|check| check.run(text)),
        }
    }

    fn add(self) {
        self.adding.set(true);
        focus_last(self.root, "input");
    }

    fn row(self, at: usize) -> impl IntoView {
        let Self { items, noun, suggestions, placeholder, disabled, .. } = self;
        view! {
            <div class="kv-row single">
                <div class="kv-value">
                    <TextInput
                        class="mono"
                        label=Signal::derive(move || format!("{} {}", capitalised(&noun.get()), at + 1))
                        placeholder=placeholder
                        value=Signal::derive(move || items.read().get(at).cloned().unwrap_or_default())
                        check=Callback::new(move |text| self.wrong(at, text))
                        on_commit=move |text| self.put(at, text)
                        suggestions=suggestions
                        disabled=disabled
                    />
                </div>
                {remove_button(noun, at, disabled, move || self.remove(at))}
            </div>
        }
    }
}
