//! Which API and stage an address names.

mod target;

use std::borrow::Cow;

use crate::aws::{self, ApiKind, EndpointKind, GatewayResponseType, RoutingMode};
use crate::design::inputs::Scenario;
use crate::design::{Api, ApiId, Design, Diagnostic, Domain, DomainId, Item, Stage, StageId, TextMap};

use super::canary::Release;
use super::exchange::{Place, api_identifier, region};
use super::request::Request;
use super::session::State;
use super::verdict::{Refusal, Verdict};
use super::{Message, Moment, StepKind, Trace};

use target::{by_mapping, by_rule, without_prefix};

const MAPPINGS: &str = "rest-api-mappings";
const STAGES: &str = "set-up-stages";
const HTTP_STAGES: &str = "http-api-stages";
/// The stage of an HTTP API that serves without a path prefix.
const DEFAULT_STAGE: &str = "$default";

/// Finds the API and stage of a request. None when the design has no API at all.
pub(crate) fn resolve<'a>(
    design: &'a Design,
    scenario: &Scenario,
    request: &Request,
    state: &State,
) -> Option<Place<'a>> {
    let (first_id, first) = design.apis.first()?;
    let named = scenario.api.as_deref().map(|name| (name, named_api(design, name)));
    if let Some((name, None)) = named {
        let mut place = Place::start((*first_id, first), design, request);
        place.verdict = Verdict::refuse(
            forbidden(first.kind),
            format!("No API of the design is called `{name}`, so nothing answers at this address"),
        )
        .at(Item::Design)
        .saw("api", name, "request");
        place.advise(
            "unknown-api",
            Item::Design,
            format!("No API is called `{name}`"),
            "Name one of the design's APIs",
        );
        return Some(place);
    }
    let chosen = named.and_then(|(_, api)| api).unwrap_or((*first_id, first));
    let host = scenario.host.as_deref().map(host_name).filter(|host| !host.is_empty());
    let Some(host) = host else {
        return Some(default_endpoint(design, chosen, scenario, request, state));
    };
    if let Some((id, domain)) = design.domains.iter().find(|(_, domain)| names(&domain.name, &host)) {
        return Some(on_domain(design, chosen, (*id, domain), &host, request));
    }
    let own = design.apis.iter().find(|(id, api)| {
        let default = default_host(design, **id, api);
        default == host || (api.endpoint_kind() == EndpointKind::Private && through_vpc(&default, &host))
    });
    if let Some((id, api)) = own {
        return Some(default_endpoint(design, (*id, api), scenario, request, state));
    }
    let mut place = Place::start(chosen, design, request);
    place.host.clone_from(&host);
    place.verdict = Verdict::refuse(
        forbidden(place.api.kind),
        format!(
            "`{host}` is neither a custom domain of the design nor the default address of one of its APIs"
        ),
    )
    .at(Item::Design)
    .saw("host", &host, "request")
    .assumed();
    place.advise(
        "unknown-host",
        Item::Design,
        format!("Nothing answers at `{host}`"),
        "Add a custom domain of this name, or leave the host out to call the default endpoint",
    );
    Some(place)
}

/// The trace of a request to a design without an API.
pub(crate) fn nowhere(moment: Moment) -> Trace {
    let refusal = forbidden(ApiKind::Rest);
    let status = aws::gateway_response(refusal.kind).status;
    let verdict =
        Verdict::refuse(refusal, "The design has no API yet, so there is nothing to send a request to")
            .at(Item::Design)
            .assumed();
    Trace {
        steps: vec![verdict.into_step(StepKind::Endpoint)],
        response: Message { status, ..Message::default() },
        integration_request: None,
        access_log: None,
        context: indexmap::IndexMap::new(),
        at_ms: moment.at_ms,
        latency_ms: 0,
        diagnostics: vec![
            Diagnostic::error("no-api", "The design has no API").at(Item::Design).help("Create an API first"),
        ],
        deliveries: Vec::new(),
        earlier: Vec::new(),
        later: Vec::new(),
        passage: super::Passage::default(),
    }
}

/// The default address of an API.
pub(crate) fn default_host(design: &Design, id: ApiId, api: &Api) -> String {
    let region = region(design);
    format!("{}.execute-api.{region}.{}", api_identifier(id, api), aws::dns_suffix_of(region))
}

/// The answer at an address that has no API or stage behind it; it cannot be customised.
fn forbidden(kind: ApiKind) -> Refusal {
    match kind {
        ApiKind::Http => Refusal::new(GatewayResponseType::ResourceNotFound).uncustomised(),
        ApiKind::Rest | ApiKind::WebSocket => Refusal::new(GatewayResponseType::WafFiltered).uncustomised(),
    }
}

fn unmapped() -> Refusal {
    Refusal::new(GatewayResponseType::WafFiltered).uncustomised()
}

fn named_api<'a>(design: &'a Design, name: &str) -> Option<(ApiId, &'a Api)> {
    let by_name = design.apis.iter().find(|(_, api)| api.name == name);
    let found = by_name.or_else(|| design.apis.iter().find(|(id, api)| api_identifier(**id, api) == name));
    found.map(|(id, api)| (*id, api.as_ref()))
}

fn host_name(host: &str) -> String {
    host.split(':').next().unwrap_or_default().trim().trim_end_matches('.').to_ascii_lowercase()
}

/// Whether a host is an API's address through one of its VPC endpoints: `{api}-vpce-….execute-api.…`.
fn through_vpc(default: &str, host: &str) -> bool {
    let Some((id, tail)) = default.split_once('.') else { return false };
    let rest = host.strip_prefix(id).and_then(|rest| rest.strip_prefix("-vpce-"));
    rest.and_then(|rest| rest.split_once('.')).is_some_and(|(_, found)| found == tail)
}

/// Whether a domain's name, which may start with `*.`, is this host.
fn names(domain: &str, host: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    domain == host
        || domain.strip_prefix('*').is_some_and(|rest| rest.starts_with('.') && host.ends_with(rest))
}

impl<'a> Place<'a> {
    /// An API before anything is known about the way to it.
    pub fn start((api_id, api): (ApiId, &'a Api), design: &Design, request: &Request) -> Self {
        Self {
            api_id,
            api,
            stage: None,
            domain: None,
            host: default_host(design, api_id, api),
            base_path: String::new(),
            route_path: request.path.clone(),
            full_path: request.path.clone(),
            rule: None,
            release: Release::default(),
            variables: Cow::Owned(TextMap::new()),
            verdict: Verdict::pass(""),
            diagnostics: Vec::new(),
        }
    }

    fn advise(&mut self, code: &'static str, item: Item, message: String, help: &str) {
        self.diagnostics.push(Diagnostic::error(code, message).at(item).help(help));
    }
}

fn default_endpoint<'a>(
    design: &'a Design,
    (api_id, api): (ApiId, &'a Api),
    scenario: &Scenario,
    request: &Request,
    state: &State,
) -> Place<'a> {
    let mut place = Place::start((api_id, api), design, request);
    if api.settings.disable_execute_api_endpoint {
        place.verdict = Verdict::refuse(
            unmapped(),
            "The API's default endpoint is disabled, so it is only reached by a custom domain",
        )
        .at(Item::Api(api_id))
        .saw("disable_execute_api_endpoint", "true", "api")
        .documented("rest-api-disable-default-endpoint");
        place.advise(
            "default-endpoint-disabled",
            Item::Api(api_id),
            "The default endpoint is disabled".to_owned(),
            "Send the request to a custom domain, or enable the default endpoint",
        );
        return place;
    }
    let connection = scenario.connection_id.as_ref().and_then(|id| state.connections.get(id));
    let found = match (&scenario.stage, connection) {
        (Some(name), _) => {
            place.full_path = with_stage(name, &request.path);
            stage_named(api, name).map(|stage| (stage, "request"))
        }
        (None, Some(connection)) => {
            api.stages.get(&connection.stage).map(|stage| ((connection.stage, stage.as_ref()), "connection"))
        }
        (None, None) => stage_of_path(&mut place, request).map(|stage| (stage, "path")),
    };
    let Some(((stage_id, stage), origin)) = found else {
        return without_stage(place, scenario.stage.as_deref());
    };
    place.stage = Some((stage_id, stage));
    place.verdict = reached(&place, stage, origin);
    place
}

/// The stage that a path's first segment names, else `$default`, else the only one; strips the segment.
fn stage_of_path<'a>(place: &mut Place<'a>, request: &Request) -> Option<(StageId, &'a Stage)> {
    let api = place.api;
    let trimmed = request.path.trim_start_matches('/');
    let (first, rest) = trimmed.split_once('/').unwrap_or((trimmed, ""));
    if let Some(stage) = stage_named(api, first).filter(|_| !first.is_empty() && first != DEFAULT_STAGE) {
        place.route_path = format!("/{rest}");
        return Some(stage);
    }
    if api.kind == ApiKind::Http
        && let Some(stage) = stage_named(api, DEFAULT_STAGE)
    {
        return Some(stage);
    }
    let mut stages = api.stages.iter();
    let (Some((id, stage)), None) = (stages.next(), stages.next()) else { return None };
    place.full_path = with_stage(&stage.name, &request.path);
    Some((*id, stage.as_ref()))
}

fn stage_named<'a>(api: &'a Api, name: &str) -> Option<(StageId, &'a Stage)> {
    api.stages.iter().find(|(_, stage)| stage.name == name).map(|(id, stage)| (*id, stage.as_ref()))
}

fn with_stage(stage: &str, path: &str) -> String {
    if stage == DEFAULT_STAGE { path.to_owned() } else { format!("/{stage}{path}") }
}

fn without_stage<'a>(mut place: Place<'a>, wanted: Option<&str>) -> Place<'a> {
    let api = Item::Api(place.api_id);
    let reason = match wanted {
        Some(name) => format!("The API has no stage `{name}`"),
        None if place.api.stages.is_empty() => "The API has no stage, so it is not deployed".to_owned(),
        None => "The path's first segment names no stage of the API".to_owned(),
    };
    let known: Vec<&str> = place.api.stages.values().map(|stage| stage.name.as_str()).collect();
    let page = if place.api.kind == ApiKind::Http { HTTP_STAGES } else { STAGES };
    place.verdict = Verdict::refuse(forbidden(place.api.kind), reason.clone())
        .at(api)
        .saw("path", &place.full_path, "request")
        .saw("stages", known.join(", "), "api")
        .documented(page);
    place.advise("unknown-stage", api, reason, "Name a stage of the API in the path, or add the stage");
    place
}

fn reached(place: &Place<'_>, stage: &Stage, origin: &str) -> Verdict {
    let api = place.api;
    let mut verdict = Verdict::pass(format!(
        "The default endpoint leads to stage `{}` of {} API `{}`",
        stage.name,
        api.kind.label(),
        api.name
    ))
    .at(Item::Api(place.api_id))
    .documented(if api.kind == ApiKind::Http { HTTP_STAGES } else { STAGES })
    .saw("host", &place.host, "request")
    .saw("stage", &stage.name, origin);
    if api.endpoint_kind() == EndpointKind::Private {
        verdict.reason.push_str(
            "; the API is private, so the request is taken to come through one of its VPC endpoints",
        );
        verdict = verdict.assumed();
    }
    verdict
}

fn on_domain<'a>(
    design: &'a Design,
    chosen: (ApiId, &'a Api),
    (domain_id, domain): (DomainId, &'a Domain),
    host: &str,
    request: &Request,
) -> Place<'a> {
    let mode = domain.routing_mode.unwrap_or(RoutingMode::ApiMappingOnly);
    let rule = match mode {
        RoutingMode::ApiMappingOnly => None,
        RoutingMode::RoutingRuleOnly | RoutingMode::RoutingRuleThenApiMapping => by_rule(domain, request),
    };
    let target = match (rule, mode) {
        (Some(target), _) => Some(target),
        (None, RoutingMode::RoutingRuleOnly) => None,
        (None, _) => by_mapping(domain, &request.path),
    };
    let api_and_stage = target.as_ref().and_then(|target| {
        let api = design.apis.get(&target.api)?;
        let stage = api.stages.get(&target.stage)?;
        Some(((target.api, api.as_ref()), (target.stage, stage.as_ref())))
    });
    let (Some(target), Some((api, stage))) = (target, api_and_stage) else {
        return not_mapped(Place::start(chosen, design, request), (domain_id, domain), host);
    };
    let mut place = Place::start(api, design, request);
    place.domain = Some((domain_id, domain));
    place.host = host.to_owned();
    place.stage = Some(stage);
    place.route_path = without_prefix(&request.path, &target.strip);
    place.verdict = Verdict::pass(format!(
        "Custom domain `{}` leads to stage `{}` of API `{}` by {}",
        domain.name, stage.1.name, place.api.name, target.why
    ))
    .at(Item::Domain(domain_id))
    .documented(target.page)
    .saw("host", host, "request")
    .saw("path", &request.path, "request");
    place.base_path = target.strip;
    place.rule = target.rule;
    place
}

fn not_mapped<'a>(mut place: Place<'a>, (id, domain): (DomainId, &'a Domain), host: &str) -> Place<'a> {
    host.clone_into(&mut place.host);
    place.domain = Some((id, domain));
    let path = place.full_path.clone();
    place.verdict = Verdict::refuse(
        unmapped(),
        format!("Nothing of domain `{}` is mapped to a stage for the path `{path}`", domain.name),
    )
    .at(Item::Domain(id))
    .saw("host", host, "request")
    .saw("path", path, "request")
    .documented(MAPPINGS);
    place.advise(
        "unmapped-path",
        Item::Domain(id),
        format!("Domain `{}` has no mapping for the path", domain.name),
        "Add an API mapping for the path, or one with an empty path that takes everything else",
    );
    place
}
