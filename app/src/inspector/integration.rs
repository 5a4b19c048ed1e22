//! An integration: what is called, how it is reached, and how requests and answers are turned on the way.

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::aws::{
    ApiKind, Capability, ContentHandling, PassthroughBehavior, PayloadFormat, ResponseTransferMode,
};
use studio_core::design::edit::Edit;
use studio_core::design::{
    ApiId, Connection, Integration, IntegrationId, IntegrationResponse, Item, Target, TextMap, VpcLinkId,
};

use super::fields::{
    Number, choice, code_line, list, map, optional, optional_of, optional_whole, optional_word, text, toggle,
};
use super::form::{Form, at, node};
use super::keyed::{Keyed, keyed, templates};
use super::sections::{folded, gated, records, section};
use super::{refs, target};
use crate::studio::Studio;
use crate::ui::Notice;

/// Credentials that stand for the caller's own identity.
const CALLER: &str = "arn:aws:iam::*:user/*";

fn form_of(api: ApiId, id: IntegrationId) -> Form<Integration> {
    let value = Studio::get().integration(api, id);
    node(Item::Integration(api, id), value, move |node| Edit::PutIntegration(api, id, node))
}

/// The form of an integration.
pub fn view(api: ApiId, id: IntegrationId, kind: ApiKind) -> AnyView {
    let studio = Studio::get();
    let form = form_of(api, id);
    let users = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let routes = design.apis.get(&api).map(|api| &api.routes).into_iter().flatten();
        routes.filter(|(_, route)| route.integration == Some(id)).count()
    });
    let shared = move || {
        let count = users.get();
        (count > 1).then(|| view! { <Notice>{format!("{count} routes share this integration: a change is for all of them.")}</Notice> })
    };
    view! {
        <div class="stack">
            {shared}
            {text(at!(form, name), "Name", "")}
            {target::view(at!(form, target), kind)}
            {section("Connection", connection(form, kind))}
            {section("Request", request(form, kind))}
            {http_responses(form, kind)}
            {folded("Cache key", form.with(|node| !node.cache_key_parameters.is_empty()), cache(form, kind))}
        </div>
    }
    .into_any()
}

/// How the list of ways calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Internet,
    Link,
    Named,
}

fn connection(form: Form<Integration>, kind: ApiKind) -> AnyView {
    let way = at!(form, connection).at(
        |connection| match connection {
            Connection::Internet => Way::Internet,
            Connection::VpcLink { .. } => Way::Link,
            Connection::Named { .. } => Way::Named,
        },
        |connection, way| {
            *connection = match way {
                Way::Internet => Connection::Internet,
                Way::Link => Connection::VpcLink { id: first_link(), target_arn: None },
                Way::Named => Connection::Named { connection_id: "${stageVariables.vpcLinkId}".to_owned() },
            };
        },
    );
    let is_http = Memo::new(move |_| form.with(|node| matches!(node.target, Target::Http { .. })));
    let shown = Memo::new(move |_| is_http.get() || way.get() != Way::Internet);
    let mut ways =
        vec![(Way::Internet, "Over the internet".to_owned()), (Way::Link, "Through a VPC link".to_owned())];
    if kind == ApiKind::Rest {
        ways.push((Way::Named, "Through a VPC link named at run time".to_owned()));
    }
    let ways = StoredValue::new(ways);
    let timeout =
        Number::new("Timeout", "ms", "How long the gateway waits; empty means AWS's default").from(0);
    view! {
        <Show when=move || shown.get()>{choice(way, "Reached", "", ways.get_value())}</Show>
        {move || match way.get() {
            Way::Internet => ().into_any(),
            Way::Link => link(form, kind),
            Way::Named => connection_id(form),
        }}
        {optional_whole(at!(form, timeout_ms), timeout)}
        {optional_of(
            at!(form, credentials),
            "Role",
            "The IAM role the gateway takes on; empty means the function's own permission",
            vec![CALLER.to_owned()],
        )}
        <Show when=move || is_http.get()>
            {(kind != ApiKind::Rest)
                .then(|| optional(at!(form, tls_server_name), "TLS server name", "The name on a private backend's certificate"))}
            {(kind == ApiKind::Rest)
                .then(|| toggle(at!(form, tls_insecure_skip_verification), "Skip certificate checks", "Only for backends with a certificate of their own making"))}
        </Show>
    }
    .into_any()
}

/// The first VPC link, or a new one where there is none.
fn first_link() -> VpcLinkId {
    let studio = Studio::get();
    let first = studio.document_now().design.vpc_links.keys().next().copied();
    first.unwrap_or_else(|| match studio.create_quietly(crate::studio::Noun::VpcLink, None) {
        Some(Item::VpcLink(id)) => id,
        _ => VpcLinkId::default(),
    })
}

fn link(form: Form<Integration>, kind: ApiKind) -> AnyView {
    let id = form.at(
        |node| if let Connection::VpcLink { id, .. } = node.connection { id } else { VpcLinkId::default() },
        |node, next| {
            if let Connection::VpcLink { id, .. } = &mut node.connection {
                *id = next;
            }
        },
    );
    let arn = form.at(
        |node| {
            if let Connection::VpcLink { target_arn, .. } = &node.connection {
                target_arn.clone()
            } else {
                None
            }
        },
        |node, next| {
            if let Connection::VpcLink { target_arn, .. } = &mut node.connection {
                *target_arn = next;
            }
        },
    );
    view! {
        {refs::vpc_link().needed(id)}
        {(kind == ApiKind::Rest)
            .then(|| optional(arn, "Load balancer ARN", "What a VPC link of the second generation calls for a REST API"))}
    }
    .into_any()
}

fn connection_id(form: Form<Integration>) -> AnyView {
    let id = form.at(
        |node| {
            if let Connection::Named { connection_id } = &node.connection {
                connection_id.clone()
            } else {
                String::new()
            }
        },
        |node, next| node.connection = Connection::Named { connection_id: next },
    );
    code_line(id, "Connection id", "With a stage variable in it", Vec::new())
}

fn request(form: Form<Integration>, kind: ApiKind) -> AnyView {
    let proxies = Memo::new(move |_| form.with(|node| node.target.kind().as_str().ends_with("PROXY")));
    let is_lambda = Memo::new(move |_| form.with(|node| matches!(node.target, Target::Lambda { .. })));
    let templates_set = Memo::new(move |_| {
        form.with(|node| !node.request_templates.is_empty() || node.passthrough_behavior.is_some())
    });
    let (noun, hint) = match kind {
        ApiKind::Rest => (
            "mapping",
            "`integration.request.header.X` from `method.request.querystring.x`, a quoted text or `$context`",
        ),
        ApiKind::Http => {
            ("mapping", "`append:header.X`, `overwrite:path`, … or the parameters of the AWS service")
        }
        ApiKind::WebSocket => ("mapping", "`integration.request.header.X` from `route.request.header.X`"),
    };
    view! {
        {map(at!(form, request_parameters), "Parameter mappings", noun, hint)}
        <Show when=move || kind == ApiKind::Http && is_lambda.get()>
            {optional_word(at!(form, payload_format), "Payload format", "Not set", PayloadFormat::ALL)}
        </Show>
        <Show when=move || !proxies.get() || templates_set.get()>
            {gated(kind, Capability::MappingTemplates, templates_set, move || mapping(form, kind))}
        </Show>
    }
    .into_any()
}

fn mapping(form: Form<Integration>, kind: ApiKind) -> AnyView {
    let words = match kind {
        ApiKind::WebSocket => Keyed { noun: "request template", key: "Template key", first: "$default" },
        _ => Keyed { noun: "request template", key: "Content type", first: "application/json" },
    };
    view! {
        <h4>"Request templates"</h4>
        {templates(at!(form, request_templates), words)}
        {optional_word(at!(form, passthrough_behavior), "Content types without a template", "AWS's default", PassthroughBehavior::ALL)}
        {optional_word(at!(form, content_handling), "Request payload", "Unchanged", ContentHandling::ALL)}
        {(kind == ApiKind::WebSocket)
            .then(|| optional(at!(form, template_selection_expression), "Template selection expression", "Such as `${request.body.action}`"))}
        {(kind == ApiKind::Rest)
            .then(|| optional_word(at!(form, response_transfer_mode), "Response transfer", "Buffered", ResponseTransferMode::ALL))}
    }
    .into_any()
}

/// The response parameter mappings of an HTTP API, by status.
fn http_responses(form: Form<Integration>, kind: ApiKind) -> AnyView {
    let mapped: Form<IndexMap<String, TextMap>> = at!(form, response_parameters);
    let is_set = mapped.with(|mapped| !mapped.is_empty());
    if kind != ApiKind::Http && !is_set {
        return ().into_any();
    }
    let words = Keyed { noun: "response mapping", key: "Status", first: "200" };
    let offered = ["200", "400", "401", "403", "404", "500"].map(str::to_owned).to_vec();
    section(
        "Response",
        keyed(
            mapped,
            words,
            offered,
            || Some(TextMap::new()),
            |one| {
                map(
                    one,
                    "Mappings",
                    "mapping",
                    "`overwrite:statuscode`, `append:header.X`, `remove:header.X`",
                )
            },
        ),
    )
}

fn cache(form: Form<Integration>, kind: ApiKind) -> AnyView {
    if kind != ApiKind::Rest && form.with(|node| node.cache_key_parameters.is_empty()) {
        return view! { <p class="muted">"Only REST APIs have a cache."</p> }.into_any();
    }
    view! {
        {list(at!(form, cache_key_parameters), "What tells requests apart", "parameter", "Such as `method.request.path.id`")}
        {optional(at!(form, cache_namespace), "Cache namespace", "Empty means the resource's own")}
    }
    .into_any()
}

/// The integration responses, which the route's form shows beside the method's own.
pub(super) fn responses_of(api: ApiId, id: IntegrationId, kind: ApiKind) -> AnyView {
    let form = form_of(api, id);
    let proxies = form.with(|node| node.target.kind().as_str().ends_with("PROXY"));
    let none = form.with(|node| node.responses.is_empty());
    if proxies && none {
        let text = "A proxy integration sends the backend's answer on as it is.";
        return view! { <p class="muted">{text}</p> }.into_any();
    }
    let title = |response: &IntegrationResponse| match &response.selection_pattern {
        Some(pattern) => format!("{} · {pattern}", response.status),
        None => format!("{} · default", response.status),
    };
    let make = || IntegrationResponse { status: "200".to_owned(), ..IntegrationResponse::default() };
    records(at!(form, responses), "integration response", make, title, move |one| response(one, kind))
}

fn response(form: Form<IntegrationResponse>, kind: ApiKind) -> AnyView {
    let (status, hint) = match kind {
        ApiKind::WebSocket => ("Response key", "`$default` or `/200/`"),
        _ => ("Status", "The method response it becomes"),
    };
    view! {
        {code_line(at!(form, status), status, hint, Vec::new())}
        {optional(at!(form, selection_pattern), "Selection pattern", "A regular expression over the backend's status, or the function's error; empty is the default response")}
        {map(at!(form, parameters), "Header mappings", "mapping", "`method.response.header.X` from `integration.response.header.X`")}
        <h4>"Response templates"</h4>
        {templates(at!(form, templates), Keyed { noun: "response template", key: "Content type", first: "application/json" })}
        {optional_word(at!(form, content_handling), "Response payload", "Unchanged", ContentHandling::ALL)}
        {(kind == ApiKind::WebSocket)
            .then(|| optional(at!(form, template_selection_expression), "Template selection expression", ""))}
    }
    .into_any()
}
