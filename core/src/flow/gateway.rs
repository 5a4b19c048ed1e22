//! Gateway responses of REST APIs: which customisation holds, and plain substitution in their templates.

use crate::aws::{self, GatewayResponseType};
use crate::design::{Api, GatewayResponse};

use super::exchange::Exchange;
use super::mapping;

/// The customisation that holds for a type: its own, else that of `DEFAULT_4XX` or `DEFAULT_5XX`.
pub(crate) fn customised(
    api: &Api,
    kind: GatewayResponseType,
) -> Option<(GatewayResponseType, &GatewayResponse)> {
    let own = api.settings.gateway_responses.get(&kind).map(|response| (kind, response));
    own.or_else(|| {
        let fallback = aws::gateway_response(kind).fallback?;
        api.settings.gateway_responses.get(&fallback).map(|response| (fallback, response))
    })
}

/// The content type and text of a customised body: the one that `Accept` asks for, else JSON, else the first.
pub(crate) fn template<'a>(
    response: &'a GatewayResponse,
    accept: Option<&str>,
) -> Option<(&'a str, &'a str)> {
    let wanted = accept.map(super::request::media_type);
    let by_type = |kind: &str| response.templates.get_key_value(kind);
    wanted
        .and_then(|wanted| by_type(&wanted))
        .or_else(|| by_type("application/json"))
        .or_else(|| response.templates.first())
        .map(|(kind, text)| (kind.as_str(), text.as_str()))
}

/// A template with its variables put in; what has no value is nothing.
pub(crate) fn substitute(x: &Exchange<'_>, template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let (name, tail) = variable(after);
        match name {
            Some(name) => {
                out.push_str(&value(x, name));
                rest = tail;
            }
            None => {
                out.push('$');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The value of a header's source: a static text or one of the variables.
pub(crate) fn source(x: &Exchange<'_>, source: &str) -> String {
    mapping::rest_request(x, source).unwrap_or_default()
}

fn variable(text: &str) -> (Option<&str>, &str) {
    if let Some((name, tail)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        return (known(name).then_some(name), tail);
    }
    let word = |symbol: char| symbol.is_ascii_alphanumeric() || ['.', '_', '-'].contains(&symbol);
    let end = text.find(|symbol| !word(symbol)).unwrap_or(text.len());
    let name = text.get(..end).unwrap_or_default().trim_end_matches(['.', '-']);
    let tail = text.get(name.len()..).unwrap_or_default();
    (known(name).then_some(name), tail)
}

fn known(name: &str) -> bool {
    ["context.", "stageVariables.", "method.request."].iter().any(|start| name.starts_with(start))
}

fn value(x: &Exchange<'_>, name: &str) -> String {
    mapping::rest_request(x, name).unwrap_or_default()
}
