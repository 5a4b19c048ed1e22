//! The execution log of REST and WebSocket APIs, line for line as AWS words it.

use serde::Serialize;

use crate::aws::{self, ApiKind, LoggingLevel, dns_suffix_of};
use crate::design::{Authorization, AuthorizerMethod, Target, effective};
use crate::flow::clock::Civil;
use crate::flow::exchange::{arn, region};
use crate::flow::{Fidelity, Outcome, Step, StepKind, Trace, ids};

use super::execution_text::{body, cut, map, masked};
use super::script::Script;
use super::{Scene, websocket};

/// The execution log's lines about one request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExecutionLog {
    /// Why there are none; empty where there are.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub without: String,
    /// How to have some; empty where nothing of the stage would.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// The log groups that get them; a canary's requests go to two.
    pub groups: Vec<String>,
    /// The lines that the stage's logging level and data trace let through.
    pub lines: Vec<LogLine>,
    /// How many lines more there would be at level INFO with whole requests.
    pub held_back: usize,
}

/// A line of an execution log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// When it is written, in milliseconds since 1970.
    pub at_epoch_ms: u64,
    /// The text, as CloudWatch shows it.
    pub text: String,
    /// How well the wording is founded.
    pub fidelity: Fidelity,
    /// The least level that writes it.
    pub level: LoggingLevel,
    /// Whether it is written only where whole requests are logged.
    pub data_trace: bool,
    /// The step that it is about.
    pub step: Option<StepKind>,
}

pub(super) fn of(scene: &Scene<'_>) -> ExecutionLog {
    let without = |why: &str| ExecutionLog { without: why.to_owned(), ..ExecutionLog::default() };
    let (Some(api), Some(stage), passage) = (scene.api, scene.stage, &scene.trace.passage) else {
        return without("The request reached no stage, so nobody logs it");
    };
    if api.kind == ApiKind::Http {
        return without("HTTP APIs have no execution log, only the access log");
    }
    let settings = match passage.api.zip(passage.stage).zip(passage.route) {
        Some(((api, stage), route)) => {
            let holds = effective(scene.design, api, stage, route);
            (holds.logging_level.unwrap_or(LoggingLevel::Off), holds.data_trace)
        }
        None => {
            let defaults = &stage.defaults;
            (defaults.logging_level.unwrap_or(LoggingLevel::Off), defaults.data_trace.unwrap_or(false))
        }
    };
    let group =
        aws::cause_text("log_group.execution", &[("api", scene.context("apiId")), ("stage", &stage.name)]);
    let mut groups = vec![group.clone()];
    if passage.canary {
        groups.push(aws::cause_text("log_group.canary", &[("group", &group)]));
    }
    let all = every_line(scene);
    let count = all.len();
    let lines: Vec<LogLine> = all.into_iter().filter(|line| written(line, settings)).collect();
    let mut log = ExecutionLog { groups, held_back: count - lines.len(), lines, ..ExecutionLog::default() };
    if settings.0 == LoggingLevel::Off {
        "The execution log is off for this route".clone_into(&mut log.without);
        "Set the stage's execution log to ERROR or INFO; AWS writes it with the CloudWatch role of the account's settings"
            .clone_into(&mut log.help);
    }
    let id = scene.context("requestId");
    for line in &mut log.lines {
        line.text = cut(format!("({id}) {}", line.text));
    }
    log
}

/// Whether a level and data trace let a line through.
fn written(line: &LogLine, (level, data_trace): (LoggingLevel, bool)) -> bool {
    let enough = match level {
        LoggingLevel::Off => false,
        LoggingLevel::Error => line.level == LoggingLevel::Error,
        LoggingLevel::Info => true,
    };
    enough && (data_trace || !line.data_trace)
}

/// The log that AWS's test of one REST method answers with: all lines from the execution's start on, with times.
pub fn test_invoke_log(trace: &Trace) -> String {
    let design = crate::design::Design::default();
    let scene = Scene { design: &design, trace, api: None, stage: None, book: None };
    let mut script = Script::new(&scene);
    rest_execution(&mut script);
    let mut log = format!("Execution log for request {}\n", scene.context("requestId"));
    for line in script.lines {
        log.push_str(&format!("{} : {}\n", Civil::at(line.at_epoch_ms).log(), cut(line.text)));
    }
    log
}

fn every_line(scene: &Scene<'_>) -> Vec<LogLine> {
    let mut script = Script::new(scene);
    if scene.trace.passage.kind == Some(ApiKind::WebSocket) {
        websocket::lines(&mut script);
        return script.lines;
    }
    let extended = scene.context("extendedRequestId").to_owned();
    script.say("extended_id", None, &[("extended", &extended)]);
    let refused = scene.trace.refused().map(|step| step.kind);
    let before = [StepKind::Endpoint, StepKind::Waf, StepKind::Route, StepKind::ResourcePolicy];
    if refused.is_some_and(|kind| before.contains(&kind)) {
        script.complete();
        return script.lines;
    }
    authorizer(&mut script);
    if refused == Some(StepKind::Authorizer) || refused == Some(StepKind::ResourcePolicyResult) {
        script.complete();
        return script.lines;
    }
    if usage_plan(&mut script) {
        rest_execution(&mut script);
    } else {
        script.complete();
    }
    script.lines
}

/// The lines of a Lambda authorizer.
fn authorizer(script: &mut Script<'_>) {
    let scene = script.scene;
    let Some(step) = scene.trace.step(StepKind::Authorizer) else { return };
    let route = scene.api.zip(scene.trace.passage.route).and_then(|(api, id)| api.routes.get(&id));
    let Some(Authorization::Authorizer { id, .. }) = route.map(|route| &route.authorization) else { return };
    let Some(found) = scene.api.and_then(|api| api.authorizers.get(id)) else { return };
    let (function, token) = match &found.method {
        AuthorizerMethod::LambdaToken { function, .. } => (function, true),
        AuthorizerMethod::LambdaRequest { function, .. } => (function, false),
        AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. } => return,
    };
    let at = Some(StepKind::Authorizer);
    let value = |name: &str| step.consulted.iter().find(|row| row.name == name).map(|row| row.value.as_str());
    if let Some(event) = value("event") {
        let authorizer = ids::minted(0xa07, id.0, 6);
        script.say("authorizer.start", at, &[("authorizer", &authorizer)]);
        let parsed: serde_json::Value = serde_json::from_str(event).unwrap_or_default();
        if let Some(identity) = parsed["authorizationToken"].as_str().filter(|_| token) {
            script.say("authorizer.identity", at, &[("identity", &masked(identity))]);
        }
        let name = scene.design.functions.get(function).map_or("", |function| function.name.as_str());
        let region = region(scene.design);
        let uri = format!(
            "https://lambda.{region}.{}/2015-03-31/functions/{}/invocations",
            dns_suffix_of(region),
            arn(scene.design, "lambda", &format!("function:{name}")),
        );
        script.say("endpoint.uri", at, &[("uri", &uri)]);
        script.say("endpoint.body", at, &[("body", event)]);
        script.now += step.latency_ms;
        script.say("authorizer.answer", at, &[("answer", value("answer").unwrap_or_default())]);
    }
    if step.outcome == Outcome::Pass {
        let principal = masked(scene.context("authorizer.principalId"));
        script.say("authorizer.valid", at, &[("principal", &principal)]);
        script.say("authorizer.done", at, &[]);
    } else if step.outcome == Outcome::Refuse {
        let denied = scene.trace.passage.refusal == Some(aws::GatewayResponseType::AccessDenied);
        script.say(if denied { "authorizer.denied" } else { "authorizer.unauthorized" }, at, &[]);
    }
}

/// The lines of the usage plan check; says whether the request got past it.
fn usage_plan(script: &mut Script<'_>) -> bool {
    let scene = script.scene;
    let refused = scene.trace.refused();
    let key = scene.context("identity.apiKey").to_owned();
    let key = masked(&key);
    script.say("plan.verify", Some(StepKind::ApiKey), &[("key", &key)]);
    let kind = refused.map(|step| step.kind);
    match (kind, refused) {
        (Some(StepKind::ApiKey), _) => script.say("plan.no_key", kind, &[("key", &key)]),
        (Some(StepKind::Throttle | StepKind::UsagePlan), Some(step)) => limited(script, step),
        _ => {
            if scene.trace.passage.api_key.is_none() {
                script.say("plan.open", Some(StepKind::ApiKey), &[("key", &key)]);
            }
            script.say("plan.done", Some(StepKind::UsagePlan), &[("key", &key)]);
            return true;
        }
    }
    false
}

fn limited(script: &mut Script<'_>, step: &Step) {
    let at = Some(step.kind);
    if script.scene.trace.passage.refusal == Some(aws::GatewayResponseType::QuotaExceeded) {
        let plans = &script.scene.design.usage_plans;
        let plan = script.scene.trace.passage.plan.and_then(|id| plans.get(&id));
        let plan = plan.map_or("", |plan| plan.name.as_str());
        return script.say("plan.quota", at, &[("plan", plan)]);
    }
    let limit = step.consulted.iter().rev().find(|row| row.name.starts_with("limit behind"));
    let limit = limit.map_or("", |row| row.value.as_str());
    let (rate, burst) = limit.split_once("/s, burst ").unwrap_or((limit, ""));
    let rate = rate.parse::<f64>().map_or_else(|_| rate.to_owned(), |rate| format!("{rate:.2}"));
    script.say("plan.throttled", at, &[("rate", &rate), ("burst", burst)]);
}

/// The lines from the execution's start to its end.
fn rest_execution(script: &mut Script<'_>) {
    let scene = script.scene;
    let passage = &scene.trace.passage;
    script.say("start", Some(StepKind::Route), &[]);
    script.say("method", Some(StepKind::Route), &[("path", &passage.route_path)]);
    let at = Some(StepKind::Validate);
    if passage.api_key.is_some() {
        script.say("key", at, &[("key", &masked(scene.context("identity.apiKey")))]);
    }
    script.say("request.path", at, &[("map", &map(&passage.path_parameters))]);
    script.say("request.query", at, &[("map", &map(&passage.query))]);
    script.say("request.headers", at, &[("map", &map(&passage.request.headers))]);
    script.say("request.body", at, &[("body", &body(&passage.request.body))]);
    endpoint(script);
    if let Some(step) = scene.trace.refused() {
        script.fail(step);
    } else {
        let at = Some(StepKind::MapResponse);
        let response = method_response(scene.trace);
        script.say("response.body", at, &[("body", &body(&scene.trace.response.body))]);
        script.say("response.headers", at, &[("map", &map(&response))]);
        script.say("success", at, &[]);
    }
    script.complete();
    if !scene.context("integration.requestId").is_empty() {
        script.say("endpoint.id", Some(StepKind::Integration), &[]);
    }
}

/// The headers of the method response: without those that API Gateway adds afterwards.
fn method_response(trace: &Trace) -> Vec<(String, String)> {
    let before = trace.step(StepKind::Response).and_then(|step| step.before.as_ref());
    let mut headers = before.unwrap_or(&trace.response).headers.clone();
    let added = trace.response.headers.iter().find(|(name, _)| name == "X-Amzn-Trace-Id");
    if let Some(added) = added.filter(|added| !headers.contains(added)) {
        headers.insert(0, added.clone());
    }
    headers
}

/// The lines about the backend; mock integrations and answers from the cache have none.
fn endpoint(script: &mut Script<'_>) {
    let scene = script.scene;
    let Some(sent) = &scene.trace.integration_request else { return };
    let at = Some(StepKind::Integration);
    script.say("endpoint.uri", at, &[("uri", &sent.url)]);
    script.say("endpoint.headers", at, &[("map", &map(&endpoint_headers(scene, &sent.headers)))]);
    script.say("endpoint.body", at, &[("body", &body(&sent.body))]);
    script.say("endpoint.send", at, &[("uri", &sent.url)]);
    let step = scene.trace.step(StepKind::Integration);
    script.now += step.map_or(0, |step| step.latency_ms);
    let Some(answer) = &scene.trace.passage.backend else { return };
    let status = answer.status.map(|status| status.to_string()).unwrap_or_default();
    let latency = step.map_or(0, |step| step.latency_ms).to_string();
    script.say("endpoint.received", at, &[("status", &status), ("latency", &latency)]);
    script.say("endpoint.answer_headers", at, &[("map", &map(&answer.headers))]);
    script.say("endpoint.answer_body", at, &[("body", &body(&answer.body))]);
}

/// The headers of a Lambda invocation as captures show them; the signature is API Gateway's own.
fn endpoint_headers(scene: &Scene<'_>, sent: &[(String, String)]) -> Vec<(String, String)> {
    let route = scene.api.zip(scene.trace.passage.route).and_then(|(api, id)| api.routes.get(&id));
    let integration = route.and_then(|route| scene.api?.integrations.get(&route.integration?));
    let Some(Target::Lambda { .. }) = integration.map(|integration| &integration.target) else {
        return sent.to_vec();
    };
    let (api, route) = (scene.context("apiId"), route.map(|route| route.key.to_string()).unwrap_or_default());
    let tail = format!("{api}/{}/{}", scene.context("stage"), route.replacen(" /", "/", 1));
    let source = arn(scene.design, "execute-api", &tail);
    let date = Civil::at(scene.context("requestTimeEpoch").parse().unwrap_or(0)).basic();
    let pairs = [
        ("x-amzn-lambda-integration-tag", scene.context("requestId").to_owned()),
        ("Authorization", "*".repeat(40)),
        ("X-Amz-Date", date),
        ("x-amzn-apigateway-api-id", api.to_owned()),
        ("X-Amz-Source-Arn", source),
        ("Accept", "application/json".to_owned()),
        ("User-Agent", format!("AmazonAPIGateway_{api}")),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
