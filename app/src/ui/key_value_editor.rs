//! Rows of names and values: headers, stage variables, tags.

use leptos::{html, prelude::*};

use super::button::{Button, ButtonKind, IconButton};
use super::draft::Check;
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
    check_name: Option<Check>,
    /// Says what is wrong with a value.
    #[prop(optional, into)]
    check_value: Option<Check>,
    /// Names to offer while typing.
    #[prop(optional, into)]
    suggestions: Signal<Vec<String>>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let root = NodeRef::new();
    let adding = RwSignal::new(false);
    let early = RwSignal::new(String::new());
    let editor = Editor {
        rows,
        on_change,
        noun,
        unique,
        check_name,
        check_value,
        suggestions,
        disabled,
        root,
        adding,
        early,
    };
    let count = Memo::new(move |_| rows.read().len() + usize::from(adding.get()));
    view! {
        <div class="kv" role="group" aria-label=move || format!("{} list", capitalised(&noun.get())) node_ref=root>
            <For each=move || 0..count.get() key=|at| *at children=move |at| editor.row(at) />
            {add_button(noun, Signal::derive(move || disabled.get() || adding.get()), move || editor.add())}
        </div>
    }
}

#[derive(Clone, Copy)]
struct Editor {
    rows: Signal<Vec<(String, String)>>,
    on_change: Callback<Vec<(String, String)>>,
    noun: Signal<String>,
    unique: bool,
    check_name: Option<Check>,
    check_value: Option<Check>,
    suggestions: Signal<Vec<String>>,
    disabled: Signal<bool>,
    root: NodeRef<html::Div>,
    /// Whether there is a row without a name yet, after the others.
    adding: RwSignal<bool>,
    /// The value typed into the new row before its name.
    early: RwSignal<String>,
}

impl Editor {
    fn put(self, at: usize, name: Option<String>, value: Option<String>) {
        let mut next = self.rows.get_untracked();
        match (next.get_mut(at), name, value) {
            (Some(row), name, value) => {
                row.0 = name.unwrap_or_else(|| row.0.clone());
                row.1 = value.unwrap_or_else(|| row.1.clone());
            }
            (None, Some(name), _) => {
                next.push((name, self.early.get_untracked()));
                self.early.set(String::new());
                self.adding.set(false);
            }
            (None, None, value) => return self.early.set(value.unwrap_or_default()),
        }
        self.on_change.run(next);
    }

    fn remove(self, at: usize) {
        let mut next = self.rows.get_untracked();
        if at < next.len() {
            next.remove(at);
            self.on_change.run(next);
        } else {
            self.adding.set(false);
            self.early.set(String::new());
        }
        if let Some(root) = self.root.get_untracked() {
            dom::focus_first(&root, ".add");
        }
    }

    fn wrong_name(self, at: usize, name: String) -> Option<String> {
        let others = self.rows.get_untracked();
        let taken = self.unique && others.iter().enumerate().any(|(i, row)| i != at && row.0 == name);
        match name.trim() {
            "" if at >= others.len() => Some("A name is needed".to_owned()),
            "" => Some("A name is needed; to delete the row, remove it".to_owned()),
            _ if taken => Some(format!("`{name}` stands above already")),
            _ => self.check_name.and_then(|check| check.run(name)),
        }
    }

    fn add(self) {
        self.adding.set(true);
        focus_last(self.root, ".kv-name input");
    }

    fn row(self, at: usize) -> impl IntoView {
        let Self { rows, noun, check_value, suggestions, disabled, early, .. } = self;
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
                        check=Callback::new(move |text| self.wrong_name(at, text))
                        on_commit=move |text| self.put(at, Some(text), None)
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
                        on_commit=move |text| self.put(at, None, Some(text))
                        disabled=disabled
                    />
                </div>
                {remove_button(noun, at, disabled, move || self.remove(at))}
            </div>
        }
    }
}

/// The button below the rows; after removing a row, the focus goes there.
pub(super) fn add_button(
    noun: Signal<String>,
    disabled: Signal<bool>,
    add: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <Button
            kind=ButtonKind::Ghost
            glyph=Glyph::Plus
            on_press=move |()| add()
            disabled=disabled
            attr:class="btn ghost add"
        >
            {move || format!("Add {}", noun.get())}
        </Button>
    }
}

/// The button at the end of a row.
pub(super) fn remove_button(
    noun: Signal<String>,
    at: usize,
    disabled: Signal<bool>,
    remove: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <IconButton
            glyph=Glyph::Trash
            label=Signal::derive(move || format!("Remove {} {}", noun.get(), at + 1))
            on_press=move |()| remove()
            disabled=disabled
        />
    }
}

/// Moves the focus to the last element that matches, once a new row is there.
pub(super) fn focus_last(root: NodeRef<html::Div>, selector: &'static str) {
    request_animation_frame(move || {
        if let Some(Some(root)) = root.try_get_untracked() {
            let (count, _) = dom::focused_index(&root, selector);
            dom::focus_nth(&root, selector, count.saturating_sub(1));
        }
    });
}

/// The text with its first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
