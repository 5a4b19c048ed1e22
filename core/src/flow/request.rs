//! A scenario's request as API Gateway receives it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;

use crate::design::inputs::Scenario;
use crate::lang::percent;

use super::Message;

/// The client's request, taken apart once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// The verb in upper case.
    pub method: String,
    /// The path as sent, with the stage or base path, without the query string; starts with a slash.
    pub path: String,
    /// Query parameters in order, decoded.
    pub query: Vec<(String, String)>,
    /// The query string as sent, without the question mark.
    pub raw_query: String,
    /// Headers in order, names as sent.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// Whether `body_base64` was no base64 and had to be taken as text.
    pub bad_base64: bool,
}

impl Request {
    /// Reads a scenario; nothing in it can be wrong enough to fail.
    pub fn read(scenario: &Scenario) -> Self {
        let whole = scenario.path.split('#').next().unwrap_or_default();
        let (path, sent_query) = whole.split_once('?').unwrap_or((whole, ""));
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let mut query = percent::query_pairs(sent_query);
        let mut raw_query = sent_query.to_owned();
        for (name, value) in flat(&scenario.query) {
            if !raw_query.is_empty() {
                raw_query.push('&');
            }
            raw_query.push_str(&format!("{}={}", percent::encode(&name, ""), percent::encode(&value, "")));
            query.push((name, value));
        }
        let (body, bad_base64) = match (&scenario.body_base64, &scenario.body) {
            (Some(text), _) => match STANDARD.decode(text.trim()) {
                Ok(bytes) => (bytes, false),
                Err(_) => (text.clone().into_bytes(), true),
            },
            (None, Some(text)) => (text.clone().into_bytes(), false),
            (None, None) => (Vec::new(), false),
        };
        let headers = flat(&scenario.headers);
        Self {
            method: scenario.method.trim().to_uppercase(),
            path,
            query,
            raw_query,
            headers,
            body,
            bad_base64,
        }
    }

    /// The last value of a header, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        last(&self.headers, |other| other.eq_ignore_ascii_case(name))
    }

    /// The last value of a query parameter; names are case-sensitive.
    pub fn query(&self, name: &str) -> Option<&str> {
        last(&self.query, |other| other == name)
    }

    /// The body as text; bytes that are not UTF-8 become replacement characters.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The media type of the body in lower case without parameters; none when the client sent none.
    pub fn content_type(&self) -> Option<String> {
        self.header("Content-Type").map(media_type)
    }

    /// The request as a message of the trace.
    pub fn message(&self) -> Message {
        Message {
            method: self.method.clone(),
            url: self.url(),
            status: None,
            headers: self.headers.clone(),
            body: self.body.clone(),
        }
    }

    /// As [`Self::message`], out of a request that is not needed any more.
    pub fn take_message(&mut self) -> Message {
        Message {
            method: std::mem::take(&mut self.method),
            url: self.url(),
            status: None,
            headers: std::mem::take(&mut self.headers),
            body: std::mem::take(&mut self.body),
        }
    }

    fn url(&self) -> String {
        if self.raw_query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.raw_query)
        }
    }
}

/// A header's media type in lower case without parameters.
pub(crate) fn media_type(header: &str) -> String {
    header.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Values by name, one pair for each value.
pub(crate) fn flat(map: &IndexMap<String, crate::design::inputs::OneOrMany>) -> Vec<(String, String)> {
    map.iter()
        .flat_map(|(name, values)| values.values().iter().map(|value| (name.clone(), value.clone())))
        .collect()
}

/// The last value whose name is wanted.
pub(crate) fn last(pairs: &[(String, String)], wanted: impl Fn(&str) -> bool) -> Option<&str> {
    pairs.iter().rev().find(|(name, _)| wanted(name)).map(|(_, value)| value.as_str())
}

/// All values by name in the order of first appearance; names that are `same` share an entry.
pub(crate) fn grouped(
    pairs: &[(String, String)],
    same: impl Fn(&str, &str) -> bool,
) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in pairs {
        match groups.iter_mut().find(|(other, _)| same(other, name)) {
            Some((_, values)) => values.push(value.clone()),
            None => groups.push((name.clone(), vec![value.clone()])),
        }
    }
    groups
}
