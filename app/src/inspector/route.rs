//! A route or method: who may call it, what is checked, what it calls and what it answers.

use leptos::prelude::*;
use studio_core::aws::{ApiKind, Capability};
use studio_core::design::edit::Edit;
use studio_core::design::{
    ApiId, Authorization, AuthorizerId, Item, MethodResponse, ParameterLocation, RequestParameter, Route,
    RouteId, RouteKey,
};

use super::fields::{choice, code_line, list, optional, prose, text, toggle};
use super::form::{Form, at, node};
use super::keyed::{Keyed, keyed, models};
use super::sections::{folded, gated, records, section};
use super::{authorization, integration, limits, refs};
use crate::studio::Studio;
use crate::ui::{EmptyState, Glyph, Tab, TabPanel, Tabs};

/// What the rows of body models are called.
const BODY_MODEL: Keyed = Keyed { noun: "body model", key: "Content type", first: "application/json" };

/// The tab of the route's form that is in view, kept while other items are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown(String);

impl Default for Shown {
    fn default() -> Self {
        Self("request".to_owned())
    }
}

/// The form of a route.
pub fn view(api: ApiId, id: RouteId, kind: ApiKind) -> AnyView {
    let studio = Studio::get();
    let form = node(Item::Route(api, id), studio.route(api, id), move |node| Edit::PutRoute(api, id, node));
    let shown = studio.keep::<Shown>();
    let names = [
        ("request", "Request"),
        ("integration", "Integration"),
        ("response", "Response"),
        ("limits", "Limits"),
    ];
    let has_responses = kind != ApiKind::Http;
    let tabs: Vec<Tab> = names
        .iter()
        .filter(|(id, _)| has_responses || *id != "response")
        .map(|(id, words)| Tab::new(*id, *words))
        .collect();
    let selected = Signal::derive(move || {
        let Shown(id) = shown.get();
        if !has_responses && id == "response" { "request".to_owned() } else { id }
    });
    view! {
        <Tabs
            name="route"
            label="Parts of the route"
            tabs=Signal::stored(tabs)
            selected=selected
            on_select=move |id| shown.set(Shown(id))
        />
        <TabPanel name="route" id="request" selected=selected>
            <div class="form">{request(form, api, kind)}</div>
        </TabPanel>
        <TabPanel name="route" id="integration" selected=selected>
            <div class="form">{attached(form, api, kind)}</div>
        </TabPanel>
        <TabPanel name="route" id="response" selected=selected>
            <div class="form">{responses(form, api, kind)}</div>
        </TabPanel>
        <TabPanel name="route" id="limits" selected=selected>
            <div class="form">{limits::view(api, id, kind)}</div>
        </TabPanel>
    }
    .into_any()
}

fn request(form: Form<Route>, api: ApiId, kind: ApiKind) -> AnyView {
    let key = form.at(|route| route.key.to_string(), |route, text| route.key = RouteKey::from(text.trim()));
    let (label, hint) = match kind {
        ApiKind::WebSocket => (
            "Route key",
            "`$connect`, `$disconnect`, `$default`, or a value of the route selection expression",
        ),
        ApiKind::Http => (
            "Route key",
            "A verb and a path such as `GET /orders/{id}`, or `$default`; `{rest+}` takes the rest",
        ),
        ApiKind::Rest => (
            "Method and path",
            "Such as `GET /orders/{id}`; `ANY` takes the verbs without a method; `{proxy+}` takes the rest",
        ),
    };
    let key_set = Memo::new(move |_| form.with(|route| route.api_key_required));
    let connects = form.with(|route| matches!(&route.key, RouteKey::Named(name) if name == "$connect"));
    let keyed = kind == ApiKind::Rest || (kind == ApiKind::WebSocket && connects);
    let key_field = move || {
        toggle(
            at!(form, api_key_required),
            "API key required",
            "Clients send a key of a usage plan that covers the stage",
        )
    };
    view! {
        {code_line(key, label, hint, Vec::new())}
        {authorization::view(at!(form, authorization), api, kind)}
        {(keyed || key_set.get_untracked()).then(key_field)}
        {(kind == ApiKind::WebSocket).then(|| two_way(form))}
        {validation(form, api, kind)}
        {folded(
            "Names and notes",
            false,
            view! {
                {optional(at!(form, operation_name), "Operation name", "The name in SDKs and OpenAPI")}
                {prose(at!(form, summary), "Summary", "")}
            },
        )}
    }
    .into_any()
}

fn two_way(form: Form<Route>) -> AnyView {
    view! {
        {toggle(at!(form, two_way), "Send the answer back", "Without it the integration's answer is dropped")}
        {optional(at!(form, model_selection_expression), "Model selection expression", "Which model a message is checked against")}
    }
    .into_any()
}

fn validation(form: Form<Route>, api: ApiId, kind: ApiKind) -> AnyView {
    let is_set = Memo::new(move |_| {
        form.with(|route| {
            route.validator.is_some() || !route.parameters.is_empty() || !route.body_models.is_empty()
        })
    });
    let body_models = at!(form, body_models);
    if kind == ApiKind::WebSocket {
        let words = Keyed { noun: "model", key: "Model key", first: "$default" };
        return section("Models of messages", models(body_models, api, words));
    }
    gated(kind, Capability::RequestValidation, is_set, move || {
        let parameters = at!(form, parameters);
        section(
            "Validation",
            view! {
                {refs::validator(api).field(at!(form, validator))}
                <h4>"Body models"</h4>
                {models(body_models, api, BODY_MODEL)}
                <h4>"Parameters"</h4>
                {records(parameters, "parameter", RequestParameter::default, RequestParameter::key, parameter)}
            },
        )
    })
}

fn parameter(form: Form<RequestParameter>) -> AnyView {
    let places = vec![
        (ParameterLocation::Header, "Header".to_owned()),
        (ParameterLocation::QueryString, "Query string".to_owned()),
        (ParameterLocation::Path, "Path".to_owned()),
    ];
    view! {
        {choice(at!(form, location), "Where", "", places)}
        {code_line(at!(form, name), "Name", "", Vec::new())}
        {toggle(at!(form, required), "Required", "")}
        {text(at!(form, description), "Description", "")}
    }
    .into_any()
}

/// The integration that the route calls: chosen here, edited here, shared with the routes that chose it too.
fn attached(form: Form<Route>, api: ApiId, kind: ApiKind) -> AnyView {
    let chosen = at!(form, integration);
    let id = Memo::new(move |_| chosen.get());
    view! {
        {refs::integration(api).field(chosen)}
        {move || match id.get() {
            Some(id) => integration::view(api, id, kind),
            None => {
                view! {
                    <EmptyState
                        glyph=Glyph::Bolt
                        title="Calls nothing yet"
                        text="Choose an integration above, or make a new one."
                    />
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

fn responses(form: Form<Route>, api: ApiId, kind: ApiKind) -> AnyView {
    let chosen = Memo::new(move |_| form.with(|route| route.integration));
    let declared = (kind == ApiKind::Rest).then(|| {
        section(
            "Method responses",
            keyed(
                at!(form, responses),
                Keyed { noun: "response", key: "Status", first: "200" },
                ["200", "201", "204", "400", "404", "500"].map(str::to_owned).to_vec(),
                || Some(MethodResponse::default()),
                move |one| method_response(one, api),
            ),
        )
    });
    view! {
        {declared}
        {move || {
            chosen
                .get()
                .map(|id| section("Integration responses", integration::responses_of(api, id, kind)))
        }}
    }
    .into_any()
}

fn method_response(form: Form<MethodResponse>, api: ApiId) -> AnyView {
    let headers = form.at(
        |response| response.headers.keys().cloned().collect::<Vec<_>>(),
        |response, names| {
            let before = std::mem::take(&mut response.headers);
            response.headers = names
                .into_iter()
                .map(|name| {
                    let required = before.get(&name).copied().unwrap_or_default();
                    (name, required)
                })
                .collect();
        },
    );
    view! {
        {text(at!(form, description), "Description", "")}
        {list(headers, "Headers", "header", "Only these can be set by the integration response")}
        <h4>"Body models"</h4>
        {models(at!(form, models), api, BODY_MODEL)}
    }
    .into_any()
}

/// The authorizer of an authorization, where it has one.
pub(super) fn authorizer_of(authorization: &Authorization) -> Option<AuthorizerId> {
    match authorization {
        Authorization::Authorizer { id, .. } => Some(*id),
        Authorization::None | Authorization::Iam => None,
    }
}
