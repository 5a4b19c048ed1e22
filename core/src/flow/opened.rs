//! Which routes of an API the caller of a request could call: paste a token, and see.

use serde::Serialize;

use crate::aws::ApiKind;
use crate::design::inputs::Scenario;
use crate::design::{ApiId, Authorization, Design, RouteId, RouteKey, Segment, StageId, segments};

use super::exchange::api_identifier;
use super::{DEFAULT_START_EPOCH_MS, Fidelity, Outcome, Session, Step, StepKind};

/// What stands for a path parameter's value.
const SAMPLE: &str = "x";

/// Whether a route lets a caller in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// The route.
    pub route: RouteId,
    /// Its key.
    pub key: String,
    /// Whether it is open to everybody anyway.
    pub public: bool,
    /// Whether it lets the caller in.
    pub opens: bool,
    /// Why, in one sentence.
    pub reason: String,
    /// How well that is founded.
    pub fidelity: Fidelity,
}

/// The routes of a stage with whether they let the caller of `scenario` in: its headers, query and identity are kept,
/// its path and verb give way to each route's own. Requests share nothing, so throttles and quotas have no say.
pub fn routes_opened(design: &Design, api: ApiId, stage: StageId, scenario: &Scenario) -> Vec<Opened> {
    let Some(found) = design.apis.get(&api) else { return Vec::new() };
    let Some(name) = found.stages.get(&stage).map(|stage| stage.name.clone()) else { return Vec::new() };
    let mut fresh = Session::new(design);
    // The first request finds the API's routes ordered for all that follow.
    fresh.send(&Scenario {
        api: Some(api_identifier(api, found)),
        stage: Some(name.clone()),
        ..Scenario::default()
    });
    let of = |(id, route): (&RouteId, &std::sync::Arc<crate::design::Route>)| {
        let (method, path) = match &route.key {
            RouteKey::Path(method, path) if method.as_str() == "ANY" => ("GET".to_owned(), filled(path)),
            RouteKey::Path(method, path) => (method.to_string(), filled(path)),
            RouteKey::Named(_) if found.kind == ApiKind::Http => ("GET".to_owned(), "/".to_owned()),
            RouteKey::Named(_) => ("CONNECT".to_owned(), "/".to_owned()),
        };
        let request = Scenario {
            api: Some(api_identifier(api, found)),
            stage: Some(name.clone()),
            host: None,
            method,
            path,
            ..scenario.clone()
        };
        let trace = fresh.anew(DEFAULT_START_EPOCH_MS).send(&request);
        let asked = [StepKind::ResourcePolicy, StepKind::Authorizer, StepKind::ResourcePolicyResult];
        let steps: Vec<&Step> = trace.steps.iter().filter(|step| asked.contains(&step.kind)).collect();
        let refused = steps.iter().find(|step| step.outcome == Outcome::Refuse);
        let asked = steps.iter().find(|step| step.kind == StepKind::Authorizer);
        let told = refused.or(asked);
        let wants_key = route.api_key_required && refused.is_none();
        let key = if wants_key { "; it asks for an API key besides" } else { "" };
        Opened {
            route: *id,
            key: route.key.to_string(),
            public: route.authorization == Authorization::None,
            opens: refused.is_none(),
            reason: told.map_or_else(String::new, |step| step.reason.clone()) + key,
            fidelity: told.map_or(Fidelity::Documented, |step| step.fidelity),
        }
    };
    // Of a WebSocket API only `$connect` asks who calls.
    let asks =
        |key: &RouteKey| found.kind != ApiKind::WebSocket || key.to_string() == crate::design::CONNECT_ROUTE;
    found.routes.iter().filter(|(_, route)| asks(&route.key)).map(of).collect()
}

/// A path that a template takes.
fn filled(template: &str) -> String {
    let part = |segment: Segment<'_>| match segment {
        Segment::Static(text) => text.to_owned(),
        Segment::Parameter(_) | Segment::Greedy(_) => SAMPLE.to_owned(),
    };
    let parts: Vec<String> = segments(template).map(part).collect();
    format!("/{}", parts.join("/"))
}
