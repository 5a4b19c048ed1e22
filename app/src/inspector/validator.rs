//! A request validator.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{ApiId, Item, ValidatorId};

use super::fields::{text, toggle};
use super::form::{at, node};
use crate::studio::Studio;

/// The form of a validator.
pub fn view(api: ApiId, id: ValidatorId) -> AnyView {
    let value = Studio::get().validator(api, id);
    let form = node(Item::Validator(api, id), value, move |node| Edit::PutValidator(api, id, node));
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "")}
            {toggle(at!(form, body), "Checks the body", "Against the model of its content type")}
            {toggle(at!(form, parameters), "Checks the parameters", "Required ones must be there")}
        </div>
    }
    .into_any()
}
