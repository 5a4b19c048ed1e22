//! What a REST API answers by itself, by type.

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::aws::{GatewayResponseType, gateway_response};
use studio_core::design::{ApiId, GatewayResponse};

use super::fields::{Number, locked, map, optional_whole};
use super::form::{Form, at};
use super::keyed::{Keyed, templates};
use crate::ui::{Choice, Glyph, IconButton, Select};

type Responses = IndexMap<GatewayResponseType, GatewayResponse>;

/// The customised types, and a way to customise another.
pub(super) fn view(form: Form<Responses>, _api: ApiId) -> AnyView {
    let kinds = Memo::new(move |_| form.with(|map| map.keys().copied().collect::<Vec<_>>()));
    let free = Signal::derive(move || {
        let taken = kinds.get();
        let rest = GatewayResponseType::ALL.iter().filter(|kind| !taken.contains(kind));
        let known = rest.map(|kind| Choice::new(kind.as_str(), label(*kind)));
        std::iter::once(Choice::new("", "Customise a type…")).chain(known).collect::<Vec<_>>()
    });
    let add = move |word: String| {
        if let Ok(kind) = word.parse::<GatewayResponseType>() {
            form.update(|map| {
                map.insert(kind, GatewayResponse::default());
            });
        }
    };
    let row = move |kind: GatewayResponseType| {
        let one = form.at(
            move |map| map.get(&kind).cloned().unwrap_or_default(),
            move |map, value| {
                map.insert(kind, value);
            },
        );
        view! {
            <div class="record"><details><summary>
                    <span class="truncate">{label(kind)}</span>
                    </summary>
                <div class="stack">{response(one)}</div>
            </details><span class="record-tools">
                    <IconButton
                        glyph=Glyph::Trash
                        label=format!("Back to AWS's own {kind}")
                        disabled=locked()
                        on_press=move |()| {
                            form.update(|map| {
                                map.shift_remove(&kind);
                            });
                        }
                    />
                </span></div>
        }
    };
    view! {
        <p class="hint">"What the gateway answers by itself when it refuses or fails. A type that is not customised follows DEFAULT_4XX or DEFAULT_5XX."</p>
        <div class="records">
            <For each=move || kinds.get() key=|kind| *kind children=row />
            <Select label="Type to customise" value=Signal::stored(String::new()) choices=free on_change=add disabled=locked() />
        </div>
    }
    .into_any()
}

fn label(kind: GatewayResponseType) -> String {
    match gateway_response(kind).status {
        Some(status) => format!("{kind} · {status}"),
        None => kind.to_string(),
    }
}

fn response(form: Form<GatewayResponse>) -> AnyView {
    let words = Keyed { noun: "body", key: "Content type", first: "application/json" };
    let status = Number::new("Status", "", "Empty: the type's own").from(100).to(599);
    view! {
        {optional_whole(at!(form, status), status)}
        {map(at!(form, parameters), "Headers", "mapping", "`gatewayresponse.header.X` from a quoted text, `method.request.…` or `context.…`")}
        <h4>"Bodies"</h4>
        {templates(at!(form, templates), words)}
        <p class="hint">"Only `$context` variables are put in; templates are not run here."</p>
    }
    .into_any()
}
