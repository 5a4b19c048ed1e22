//! The same traffic on another kind of API.

use serde::Serialize;

use super::{Estimate, estimate};
use crate::aws::{ApiKind, Capability, PriceBook, capability};
use crate::base::Picodollars;
use crate::design::Diagnostic;
use crate::design::inputs::Usage;

/// A usage moved to one kind of API, and what it costs there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The kind that takes all requests.
    pub kind: ApiKind,
    /// The usage as it is there.
    pub usage: Usage,
    /// What it costs there.
    pub estimate: Estimate,
    /// What it costs more than as entered, negative when less; none when a price is not known.
    pub difference: Option<Picodollars>,
}

/// The same requests as a REST API and as an HTTP API; WebSocket traffic stays as it is.
///
/// Empty when there are no requests. An HTTP API has no cache, so its variant leaves the cache out and says so.
pub fn variants(usage: &Usage, book: &PriceBook) -> Vec<Variant> {
    let (rest, http) = (usage.rest_requests, usage.http_requests);
    if rest.is_none() && http.is_none() {
        return Vec::new();
    }
    let requests = rest.unwrap_or(0).saturating_add(http.unwrap_or(0));
    let entered = estimate(usage, book);
    [ApiKind::Rest, ApiKind::Http]
        .into_iter()
        .map(|kind| {
            let mut usage = usage.clone();
            let mut lost = None;
            (usage.rest_requests, usage.http_requests) = match kind {
                ApiKind::Http => (None, Some(requests)),
                _ => (Some(requests), None),
            };
            if kind == ApiKind::Http && usage.cache_gb.take().is_some() {
                usage.hours = None;
                let support = capability(Capability::ResponseCache, kind);
                lost = Some(
                    Diagnostic::warning("variant-without-cache", support.reason.clone())
                        .at_place("cache_gb")
                        .help(support.alternative.clone()),
                );
            }
            let mut estimate = estimate(&usage, book);
            estimate.diagnostics.extend(lost);
            let known = entered.unknown == 0 && estimate.unknown == 0;
            let difference = known.then(|| estimate.total - entered.total);
            Variant { kind, usage, estimate, difference }
        })
        .collect()
}
