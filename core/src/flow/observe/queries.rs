//! Queries of CloudWatch Logs Insights over a stage's access log, in the fields that its format has.

use serde::Serialize;

use crate::aws::{self, ApiKind};
use crate::design::{ApiId, Design, StageId};
use crate::flow::Trace;
use crate::lang::log_format;

/// A stage's queries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LogQueries {
    /// Why there are none; empty where there are.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub without: String,
    /// How to have some; empty where nothing of the stage would.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// The queries.
    pub queries: Vec<LogQuery>,
}

/// A query, ready to copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogQuery {
    /// What it tells.
    pub title: String,
    /// The query; empty where the format lacks what it needs.
    pub text: String,
    /// The `$context` variables that the format lacks for it.
    pub missing: Vec<String>,
}

/// The queries over the access log of a stage. With a trace there is one more, which finds that request.
pub fn log_queries(design: &Design, api: ApiId, stage: StageId, trace: Option<&Trace>) -> LogQueries {
    let without = |why: &str| LogQueries { without: why.to_owned(), ..LogQueries::default() };
    let found = design.apis.get(&api).and_then(|api| Some((api, api.stages.get(&stage)?)));
    let Some((api, stage)) = found else { return without("There is no such stage") };
    let Some(log) = &stage.access_log else {
        let none = without("The stage writes no access log, so there is nothing to query");
        return LogQueries { help: super::access::ON.to_owned(), ..none };
    };
    let fields = log_format::fields(&log.format);
    let read = if log_format::is_json(&log.format) { String::new() } else { reading(&log.format, &fields) };
    let id = trace.and_then(|trace| trace.context.get("requestId"));
    let rows = aws::log_queries().iter().filter(|row| id.is_some() || !row.text.contains("{request_id}"));
    let queries = rows.map(|row| {
        let mut missing = Vec::new();
        let text = filled(&row.text, |name| match name {
            "request_id" => id.cloned(),
            name => {
                let wanted = variables(api.kind, name);
                let held = wanted.iter().find_map(|wanted| fields.iter().find(|(_, it)| it == wanted));
                if held.is_none() {
                    missing.extend(wanted.first().map(|first| format!("$context.{first}")));
                }
                held.map(|(field, _)| quoted(field))
            }
        });
        missing.dedup();
        let text = if missing.is_empty() { format!("{read}{text}") } else { String::new() };
        LogQuery { title: row.title.clone(), text, missing }
    });
    LogQueries { queries: queries.collect(), ..LogQueries::default() }
}

/// The variables that can stand for a word of a query, best first.
fn variables(kind: ApiKind, name: &str) -> &'static [&'static str] {
    match (name, kind) {
        ("status", _) => &["status"],
        ("route", ApiKind::Rest) => &["resourcePath", "path"],
        ("route", ApiKind::Http | ApiKind::WebSocket) => &["routeKey"],
        ("latency", ApiKind::WebSocket) => &["integrationLatency", "integration.latency"],
        ("latency", _) => &["responseLatency"],
        ("integration_latency", _) => &["integrationLatency", "integration.latency"],
        ("error", _) => &["error.message", "error.messageString", "error.responseType"],
        ("ip", _) => &["identity.sourceIp"],
        ("id", _) => &["requestId", "extendedRequestId"],
        _ => &[],
    }
}

/// The part that takes the fields out of lines that are no JSON.
fn reading(format: &str, fields: &[(String, String)]) -> String {
    let names: Vec<&str> = fields.iter().map(|(field, _)| field.as_str()).collect();
    format!("parse @message \"{}\" as {}\n| ", log_format::glob(format), names.join(", "))
}

/// A field's name as queries write it: in backticks where it is more than letters, digits, `_`, `.` and `@`.
fn quoted(field: &str) -> String {
    let plain = |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '_' | '.' | '@');
    if field.chars().all(plain) { field.to_owned() } else { format!("`{}`", field.replace('`', "")) }
}

fn filled(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
        out.push_str(&value(name).unwrap_or_default());
        rest = tail;
    }
    out.push_str(rest);
    out
}
