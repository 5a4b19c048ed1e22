//! A model: a JSON schema with a name.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{ApiId, Item, ModelId};

use super::fields::{code, code_line, prose, text};
use super::form::{at, node};
use crate::studio::Studio;

/// The form of a model.
pub fn view(api: ApiId, id: ModelId) -> AnyView {
    let value = Studio::get().model(api, id);
    let form = node(Item::Model(api, id), value, move |node| Edit::PutModel(api, id, node));
    let types = vec!["application/json".to_owned(), "application/xml".to_owned()];
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "Letters and digits")}
            {code_line(at!(form, content_type), "Content type", "Empty: `application/json`", types)}
            {prose(at!(form, description), "Description", "")}
            {code(at!(form, schema), "Schema", "JSON Schema draft 4; another model is `#/definitions/Name`")}
        </div>
    }
    .into_any()
}
