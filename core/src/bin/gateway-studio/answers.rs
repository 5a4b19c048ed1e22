//! What `gateway-studio flow` says beside the trace: ways past a refusal, and what a request leaves behind.

use serde_json::{Value, json};
use studio_core::aws::Billed;
use studio_core::design::Design;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{Charge, Observed, Outcome, Trace, remedies};

/// The trace as JSON, with `remedies` where it was refused, and with `observed` where it was looked at.
pub fn json(design: &Design, scenario: &Scenario, trace: &Trace, observed: Option<&Observed>) -> Value {
    let mut answer = trace.to_json();
    let found = remedies(design, scenario, trace);
    if !found.is_empty() {
        answer["remedies"] = json!(found);
    }
    if let Some(seen) = observed {
        answer["observed"] = json!(seen);
    }
    answer
}

/// The same as lines for a terminal.
pub fn lines(
    design: &Design,
    scenario: &Scenario,
    trace: &Trace,
    observed: Option<&Observed>,
) -> Vec<String> {
    let mut lines = steps(scenario, trace);
    lines.extend(
        remedies(design, scenario, trace).into_iter().map(|remedy| format!("  ? {}", remedy.sentence)),
    );
    if let Some(seen) = observed {
        let told =
            |text: &str, why: &str| if why.is_empty() { text.to_owned() } else { format!("none: {why}") };
        lines.push(format!("  access log: {}", told(&seen.access_log.line, &seen.access_log.without)));
        lines.push(
            format!("  execution log: {}", told("", &seen.execution_log.without)).trim_end().to_owned(),
        );
        lines.extend(seen.execution_log.lines.iter().map(|line| format!("    {}", line.text)));
        let data = seen.metrics.data.iter().map(|datum| format!("{} {}", datum.name, datum.value));
        lines.push(format!(
            "  metrics: {}",
            told(&data.collect::<Vec<_>>().join(", "), &seen.metrics.without)
        ));
        lines.extend(seen.bill.charges.iter().map(charge));
    }
    lines
}

/// The request, its steps and the answer.
fn steps(scenario: &Scenario, trace: &Trace) -> Vec<String> {
    let mut lines = vec![format!("{} {}", scenario.method, scenario.path)];
    for step in trace.steps.iter().filter(|step| step.outcome != Outcome::Skip) {
        let mark = match step.outcome {
            Outcome::Refuse => "✕",
            Outcome::Answer => "↩",
            Outcome::Pass | Outcome::Skip => "·",
        };
        lines.push(format!("  {mark} {:<18} {}", step.name, step.reason));
    }
    let status = trace.response.status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
    lines.push(format!("  → {status} {}", String::from_utf8_lossy(&trace.response.body)));
    lines
}

/// A part of the bill as a line.
fn charge(charge: &Charge) -> String {
    let Charge { what, quantity, unit, billed, usd, .. } = charge;
    let told = match (billed, usd) {
        (Billed::No, _) => "not charged".to_owned(),
        (Billed::Unknown, _) => "whether it is charged is not documented".to_owned(),
        (Billed::Yes, Some(usd)) => format!("{usd} USD"),
        (Billed::Yes, None) => "charged at a price that is not known".to_owned(),
    };
    let plural = if *quantity == 1 { "" } else { "s" };
    format!("  bill: {what}, {quantity} {unit}{plural}: {told}")
}
