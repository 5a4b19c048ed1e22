//! Where a part of an API's documentation belongs, as its key in `ApiSettings::documentation` says.

use std::str::FromStr;

use crate::aws::{DocumentationPartType, Method};

/// A part's place: its type, and what of the API it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentationLocation<'k> {
    /// What it is about.
    pub kind: DocumentationPartType,
    /// The path of a resource.
    pub path: Option<&'k str>,
    /// A verb, or `*`.
    pub method: Option<&'k str>,
    /// The status of a response.
    pub status_code: Option<&'k str>,
    /// The name of an authorizer, a model, a parameter or a header.
    pub name: Option<&'k str>,
}

impl<'k> DocumentationLocation<'k> {
    /// Reads `METHOD /orders GET`: the words after the type are path, method, status or name. None where the type
    /// is not AWS's.
    pub fn read(key: &'k str) -> Option<Self> {
        let mut words = key.split_whitespace();
        let kind = words.next()?.parse().ok()?;
        let mut place = Self { kind, path: None, method: None, status_code: None, name: None };
        use DocumentationPartType::{Authorizer, Model, Response, ResponseBody, ResponseHeader};
        let named = matches!(kind, Authorizer | Model);
        let answers = matches!(kind, Response | ResponseBody | ResponseHeader);
        for word in words {
            let field = if named {
                &mut place.name
            } else if word.starts_with('/') {
                &mut place.path
            } else if place.method.is_none() && (word == "*" || Method::from_str(word).is_ok()) {
                &mut place.method
            } else if answers && place.status_code.is_none() && word.parse::<u16>().is_ok() {
                &mut place.status_code
            } else {
                &mut place.name
            };
            field.get_or_insert(word);
        }
        Some(place)
    }

    /// Every type, as the key begins with it.
    pub fn kinds() -> String {
        DocumentationPartType::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_what_a_part_is_about() {
        let place = DocumentationLocation::read("RESPONSE_HEADER /orders GET 200 X-Id").unwrap();
        let found = (place.path, place.method, place.status_code, place.name);
        assert_eq!(found, (Some("/orders"), Some("GET"), Some("200"), Some("X-Id")));
        assert_eq!(DocumentationLocation::read("MODEL GET").unwrap().name, Some("GET"));
        assert_eq!(DocumentationLocation::read("QUERY_PARAMETER /a GET 7").unwrap().name, Some("7"));
        assert!(DocumentationLocation::read("ODD /a").is_none());
    }
}
