//! A client certificate.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{ClientCertificateId, Item};

use super::fields::text;
use super::form::{at, node};
use crate::studio::Studio;

/// The form of a client certificate.
pub fn view(id: ClientCertificateId) -> AnyView {
    let value = Studio::get().client_certificate(id);
    let form = node(Item::ClientCertificate(id), value, move |node| Edit::PutClientCertificate(id, node));
    view! {
        <div class="form">
            {text(at!(form, description), "Description", "AWS makes the certificate; the gateway shows it to HTTP backends")}
        </div>
    }
    .into_any()
}
