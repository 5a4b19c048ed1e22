//! A text to open.

use leptos::prelude::*;
use leptos::task::spawn_local;

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
        spawn_local(async move {
            let failed = super::read_any(studio, text.as_bytes(), None).await.err();
            let good = failed.is_none();
            error.set(failed);
            if good {
                take(studio, "the pasted text", text.as_bytes()).await;
            }
        });
    };
    view! {
        <Field
            label="A saved design, an OpenAPI document in JSON or YAML, Terraform blocks, or what `terraform show -json` prints"
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
