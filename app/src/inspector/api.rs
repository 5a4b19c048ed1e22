//! An API: its settings that are not nodes of their own.

use leptos::prelude::*;
use studio_core::aws::{ApiKeySource, ApiKind, Capability, EndpointKind, IpAddressKind, security_policies};
use studio_core::design::edit::Edit;
use studio_core::design::{Api, ApiId, Cors, Item};

use super::fields::{
    Number, code_line, list, list_of, map, optional, optional_code, optional_of, optional_whole,
    optional_word, pair, prose, text, toggle,
};
use super::form::{Form, at};
use super::sections::{folded, gated, maybe, section};
use super::{cors, gateway_responses};
use crate::shell::Dialog;
use crate::studio::Studio;
use crate::ui::{Button, Chip, Tone};

/// The form of an API.
pub fn view(id: ApiId, kind: ApiKind) -> AnyView {
    let studio = Studio::get();
    // An API's form starts from what is there: an empty default would have no kind.
    let value = studio.api(id);
    let plain =
        Memo::new(move |_| value.with(|api| api.as_deref().cloned()).unwrap_or_else(|| Api::new(kind, "")));
    let form = Form::new(plain, move |api: Api, change| {
        let edit = Edit::PutApi(id, std::sync::Arc::new(api));
        super::form::put(studio, Item::Api(id), edit, change);
    });
    view! {
        <div class="form">
            <div class="row wrap">
                <Chip tone=Tone::Accent>{kind.label()}</Chip>
                <Button on_press=move |()| studio.dialog.set(Some(Dialog::Convert(id)))>"Convert to another kind…"</Button>
            </div>
            {text(at!(form, name), "Name", "")}
            {prose(at!(form, settings.description), "Description", "")}
            {section("Endpoint", endpoint(form, kind))}
            {selection(form, kind)}
            {cors_part(form, kind)}
            {keys(form, kind)}
            {payloads(form, kind)}
            {policy(form, kind)}
            {responses(form, id, kind)}
            {folded("More", false, more(form, kind))}
        </div>
    }
    .into_any()
}

fn endpoint(form: Form<Api>, kind: ApiKind) -> AnyView {
    let private = Memo::new(move |_| form.with(|api| api.endpoint_kind() == EndpointKind::Private));
    let kinds = Memo::new(move |_| form.with(|api| api.settings.endpoint.kind.is_some()));
    let policy_set = Memo::new(move |_| form.with(|api| api.settings.security_policy.is_some()));
    let policies: Vec<String> = security_policies().iter().map(|row| row.name.clone()).collect();
    let offered = StoredValue::new(policies);
    view! {
        {gated(kind, Capability::EdgeEndpoint, kinds, move || {
            optional_word(at!(form, settings.endpoint.kind), "Reached", "Regional", EndpointKind::ALL)
        })}
        <Show when=move || private.get()>
            {list(at!(form, settings.endpoint.vpc_endpoint_ids), "VPC endpoints", "VPC endpoint id", "Those that may reach the API")}
            {toggle(at!(form, settings.endpoint.makes_vpc_endpoint), "Make a VPC endpoint", "In the Terraform files, with its security group")}
        </Show>
        {optional_word(at!(form, settings.endpoint.ip_address_kind), "Addresses", "AWS's default", IpAddressKind::ALL)}
        {gated(kind, Capability::SecurityPolicies, policy_set, move || {
            optional_of(at!(form, settings.security_policy), "TLS policy", "Of the default address", offered.get_value())
        })}
        {toggle(
            at!(form, settings.disable_execute_api_endpoint),
            "Default address is switched off",
            "Clients must use a custom domain",
        )}
    }
    .into_any()
}

fn selection(form: Form<Api>, kind: ApiKind) -> AnyView {
    let is_set = Memo::new(move |_| {
        form.with(|api| {
            api.settings
                .route_selection_expression
                .as_deref()
                .is_some_and(|text| text.starts_with("$request.body"))
        })
    });
    gated(kind, Capability::RouteSelection, is_set, move || {
        let offered = vec!["$request.body.action".to_owned()];
        section(
            "Route selection",
            optional_of(
                at!(form, settings.route_selection_expression),
                "Route selection expression",
                "How a message finds its route",
                offered,
            ),
        )
    })
}

fn cors_part(form: Form<Api>, kind: ApiKind) -> AnyView {
    let is_set = Memo::new(move |_| form.with(|api| api.settings.cors.is_some()));
    gated(kind, Capability::ApiCors, is_set, move || {
        section(
            "CORS",
            maybe(
                at!(form, settings.cors),
                "The gateway answers preflights",
                "It also puts the CORS headers on every answer, in place of the backend's",
                || Cors {
                    allow_origins: vec!["*".to_owned()],
                    allow_methods: vec!["*".to_owned()],
                    ..Cors::default()
                },
                cors::view,
            ),
        )
    })
}

fn keys(form: Form<Api>, kind: ApiKind) -> AnyView {
    let source_set = Memo::new(move |_| form.with(|api| api.settings.api_key_source.is_some()));
    let selection = (kind == ApiKind::WebSocket
        || form.with(|api| api.settings.api_key_selection_expression.is_some()))
    .then(|| {
        let hint = "Such as `$request.header.x-api-key`";
        optional(at!(form, settings.api_key_selection_expression), "API key selection expression", hint)
    });
    view! {
        {gated(kind, Capability::AuthorizerKeySource, source_set, move || {
            optional_word(at!(form, settings.api_key_source), "API keys come from", "Header x-api-key", ApiKeySource::ALL)
        })}
        {selection}
    }
    .into_any()
}

fn payloads(form: Form<Api>, kind: ApiKind) -> AnyView {
    let is_set = Memo::new(move |_| {
        form.with(|api| {
            !api.settings.binary_media_types.is_empty()
                || api.settings.minimum_compression_size_bytes.is_some()
        })
    });
    gated(kind, Capability::Compression, is_set, move || {
        let offered =
            Signal::stored(["*/*", "image/png", "application/octet-stream"].map(str::to_owned).to_vec());
        section(
            "Payloads",
            view! {
                {list_of(at!(form, settings.binary_media_types), "Binary media types", "media type", "`*/*` makes every payload binary", offered)}
                {optional_whole(
                    at!(form, settings.minimum_compression_size_bytes),
                    Number::new("Compress from", "bytes", "Empty: never compressed"),
                )}
            },
        )
    })
}

fn policy(form: Form<Api>, kind: ApiKind) -> AnyView {
    let is_set = Memo::new(move |_| form.with(|api| api.settings.resource_policy.is_some()));
    gated(kind, Capability::ResourcePolicy, is_set, move || {
        folded(
            "Resource policy",
            is_set.get_untracked(),
            optional_code(
                at!(form, settings.resource_policy),
                "Policy",
                "JSON; `execute-api:/*` stands for this API. Empty: none",
            ),
        )
    })
}

fn responses(form: Form<Api>, id: ApiId, kind: ApiKind) -> AnyView {
    let is_set = Memo::new(move |_| form.with(|api| !api.settings.gateway_responses.is_empty()));
    gated(kind, Capability::GatewayResponses, is_set, move || {
        folded("Gateway responses", false, gateway_responses::view(at!(form, settings.gateway_responses), id))
    })
}

fn more(form: Form<Api>, kind: ApiKind) -> AnyView {
    let documentation = (kind == ApiKind::Rest || form.with(|api| !api.settings.documentation.is_empty()))
        .then(|| {
            map(
                at!(form, settings.documentation),
                "Documentation",
                "part",
                "By type and path: `METHOD /orders GET`",
            )
        });
    view! {
        {pair(
            code_line(at!(form, settings.version), "Version", "", Vec::new()),
            optional(at!(form, settings.existing_id), "Existing id", "For `import` blocks"),
        )}
        {documentation}
        {map(at!(form, settings.tags), "Tags", "tag", "")}
    }
    .into_any()
}
