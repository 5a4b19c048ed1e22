//! Request parameters and templates.

mod body;
mod draft;
mod http;
mod parameters;
mod rest;
mod websocket;

pub(in crate::flow::steps) use http::{change, with_absent};

use crate::aws::ApiKind;
use crate::design::Diagnostic;
use crate::flow::exchange::Exchange;
use crate::flow::template;
use crate::flow::verdict::Verdict;

/// Makes what goes to the backend out of what the client sent.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    if x.integration().is_none() {
        return Verdict::skip("The route has no integration").at(x.route_item());
    }
    x.outgoing.body.clone_from(&x.request.body);
    template::keep_request(x);
    match x.kind() {
        ApiKind::Rest => rest::run(x),
        ApiKind::Http => http::run(x),
        ApiKind::WebSocket => websocket::run(x),
    }
}

/// Mappings that AWS does not take: their target or source is none that it knows. The request goes on without them.
fn without_refused(x: &mut Exchange<'_>, mut verdict: Verdict, refused: &[(String, String)]) -> Verdict {
    if refused.is_empty() {
        return verdict;
    }
    let item = x.integration_item();
    let names: Vec<&str> = refused.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join("`, `");
    verdict.reason.push_str(&format!("; `{names}` is left out, because AWS refuses such a mapping"));
    for (name, source) in refused {
        verdict = verdict.saw(name, source, "integration, refused");
    }
    x.note(
        Diagnostic::error("mapping-refused", format!("AWS does not take the mappings of `{names}`"))
            .at(item)
            .at_place("request_parameters")
            .help("Correct the mapping's name or its source"),
    );
    verdict.assumed()
}
