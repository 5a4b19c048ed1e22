//! Route keys and the paths in them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::aws::Method;

/// The name of the route that takes what no other route takes.
pub const DEFAULT_ROUTE: &str = "$default";
/// The WebSocket route that runs when a client connects.
pub const CONNECT_ROUTE: &str = "$connect";
/// The WebSocket route that runs after a connection is gone.
pub const DISCONNECT_ROUTE: &str = "$disconnect";

/// What selects a route, in AWS's spelling: `GET /orders/{id}`, `$default`, or a WebSocket key.
///
/// A text that starts with a verb, a space and a slash is a path key; everything else is a named key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RouteKey {
    /// A verb and a path template.
    Path(Method, String),
    /// `$default`, `$connect`, `$disconnect` or a WebSocket key.
    Named(String),
}

impl RouteKey {
    /// The key of a verb and a path template.
    pub fn path(method: Method, path: impl Into<String>) -> Self {
        Self::Path(method, path.into())
    }

    /// The path template, where the key has one.
    pub fn path_template(&self) -> Option<&str> {
        match self {
            Self::Path(_, path) => Some(path),
            Self::Named(_) => None,
        }
    }

    /// The verb, where the key has one.
    pub fn method(&self) -> Option<Method> {
        match self {
            Self::Path(method, _) => Some(*method),
            Self::Named(_) => None,
        }
    }
}

impl Default for RouteKey {
    fn default() -> Self {
        Self::Named(DEFAULT_ROUTE.to_owned())
    }
}

impl fmt::Display for RouteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(method, path) => write!(f, "{method} {path}"),
            Self::Named(name) => f.write_str(name),
        }
    }
}

impl From<&str> for RouteKey {
    fn from(text: &str) -> Self {
        if let Some((method, path)) = text.split_once(' ')
            && let Ok(method) = Method::from_str(method)
            && path.starts_with('/')
        {
            return Self::Path(method, path.to_owned());
        }
        Self::Named(text.to_owned())
    }
}

impl Serialize for RouteKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RouteKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self::from(text.as_str()))
    }
}

/// One part of a path template between slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Segment<'a> {
    /// Text that must be there as it is.
    Static(&'a str),
    /// `{name}`: any one part.
    Parameter(&'a str),
    /// `{name+}`: the rest of the path, at least one part.
    Greedy(&'a str),
}

/// The segments of a path template, without the leading slash and a trailing one.
pub fn segments(template: &str) -> impl Iterator<Item = Segment<'_>> {
    template.split('/').filter(|part| !part.is_empty()).map(|part| {
        match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => match name.strip_suffix('+') {
                Some(name) => Segment::Greedy(name),
                None => Segment::Parameter(name),
            },
            None => Segment::Static(part),
        }
    })
}

/// The names of a path template's parameters, in order.
pub fn path_parameters(template: &str) -> impl Iterator<Item = &str> {
    segments(template).filter_map(|segment| match segment {
        Segment::Static(_) => None,
        Segment::Parameter(name) | Segment::Greedy(name) => Some(name),
    })
}
