//! What tells cached answers apart.

use std::fmt;

use crate::design::{Integration, ParameterLocation, path_parameters};
use crate::flow::exchange::Exchange;
use crate::flow::mapping;

/// A key: the namespace, the verb, and the values of the cache key parameters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    namespace: String,
    method: String,
    /// A parameter that the request does not have is none.
    values: Vec<(String, Option<String>)>,
}

impl Key {
    /// The key of a request.
    pub fn of(x: &Exchange<'_>, integration: &Integration) -> Self {
        let path = x.route.and_then(|(_, route)| route.key.path_template()).unwrap_or_default();
        let value = |name: &String| {
            let source = if name.starts_with("method.request.") {
                Some(name)
            } else {
                integration.request_parameters.get(name)
            };
            (name.clone(), source.and_then(|source| mapping::rest_request(x, source).ok()))
        };
        Self {
            // The resource's identifier on AWS; its path stands for it.
            namespace: integration.cache_namespace.clone().unwrap_or_else(|| path.to_owned()),
            method: x.request.method.clone(),
            values: integration.cache_key_parameters.iter().map(value).collect(),
        }
    }

    #[cfg(test)]
    pub fn named(namespace: &str) -> Self {
        Self { namespace: namespace.to_owned(), method: String::new(), values: Vec::new() }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.namespace)?;
        for (name, value) in &self.values {
            match value {
                Some(value) => write!(f, ", {name}={value}")?,
                None => write!(f, ", {name} absent")?,
            }
        }
        Ok(())
    }
}

/// The request as the client sent it, without headers and body.
pub(super) fn asked(x: &Exchange<'_>) -> String {
    let query = if x.request.raw_query.is_empty() { "" } else { "?" };
    format!("{} {}{query}{}", x.request.method, x.place.route_path, x.request.raw_query)
}

/// Parameters of the route that are not part of the key.
pub(super) fn unkeyed(x: &Exchange<'_>, integration: &Integration) -> Vec<String> {
    let Some((_, route)) = x.route else { return Vec::new() };
    let in_path = route.key.path_template().into_iter().flat_map(path_parameters);
    let in_path = in_path.map(|name| format!("method.request.{}.{name}", ParameterLocation::Path.as_str()));
    let mut names: Vec<String> = Vec::new();
    for name in in_path.chain(route.parameters.iter().map(|parameter| parameter.key())) {
        let mapped = |key: &String| *key == name || integration.request_parameters.get(key) == Some(&name);
        if !integration.cache_key_parameters.iter().any(mapped) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
