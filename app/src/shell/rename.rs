//! Another name for an item.

use leptos::prelude::*;
use studio_core::design::Item;
use studio_core::design::edit::Edit;

use crate::studio::Studio;
use crate::ui::{Button, ButtonKind, Field, TextInput};

/// The content of the rename dialog.
#[component]
pub(super) fn Rename(item: Item) -> impl IntoView {
    let studio = Studio::get();
    let name = studio.document_now().name_of(item).unwrap_or_default();
    let next = RwSignal::new(name);
    let label = if matches!(item, Item::Route(..)) { "Route key" } else { "Name" };
    let done = move || {
        if studio.edit(Edit::Rename(item, next.get_untracked().trim().to_owned())) {
            studio.dialog.set(None);
        }
    };
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            done();
        }>
            <Field label=label>
                <TextInput value=next on_commit=move |text| next.set(text) autofocus=true />
            </Field>
            <div class="dialog-actions">
                <Button on_press=move |()| studio.dialog.set(None)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary on_press=move |()| done()>
                    "Rename"
                </Button>
            </div>
        </form>
    }
}
