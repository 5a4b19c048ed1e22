//! Quantities that AWS never serves: larger than a message, a function or a month can be.

use crate::aws::{limit, quota};
use crate::base::Milli;
use crate::design::Diagnostic;
use crate::design::inputs::Usage;

/// Bytes in a KB of sizes.
const KB: u64 = 1024;
/// Hours of the longest month.
const LONGEST_MONTH_H: u64 = 31 * 24;

/// The quantities of the usage that are larger than AWS takes, each with how much that is.
pub(super) fn beyond(usage: &Usage) -> Vec<Diagnostic> {
    let of_quota = |id: &str| quota(id).map(|quota| quota.limit / KB);
    let of_limit = |id: &str| limit(id).and_then(|limit| u64::try_from(limit.max).ok());
    // Answers that are streamed may be of any size.
    let answer = usage.response_kb.filter(|_| usage.streaming_requests.is_none());
    let most = [
        ("request_kb", usage.request_kb, of_quota("rest.payload_bytes"), "a request has at most", "KB"),
        ("response_kb", answer, of_quota("rest.payload_bytes"), "a response has at most", "KB"),
        ("message_kb", usage.message_kb, of_quota("websocket.message_bytes"), "a message has at most", "KB"),
        ("lambda_mb", usage.lambda_mb, of_limit("lambda.memory_mb"), "a function has at most", "MB"),
        ("authorizer_mb", usage.authorizer_mb, of_limit("lambda.memory_mb"), "a function has at most", "MB"),
        ("lambda_ms", usage.lambda_ms, of_limit("lambda.timeout_ms"), "a function runs at most", "ms"),
        (
            "authorizer_ms",
            usage.authorizer_ms,
            of_limit("lambda.timeout_ms"),
            "a function runs at most",
            "ms",
        ),
        ("hours", usage.hours, Some(LONGEST_MONTH_H), "a month has at most", "hours"),
    ];
    let found = most.into_iter().filter_map(|(name, value, most, what, unit)| {
        let (value, most) = (value?, most?);
        (value > Milli::whole(i64::try_from(most).ok()?)).then(|| {
            let message = format!("`{name}` is {value}, and {what} {most} {unit}");
            let help = "It is billed as it is given; give what one has";
            Diagnostic::warning("usage-beyond", message).at_place(name).help(help)
        })
    });
    found.collect()
}
