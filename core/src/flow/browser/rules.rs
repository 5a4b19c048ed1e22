//! What browsers allow scripts across origins. Source: the Fetch standard, <https://fetch.spec.whatwg.org/>.

use crate::flow::Message;

/// Methods that need no preflight by themselves.
const SIMPLE_METHODS: [&str; 3] = ["GET", "HEAD", "POST"];
/// Request headers that scripts may always set.
const SIMPLE_HEADERS: [&str; 3] = ["accept", "accept-language", "content-language"];
/// The types of a body that need no preflight.
const SIMPLE_TYPES: [&str; 3] = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
/// The longest value of a header that needs no preflight.
const SIMPLE_BYTES: usize = 128;
/// Headers that the browser sets by itself, whatever a script says.
const FORBIDDEN: [&str; 21] = [
    "accept-charset",
    "accept-encoding",
    "access-control-request-headers",
    "access-control-request-method",
    "connection",
    "content-length",
    "cookie",
    "cookie2",
    "date",
    "dnt",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];
/// Response headers that scripts may always read.
const READABLE: [&str; 7] = [
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "last-modified",
    "pragma",
];

/// Whether a method needs no preflight.
pub(super) fn is_simple_method(method: &str) -> bool {
    SIMPLE_METHODS.contains(&method)
}

/// The names of headers that need a preflight, in lower case, sorted and once each.
pub(super) fn unsafe_headers(headers: &[(String, String)]) -> Vec<String> {
    let mut names: Vec<String> = headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value))
        .filter(|(name, value)| !is_forbidden(name) && !is_simple_header(name, value))
        .map(|(name, _)| name)
        .collect();
    names.sort();
    names.dedup();
    names
}

fn is_forbidden(name: &str) -> bool {
    FORBIDDEN.contains(&name) || name.starts_with("sec-") || name.starts_with("proxy-") || name.is_empty()
}

fn is_simple_header(name: &str, value: &str) -> bool {
    let short = value.len() <= SIMPLE_BYTES;
    let kind = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    short
        && (SIMPLE_HEADERS.contains(&name)
            || (name == "content-type" && SIMPLE_TYPES.contains(&kind.as_str())))
}

/// A header's value as browsers read it: values of one name are joined.
pub(super) fn header(message: &Message, name: &str) -> Option<String> {
    let values: Vec<&str> = message
        .headers
        .iter()
        .filter(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
        .collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// The parts of a list in a header.
pub(super) fn list(message: &Message, name: &str) -> Vec<String> {
    let text = header(message, name).unwrap_or_default();
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The names of the answer's headers that the script may read.
pub(super) fn readable(answer: &Message, credentials: bool) -> Vec<String> {
    let exposed = list(answer, "Access-Control-Expose-Headers");
    let all = !credentials && exposed.iter().any(|name| name == "*");
    let open = |name: &str| {
        all || READABLE
            .iter()
            .chain(exposed.iter().map(String::as_str).collect::<Vec<_>>().iter())
            .any(|it| it.eq_ignore_ascii_case(name))
    };
    let mut names: Vec<String> =
        answer.headers.iter().map(|(name, _)| name.clone()).filter(|name| open(name)).collect();
    names.dedup();
    names
}

/// `scheme://host[:port]` without a default port, in lower case.
pub(super) fn origin(text: &str) -> String {
    let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let bare = match text.split_once("://") {
        Some(("https", rest)) => rest.strip_suffix(":443").map(|rest| format!("https://{rest}")),
        Some(("http", rest)) => rest.strip_suffix(":80").map(|rest| format!("http://{rest}")),
        _ => None,
    };
    bare.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_headers_need_a_preflight() {
        let of = |pairs: &[(&str, &str)]| {
            let pairs: Vec<(String, String)> =
                pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            unsafe_headers(&pairs)
        };
        assert_eq!(of(&[("Accept", "*/*"), ("Content-Type", "text/plain; charset=utf-8")]), [""; 0]);
        assert_eq!(
            of(&[("X-B", "1"), ("Content-Type", "application/json"), ("x-b", "2")]),
            ["content-type", "x-b"]
        );
        assert_eq!(of(&[("Cookie", "a=b"), ("Sec-Fetch-Mode", "cors"), ("Origin", "https://a")]), [""; 0]);
        assert_eq!(of(&[("Accept", &"a".repeat(129))]), ["accept"]);
        assert_eq!(origin("https://A.example:443/"), "https://a.example");
    }
}
