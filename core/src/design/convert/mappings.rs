//! Parameter mappings between the spellings of REST and HTTP APIs.

use crate::aws::{self, HeaderUse};

/// A mapping of a REST integration as an HTTP API spells it; none when it has no equivalent.
pub(super) fn to_http(key: &str, value: &str) -> Option<(String, String)> {
    let (location, name) = key.strip_prefix("integration.request.")?.split_once('.')?;
    let reserved = location == "header" && aws::is_reserved_header(HeaderUse::HttpParameterMapping, name);
    if reserved || !["header", "querystring"].contains(&location) {
        return None;
    }
    let value = if let Some(text) = value.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
        if text.contains('$') {
            return None;
        }
        text.to_owned()
    } else if let Some(rest) = value.strip_prefix("method.request.") {
        format!("$request.{}", rest.replacen("multivalue", "", 1))
    } else if value.starts_with("context.") || value.starts_with("stageVariables.") {
        format!("${value}")
    } else {
        return None;
    };
    Some((format!("overwrite:{location}.{name}"), value))
}

/// A mapping of an HTTP API's integration as a REST API spells it; none when it has no equivalent.
pub(super) fn to_rest(key: &str, value: &str) -> Option<(String, String)> {
    let (verb, target) = key.split_once(':')?;
    let (location, name) = target.split_once('.')?;
    if verb != "overwrite" || !["header", "querystring"].contains(&location) {
        return None;
    }
    let value = match value.strip_prefix('$') {
        None if value.contains(['$', '\'']) => return None,
        None => format!("'{value}'"),
        Some(rest) if rest.contains(['$', '{', '/', ' ']) => return None,
        Some("request.path") => return None,
        Some(rest) if rest.starts_with("request.") => format!("method.{rest}"),
        Some(rest) => rest.to_owned(),
    };
    Some((format!("integration.request.{location}.{name}"), value))
}
