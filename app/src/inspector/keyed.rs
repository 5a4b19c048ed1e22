//! Records by a key that the user types: templates by content type, responses by status.

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::design::{ApiId, Item, ModelId, TextMap};

use super::fields::locked;
use super::form::{Form, Value};
use super::refs;
use crate::studio::{Noun, Studio};
use crate::ui::{Button, ButtonKind, CodeEditor, Glyph, IconButton, TextInput};

/// What a list of keyed records is called.
#[derive(Clone, Copy)]
pub struct Keyed {
    /// One record, in lower case: "response", "template".
    pub noun: &'static str,
    /// Its key: "Status", "Content type".
    pub key: &'static str,
    /// The key that a new record gets first.
    pub first: &'static str,
}

/// Records by key, each with its own form.
pub fn keyed<T: Value + Default>(
    form: Form<IndexMap<String, T>>,
    words: Keyed,
    offered: Vec<String>,
    make: impl Fn() -> Option<T> + Copy + Send + Sync + 'static,
    content: impl Fn(Form<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let count = Memo::new(move |_| form.with(IndexMap::len));
    let content = StoredValue::new(content);
    let offered = Signal::stored(offered);
    let row = move |at: usize| {
        let key = Signal::derive(move || {
            form.with(|map| map.get_index(at).map(|(key, _)| key.clone())).unwrap_or_default()
        });
        let one = form.at(
            move |map| map.get_index(at).map(|(_, value)| value.clone()).unwrap_or_default(),
            move |map, value| {
                if let Some((_, entry)) = map.get_index_mut(at) {
                    *entry = value;
                }
            },
        );
        let taken = move |text: String| wrong_key(form, at, words, text.trim());
        let rename = move |text: String| form.update(|map| *map = renamed(map, at, text.trim()));
        view! {
            <div class="record"><details><summary>
                    <span class="truncate mono">{move || key.get()}</span>
                    </summary>
                <div class="stack">
                    <TextInput
                        label=words.key
                        class="mono"
                        value=key
                        check=Callback::new(taken)
                        on_commit=rename
                        suggestions=offered
                        disabled=locked()
                    />
                    {content.with_value(|content| content(one))}
                </div>
            </details><span class="record-tools">
                    <IconButton
                        glyph=Glyph::Trash
                        label=Signal::derive(move || format!("Remove {} {}", words.noun, key.get()))
                        disabled=locked()
                        on_press=move |()| {
                            form.update(|map| {
                                map.shift_remove_index(at);
                            });
                        }
                    />
                </span></div>
        }
    };
    let add = move |()| add_to(form, words.first, make());
    view! {
        <div class="records">
            <For each=move || 0..count.get() key=|at| *at children=row />
            <Button kind=ButtonKind::Ghost glyph=Glyph::Plus disabled=locked() on_press=add>
                {format!("Add {}", words.noun)}
            </Button>
        </div>
    }
    .into_any()
}

/// Adds a value under the first key, or the first key with a number.
fn add_to<T: Value>(form: Form<IndexMap<String, T>>, first: &str, value: Option<T>) {
    let Some(value) = value else { return };
    form.update(|map| {
        let key = free(first, |key| map.contains_key(key));
        map.insert(key, value);
    });
}

/// What is wrong with a typed key.
fn wrong_key<T: Value>(
    form: Form<IndexMap<String, T>>,
    at: usize,
    words: Keyed,
    name: &str,
) -> Option<String> {
    if name.is_empty() {
        return Some(format!("{} is needed", words.key));
    }
    let other = form.now().and_then(|map| map.get_index_of(name)).is_some_and(|other| other != at);
    other.then(|| format!("`{name}` is there already"))
}

/// Models by content type or model key; a new row takes the first model, or a new one.
pub fn models(form: Form<IndexMap<String, ModelId>>, api: ApiId, words: Keyed) -> AnyView {
    let studio = Studio::get();
    let make = move || {
        let first =
            studio.document_now().design.apis.get(&api).and_then(|api| api.models.keys().next().copied());
        first.or_else(|| match studio.create_quietly(Noun::Model, Some(api)) {
            Some(Item::Model(_, id)) => Some(id),
            _ => None,
        })
    };
    let offered = vec!["application/json".to_owned(), "application/xml".to_owned()];
    keyed(form, words, offered, make, move |one| refs::model(api, "Model").needed(one))
}

/// Templates by content type or template key.
pub fn templates(form: Form<TextMap>, words: Keyed) -> AnyView {
    let offered =
        ["application/json", "application/xml", "text/plain", "$default"].map(str::to_owned).to_vec();
    keyed(
        form,
        words,
        offered,
        || Some(String::new()),
        move |one| {
            view! {
                <CodeEditor
                    label=format!("Text of the {}", words.noun)
                    value=one.signal()
                    on_commit=move |text| one.type_in(words.noun, text)
                    disabled=locked()
                />
            }
            .into_any()
        },
    )
}

fn renamed<T: Clone>(map: &IndexMap<String, T>, at: usize, name: &str) -> IndexMap<String, T> {
    let entry = |(index, (key, value)): (usize, (&String, &T))| {
        (if index == at { name.to_owned() } else { key.clone() }, value.clone())
    };
    map.iter().enumerate().map(entry).collect()
}

fn free(first: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2u32..).map(|number| format!("{first}-{number}"));
    std::iter::once(first.to_owned()).chain(numbered).find(|key| !taken(key)).unwrap_or_default()
}
