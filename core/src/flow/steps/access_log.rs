//! The access log line.

use crate::aws;
use crate::design::Diagnostic;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::Verdict;
use crate::lang::log_format;

/// Says whether the stage writes a line, and names variables that this kind of API does not have.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let latency = x.latency_ms.to_string();
    x.set("responseLatency", latency);
    let Some((_, stage)) = x.place.stage.filter(|_| !unanswered(x)) else {
        return Verdict::skip("The request reached no stage, so no access log line is written")
            .at(x.api_item());
    };
    let Some(log) = &stage.access_log else {
        return Verdict::skip("The stage writes no access log")
            .at(x.stage_item())
            .documented("set-up-logging");
    };
    let kind = x.kind();
    let unknown: Vec<&str> = log_format::variables(&log.format)
        .into_iter()
        .filter(|name| aws::context_variable(kind, name).is_none())
        .collect();
    if let Some(first) = unknown.first() {
        let message =
            format!("`$context.{first}` is no variable of {} APIs, so the line holds `-`", kind.label());
        let item = x.stage_item();
        x.note(
            Diagnostic::warning("unknown-log-variable", message)
                .at(item)
                .at_place("access_log.format")
                .help("Use a variable that this kind of API has"),
        );
    }
    Verdict::pass("The stage writes one line in its access log format; unset variables are written as `-`")
        .at(x.stage_item())
        .documented("set-up-logging")
        .saw("format", &log.format, "stage")
}

/// Whether the TLS handshake failed, so that there was no request to log.
fn unanswered(x: &Exchange<'_>) -> bool {
    x.refusal.as_ref().and_then(|refusal| refusal.made.as_ref()).is_some_and(|it| it.status.is_none())
}

/// The line, when the stage writes one.
pub(crate) fn line(x: &Exchange<'_>) -> Option<String> {
    let log = x.place.stage.filter(|_| !unanswered(x)).and_then(|(_, stage)| stage.access_log.as_ref())?;
    Some(log_format::render(&log.format, |name| x.context.get(name).cloned()))
}
