//! Rows of names and values: headers, stage variables, tags.

use leptos::{html, prelude::*};

use super::button::{Button, ButtonKind, IconButton};
use super::icon::Glyph;
use super::text_input::TextInput;
use crate::platform::dom;

/// Edits a list of name and value.
///
/// A new row stays here until it has a name; the list that `on_change` gets never holds an empty name. Keyboard: Tab
/// walks through names, values and remove buttons; "Add" puts the focus into the new row. Screen readers hear
/// "Header name 2".
#[component]
pub fn KeyValueEditor(
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<(String, String)>>,
    /// Takes the changed rows.
    #[prop(into)]
    on_change: Callback<Vec<(String, String)>>,
    /// What one row is, in lower case: "header", "tag".
    #[prop(into)]
    noun: Signal<String>,
    /// Whether a name may stand only once.
    #[prop(optional)]
    unique: bool,
    /// Says what is wrong with a name.
    #[prop(optional, into)]
    check_name: Option<Callback<String, Option<String>>>,
    /// Says what is wrong with a value.
    #[prop(optional, into)]
    check_value: Option<Callback<String, Option<String>>>,
    /// Names to offer while typing.
    #[prop(optional, into)]
    suggestions: Signal<Vec<String>>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let adding = RwSignal::new(false);
    // The value typed into the new row before its name.
    let early = RwSignal::new(String::new());
    let count = Memo::new(move |_| rows.read().len() + usize::from(adding.get()));
    let put = move |at: usize, name: Option<String>, value: Option<String>| {
        let mut next = rows.get_untracked();
        match (next.get_mut(at), name, value) {
            (Some(row), name, value) => {
                row.0 = name.unwrap_or_else(|| row.0.clone());
                row.1 = value.unwrap_or_else(|| row.1.clone());
            }
            (None, Some(name), _) => {
                next.push((name, early.get_untracked()));
                early.set(String::new());
                adding.set(false);
            }
            (None, None, value) => return early.set(value.unwrap_or_default()),
        }
        on_change.run(next);
    };
    let remove = move |at: usize| {
        let mut next = rows.get_untracked();
        if at < next.len() {
            next.remove(at);
            on_change.run(next);
        } else {
            adding.set(false);
            early.set(String::new());
        }
        if let Some(root) = root.get_untracked() {
            dom::focus_first(&root, ".add");
        }
    };
    let wrong_name = move |at: usize, name: String| {
        let others = rows.get_untracked();
        let taken = unique && others.iter().enumerate().any(|(i, row)| i != at && row.0 == name);
        match name.trim() {
            "" if at >= others.len() => Some("A name is needed".to_owned()),
            "" => Some("A name is needed; to delete the row, remove it".to_owned()),
            _ if taken => Some(format!("`{name}` stands above already")),
            _ => check_name.and_then(|check| check.run(name)),
        }
    };
    let add = move |()| {
        adding.set(true);
        request_animation_frame(move || {
            if let Some(Some(root)) = root.try_get_untracked() {
                let (names, _) = dom::focused_index(&root, ".kv-name input");
                dom::focus_nth(&root, ".kv-name input", names.saturating_sub(1));
            }
        });
    };
    let row = move |at: usize| {
        let of = move |pick: fn(&(String, String)) -> &String| {
            Signal::derive(move || rows.read().get(at).map(pick).cloned())
        };
        let (name, value) = (of(|row| &row.0), of(|row| &row.1));
        let words = move |part: &'static str| {
            Signal::derive(move || format!("{} {part} {}", capitalised(&noun.get()), at + 1))
        };
        view! {
            <div class="kv-row">
                <div class="kv-name">
                    <TextInput
                        class="mono"
                        label=words("name")
                        placeholder="Name"
                        value=Signal::derive(move || name.get().unwrap_or_default())
                        check=Callback::new(move |text| wrong_name(at, text))
                        on_commit=move |text| put(at, Some(text), None)
                        suggestions=suggestions
                        disabled=disabled
                    />
                </div>
                <div class="kv-value">
                    <TextInput
                        class="mono"
                        label=words("value")
                        placeholder="Value"
                        value=Signal::derive(move || value.get().unwrap_or_else(|| early.get()))
                        check=Callback::new(move |text| check_value.and_then(|check| check.run(text)))
                        on_commit=move |text| put(at, None, Some(text))
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

/// The text with its first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
