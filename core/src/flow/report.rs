//! A trace in the form that the command line answers with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Delivery, Message, StepKind, Trace};

impl Trace {
    /// `status, headers, body | body_base64, steps[…]`: what the command line prints for a request.
    ///
    /// A header that came several times is a list. The integration step has `integration_request` with what the
    /// backend got.
    pub fn to_json(&self) -> Value {
        let mut out = Map::new();
        out.insert("status".to_owned(), json!(self.response.status));
        out.insert("headers".to_owned(), headers(&self.response));
        insert_body(&mut out, &self.response.body);
        let steps: Vec<Value> = self.steps.iter().map(|step| self.step_json(step)).collect();
        out.insert("steps".to_owned(), Value::Array(steps));
        out.insert("at_ms".to_owned(), json!(self.at_ms));
        out.insert("latency_ms".to_owned(), json!(self.latency_ms));
        if let Some(line) = &self.access_log {
            out.insert("access_log".to_owned(), Value::String(line.clone()));
        }
        let context = self.context.iter().map(|(name, value)| (name.clone(), Value::String(value.clone())));
        out.insert("context".to_owned(), Value::Object(context.collect()));
        if !self.deliveries.is_empty() {
            out.insert("deliveries".to_owned(), self.deliveries.iter().map(delivery).collect());
        }
        for (name, traces) in [("earlier", &self.earlier), ("later", &self.later)] {
            if !traces.is_empty() {
                out.insert(name.to_owned(), traces.iter().map(Trace::to_json).collect());
            }
        }
        if !self.diagnostics.is_empty() {
            out.insert("diagnostics".to_owned(), json!(self.diagnostics));
        }
        Value::Object(out)
    }

    fn step_json(&self, step: &super::Step) -> Value {
        let mut out = Map::new();
        out.insert("name".to_owned(), json!(step.name));
        out.insert("outcome".to_owned(), json!(step.outcome));
        out.insert("reason".to_owned(), json!(step.reason));
        out.insert("fidelity".to_owned(), json!(step.fidelity));
        if !step.source.is_empty() {
            out.insert("source".to_owned(), json!(step.source));
        }
        if let Some(item) = step.item {
            out.insert("item".to_owned(), json!(item.key()));
        }
        if !step.consulted.is_empty() {
            out.insert("consulted".to_owned(), json!(step.consulted));
        }
        if step.latency_ms > 0 {
            out.insert("latency_ms".to_owned(), json!(step.latency_ms));
        }
        if step.kind == StepKind::Integration
            && let Some(sent) = &self.integration_request
        {
            out.insert("integration_request".to_owned(), request(sent));
        }
        Value::Object(out)
    }
}

fn delivery(frame: &Delivery) -> Value {
    let mut out = Map::new();
    out.insert("connection_id".to_owned(), json!(frame.connection_id));
    match &frame.close {
        Some((code, reason)) => {
            out.insert("close".to_owned(), json!({ "code": code, "reason": reason }));
        }
        None => insert_body(&mut out, &frame.body),
    }
    Value::Object(out)
}

fn request(sent: &Message) -> Value {
    let mut out = Map::new();
    out.insert("method".to_owned(), json!(sent.method));
    out.insert("url".to_owned(), json!(sent.url));
    out.insert("headers".to_owned(), headers(sent));
    insert_body(&mut out, &sent.body);
    Value::Object(out)
}

/// Headers by name; several values of one name are a list.
fn headers(message: &Message) -> Value {
    let mut map: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for (name, value) in &message.headers {
        map.entry(name).or_default().push(value);
    }
    let one_or_many = |values: Vec<&str>| match values.as_slice() {
        [one] => json!(one),
        _ => json!(values),
    };
    Value::Object(map.into_iter().map(|(name, values)| (name.to_owned(), one_or_many(values))).collect())
}

/// A body that is text as text, another one as base64.
fn insert_body(out: &mut Map<String, Value>, body: &[u8]) {
    match std::str::from_utf8(body) {
        Ok(text) => out.insert("body".to_owned(), json!(text)),
        Err(_) => out.insert("body_base64".to_owned(), json!(STANDARD.encode(body))),
    };
}
