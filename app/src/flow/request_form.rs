//! The request: verb, address, headers, body, and when it is sent.

use indexmap::{IndexMap, IndexSet};
use leptos::prelude::*;
use studio_core::aws::{ApiKind, Method};
use studio_core::design::inputs::OneOrMany;
use studio_core::design::{RouteKey, path_parameters};

use super::state::FlowView;
use crate::ui::{
    Button, ButtonKind, Choice, CodeEditor, CountInput, Field, Glyph, KeyValueEditor, Select, TextInput,
};

/// Rows of a name-and-value editor from the request's form.
fn rows(map: &IndexMap<String, OneOrMany>) -> Vec<(String, String)> {
    map.iter()
        .flat_map(|(name, values)| values.values().iter().map(move |value| (name.clone(), value.clone())))
        .collect()
}

/// The request's form of rows: a name that stands twice has two values.
fn map(rows: Vec<(String, String)>) -> IndexMap<String, OneOrMany> {
    let mut map: IndexMap<String, Vec<String>> = IndexMap::new();
    for (name, value) in rows.into_iter().filter(|(name, _)| !name.is_empty()) {
        map.entry(name).or_default().push(value);
    }
    map.into_iter()
        .map(|(name, values)| match <[String; 1]>::try_from(values) {
            Ok([value]) => (name, OneOrMany::One(value)),
            Err(values) => (name, OneOrMany::Many(values)),
        })
        .collect()
}

/// What is sent.
#[component]
pub fn RequestForm() -> impl IntoView {
    let view = FlowView::get();
    let kind = current_kind(view);
    view! {
        <RouteField />
        <AddressFields kind />
        <Field label="Query parameters">
            <KeyValueEditor
                rows=view.part(|draft| rows(&draft.query))
                on_change=move |rows| view.change(|draft| draft.query = map(rows))
                noun="query parameter"
            />
        </Field>
        <Field label="Headers">
            <KeyValueEditor
                rows=view.part(|draft| rows(&draft.headers))
                on_change=move |rows| view.change(|draft| draft.headers = map(rows))
                noun="header"
                suggestions=Signal::stored(
                    ["Accept", "Authorization", "Content-Type", "Origin", "x-api-key"].map(str::to_owned).to_vec(),
                )
            />
        </Field>
        <Field
            label=Signal::derive(move || if kind.get() == Some(ApiKind::WebSocket) { "Message" } else { "Body" }.to_owned())
            hint="Sent as it is; empty sends none"
        >
            <CodeEditor
                value=view.part(|draft| draft.body.clone().unwrap_or_default())
                on_commit=move |text: String| view.change(|draft| draft.body = Some(text).filter(|text| !text.is_empty()))
            />
        </Field>
        <div class="row2">
            <Field label="Source IP">
                <TextInput
                    class="mono"
                    value=view.part(|draft| draft.source_ip.clone().unwrap_or_default())
                    on_commit=move |text: String| {
                        view.change(|draft| draft.source_ip = Some(text).filter(|text| !text.is_empty()));
                    }
                    placeholder="203.0.113.9"
                />
            </Field>
            <Field label="Sent at" hint="Since the session began">
                <CountInput
                    value=view.part(|draft| draft.at_ms)
                    on_commit=move |at_ms| view.change(|draft| draft.at_ms = at_ms)
                    optional=true
                    unit="ms"
                    placeholder="at once"
                />
            </Field>
        </div>
    }
}

/// The kind of the API that the request goes to.
pub fn current_kind(view: FlowView) -> Memo<Option<ApiKind>> {
    let (studio, state) = (view.studio, view.state);
    Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let named = state.read().draft.api.clone();
        let by_name = named.and_then(|name| design.apis.values().find(|api| api.name == name));
        by_name.or_else(|| design.apis.get(&studio.current_api()?)).map(|api| api.kind)
    })
}

/// Fills the form from a route of the design.
#[component]
fn RouteField() -> impl IntoView {
    let view = FlowView::get();
    let studio = view.studio;
    let choices = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let mut choices = vec![Choice::new("", "Choose a route to fill in…")];
        for (api_id, api) in &design.apis {
            for (route_id, route) in &api.routes {
                let label = if design.apis.len() > 1 {
                    format!("{} · {}", api.name, route.key)
                } else {
                    route.key.to_string()
                };
                choices.push(Choice::new(format!("{api_id}/{route_id}"), label));
            }
        }
        choices
    });
    let fill = move |value: String| {
        let design = studio.design();
        let design = design.read_untracked();
        let found = design.apis.iter().find_map(|(api_id, api)| {
            let (_, route) = api.routes.iter().find(|(id, _)| format!("{api_id}/{id}") == value)?;
            Some((api, route.key.clone()))
        });
        let Some((api, key)) = found else { return };
        let (name, kind) = (api.name.clone(), api.kind);
        view.change(|draft| {
            draft.api = Some(name);
            (draft.method, draft.path) = sample_address(&key, kind);
            if kind == ApiKind::WebSocket && draft.method == "MESSAGE" && draft.body.is_none() {
                draft.body = Some(format!("{{\"action\": \"{key}\"}}"));
            }
        });
    };
    view! {
        <Field label="Route">
            <Select value="" choices=choices on_change=fill />
        </Field>
    }
}

/// A verb and path that reach a route: `{id}` becomes `id-1`, a greedy part two parts.
fn sample_address(key: &RouteKey, kind: ApiKind) -> (String, String) {
    match key {
        RouteKey::Path(method, path) => {
            let verb = if *method == Method::Any { "GET" } else { method.as_str() };
            let filled = path_parameters(path).fold(path.clone(), |filled, name| {
                filled
                    .replace(&format!("{{{name}+}}"), &format!("{name}/1"))
                    .replace(&format!("{{{name}}}"), &format!("{name}-1"))
            });
            (verb.to_owned(), filled)
        }
        RouteKey::Named(name) if kind == ApiKind::WebSocket => {
            let event = match name.as_str() {
                "$connect" => "CONNECT",
                "$disconnect" => "DISCONNECT",
                _ => "MESSAGE",
            };
            (event.to_owned(), "/".to_owned())
        }
        RouteKey::Named(_) => ("GET".to_owned(), "/".to_owned()),
    }
}

/// Verb, path and host; for a WebSocket API the event.
#[component]
fn AddressFields(kind: Memo<Option<ApiKind>>) -> impl IntoView {
    let view = FlowView::get();
    let verbs = Signal::derive(move || {
        let words: Vec<&str> = match kind.get() {
            Some(ApiKind::WebSocket) => vec!["CONNECT", "MESSAGE", "DISCONNECT"],
            _ => Method::ALL.iter().filter(|verb| **verb != Method::Any).map(|verb| verb.as_str()).collect(),
        };
        words.into_iter().map(|word| Choice::new(word, word)).collect::<Vec<_>>()
    });
    view! {
        <div class="flow-address">
            <Select
                label="Verb"
                value=view.part(|draft| draft.method.clone())
                choices=verbs
                on_change=move |verb| view.change(|draft| draft.method = verb)
            />
            <TextInput
                label="Path"
                class="mono"
                value=view.part(|draft| draft.path.clone())
                on_commit=move |path| view.change(|draft| draft.path = path)
                placeholder="/orders?page=1"
            />
        </div>
        <Field label="Host" hint="Empty is the default endpoint">
            <TextInput
                class="mono"
                value=view.part(|draft| draft.host.clone().unwrap_or_default())
                on_commit=move |text: String| {
                    view.change(|draft| draft.host = Some(text).filter(|text| !text.is_empty()));
                }
                suggestions=Signal::derive(move || {
                    view.studio.design().read().domains.values().map(|domain| domain.name.clone()).collect()
                })
            />
        </Field>
        <StageField />
        <Show when=move || kind.get() == Some(ApiKind::WebSocket)>
            <ConnectionField />
        </Show>
    }
}

/// Which WebSocket client it is.
#[component]
fn ConnectionField() -> impl IntoView {
    let view = FlowView::get();
    let known = Signal::derive(move || {
        let traces = view.traces.read();
        let ids = traces.iter().filter_map(|trace| trace.context.get("connectionId").cloned());
        ids.collect::<IndexSet<_>>().into_iter().collect::<Vec<_>>()
    });
    view! {
        <Field label="Connection" hint="Empty opens a new one, or sends over the last one opened">
            <TextInput
                class="mono"
                value=view.part(|draft| draft.connection_id.clone().unwrap_or_default())
                on_commit=move |id: String| {
                    view.change(|draft| draft.connection_id = Some(id).filter(|id| !id.is_empty()));
                }
                suggestions=known
            />
        </Field>
    }
}

/// The stage; none lets the path say it.
#[component]
fn StageField() -> impl IntoView {
    let view = FlowView::get();
    let studio = view.studio;
    let choices = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let named = view.state.read().draft.api.clone();
        let api = match named {
            Some(name) => design.apis.values().find(|api| api.name == name),
            None => studio.current_api().and_then(|id| design.apis.get(&id)),
        };
        let stages = api.into_iter().flat_map(|api| api.stages.values());
        let mut choices = vec![Choice::new("", "As the path says, or the only one")];
        choices.extend(stages.map(|stage| Choice::new(stage.name.clone(), stage.name.clone())));
        choices
    });
    view! {
        <Field label="Stage">
            <Select
                value=view.part(|draft| draft.stage.clone().unwrap_or_default())
                choices=choices
                on_change=move |stage: String| {
                    view.change(|draft| draft.stage = Some(stage).filter(|stage| !stage.is_empty()));
                }
            />
        </Field>
    }
}

/// Sends once, or many times at one moment.
#[component]
pub fn SendButtons() -> impl IntoView {
    let view = FlowView::get();
    view! {
        <div class="flow-send">
            <span data-testid="flow-send">
                <Button kind=ButtonKind::Primary glyph=Glyph::Play on_press=move |()| view.send()>"Send"</Button>
            </span>
            <Button on_press=move |()| view.send_times(10) hint="Ten requests at one moment, to see throttles">
                "Send 10×"
            </Button>
            <Button on_press=move |()| view.send_times(100) hint="A hundred requests at one moment">
                "Send 100×"
            </Button>
        </div>
    }
}
