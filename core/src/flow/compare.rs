//! Two traces side by side.

use serde::Serialize;
use serde_json::Value;

use super::{Message, Outcome, Step, StepKind, Trace};

/// Something that differs between two traces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The step that it is about; none for what the client or the backend gets.
    pub step: Option<StepKind>,
    /// What differs, such as `outcome`, `status` or `header Content-Type`.
    pub what: String,
    /// What the first trace says; empty where it has nothing of the kind.
    pub left: String,
    /// What the second trace says.
    pub right: String,
}

/// Headers that differ between any two requests.
const ALWAYS: [&str; 7] = [
    "date",
    "x-amzn-requestid",
    "x-amz-apigw-id",
    "x-amzn-trace-id",
    "apigw-requestid",
    "x-amz-cf-id",
    "via",
];

/// Members of events that differ between any two requests.
const IDENTIFIERS: [&str; 8] = [
    "requestId",
    "extendedRequestId",
    "messageId",
    "requestTime",
    "requestTimeEpoch",
    "time",
    "timeEpoch",
    "x-amzn-trace-id",
];

/// Takes identifiers and times out of a JSON value.
fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !IDENTIFIERS.iter().any(|it| it.eq_ignore_ascii_case(name)));
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// What differs: the steps in order, then what the backend got, then the answer. Identifiers and times are left out.
pub fn compare(left: &Trace, right: &Trace) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut kinds: Vec<StepKind> = left.steps.iter().map(|step| step.kind).collect();
    kinds.extend(right.steps.iter().map(|step| step.kind).filter(|kind| left.step(*kind).is_none()));
    kinds.sort_by_key(|kind| place(left, right, *kind));
    for kind in kinds {
        steps(kind, left.step(kind), right.step(kind), &mut found);
    }
    let sent = |trace: &Trace| trace.integration_request.clone().unwrap_or_default();
    messages("backend's ", &sent(left), &sent(right), &mut found);
    messages("", &left.response, &right.response, &mut found);
    found
}

/// Where a step stands in the longer of the two ways.
fn place(left: &Trace, right: &Trace, kind: StepKind) -> usize {
    let of = |trace: &Trace| trace.steps.iter().position(|step| step.kind == kind);
    let longer = if left.steps.len() >= right.steps.len() { [left, right] } else { [right, left] };
    longer.into_iter().find_map(of).unwrap_or(usize::MAX)
}

fn steps(kind: StepKind, left: Option<&Step>, right: Option<&Step>, found: &mut Vec<Difference>) {
    let outcome = |step: Option<&Step>| step.map_or("not reached", |step| word(step.outcome)).to_owned();
    let reason = |step: Option<&Step>| step.map_or(String::new(), |step| step.reason.clone());
    let latency = |step: Option<&Step>| step.map_or(String::new(), |step| format!("{} ms", step.latency_ms));
    let mut add = |what: &str, left: String, right: String| {
        if left != right {
            found.push(Difference { step: Some(kind), what: what.to_owned(), left, right });
        }
    };
    add("outcome", outcome(left), outcome(right));
    if left.is_some() && right.is_some() {
        add("reason", reason(left), reason(right));
        add("latency", latency(left), latency(right));
    }
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Answer => "answer",
        Outcome::Refuse => "refuse",
        Outcome::Skip => "skip",
    }
}

fn messages(whose: &str, left: &Message, right: &Message, found: &mut Vec<Difference>) {
    let mut add = |what: String, left: String, right: String| {
        if left != right {
            found.push(Difference { step: None, what: format!("{whose}{what}"), left, right });
        }
    };
    let status = |message: &Message| message.status.map(|it| it.to_string()).unwrap_or_default();
    add("status".to_owned(), status(left), status(right));
    add("method".to_owned(), left.method.clone(), right.method.clone());
    add("address".to_owned(), left.url.clone(), right.url.clone());
    let mut names: Vec<String> =
        left.headers.iter().chain(&right.headers).map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    names.dedup();
    let values = |message: &Message, name: &str| {
        let of = message.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        of.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(", ")
    };
    for name in names.iter().filter(|name| !ALWAYS.contains(&name.as_str())) {
        add(format!("header {name}"), values(left, name), values(right, name));
    }
    let text = |message: &Message| match serde_json::from_slice::<Value>(&message.body) {
        Ok(mut value) if value.is_object() => {
            strip(&mut value);
            value.to_string()
        }
        _ => String::from_utf8_lossy(&message.body).into_owned(),
    };
    add("body".to_owned(), text(left), text(right));
}
