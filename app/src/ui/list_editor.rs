//! A list of short texts: scopes, origins, content types.

use leptos::{html, prelude::*};

use super::button::{Button, ButtonKind, IconButton};
use super::icon::Glyph;
use super::key_value_editor::capitalised;
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
    check: Option<Callback<String, Option<String>>>,
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
    let root = NodeRef::<html::Div>::new();
    let adding = RwSignal::new(false);
    let count = Memo::new(move |_| items.read().len() + usize::from(adding.get()));
    let put = move |at: usize, text: String| {
        let mut next = items.get_untracked();
        match next.get_mut(at) {
            Some(item) => *item = text,
            None => {
                next.push(text);
                adding.set(false);
            }
        }
        on_change.run(next);
    };
    let remove = move |at: usize| {
        let mut next = items.get_untracked();
        if at < next.len() {
            next.remove(at);
            on_change.run(next);
        } else {
            adding.set(false);
        }
        if let Some(root) = root.get_untracked() {
            dom::focus_first(&root, ".add");
        }
    };
    let wrong = move |at: usize, text: String| {
        let others = items.get_untracked();
        match text.trim() {
            "" => Some(format!("A {} is needed", noun.get_untracked())),
            _ if others.iter().enumerate().any(|(i, other)| i != at && *other == text) => {
                Some(format!("`{text}` is in the list already"))
            }
            _ => check.and_then(|check| check.run(text)),
        }
    };
    let add = move |()| {
        adding.set(true);
        request_animation_frame(move || {
            if let Some(Some(root)) = root.try_get_untracked() {
                let (inputs, _) = dom::focused_index(&root, "input");
                dom::focus_nth(&root, "input", inputs.saturating_sub(1));
            }
        });
    };
    let row = move |at: usize| {
        view! {
            <div class="kv-row single">
                <div class="kv-value">
                    <TextInput
                        class="mono"
                        label=Signal::derive(move || format!("{} {}", capitalised(&noun.get()), at + 1))
                        placeholder=placeholder
                        value=Signal::derive(move || items.read().get(at).cloned().unwrap_or_default())
                        check=Callback::new(move |text| wrong(at, text))
                        on_commit=move |text| put(at, text)
                        suggestions=suggestions
                        disabled=disabled
                    />
                </div>
                <IconButton
                    glyph=Glyph::Trash
                    label=Signal::derive(move || format!("Remove {} {}", noun.get(), at + 1))
                    on_press=move |()| remove(at)
                    disabled=disabled
                />
            </div>
        }
    };
    view! {
        <div class="kv" role="group" aria-label=move || format!("{} list", capitalised(&noun.get())) node_ref=root>
            <For each=move || 0..count.get() key=|at| *at children=row />
            <Button
                kind=ButtonKind::Ghost
                glyph=Glyph::Plus
                on_press=add
                disabled=Signal::derive(move || disabled.get() || adding.get())
                attr:class="btn ghost add"
            >
                {move || format!("Add {}", noun.get())}
            </Button>
        </div>
    }
}
