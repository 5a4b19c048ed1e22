//! An API key. Its value is a secret: it is hidden until asked for.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{ApiKeyId, Item};

use super::fields::{map, optional, prose, text, toggle};
use super::form::{at, node};
use super::sections::folded;
use crate::studio::Studio;
use crate::ui::Button;

/// The form of an API key.
pub fn view(id: ApiKeyId) -> AnyView {
    let studio = Studio::get();
    let form = node(Item::ApiKey(id), studio.api_key(id), move |node| Edit::PutApiKey(id, node));
    let revealed = RwSignal::new(false);
    let has_value = Memo::new(move |_| form.with(|key| key.value.is_some()));
    let enabled = form.at(|key| !key.disabled, |key, on| key.disabled = !on);
    let plans = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let plans = design.usage_plans.values().filter(|plan| plan.api_keys.contains(&id));
        plans.map(|plan| plan.name.clone()).collect::<Vec<_>>().join(", ")
    });
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "")}
            {toggle(enabled, "Enabled", "A disabled key is refused as if it were unknown")}
            <Show
                when=move || revealed.get()
                fallback=move || {
                    view! {
                        <div class="field" role="group" aria-label="Value">
                            <div class="label">"Value"</div>
                            <div class="row">
                                <span class="mono">{move || if has_value.get() { "••••••••••••" } else { "AWS makes one" }}</span>
                                <span class="spacer"></span>
                                <Button on_press=move |()| revealed.set(true)>
                                    {move || if has_value.get() { "Reveal" } else { "Set a value" }}
                                </Button>
                            </div>
                        </div>
                    }
                }
            >
                {optional(at!(form, value), "Value", "A secret. The simulation compares it; exports ask for it by a variable")}
                <Button on_press=move |()| revealed.set(false)>"Hide"</Button>
            </Show>
            <p class="hint">
                {move || {
                    let plans = plans.get();
                    if plans.is_empty() { "In no usage plan yet".to_owned() } else { format!("In usage plans: {plans}") }
                }}
            </p>
            {prose(at!(form, description), "Description", "")}
            {optional(at!(form, customer_id), "Marketplace customer", "")}
            {folded("Tags", form.with(|key| !key.tags.is_empty()), map(at!(form, tags), "Tags", "tag", ""))}
        </div>
    }
    .into_any()
}
