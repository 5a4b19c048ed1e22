//! `$context.requestOverride` and `$context.responseOverride`: what templates set in place of the mappings.

use super::exchange::Exchange;
use super::{Consulted, Message};
use crate::lang::json::{Json, to_text};

/// Puts what the request template overrode in place of the mapped values. Names keep their case: one that differs
/// is a second header.
pub(crate) fn request(x: &mut Exchange<'_>) -> Vec<Consulted> {
    let Some(overrides) = x.overrides.clone().filter(|overrides| overrides.touched) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    let out = &mut x.outgoing;
    for (part, pairs) in
        [("header", &mut out.headers), ("querystring", &mut out.query), ("path", &mut out.path)]
    {
        for (name, value) in texts(overrides.request.get(part)) {
            let variable = format!("$context.requestOverride.{part}.{name}");
            changes.push(replace(pairs, &name, value, variable));
        }
    }
    changes
}

/// The status that the templates ask for, in place of the integration response's; none when they ask for none, or
/// for something that is no status, which AWS ignores.
pub(crate) fn status(x: &Exchange<'_>) -> Option<u16> {
    let status = x.overrides.as_ref()?.response.get("status")?;
    text(status)?.trim().parse().ok().filter(|status| (100..600).contains(status))
}

/// Puts what the templates overrode of the response's headers in place of the mapped ones.
pub(crate) fn headers(x: &Exchange<'_>, response: &mut Message) -> Vec<Consulted> {
    let Some(overrides) = &x.overrides else { return Vec::new() };
    texts(overrides.response.get("header"))
        .into_iter()
        .map(|(name, value)| {
            let variable = format!("$context.responseOverride.header.{name}");
            replace(&mut response.headers, &name, value, variable)
        })
        .collect()
}

/// Replaces all values of a name, and says what changed.
fn replace(pairs: &mut Vec<(String, String)>, name: &str, value: String, variable: String) -> Consulted {
    let before: Vec<&str> =
        pairs.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect();
    let origin = match before.as_slice() {
        [] => "template, new".to_owned(),
        values => format!("template, in place of `{}`", values.join(", ")),
    };
    pairs.retain(|(other, _)| other != name);
    pairs.push((name.to_owned(), value.clone()));
    Consulted { name: variable, value, origin }
}

/// The members of a part that have a value, as texts.
fn texts(part: Option<&Json>) -> Vec<(String, String)> {
    let Some(Json::Object(members)) = part else { return Vec::new() };
    members.iter().filter_map(|(name, value)| Some((name.to_string(), text(value)?))).collect()
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.to_string()),
        other => Some(to_text(other)),
    }
}
