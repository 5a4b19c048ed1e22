//! CORS as an HTTP API answers it by itself.

use leptos::prelude::*;
use studio_core::aws::Method;
use studio_core::design::Cors;

use super::fields::{Number, list, list_of, optional_whole, toggle};
use super::form::{Form, at};

/// The fields.
pub(super) fn view(form: Form<Cors>) -> AnyView {
    let origins = Signal::stored(["*", "https://*", "http://localhost:3000"].map(str::to_owned).to_vec());
    let verbs = std::iter::once("*".to_owned())
        .chain(Method::ALL.iter().map(ToString::to_string))
        .collect::<Vec<_>>();
    let headers = Signal::stored(["*", "content-type", "authorization"].map(str::to_owned).to_vec());
    let age = Number::new("Browsers remember it for", "s", "-1: not at all; empty: AWS's default").from(-1);
    view! {
        {list_of(at!(form, allow_origins), "Origins", "origin", "", origins)}
        {list_of(at!(form, allow_methods), "Verbs", "verb", "", Signal::stored(verbs))}
        {list_of(at!(form, allow_headers), "Request headers", "header", "", headers)}
        {list(at!(form, expose_headers), "Headers that scripts may read", "header", "")}
        {optional_whole(at!(form, max_age_s), age)}
        {toggle(at!(form, allow_credentials), "Credentials are allowed", "Not together with the origin `*`")}
    }
    .into_any()
}
