//! What `observe` says of a request, in a short form that cases can name.

use serde_json::{Map, Value, json};
use studio_core::design::Design;
use studio_core::flow::{self, Trace};

/// Logs, metrics, segments and bill of a request.
pub fn of(design: &Design, trace: &Trace) -> Value {
    let seen = flow::observe(design, trace);
    let text = |texts: &[String]| texts.join(" ");
    let unset = seen.access_log.fields.iter().filter(|field| !field.unset.is_empty());
    let unset: Map<String, Value> = unset.map(|field| (field.variable.clone(), json!(field.unset))).collect();
    let metrics: Map<String, Value> =
        seen.metrics.data.iter().map(|datum| (datum.name.clone(), json!(datum.value))).collect();
    let dimensions: Vec<String> = seen
        .metrics
        .dimensions
        .iter()
        .map(|set| set.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", "))
        .collect();
    let charge = |charge: &flow::Charge| {
        let told = json!({ "quantity": charge.quantity, "billed": charge.billed, "usd": charge.usd });
        (charge.what.clone(), told)
    };
    let segment = |it: &flow::Segment| {
        format!("{} {} {}+{} {}", it.depth, it.name, it.start_ms, it.duration_ms, it.flags.join(","))
    };
    json!({
        "access_line": seen.access_log.line,
        "access_groups": text(&seen.access_log.destinations),
        "unset": unset,
        "execution": seen.execution_log.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>(),
        "execution_without": seen.execution_log.without,
        "execution_help": seen.execution_log.help,
        "execution_groups": text(&seen.execution_log.groups),
        "held_back": seen.execution_log.held_back,
        "metrics": metrics,
        "metrics_without": seen.metrics.without,
        "dimensions": dimensions,
        "segments": seen.segments.rows.iter().map(segment).collect::<Vec<_>>(),
        "segments_without": seen.segments.without,
        "sampling": seen.segments.sampling,
        "bill": seen.bill.charges.iter().map(charge).collect::<Map<_, _>>(),
    })
}

/// The queries over a stage's access log, by title.
pub fn queries(design: &Design, trace: &Trace) -> Value {
    let (Some(api), Some(stage)) = (trace.passage.api, trace.passage.stage) else { return Value::Null };
    let found = flow::log_queries(design, api, stage, Some(trace));
    let query = |query: &flow::LogQuery| {
        let text = if query.missing.is_empty() {
            query.text.clone()
        } else {
            format!("needs {}", query.missing.join(" "))
        };
        (query.title.clone(), json!(text))
    };
    found.queries.iter().map(query).collect::<Map<_, _>>().into()
}

/// Compares the lines of an execution log without their `(identifier) `; `~` in a wanted line stands for any text.
pub fn log(found: &Value, wanted: &Value) -> Option<String> {
    let texts = |lines: &Value| -> Vec<String> {
        lines.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let bare = |line: String| line.split_once(") ").map_or(line.clone(), |(_, text)| text.to_owned());
    let found: Vec<String> = texts(found).into_iter().map(bare).collect();
    let wanted = texts(wanted);
    if found.len() != wanted.len() {
        return Some(format!("the log has {} lines, not {}: {found:#?}", found.len(), wanted.len()));
    }
    let differ = found.iter().zip(&wanted).find(|(found, wanted)| !fits(found, wanted));
    differ.map(|(found, wanted)| format!("the log says `{found}`, not `{wanted}`"))
}

fn fits(found: &str, wanted: &str) -> bool {
    let mut parts = wanted.split('~');
    let Some(mut rest) = found.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
