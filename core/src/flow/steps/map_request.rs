//! Request parameters and templates.

mod http;
mod rest;
mod websocket;

pub(in crate::flow::steps) use http::change;

use crate::aws::ApiKind;
use crate::flow::Fidelity;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::Verdict;

/// Makes what goes to the backend out of what the client sent.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    if x.integration().is_none() {
        return Verdict::skip("The route has no integration").at(x.route_item());
    }
    x.outgoing.body.clone_from(&x.request.body);
    match x.kind() {
        ApiKind::Rest => rest::run(x),
        ApiKind::Http => http::run(x),
        ApiKind::WebSocket => websocket::run(x),
    }
}

/// Adds the mappings that the studio could not apply to a verdict, which is then no longer a true simulation.
fn with_unapplied(mut verdict: Verdict, unapplied: &[(String, String)]) -> Verdict {
    if unapplied.is_empty() {
        return verdict;
    }
    let names: Vec<&str> = unapplied.iter().map(|(name, _)| name.as_str()).collect();
    verdict.reason.push_str(&format!("; not simulated yet: `{}`", names.join("`, `")));
    for (name, source) in unapplied {
        verdict = verdict.saw(name, source, "integration, not applied");
    }
    verdict.fidelity(Fidelity::NotSimulated)
}
