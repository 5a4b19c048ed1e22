//! What the backend answers.

use leptos::prelude::*;
use serde_json::{Value, json};
use studio_core::design::inputs::BackendAnswer;

use super::caller_form::json_error;
use super::state::FlowView;
use crate::ui::{Choice, CodeEditor, CountInput, Field, Select};

/// Answers to choose from, and to change afterwards.
fn presets() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("lambda", "Lambda: 200", json!({ "result": { "statusCode": 200, "body": "{\"ok\":true}" } })),
        ("malformed", "Lambda: malformed result", json!({ "result": "not a proxy response" })),
        (
            "error",
            "Lambda: fails",
            json!({ "error": { "errorMessage": "Something broke", "errorType": "Error" } }),
        ),
        (
            "http",
            "HTTP: 200",
            json!({ "status": 200, "headers": { "Content-Type": "application/json" }, "body": { "ok": true } }),
        ),
        ("http500", "HTTP: 500", json!({ "status": 500, "body": "oops" })),
        ("timeout", "No answer in time", json!({ "timeout": true })),
    ]
}

/// The backend's answer as JSON, with answers to start from.
#[component]
pub fn BackendForm() -> impl IntoView {
    let view = FlowView::get();
    let answer = view.part(|draft| draft.backend.clone());
    let shown = Memo::new(move |_| {
        answer.get().and_then(|answer| serde_json::to_string_pretty(&answer).ok()).unwrap_or_default()
    });
    let mut choices = vec![Choice::new("", "The studio's stand-in")];
    choices.extend(presets().into_iter().map(|(id, label, _)| Choice::new(id, label)));
    let chosen = Memo::new(move |_| {
        let answer = answer.get().and_then(|answer| serde_json::to_value(answer).ok());
        let known = presets().into_iter().find(|(_, _, value)| answer.as_ref() == Some(value));
        known.map_or_else(|| if answer.is_some() { "own" } else { "" }, |(id, ..)| id).to_owned()
    });
    choices.push(Choice { disabled: true, ..Choice::new("own", "As written below") });
    let choose = move |id: String| {
        let value = presets().into_iter().find(|(known, ..)| *known == id).map(|(_, _, value)| value);
        view.change(|draft| draft.backend = value.and_then(|value| serde_json::from_value(value).ok()));
    };
    view! {
        <details class="details">
            <summary>"Backend"</summary>
            <div class="form-part">
                <Field label="The integration answers">
                    <Select value=chosen choices=Signal::stored(choices) on_change=choose />
                </Field>
                <Field label="The answer" hint="result, error, status, headers, body, timeout">
                    <CodeEditor
                        value=shown
                        check=Callback::new(answer_error)
                        on_commit=move |text: String| {
                            view.change(|draft| draft.backend = serde_json::from_str(&text).ok());
                        }
                    />
                </Field>
                <Field label="It takes">
                    <CountInput
                        value=Signal::derive(move || answer.get().and_then(|answer| answer.latency_ms))
                        on_commit=move |latency_ms| {
                            view.change(|draft| draft.backend.get_or_insert_default().latency_ms = latency_ms);
                        }
                        optional=true
                        unit="ms"
                        placeholder="the studio's stand-in"
                    />
                </Field>
            </div>
        </details>
    }
}

fn answer_error(text: String) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    json_error(text.clone()).or_else(|| {
        serde_json::from_str::<BackendAnswer>(&text).err().map(|error| format!("Not an answer: {error}"))
    })
}
