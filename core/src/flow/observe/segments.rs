//! What X-Ray shows of a request: the stage's segment, and in it what API Gateway waited for.

use serde::Serialize;

use crate::aws::ApiKind;
use crate::design::{Authorization, AuthorizerMethod, Target, XraySampling};
use crate::flow::{Outcome, StepKind};
use crate::lang::glob;

use super::Scene;

/// The trace that X-Ray keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Segments {
    /// Why there is none; empty where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub without: String,
    /// How to have one; empty where nothing of the stage would.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// The trace's identifier.
    pub trace_id: String,
    /// Which sampling rule decides whether the request is traced.
    pub sampling: String,
    /// The segments, parents before children.
    pub rows: Vec<Segment>,
}

/// A bar of the waterfall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its name, as X-Ray shows it.
    pub name: String,
    /// The kind of resource, such as `AWS::ApiGateway::Stage`.
    pub origin: String,
    /// How deep it lies under the first one.
    pub depth: u8,
    /// When it begins, in milliseconds after the request came in.
    pub start_ms: u64,
    /// How long it lasts.
    pub duration_ms: u64,
    /// Its HTTP status.
    pub status: Option<u16>,
    /// X-Ray's flags: `error` for 4xx, `throttle` for 429, `fault` for 5xx.
    pub flags: Vec<&'static str>,
    /// The step that it shows.
    pub step: Option<StepKind>,
}

pub(super) fn of(scene: &Scene<'_>) -> Segments {
    let without = |why: &str| Segments { without: why.to_owned(), ..Segments::default() };
    let (Some(api), Some(stage)) = (scene.api, scene.stage) else {
        return without("The request reached no stage");
    };
    if api.kind != ApiKind::Rest {
        return without("Only REST stages trace with X-Ray; trace in the function or with OpenTelemetry");
    }
    if !stage.xray_tracing {
        let help = "Switch the stage's X-Ray tracing on".to_owned();
        return Segments { help, ..without("X-Ray tracing is off for the stage") };
    }
    let mut rows = vec![Segment {
        name: format!("{}/{}", api.name, stage.name),
        origin: "AWS::ApiGateway::Stage".to_owned(),
        depth: 0,
        start_ms: 0,
        duration_ms: scene.trace.latency_ms,
        status: scene.status(),
        flags: flags(scene.status()),
        step: None,
    }];
    let mut at_ms = 0;
    for step in &scene.trace.steps {
        if let Some((name, origin, status)) = called(scene, step.kind, step.outcome) {
            rows.push(Segment {
                name,
                origin: origin.to_owned(),
                depth: 1,
                start_ms: at_ms,
                duration_ms: step.latency_ms,
                status,
                flags: flags(status),
                step: Some(step.kind),
            });
        }
        at_ms += step.latency_ms;
    }
    Segments {
        without: String::new(),
        help: String::new(),
        trace_id: scene.context("xrayTraceId").to_owned(),
        sampling: sampling(scene, &api.name, &stage.name),
        rows,
    }
}

/// What a step called: its name, kind of resource and status.
fn called(
    scene: &Scene<'_>,
    kind: StepKind,
    outcome: Outcome,
) -> Option<(String, &'static str, Option<u16>)> {
    let route = scene.api.zip(scene.trace.passage.route).and_then(|(api, id)| api.routes.get(&id))?;
    let function = |id| scene.design.functions.get(id).map_or(String::new(), |found| found.name.clone());
    match kind {
        StepKind::Authorizer => {
            let Authorization::Authorizer { id, .. } = &route.authorization else { return None };
            let step = scene.trace.step(kind)?;
            let ran = step.consulted.iter().any(|row| row.name == "event");
            match scene.api?.authorizers.get(id).map(|found| &found.method) {
                Some(
                    AuthorizerMethod::LambdaToken { function: id, .. }
                    | AuthorizerMethod::LambdaRequest { function: id, .. },
                ) if ran => Some((function(id), "AWS::Lambda", Some(200))),
                _ => None,
            }
        }
        StepKind::Integration => {
            let sent = scene.trace.integration_request.as_ref()?;
            let integration = scene.api?.integrations.get(&route.integration?)?;
            let failed = (outcome == Outcome::Refuse).then(|| scene.status()).flatten();
            let status = scene.trace.passage.backend.as_ref().and_then(|answer| answer.status).or(failed);
            let host = sent.url.split("//").nth(1).and_then(|rest| rest.split('/').next());
            Some(match &integration.target {
                Target::Lambda { function: id, .. } => (function(id), "AWS::Lambda", status),
                Target::Service { .. } | Target::Action { .. } => {
                    (host.unwrap_or_default().to_owned(), "AWS service", status)
                }
                Target::Http { .. } | Target::Mock => (host.unwrap_or_default().to_owned(), "remote", status),
            })
        }
        _ => None,
    }
}

fn flags(status: Option<u16>) -> Vec<&'static str> {
    match status {
        Some(429) => vec!["error", "throttle"],
        Some(400..=499) => vec!["error"],
        Some(500..) => vec!["fault"],
        _ => Vec::new(),
    }
}

/// The rule that the request falls under, from the lowest priority on; X-Ray's own rule comes last.
fn sampling(scene: &Scene<'_>, api: &str, stage: &str) -> String {
    let service = format!("{api}/{stage}");
    let path = scene.trace.passage.route_path.as_str();
    let fits = |pattern: &str, value: &str| pattern.is_empty() || glob::matches(pattern, value);
    let mut rules: Vec<&XraySampling> = scene.design.xray_sampling.iter().collect();
    rules.sort_by_key(|rule| rule.priority);
    let rule = rules.into_iter().find(|rule| {
        fits(&rule.url_path, path)
            && fits(&rule.http_method, scene.context("httpMethod"))
            && fits(&rule.host, scene.context("domainName"))
            && fits(&rule.service_name, &service)
    });
    match rule {
        Some(rule) => format!(
            "Rule `{}` traces {} requests a second and {} of the others (1 is all)",
            rule.name, rule.reservoir, rule.fixed_rate
        ),
        None => {
            "X-Ray's default rule traces the first request of each second and 5 % of the others".to_owned()
        }
    }
}
