//! The access log: where the line goes, what it says, and why a variable has no value in it.

use serde::Serialize;

use crate::aws::{self, ContextUse};
use crate::design::LogDestination;
use crate::lang::log_format;

use super::Scene;

/// How a stage comes to an access log.
pub(super) const ON: &str =
    "Switch the stage's access log on: it takes a log group or a Firehose stream, and a format";

/// A stage's access log line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AccessLine {
    /// Why there is none; empty where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub without: String,
    /// How to have one; empty where nothing of the stage would.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// The log groups or streams that get it; a canary's requests go to two.
    pub destinations: Vec<String>,
    /// The line.
    pub line: String,
    /// The variables of the format, in order.
    pub fields: Vec<LogField>,
}

/// A variable of an access log format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogField {
    /// Its name, without `$context.`.
    pub variable: String,
    /// The key that it has in a JSON format; the variable's last word in others.
    pub field: String,
    /// What the line says, `-` where it has no value.
    pub value: String,
    /// Why it has none; empty where it has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unset: String,
}

pub(super) fn of(scene: &Scene<'_>) -> AccessLine {
    let without = |why: &str| AccessLine { without: why.to_owned(), ..AccessLine::default() };
    let (Some(api), Some(stage)) = (scene.api, scene.stage) else {
        return without("The request reached no stage, so nobody logs it");
    };
    let Some((log, line)) = stage.access_log.as_ref().zip(scene.trace.access_log.as_ref()) else {
        return AccessLine { help: ON.to_owned(), ..without("The stage writes no access log") };
    };
    let fields = log_format::fields(&log.format).into_iter().map(|(field, variable)| {
        let value = scene.context(&variable);
        let unset = if value.is_empty() { unset(api.kind, &variable) } else { String::new() };
        let value = if value.is_empty() { log_format::UNSET.to_owned() } else { value.to_owned() };
        LogField { variable, field, value, unset }
    });
    AccessLine {
        without: String::new(),
        help: String::new(),
        destinations: destinations(scene, &log.destination, &api.name, &stage.name),
        line: line.clone(),
        fields: fields.collect(),
    }
}

/// Why a variable has no value for a request.
fn unset(kind: aws::ApiKind, variable: &str) -> String {
    match aws::context_variable(kind, variable).map(|row| (row.use_on(kind), row.value.meaning.as_str())) {
        None => format!("{} APIs have no such variable", kind.label()),
        Some((Some(ContextUse::Template), _)) => {
            "Only mapping templates set it; logs do not read it".to_owned()
        }
        Some((_, meaning)) => format!("This request has none: {meaning}"),
    }
}

fn destinations(scene: &Scene<'_>, to: &LogDestination, api: &str, stage: &str) -> Vec<String> {
    let group = match to {
        LogDestination::Existing { arn } => arn.clone(),
        LogDestination::LogGroup { name, .. } if !name.is_empty() => name.clone(),
        LogDestination::LogGroup { .. } => format!("the log group of {api}'s stage {stage}"),
    };
    if !scene.trace.passage.canary {
        return vec![group];
    }
    let canary = aws::cause_text("log_group.canary", &[("group", &group)]);
    vec![group, canary]
}
