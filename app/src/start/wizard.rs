//! A new API, from what is needed.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::edit::Edit;
use studio_core::design::{Api, ApiId, Design, Document};

use crate::studio::Studio;
use crate::ui::{Button, ButtonKind, Field, Segmented, TextInput};

/// What the new API is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A design of its own.
    NewDesign,
    /// One more API in the current design.
    AddApi,
}

impl Purpose {
    /// The dialog's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NewDesign => "New design",
            Self::AddApi => "Add an API",
        }
    }
}

/// The content of the dialog.
#[component]
pub fn WizardDialog(purpose: Purpose) -> impl IntoView {
    let studio = Studio::get();
    let kind = RwSignal::new(ApiKind::Http.as_str().to_owned());
    let name = RwSignal::new("my-api".to_owned());
    let kinds: Vec<_> =
        ApiKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
    let create = move |()| {
        let kind = kind.get_untracked().parse().unwrap_or(ApiKind::Http);
        add(studio, purpose, Api::new(kind, name.get_untracked()));
    };
    view! {
        <Field label="Kind">
            <Segmented value=kind choices=kinds on_change=move |value| kind.set(value) />
        </Field>
        <Field label="Name">
            <TextInput value=name on_commit=move |text| name.set(text) />
        </Field>
        <div class="dialog-actions">
            <Button on_press=move |()| studio.dialog.set(None)>"Cancel"</Button>
            <Button kind=ButtonKind::Primary on_press=create>
                "Create"
            </Button>
        </div>
    }
}

fn add(studio: Studio, purpose: Purpose, api: Api) {
    match purpose {
        Purpose::AddApi => {
            let id = ApiId(studio.next_id());
            if studio.edit(Edit::PutApi(id, Arc::new(api))) {
                studio.reveal(studio_core::design::Item::Api(id));
            }
        }
        Purpose::NewDesign => {
            let mut design = Design { name: api.name.clone(), ..Design::default() };
            let id = design.mint();
            design.apis.insert(id, Arc::new(api));
            studio.open(Document { design, ..Document::default() });
        }
    }
}
