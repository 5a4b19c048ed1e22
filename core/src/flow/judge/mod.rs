//! Whether an answer is what a scenario expects.

mod body;
mod json;

use serde::Serialize;

use crate::aws::GatewayResponseType;
use crate::design::inputs::{Expectations, HeaderExpectation, StepExpectation};

use super::{HTTP, HTTP_OUT, Outcome, REST, REST_OUT, Step, Trace, WEBSOCKET};

/// How many bytes of a value a check repeats.
const SHOWN_BYTES: usize = 2_000;

/// One expectation, and whether it is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What is looked at, such as `status`, `header content-type`, `body $.id` or `step throttle`.
    pub what: String,
    /// Whether it is as expected.
    pub met: bool,
    /// What is expected.
    pub expected: String,
    /// What there is.
    pub actual: String,
    /// What happened, in one sentence.
    pub sentence: String,
    /// The step of the trace that decided it, counted from 0.
    pub step: Option<usize>,
}

impl Trace {
    /// The place of the step that decided: the one that refused or answered, else the integration, else the last.
    pub fn deciding_step(&self) -> usize {
        let find = |wanted: fn(&Step) -> bool| self.steps.iter().position(wanted);
        find(|step| step.outcome == Outcome::Refuse)
            .or_else(|| find(|step| step.outcome == Outcome::Answer))
            .or_else(|| find(|step| step.kind == super::StepKind::Integration))
            .unwrap_or_else(|| self.steps.len().saturating_sub(1))
    }

    /// Why the answer is as it is: what the step that refused or answered says.
    fn why(&self) -> String {
        match self.steps.get(self.deciding_step()) {
            Some(step) if step.outcome == Outcome::Refuse => {
                format!("step `{}` refuses: {}", step.name, step.reason)
            }
            Some(step) if step.outcome == Outcome::Answer => {
                format!("step `{}` answers: {}", step.name, step.reason)
            }
            _ => "no step refuses the request".to_owned(),
        }
    }
}

/// Every expectation with what came of it, in the order in which a saved design holds them.
pub fn judge(expect: &Expectations, trace: &Trace) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.extend(expect.status.map(|status| judge_status(status, trace)));
    checks.extend(expect.headers.iter().map(|(name, wanted)| judge_header(name, wanted, trace)));
    checks.extend(body::judge(&expect.body, trace));
    checks.extend(expect.steps.iter().map(|(name, wanted)| judge_step(name, *wanted, trace)));
    checks.extend(expect.response_type.map(|wanted| {
        let found = trace.context.get("error.responseType").map(String::as_str);
        let (expected, met) = (wanted.as_str(), found == Some(wanted.as_str()));
        let actual = found.unwrap_or("no refusal");
        let sentence = format!("`$context.error.responseType` is {actual}: {}", trace.why());
        check("response_type", met, expected, actual, sentence, Some(trace.deciding_step()))
    }));
    checks
}

fn check(
    what: impl Into<String>,
    met: bool,
    expected: &str,
    actual: &str,
    sentence: String,
    step: Option<usize>,
) -> Check {
    Check { what: what.into(), met, expected: shown(expected), actual: shown(actual), sentence, step }
}

/// A value that is short enough to be repeated.
fn shown(text: &str) -> String {
    if text.len() <= SHOWN_BYTES {
        return text.to_owned();
    }
    let cut = (0..=SHOWN_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    format!("{}… ({} bytes in all)", text.get(..cut).unwrap_or_default(), text.len())
}

fn judge_status(wanted: u16, trace: &Trace) -> Check {
    let actual = trace.response.status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
    let met = trace.response.status == Some(wanted);
    let sentence = format!("The status is {actual}: {}", trace.why());
    check("status", met, &wanted.to_string(), &actual, sentence, Some(trace.deciding_step()))
}

fn judge_header(name: &str, wanted: &HeaderExpectation, trace: &Trace) -> Check {
    let headers = trace.response.headers.iter();
    let values: Vec<&str> = headers
        .filter(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
        .collect();
    let actual = if values.is_empty() { "absent".to_owned() } else { values.join(", ") };
    let (expected, met) = match wanted {
        HeaderExpectation::Present => ("present", !values.is_empty()),
        HeaderExpectation::Absent => ("absent", values.is_empty()),
        HeaderExpectation::Equals(text) => (text.as_str(), values.contains(&text.as_str())),
    };
    let sentence = match values.is_empty() {
        true => format!("The answer has no header `{name}`; {}", trace.why()),
        false => format!("The answer has header `{name}` with `{}`", shown(&actual)),
    };
    check(format!("header {name}"), met, expected, &actual, sentence, Some(trace.deciding_step()))
}

fn judge_step(name: &str, wanted: StepExpectation, trace: &Trace) -> Check {
    let what = format!("step {name}");
    let expected = wanted.as_str();
    let known = [REST, HTTP, WEBSOCKET, REST_OUT, HTTP_OUT];
    if !known.iter().any(|steps| steps.iter().any(|(kind, _)| kind.name() == name)) {
        let sentence = format!("No kind of API has a step that is called `{name}`");
        return check(what, false, expected, "no such step", sentence, None);
    }
    let Some(at) = trace.steps.iter().position(|step| step.name == name) else {
        let met = wanted == StepExpectation::NotReached;
        let sentence = format!("The request does not come to step `{name}`: {}", trace.why());
        let found = StepExpectation::NotReached.as_str();
        return check(what, met, expected, found, sentence, Some(trace.deciding_step()));
    };
    let (outcome, reason) =
        trace.steps.get(at).map_or((Outcome::Skip, ""), |step| (step.outcome, step.reason.as_str()));
    let found = match outcome {
        Outcome::Pass => StepExpectation::Pass,
        Outcome::Answer => StepExpectation::Answer,
        Outcome::Refuse => StepExpectation::Refuse,
        Outcome::Skip => StepExpectation::Skip,
    };
    let sentence = format!("Step `{name}` says: {reason}");
    check(what, found == wanted, expected, found.as_str(), sentence, Some(at))
}

/// The answer of a trace as an expectation: status, type and text of the body, and which step decided.
pub fn expected_of(trace: &Trace) -> Expectations {
    let mut expect = Expectations { status: trace.response.status, ..Expectations::default() };
    let kind =
        trace.response.headers.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    if let Some((name, value)) = kind {
        let wanted = HeaderExpectation::Equals(value.clone());
        expect.headers.insert(name.to_ascii_lowercase(), wanted);
    }
    expect.body = body::expected(&trace.response.body);
    if let Some(step) = trace.steps.get(trace.deciding_step()) {
        let wanted = match step.outcome {
            Outcome::Refuse => Some(StepExpectation::Refuse),
            Outcome::Answer => Some(StepExpectation::Answer),
            Outcome::Pass | Outcome::Skip => None,
        };
        if let Some(wanted) = wanted {
            expect.steps.insert(step.name.clone(), wanted);
        }
    }
    let word = trace.context.get("error.responseType");
    expect.response_type =
        GatewayResponseType::ALL.iter().find(|kind| word.is_some_and(|word| kind.as_str() == word)).copied();
    expect
}
