//! A text to open.

use leptos::prelude::*;

use super::preview::take;
use crate::studio::Studio;
use crate::ui::{Button, ButtonKind, CodeEditor, Field};

/// The content of the paste dialog.
#[component]
pub fn PasteDialog() -> impl IntoView {
    let studio = Studio::get();
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let open = move |()| {
        let text = text.get_untracked();
        error.set(super::read_any(text.as_bytes()).err());
        if error.read_untracked().is_none() {
            take(studio, "the pasted text", text.as_bytes());
        }
    };
    view! {
        <Field
            label="A saved design, or an OpenAPI document in JSON or YAML"
            error=Signal::derive(move || error.get())
        >
            <CodeEditor
                value=text
                rows=14
                on_draft=move |typed| text.set(typed)
                on_commit=move |typed| text.set(typed)
            />
        </Field>
        <div class="dialog-actions">
            <Button on_press=move |()| studio.dialog.set(None)>"Cancel"</Button>
            <Button
                kind=ButtonKind::Primary
                on_press=open
                disabled=Signal::derive(move || text.read().trim().is_empty())
                hint="Shows first what it holds"
            >
                "Read"
            </Button>
        </div>
    }
}
