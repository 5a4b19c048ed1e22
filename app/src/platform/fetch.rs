//! Files that were deployed beside the page.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Why a file could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchError {
    /// The server answered with this status.
    Status(u16),
    /// No answer: offline, blocked or no such host.
    Unreachable,
}

impl std::fmt::Display for FetchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status(status) => write!(f, "The server answered with status {status}"),
            Self::Unreachable => f.write_str("The file cannot be reached; are you offline?"),
        }
    }
}

/// The text of a file next to the page, for example `designs/orders.json`.
///
/// Errors: a status other than 2xx, or no answer.
pub async fn text(relative_url: &str) -> Result<String, FetchError> {
    let window = web_sys::window().ok_or(FetchError::Unreachable)?;
    let answer = JsFuture::from(window.fetch_with_str(relative_url)).await;
    let response: web_sys::Response =
        answer.ok().and_then(|r| r.dyn_into().ok()).ok_or(FetchError::Unreachable)?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let body = response.text().map_err(|_| FetchError::Unreachable)?;
    let body = JsFuture::from(body).await.map_err(|_| FetchError::Unreachable)?;
    body.as_string().ok_or(FetchError::Unreachable)
}
