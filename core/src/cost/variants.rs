//! The same traffic on another kind of API.

use serde::Serialize;

use super::Estimate;
use super::estimate::compute;
use super::items::Context;
use crate::aws::{ApiKind, Capability, PriceBook, capability};
use crate::base::Picodollars;
use crate::design::inputs::Usage;
use crate::design::{Design, Diagnostic};

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
    in_context(usage, book, &Context::of_usage(usage))
}

/// As [`variants`], with the caches of the design's stages where the usage names none.
pub fn variants_for(design: &Design, usage: &Usage, book: &PriceBook) -> Vec<Variant> {
    in_context(usage, book, &Context::of_design(design, usage))
}

fn in_context(usage: &Usage, book: &PriceBook, context: &Context) -> Vec<Variant> {
    let (rest, http) = (usage.rest_requests, usage.http_requests);
    if rest.is_none() && http.is_none() {
        return Vec::new();
    }
    let requests = rest.unwrap_or(0).saturating_add(http.unwrap_or(0));
    let entered = compute(usage, book, context);
    let variant = |kind, usage: Usage, estimate: Estimate| {
        let known = entered.unknown == 0 && estimate.unknown == 0;
        let difference = known.then(|| estimate.total - entered.total);
        Variant { kind, usage, estimate, difference }
    };

    let as_rest = Usage { rest_requests: Some(requests), http_requests: None, ..usage.clone() };
    let rest_estimate = compute(&as_rest, book, context);
    let mut as_http = Usage { rest_requests: None, http_requests: Some(requests), ..usage.clone() };
    if !context.caches.is_empty() {
        (as_http.cache_gb, as_http.hours) = (None, None);
    }
    let mut http_estimate = compute(&as_http, book, &Context::default());
    if !context.caches.is_empty() {
        http_estimate.diagnostics.push(without_cache());
    }
    vec![variant(ApiKind::Rest, as_rest, rest_estimate), variant(ApiKind::Http, as_http, http_estimate)]
}

fn without_cache() -> Diagnostic {
    let support = capability(Capability::ResponseCache, ApiKind::Http);
    Diagnostic::warning("variant-without-cache", support.reason.clone())
        .at_place("cache_gb")
        .help(support.alternative.clone())
}
