//! What AWS does not document can be answered otherwise.

use serde_json::json;
use studio_core::design::Design;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{
    Assumptions, CachedAnswers, HttpTimeout, Outcome, Question, RestThrottle, Session, StepKind,
};

fn design(kind: &str, key: &str) -> Design {
    let stage = json!({
        "name": "prod", "cache_cluster": if kind == "REST" { json!("0.5") } else { json!(null) },
        "defaults": {"throttle": {"rate_rps": 1, "burst": 1}}
    });
    serde_json::from_value(json!({
        "functions": {"40": {"name": "f"}},
        "apis": {"1": {
            "kind": kind, "name": "a",
            "routes": {"10": {"key": key, "integration": 30, "authorization": {"type": "iam"}}},
            "integrations": {"30": {"target": {"type": "lambda", "function": 40}}},
            "stages": {"2": stage}
        }}
    }))
    .expect("a design")
}

fn request(signed: bool, backend: serde_json::Value) -> Scenario {
    let iam = json!({"iam": {"arn": "arn:aws:iam::123456789012:user/ann"}});
    serde_json::from_value(json!({
        "stage": "prod", "method": "GET", "path": "/pets", "backend": backend,
        "identity": if signed { iam } else { json!({}) }
    }))
    .expect("a request")
}

/// The step that refuses the second of two requests at once, the second without a signature.
fn refusing(rest_throttle: RestThrottle) -> Option<StepKind> {
    let assumptions = Assumptions { rest_throttle, ..Assumptions::default() };
    let mut session = Session::new(&design("REST", "GET /pets")).with_assumptions(assumptions);
    session.send(&request(true, json!({"result": {"statusCode": 200}})));
    session.send(&request(false, json!(null))).refused().map(|step| step.kind)
}

#[test]
fn a_rest_throttle_comes_before_or_after_the_authorizer() {
    assert_eq!(refusing(RestThrottle::BeforeAuthorizer), Some(StepKind::Throttle));
    assert_eq!(refusing(RestThrottle::WithUsagePlan), Some(StepKind::Authorizer));
}

#[test]
fn an_http_api_times_out_with_503_or_504() {
    let status = |http_timeout| {
        let assumptions = Assumptions { http_timeout, ..Assumptions::default() };
        let mut session = Session::new(&design("HTTP", "GET /pets")).with_assumptions(assumptions);
        let trace = session.send(&request(true, json!({"timeout": true})));
        (trace.response.status, String::from_utf8_lossy(&trace.response.body).into_owned())
    };
    let text = |text: &str| format!("{{\"message\":\"{text}\"}}");
    assert_eq!(status(HttpTimeout::ServiceUnavailable), (Some(503), text("Service Unavailable")));
    assert_eq!(status(HttpTimeout::GatewayTimeout), (Some(504), text("Gateway Timeout")));
}

#[test]
fn a_cache_keeps_failures_or_successes_only() {
    let hit = |cached_answers| {
        let assumptions = Assumptions { cached_answers, ..Assumptions::default() };
        let mut session = Session::new(&design("REST", "GET /pets")).with_assumptions(assumptions);
        session.send(&request(true, json!({"result": {"statusCode": 500}})));
        let later = Scenario { at_ms: Some(5_000), ..request(true, json!({"result": {"statusCode": 200}})) };
        session.send(&later).step(StepKind::Cache).map(|step| step.outcome)
    };
    assert_eq!(hit(CachedAnswers::All), Some(Outcome::Answer));
    assert_eq!(hit(CachedAnswers::Successes), Some(Outcome::Pass));
}

/// The question that a step of this kind names, in the trace of a first request.
fn named(kind: &str, step: StepKind, backend: serde_json::Value) -> Option<Question> {
    let mut session = Session::new(&design(kind, "GET /pets"));
    session.send(&request(true, backend)).step(step).and_then(|step| step.question)
}

#[test]
fn a_step_names_the_question_that_it_rests_on() {
    let answers = |status: u16| json!({"result": {"statusCode": status}});
    assert_eq!(named("REST", StepKind::Throttle, answers(200)), Some(Question::RestThrottle));
    assert_eq!(named("HTTP", StepKind::Throttle, answers(200)), None);
    assert_eq!(named("HTTP", StepKind::Integration, json!({"timeout": true})), Some(Question::HttpTimeout));
    assert_eq!(named("HTTP", StepKind::Integration, answers(200)), None);
    assert_eq!(named("REST", StepKind::Cache, answers(500)), Some(Question::CachedAnswers));
    assert_eq!(named("REST", StepKind::Cache, answers(200)), None);
    let other = Assumptions { http_timeout: HttpTimeout::GatewayTimeout, ..Assumptions::default() };
    assert!(!other.is_default(Question::HttpTimeout));
    assert!(other.is_default(Question::RestThrottle) && other.is_default(Question::CachedAnswers));
}
