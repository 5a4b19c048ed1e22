//! Which payloads count as binary.

use crate::design::Api;

use super::exchange::Exchange;
use super::request::media_type;

/// Whether the request's `Content-Type` is one of the API's binary media types.
pub(crate) fn request_matches(x: &Exchange<'_>) -> bool {
    x.request.content_type().is_some_and(|kind| is_listed(x.place.api, &kind))
}

/// Whether the first media type of `Accept` is one of the API's binary media types: the response's own type
/// does not matter (recorded).
pub(crate) fn accept_matches(x: &Exchange<'_>) -> bool {
    x.request.header("Accept").map(media_type).is_some_and(|kind| is_listed(x.place.api, &kind))
}

/// `*/*` takes everything, `type/*` every subtype; a wildcard in the request is compared literally (recorded).
fn is_listed(api: &Api, kind: &str) -> bool {
    api.settings.binary_media_types.iter().any(|listed| {
        let listed = listed.to_ascii_lowercase();
        match listed.strip_suffix("/*") {
            Some("*") => true,
            Some(family) => kind.split_once('/').is_some_and(|(own, sub)| own == family && sub != "*"),
            None => listed == kind,
        }
    })
}

/// Whether an HTTP API takes this content type as text; a request without one counts as text, a posted form does
/// not.
pub(crate) fn is_text(kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| {
        kind.starts_with("text/") || ["json", "javascript", "xml"].iter().any(|word| kind.ends_with(word))
    })
}
