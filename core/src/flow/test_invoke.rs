//! The console's test of one REST method: the method runs whatever its path is, and nobody else is asked.
//!
//! Source: answers and logs of `TestInvokeMethod` recorded on AWS; that web ACL, authorizer, key and throttle are left
//! out is what users see, and not documented.

use std::sync::Arc;

use crate::aws;
use crate::design::inputs::Scenario;
use crate::design::{Api, ApiId, Design, RouteId, RouteKey};

use super::exchange::{Exchange, Place};
use super::index::RouteIndex;
use super::request::Request;
use super::session::{DEFAULT_START_EPOCH_MS, State};
use super::verdict::Verdict;
use super::{Moment, StepKind, Steps, Trace, context, finish, phases, steps, take};
use crate::aws::ApiKind;

const IN: Steps = &[
    (StepKind::Validate, steps::validate::run),
    (StepKind::MapRequest, steps::map_request::run),
    (StepKind::Integration, steps::integration::run),
    (StepKind::MapResponse, steps::map_response::run),
];
const OUT: Steps =
    &[(StepKind::GatewayResponse, steps::gateway_response::run), (StepKind::Response, steps::response::run)];

/// Runs the method of a resource as `aws apigateway test-invoke-method` does. The scenario's path may be another one
/// than the resource's, or empty for the resource's own; what the method's log says is `test_invoke_log` of the trace.
///
/// Errors: AWS's words for a resource or method that is not there.
pub fn test_invoke(
    design: &Design,
    api: ApiId,
    resource: &str,
    method: &str,
    scenario: &Scenario,
) -> Result<Trace, String> {
    let refused = |id: &str| aws::refusal_text(id, &[]);
    let found = design.apis.get(&api).filter(|found| found.kind == ApiKind::Rest);
    let found = found.ok_or_else(|| refused("test.resource"))?;
    let route = method_of(found, resource, method).map_err(refused)?;
    let mut scenario = scenario.clone();
    if scenario.path.is_empty() {
        resource.clone_into(&mut scenario.path);
    }
    method.clone_into(&mut scenario.method);
    let request = Request::read(&scenario);
    let moment = Moment { at_ms: 0, epoch_ms: DEFAULT_START_EPOCH_MS, seed: 1, number: 1 };
    let place = Place::start((api, found), design, &request);
    let index = Arc::new(RouteIndex::new(found));
    let mut state = State::default();
    let captures = captures(found, route, method, &request.path);
    let mut exchange = Exchange::new(design, &scenario, &mut state, index, place, request, moment);
    context::begin(&mut exchange);
    steps::route::take(&mut exchange, route, &captures);
    exchange.set("resourcePath", resource);
    let item = exchange.route_item();
    let verdict = Verdict::pass("The test runs this method, whatever the path is").at(item).recorded();
    let mut trace_steps = vec![verdict.into_step(StepKind::Route)];
    for (kind, step) in IN {
        let outcome = take(&mut exchange, *kind, *step, &mut trace_steps);
        if outcome == super::Outcome::Refuse {
            break;
        }
    }
    phases::set(&mut exchange, &trace_steps);
    for (kind, step) in OUT {
        take(&mut exchange, *kind, *step, &mut trace_steps);
    }
    Ok(finish(exchange, trace_steps))
}

/// The method of a resource. Errors: the refusal's identifier.
fn method_of(api: &Api, resource: &str, method: &str) -> Result<RouteId, &'static str> {
    let below = format!("{}/", resource.trim_end_matches('/'));
    let paths = || api.routes.values().filter_map(|route| route.key.path_template());
    if !resource.starts_with('/') || !paths().any(|path| path == resource || path.starts_with(&below)) {
        return Err("test.resource");
    }
    let of = |wanted: &str| {
        let is = |key: &RouteKey| {
            key.path_template() == Some(resource) && key.method().is_some_and(|verb| verb.as_str() == wanted)
        };
        api.routes.iter().find(|(_, route)| is(&route.key)).map(|(id, _)| *id)
    };
    of(method).or_else(|| of("ANY")).ok_or("test.method")
}

/// What the path parameters hold where the path is the method's own; nothing otherwise.
fn captures(api: &Api, route: RouteId, method: &str, path: &str) -> Vec<String> {
    let mut alone = Api::new(ApiKind::Rest, "");
    if let Some(node) = api.routes.get(&route) {
        alone.routes.insert(route, Arc::clone(node));
    }
    let found = RouteIndex::new(&alone).find(ApiKind::Rest, method, path);
    found.map(|found| found.captures).unwrap_or_default()
}
