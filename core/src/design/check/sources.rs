//! The little language of REST parameter mappings: where a value comes from.

/// Whether a text can name a parameter.
///
/// Source: `request-response-data-mappings` in the developer guide: `^[a-zA-Z0-9._$-]+$`.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._$-".contains(&byte))
}

/// Which message a source reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// `method.request.…`.
    Request,
    /// `integration.response.…`.
    Response,
    /// What a gateway response may read: the request without its body.
    Gateway,
}

/// What a source names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source<'a> {
    /// A request parameter, by the location's word and its name.
    Parameter(&'a str, &'a str),
    /// Anything else that is fine: a body, a context or stage variable, a text in single quotes.
    Other,
}

/// What the text names; none when AWS does not know it.
pub(super) fn source(reading: Reading, text: &str) -> Option<Source<'_>> {
    let quoted = text.len() >= 2 && text.starts_with('\'') && text.ends_with('\'');
    if quoted || ["context.", "stageVariables."].iter().any(|prefix| has_rest(text, prefix)) {
        return Some(Source::Other);
    }
    let (prefix, locations): (&str, &[&str]) = match reading {
        Reading::Request => (
            "method.request.",
            &["header", "multivalueheader", "querystring", "multivaluequerystring", "path"],
        ),
        Reading::Gateway => (
            "method.request.",
            &["header", "multivalueheader", "querystring", "multivaluequerystring", "path"],
        ),
        Reading::Response => ("integration.response.", &["header", "multivalueheader"]),
    };
    let rest = text.strip_prefix(prefix)?;
    if reading != Reading::Gateway && (rest == "body" || has_rest(rest, "body.") || has_rest(rest, "body[")) {
        return Some(Source::Other);
    }
    let (location, name) = rest.split_once('.')?;
    (locations.contains(&location) && is_name(name)).then_some(Source::Parameter(location, name))
}

fn has_rest(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty())
}
