//! The address of an HTTP backend with everything put in.

use crate::flow::exchange::Exchange;
use crate::flow::mapping;
use crate::lang::percent;

/// Why an address cannot be called.
pub(super) struct BadAddress {
    pub url: String,
    pub why: String,
}

/// Puts stage variables, path values and query parameters into an integration's address.
pub(super) fn build(
    x: &Exchange<'_>,
    template: &str,
    values: &[(String, String)],
    query: &[(String, String)],
) -> Result<String, BadAddress> {
    let url = mapping::with_stage_variables(x, template);
    let url = mapping::with_path_parameters(&url, values);
    let bad = |why: &str| BadAddress { url: url.clone(), why: why.to_owned() };
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .ok_or_else(|| bad("it does not begin with `http://` or `https://`"))?;
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    if host.is_empty() || host.contains(['{', '}', ' ', '$']) {
        return Err(bad("its host is not a host name"));
    }
    if let Some((_, after)) = url.split_once('{') {
        let name = after.split('}').next().unwrap_or_default();
        return Err(bad(&format!("nothing fills `{{{name}}}`")));
    }
    Ok(with_query(&url, query))
}

/// Adds query parameters to an address that may have some already.
pub(super) fn with_query(url: &str, query: &[(String, String)]) -> String {
    let mut url = url.to_owned();
    for (name, value) in query {
        url.push(if url.contains('?') { '&' } else { '?' });
        if url.ends_with("?&") {
            url.pop();
        }
        url.push_str(&format!("{}={}", percent::encode(name, ""), percent::encode(value, "")));
    }
    url
}

/// The host of an address.
pub(super) fn host(url: &str) -> &str {
    url.split("//").nth(1).and_then(|rest| rest.split(['/', '?']).next()).unwrap_or_default()
}
