//! `$context.requestOverride` and `$context.responseOverride`: what templates set in place of the mappings.

use crate::aws::ApiKind;
use crate::design::Diagnostic;

use super::exchange::Exchange;
use super::{Consulted, Message};
use crate::lang::json::{Json, to_text};

/// Puts what the request template overrode in place of the mapped values. Names keep their case: one that differs
/// is a second header.
pub(crate) fn request(x: &mut Exchange<'_>) -> Vec<Consulted> {
    let Some(overrides) = x.overrides.clone() else { return Vec::new() };
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

/// Notes on what templates set and nothing comes of: unknown members, a status that is none, any override of a
/// WebSocket API.
pub(crate) fn without_effect(x: &Exchange<'_>) -> Vec<Diagnostic> {
    let Some(overrides) = &x.overrides else { return Vec::new() };
    let rest = x.kind() == ApiKind::Rest;
    let known = |way: &str, name: &str| match name {
        "header" => rest,
        "path" | "querystring" => rest && way == "requestOverride",
        "status" => rest && way == "responseOverride" && status(x).is_some(),
        _ => false,
    };
    let mut notes = Vec::new();
    for (way, value) in [("requestOverride", &overrides.request), ("responseOverride", &overrides.response)] {
        let Json::Object(members) = value else { continue };
        let is_set = |value: &Json| !matches!(value, Json::Object(inner) if inner.is_empty());
        for (name, _) in members.iter().filter(|(name, value)| is_set(value) && !known(way, name)) {
            let message = format!("`$context.{way}.{name}` is set, and API Gateway makes nothing of it");
            notes.push(
                Diagnostic::note("override-without-effect", message)
                    .at(x.integration_item())
                    .help(if rest {
                        "Override `header`, `querystring` or `path` of the request, and `header` or `status` of the response"
                    } else {
                        "Only REST APIs have overrides"
                    }),
            );
        }
    }
    notes
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
