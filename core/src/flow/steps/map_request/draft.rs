//! The backend's request as far as mappings and templates made it, for the trace.

use crate::design::{Integration, Target};
use crate::flow::exchange::Exchange;
use crate::flow::{Message, mapping};
use crate::lang::percent;

/// What would be sent if nothing came after; the integration step adds what API Gateway adds itself.
pub(super) fn of(x: &Exchange<'_>, integration: &Integration) -> Message {
    let (method, address) = match &integration.target {
        Target::Http { url, method, .. } => (method.map(|verb| verb.to_string()), url.as_str()),
        Target::Service { uri, method, .. } => (method.map(|verb| verb.to_string()), uri.as_str()),
        Target::Lambda { .. } | Target::Action { .. } => (Some("POST".to_owned()), ""),
        Target::Mock => (None, ""),
    };
    let address = mapping::with_stage_variables(x, address);
    let mut url = mapping::with_path_parameters(&address, &x.outgoing.path);
    for (name, value) in &x.outgoing.query {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&format!("{}={}", percent::encode(name, ""), percent::encode(value, "")));
    }
    Message {
        method: method.unwrap_or_else(|| x.request.method.clone()),
        url,
        status: None,
        headers: x.outgoing.headers.clone(),
        body: x.outgoing.body.clone(),
    }
}
