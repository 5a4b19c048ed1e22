//! Entering a quota that AWS raised, in its row.

use leptos::prelude::*;
use studio_core::aws::{Adjustable, default_region};
use studio_core::design::Item;
use studio_core::design::edit::{DesignSettings, Edit, Gesture};
use studio_core::quota::Reading;

use crate::studio::Studio;
use crate::ui::{CountInput, Field, grouped};

/// The form in a row whose quota AWS raises; says so where it does not.
#[component]
pub fn Raise(reading: Memo<Option<Reading>>) -> impl IntoView {
    let Some(first) = reading.get_untracked() else { return ().into_any() };
    let words = adjustable_text(first.adjustable);
    // What other rows are made from is raised there.
    if first.adjustable == Adjustable::No {
        return view! { <span class="muted">{words}</span> }.into_any();
    }
    let studio = Studio::get();
    let design = studio.design();
    let raised = Memo::new(move |_| design.read().account.raised_quotas.get(first.id).copied());
    let summary = move || match raised.get() {
        Some(_) => "raised for this account",
        None => words,
    };
    let hint = move || {
        let published = reading.read().as_ref().map_or(0, |reading| reading.published);
        let published = grouped(i64::try_from(published).unwrap_or(i64::MAX));
        let each = if first.per_api { "; AWS raises it for single APIs, here it counts for all" } else { "" };
        format!("Empty for AWS's {published}{each}")
    };
    let put = move |value: Option<u64>| put(studio, first.id, value);
    let console = first.code.map(|code| {
        let address = move || {
            let region = design.read().region.clone();
            let region = if region.is_empty() { default_region().to_owned() } else { region };
            let place = ["servicequotas", "home", "services", "apigateway", "quotas", code].join("/");
            format!("https://{region}.console.aws.amazon.com/{place}")
        };
        view! {
            <a href=address target="_blank" rel="noreferrer">"Ask for more in Service Quotas (" {code} ")"</a>
        }
    });
    view! {
        <details class="quota-raise">
            <summary aria-label=move || format!("{}: {}", first.title, summary())>{summary}</summary>
            <Field label="Your account's quota" hint=Signal::derive(hint)>
                <CountInput value=raised on_commit=put min=1 optional=true unit=first.unit placeholder="as published" />
            </Field>
            {console}
        </details>
    }
    .into_any()
}

fn put(studio: Studio, id: &'static str, value: Option<u64>) {
    let mut settings = DesignSettings::of(&studio.document_now().design);
    match value {
        Some(value) => {
            settings.account.raised_quotas.insert(id.to_owned(), value);
        }
        None => {
            settings.account.raised_quotas.shift_remove(id);
        }
    }
    let gesture = Gesture::Field(Item::Account, format!("raised_quotas.{id}"));
    studio.edit_as(gesture, Edit::PutSettings(Box::new(settings)));
}

const fn adjustable_text(adjustable: Adjustable) -> &'static str {
    match adjustable {
        Adjustable::Yes => "AWS raises it",
        Adjustable::No => "fixed",
        Adjustable::Support => "AWS Support raises it",
        Adjustable::NotDocumented => "not documented",
    }
}
