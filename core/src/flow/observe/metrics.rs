//! The data points of a request in CloudWatch, under the names and dimensions of its kind of API.

use serde::Serialize;

use crate::aws::{self, ApiKind};
use crate::design::effective;
use crate::flow::{Outcome, StepKind};

use super::Scene;

/// The namespace of all of them.
const NAMESPACE: &str = "AWS/ApiGateway";

/// What CloudWatch gets of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Metrics {
    /// Why there is nothing; empty where there is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub without: String,
    /// The namespace.
    pub namespace: &'static str,
    /// The sets of dimensions that every data point is kept by, from coarse to fine.
    pub dimensions: Vec<Vec<(String, String)>>,
    /// The set that only detailed metrics keep; none where they are on.
    pub without_details: Option<Vec<String>>,
    /// The data points.
    pub data: Vec<Datum>,
}

/// A data point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Datum {
    /// The metric's name, which differs by kind of API.
    pub name: String,
    /// What the request adds.
    pub value: u64,
    /// CloudWatch's unit.
    pub unit: String,
    /// What the metric counts.
    pub meaning: String,
}

pub(super) fn of(scene: &Scene<'_>) -> Metrics {
    let (Some(api), Some(stage)) = (scene.api, scene.stage) else {
        let without = "The request reached no stage: AWS says that it may keep no metrics of such requests";
        return Metrics { without: without.to_owned(), namespace: NAMESPACE, ..Metrics::default() };
    };
    let passage = &scene.trace.passage;
    let detailed = match passage.api.zip(passage.stage).zip(passage.route) {
        Some(((api, stage), route)) => effective(scene.design, api, stage, route).detailed_metrics,
        None => stage.defaults.detailed_metrics.unwrap_or(false),
    };
    let table = aws::metric_dimensions().iter().find(|row| row.kind == api.kind);
    let mut sets: Vec<Vec<String>> = table.map(|row| row.sets.clone()).unwrap_or_default();
    let fine = sets.pop().filter(|_| passage.route.is_some() || api.kind == ApiKind::WebSocket);
    let (fine, without_details) = if detailed { (fine, None) } else { (None, fine) };
    sets.extend(fine);
    let named = |name: &String| (name.clone(), dimension(scene, api.name.as_str(), name));
    let data = aws::metrics_of(api.kind).filter_map(|metric| {
        let value = value(scene, api.kind, &metric.name)?;
        Some(Datum {
            name: metric.name.clone(),
            value,
            unit: metric.unit.clone(),
            meaning: metric.meaning.clone(),
        })
    });
    Metrics {
        without: String::new(),
        namespace: NAMESPACE,
        dimensions: sets.iter().map(|set| set.iter().map(named).collect()).collect(),
        without_details,
        data: data.collect(),
    }
}

fn dimension(scene: &Scene<'_>, api: &str, name: &str) -> String {
    let text = match name {
        "ApiName" => api,
        "ApiId" => scene.context("apiId"),
        "Stage" => scene.context("stage"),
        "Method" => scene.context("httpMethod"),
        "Resource" => scene.context("resourcePath"),
        "Route" => scene.context("routeKey"),
        _ => "",
    };
    text.to_owned()
}

/// What the request adds to a metric; none where the metric gets no data point of it.
fn value(scene: &Scene<'_>, kind: ApiKind, name: &str) -> Option<u64> {
    let status = scene.status().unwrap_or_default();
    let trace = scene.trace;
    let refused = trace.refused().map(|step| step.kind);
    let called = trace.integration_request.is_some();
    let latency = trace.step(StepKind::Integration).map(|step| step.latency_ms);
    let event = scene.context("eventType");
    let backend = trace.passage.backend.as_ref().and_then(|answer| answer.status).unwrap_or_default();
    let backend = scene.context("integration.status").parse().unwrap_or(backend);
    match (kind, name) {
        (ApiKind::Rest | ApiKind::Http, "Count") => Some(1),
        (ApiKind::Rest, "4XXError") | (ApiKind::Http, "4xx") => Some(u64::from((400..500).contains(&status))),
        (ApiKind::Rest, "5XXError") | (ApiKind::Http, "5xx") => Some(u64::from(status >= 500)),
        (ApiKind::Rest | ApiKind::Http, "Latency") => Some(trace.latency_ms),
        (_, "IntegrationLatency") => latency.filter(|_| called),
        (ApiKind::Rest, "CacheHitCount") => cached(scene).map(u64::from),
        (ApiKind::Rest, "CacheMissCount") => cached(scene).map(|hit| u64::from(!hit)),
        (ApiKind::Http, "DataProcessed") => {
            let sent = trace.passage.request.body.len() + trace.response.body.len();
            u64::try_from(sent).ok()
        }
        (ApiKind::WebSocket, "ConnectCount") => (event == "CONNECT" && called).then_some(1),
        (ApiKind::WebSocket, "MessageCount") => {
            let answered = event == "MESSAGE" && !trace.response.body.is_empty();
            (event == "MESSAGE").then_some(1 + u64::from(answered))
        }
        (ApiKind::WebSocket, "IntegrationError") => called.then_some(u64::from(backend >= 400)),
        (ApiKind::WebSocket, "ClientError") => {
            Some(u64::from(!called && refused.is_some() && (400..500).contains(&status)))
        }
        (ApiKind::WebSocket, "ExecutionError") => Some(u64::from(refused == Some(StepKind::Integration))),
        _ => None,
    }
}

/// Whether the cache answered; none where it was not asked.
fn cached(scene: &Scene<'_>) -> Option<bool> {
    let step = scene.trace.step(StepKind::Cache)?;
    match step.outcome {
        Outcome::Answer => Some(true),
        Outcome::Pass => Some(false),
        Outcome::Skip | Outcome::Refuse => None,
    }
}
