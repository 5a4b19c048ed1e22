//! What happens to one request, step by step.
//!
//! [`simulate`] and [`Session::send`] take a request through one of three pipelines, each an ordered list of
//! steps in this file. A step reads and changes the exchange and says what it decided and why. They cannot fail:
//! a misconfiguration becomes the answer that AWS would send, and a diagnostic.

mod assumptions;
mod binary;
mod browser;
mod canary;
mod clock;
mod compare;
mod connections;
mod context;
mod coverage;
mod events;
mod exchange;
mod gateway;
mod ids;
mod index;
mod judge;
mod mapping;
mod observe;
mod opened;
mod origin;
mod overrides;
mod phases;
mod place;
mod policy;
mod recording;
mod remedy;
mod report;
mod request;
mod session;
mod steps;
mod suite;
mod template;
mod test_invoke;
mod trace;
mod verdict;
mod what_if;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::aws::ApiKind;
use crate::design::inputs::Scenario;
use crate::design::{ApiId, Design};

pub use assumptions::{Assumptions, CachedAnswers, HttpTimeout, Question, RestThrottle};
pub use browser::{BrowserCheck, BrowserOutcome, BrowserVerdict, Page};
pub use compare::{Difference, compare};
pub use connections::Connection;
pub use coverage::{Coverage, CoverageGroup, CoveragePoint};
pub use judge::{Check, expected_of, judge};
pub use observe::*;
pub use opened::{Opened, routes_opened};
pub use recording::Recording;
pub use remedy::{Remedy, Suggestion, remedies};
pub use session::{
    BucketKey, BucketReading, CacheReading, DEFAULT_START_EPOCH_MS, KeptAnswer, QuotaReading, QuotaUse,
    RateReading, Session,
};
pub use suite::{Judged, ScenarioResult, Suite, SuiteReport, requests_of};
pub use template::{TemplateInputs, template_inputs};
pub use test_invoke::test_invoke;
pub use trace::*;
pub use what_if::WhatIf;

use exchange::Exchange;
use index::RouteIndex;
use request::Request;
use session::State;
use verdict::Verdict;

type Run = fn(&mut Exchange<'_>) -> Verdict;
/// Steps in order.
type Steps = &'static [(StepKind, Run)];

/// A REST request's way in, until a step answers or refuses.
/// Source: the developer guide's authorization flow and a public execution log; the throttle's place is assumed.
const REST: &[(StepKind, Run); 14] = &[
    (StepKind::Endpoint, steps::endpoint::run),
    (StepKind::Waf, steps::waf::run),
    (StepKind::Route, steps::route::run),
    (StepKind::Throttle, steps::throttle::run),
    (StepKind::ResourcePolicy, steps::resource_policy::before),
    (StepKind::Authorizer, steps::authorizer::run),
    (StepKind::ResourcePolicyResult, steps::resource_policy::after),
    (StepKind::ApiKey, steps::api_key::run),
    (StepKind::UsagePlan, steps::usage_plan::run),
    (StepKind::Validate, steps::validate::run),
    (StepKind::Cache, steps::cache::run),
    (StepKind::MapRequest, steps::map_request::run),
    (StepKind::Integration, steps::integration::run),
    (StepKind::MapResponse, steps::map_response::run),
];

/// As [`REST`], with the throttle where the other assumption has it: after the API key.
const REST_THROTTLED_LATE: Steps = &{
    let mut steps = *REST;
    let mut at = 0;
    while !matches!(steps[at].0, StepKind::Throttle) {
        at += 1;
    }
    while !matches!(steps[at - 1].0, StepKind::ApiKey) {
        steps.swap(at, at + 1);
        at += 1;
    }
    steps
};

/// An HTTP API request's way in. CORS preflights are answered before the route's authorizer.
const HTTP: Steps = &[
    (StepKind::Endpoint, steps::endpoint::run),
    (StepKind::CorsPreflight, steps::cors::preflight),
    (StepKind::Route, steps::route::run),
    (StepKind::Throttle, steps::throttle::run),
    (StepKind::Authorizer, steps::authorizer::run),
    (StepKind::MapRequest, steps::map_request::run),
    (StepKind::Integration, steps::integration::run),
    (StepKind::MapResponse, steps::map_response::run),
];

/// A WebSocket event's way in: `$connect`, a message or `$disconnect`.
const WEBSOCKET: Steps = &[
    (StepKind::Endpoint, steps::endpoint::run),
    (StepKind::Route, steps::route::run),
    (StepKind::Throttle, steps::throttle::run),
    (StepKind::Authorizer, steps::authorizer::run),
    (StepKind::ApiKey, steps::api_key::run),
    (StepKind::UsagePlan, steps::usage_plan::run),
    (StepKind::Validate, steps::validate::run),
    (StepKind::MapRequest, steps::map_request::run),
    (StepKind::Integration, steps::integration::run),
    (StepKind::MapResponse, steps::map_response::run),
];

/// A backend's call of `@connections`. Whether the throttle or the signature is looked at first is not documented.
const CONNECTIONS: Steps = &[
    (StepKind::Endpoint, steps::connections::begin),
    (StepKind::Throttle, steps::throttle::account),
    (StepKind::Authorizer, steps::connections::authorize),
    (StepKind::Connections, steps::connections::run),
];

/// The way out, whatever happened on the way in.
const REST_OUT: Steps = &[
    (StepKind::GatewayResponse, steps::gateway_response::run),
    (StepKind::Response, steps::response::run),
    (StepKind::AccessLog, steps::access_log::run),
];

const HTTP_OUT: Steps = &[
    (StepKind::GatewayResponse, steps::gateway_response::run),
    (StepKind::CorsHeaders, steps::cors::headers),
    (StepKind::Response, steps::response::run),
    (StepKind::AccessLog, steps::access_log::run),
];

/// The steps of a kind of API, in order: the way in, which stops where a step answers or refuses, and the way
/// out, which always runs.
pub fn pipeline(kind: ApiKind) -> (Vec<StepKind>, Vec<StepKind>) {
    let (way_in, way_out) = steps_of(kind);
    let kinds = |steps: Steps| steps.iter().map(|(kind, _)| *kind).collect();
    (kinds(way_in), kinds(way_out))
}

/// What happens to one request that nothing came before.
pub fn simulate(design: &Design, scenario: &Scenario) -> Trace {
    Session::new(design).send(scenario)
}

/// When a request comes in, and what its identifiers are made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub at_ms: u64,
    pub epoch_ms: u64,
    pub seed: u64,
    pub number: u64,
}

fn steps_of(kind: ApiKind) -> (Steps, Steps) {
    match kind {
        ApiKind::Rest => (REST, REST_OUT),
        ApiKind::Http => (HTTP, HTTP_OUT),
        ApiKind::WebSocket => (WEBSOCKET, REST_OUT),
    }
}

/// Takes one request through its pipeline.
fn run(
    design: &Design,
    scenario: &Scenario,
    state: &mut State,
    indexes: &mut IndexMap<ApiId, Arc<RouteIndex>>,
    moment: Moment,
) -> Trace {
    let request = Request::read(scenario);
    let Some(mut place) = place::resolve(design, scenario, &request, state) else {
        return place::nowhere(moment);
    };
    canary::draw(&mut place, moment);
    let index = indexes.entry(place.api_id).or_insert_with(|| Arc::new(RouteIndex::new(place.api)));
    let (mut way_in, way_out) = steps_of(place.api.kind);
    if place.api.kind == ApiKind::WebSocket && place.route_path.starts_with(steps::connections::PREFIX) {
        way_in = CONNECTIONS;
    } else if place.api.kind == ApiKind::Rest
        && state.assumptions.rest_throttle == RestThrottle::WithUsagePlan
    {
        way_in = REST_THROTTLED_LATE;
    }
    let index = Arc::clone(index);
    let mut exchange = Exchange::new(design, scenario, state, index, place, request, moment);
    context::begin(&mut exchange);
    steps::waf::refuse_association(&mut exchange);
    let mut trace_steps = Vec::with_capacity(way_in.len() + way_out.len());
    for (kind, step) in way_in {
        let outcome = take(&mut exchange, *kind, *step, &mut trace_steps);
        if matches!(outcome, Outcome::Answer | Outcome::Refuse) {
            break;
        }
    }
    steps::cache::keep(&mut exchange, &mut trace_steps);
    phases::set(&mut exchange, &trace_steps);
    for (kind, step) in way_out {
        take(&mut exchange, *kind, *step, &mut trace_steps);
    }
    finish(exchange, trace_steps)
}

fn take(exchange: &mut Exchange<'_>, kind: StepKind, step: Run, steps: &mut Vec<Step>) -> Outcome {
    let mut verdict = step(exchange);
    exchange.latency_ms = exchange.latency_ms.saturating_add(verdict.latency_ms);
    if let Some(refusal) = verdict.refusal.take() {
        context::refused(exchange, &refusal);
        exchange.refusal = Some(refusal);
    }
    let outcome = verdict.outcome;
    steps.push(verdict.into_step(kind));
    outcome
}

fn finish(mut exchange: Exchange<'_>, steps: Vec<Step>) -> Trace {
    // What stopped it kept it from its templates, which would have got this.
    template::keep_request(&mut exchange);
    let access_log = steps::access_log::line(&exchange);
    let mut diagnostics = std::mem::take(&mut exchange.place.diagnostics);
    diagnostics.append(&mut exchange.diagnostics);
    let passage = exchange.passage();
    Trace {
        steps,
        response: exchange.response,
        integration_request: exchange.sent,
        access_log,
        context: exchange.context,
        at_ms: exchange.at_ms,
        latency_ms: exchange.latency_ms,
        diagnostics,
        deliveries: exchange.deliveries,
        earlier: Vec::new(),
        later: Vec::new(),
        passage,
    }
}
