//! What is expected of the body.

use leptos::prelude::*;
use serde_json::Value;
use studio_core::design::inputs::BodyExpectation;

use super::expect_form::change;
use super::state::FlowView;
use crate::ui::{Choice, CodeEditor, Field, KeyValueEditor, Select};

/// The ways to look at a body as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Any,
    Text,
    Json,
    Contains,
}

impl Way {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Any, "any", "may be anything"),
        (Self::Text, "text", "is exactly this text"),
        (Self::Json, "json", "is the same JSON"),
        (Self::Contains, "contains", "has this JSON in it"),
    ];

    fn of(body: &BodyExpectation) -> Self {
        match body {
            BodyExpectation { text: Some(_), .. } => Self::Text,
            BodyExpectation { json: Some(_), .. } => Self::Json,
            BodyExpectation { contains: Some(_), .. } => Self::Contains,
            _ => Self::Any,
        }
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(way, ..)| *way == self).map_or("any", |(_, word, _)| word)
    }
}

/// The way, the text or JSON, and values by path. Of several ways that a saved file may hold, the first is shown, and
/// choosing one drops the others.
#[component]
pub fn BodyFields() -> impl IntoView {
    let view = FlowView::get();
    let way = view.part(|draft| Way::of(&draft.expect.body));
    let text = view.part(|draft| {
        let body = &draft.expect.body;
        let value = body.json.as_ref().or(body.contains.as_ref());
        let laid_out = || value.and_then(|value| serde_json::to_string_pretty(value).ok());
        body.text.clone().or_else(laid_out).unwrap_or_default()
    });
    let put = move |way: Way, text: &str| {
        let value = || serde_json::from_str(text).unwrap_or_else(|_| Value::Object(serde_json::Map::new()));
        change(view, |expect| {
            let paths = std::mem::take(&mut expect.body.paths);
            expect.body = BodyExpectation { paths, ..BodyExpectation::default() };
            match way {
                Way::Any => {}
                Way::Text => expect.body.text = Some(text.to_owned()),
                Way::Json => expect.body.json = Some(value()),
                Way::Contains => expect.body.contains = Some(value()),
            }
        });
    };
    let choices = Way::ALL.map(|(_, word, label)| Choice::new(word, label)).to_vec();
    let wrong = move |text: String| match way.get_untracked() {
        Way::Any | Way::Text => None,
        Way::Json | Way::Contains => {
            serde_json::from_str::<Value>(&text).err().map(|error| format!("Not JSON: {error}"))
        }
    };
    view! {
        <Field label="The body">
            <Select
                value=Signal::derive(move || way.get().word().to_owned())
                choices=Signal::stored(choices)
                on_change=move |word: String| {
                    let way = Way::ALL.into_iter().find(|(_, known, _)| *known == word).map_or(Way::Any, |found| found.0);
                    put(way, &text.get_untracked());
                }
            />
        </Field>
        <Show when=move || way.get() != Way::Any>
            <CodeEditor
                label="The expected body"
                value=text
                check=Callback::new(wrong)
                on_commit=move |text: String| put(way.get_untracked(), &text)
            />
        </Show>
        <Field label="Values in the body" hint="JSON by JSON path, such as $.items[0].id">
            <KeyValueEditor
                rows=view.part(|draft| {
                    draft.expect.body.paths.iter().map(|(path, value)| (path.clone(), value.to_string())).collect()
                })
                on_change=move |rows| put_paths(view, rows)
                noun="path"
                unique=true
            />
        </Field>
    }
}

fn put_paths(view: FlowView, rows: Vec<(String, String)>) {
    let named = rows.into_iter().filter(|(path, _)| !path.is_empty());
    // What is no JSON is taken as a text.
    let value = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
    change(view, |expect| expect.body.paths = named.map(|(path, text)| (path, value(text))).collect());
}
