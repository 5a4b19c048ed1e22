//! Header names that a mapping may not set.

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;

words! {
    /// Where a header name is refused, or taken and left out.
    HeaderUse {
        HttpParameterMapping = "http_parameter_mapping",
        RestIntegrationRequest = "rest_integration_request",
        RestIntegrationRequestAws = "rest_integration_request_aws",
        RestIntegrationRequestHttp = "rest_integration_request_http",
    }
}

/// The names that are refused in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReservedHeaders {
    /// Where.
    #[serde(rename = "use")]
    pub place: HeaderUse,
    /// Names in lower case; a final `*` makes a prefix.
    pub names: Vec<String>,
}

table! {
    /// Every place that refuses names.
    reserved_headers: ReservedHeaders = "reserved_headers.json"
}

/// Whether AWS refuses this header name, in any case, in this place.
pub fn is_reserved_header(place: HeaderUse, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    reserved_headers().iter().filter(|row| row.place == place).flat_map(|row| &row.names).any(|reserved| {
        match reserved.strip_suffix('*') {
            Some(prefix) => name.starts_with(prefix),
            None => name == *reserved,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_and_case_are_understood() {
        let place = HeaderUse::HttpParameterMapping;
        assert!(is_reserved_header(place, "X-Forwarded-For"));
        assert!(is_reserved_header(place, "Access-Control-Allow-Origin"));
        assert!(!is_reserved_header(place, "X-Trace"));
    }
}
