//! Which payloads count as binary.

use crate::aws::ContentHandling;
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
        let family = || kind.split_once('/').filter(|(_, sub)| *sub != "*").map(|(own, _)| own);
        listed == kind
            || match listed.strip_suffix("/*") {
                Some("*") => true,
                Some(wanted) => family() == Some(wanted),
                None => false,
            }
    })
}

/// A payload that should have been base64 and is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadBase64;

/// Whether a side of the exchange handles bytes or text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    Text,
    Binary,
}

impl Payload {
    /// What a media type is to the API.
    pub fn of(api: &Api, kind: Option<&str>) -> Self {
        if kind.is_some_and(|kind| is_listed(api, kind)) { Self::Binary } else { Self::Text }
    }
}

/// Converts a payload as AWS's table of content handling says: `payload` is what it is, `wanted` what the other
/// side asks for. Source: api-gateway-payload-encodings-workflow, and recorded.
pub(crate) fn convert(
    body: &[u8],
    payload: Payload,
    wanted: Payload,
    handling: Option<ContentHandling>,
) -> Result<Vec<u8>, BadBase64> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let text = || String::from_utf8_lossy(body).into_owned().into_bytes();
    match (payload, handling, wanted) {
        (Payload::Text, Some(ContentHandling::ConvertToText), _) | (Payload::Text, None, Payload::Text) => {
            Ok(text())
        }
        (Payload::Text, Some(ContentHandling::ConvertToBinary), _)
        | (Payload::Text, None, Payload::Binary) => STANDARD.decode(body).map_err(|_| BadBase64),
        (Payload::Binary, Some(ContentHandling::ConvertToText), _)
        | (Payload::Binary, None, Payload::Text) => Ok(STANDARD.encode(body).into_bytes()),
        (Payload::Binary, Some(ContentHandling::ConvertToBinary), _)
        | (Payload::Binary, None, Payload::Binary) => Ok(body.to_vec()),
    }
}

/// Whether an HTTP API takes this content type as text; a request without one counts as text, a posted form does
/// not.
pub(crate) fn is_text(kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| {
        kind.starts_with("text/") || ["json", "javascript", "xml"].iter().any(|word| kind.ends_with(word))
    })
}
