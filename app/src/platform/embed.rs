//! Talking to a page that shows the studio in a frame.
//!
//! A message is an object `{ type, version: 1, … }`; messages of another version, or from anyone but the page around
//! us, are not delivered.

use js_sys::{JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use super::Listener;

/// The version of the messages; both sides put it in `version`.
pub const VERSION: u32 = 1;

/// The longest message that is read, in UTF-16 units of its JSON text.
pub const MAX_MESSAGE_UNITS: usize = 16 * 1024 * 1024;

/// A message from the page around us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The origin that sent it, for example `https://wiki.example.com`; `null` for a page without one.
    pub origin: String,
    /// Its `type`, for example `studio/load`.
    pub kind: String,
    /// The whole message as JSON text.
    pub json: String,
}

fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok().flatten()?;
    (!js_sys::Object::is(&parent, &window)).then_some(parent)
}

/// Whether the studio is shown inside another page.
pub fn is_embedded() -> bool {
    parent().is_some()
}

/// Calls `run` for every message from the page around us.
pub fn on_message(run: impl Fn(Message) + 'static) -> Listener {
    Listener::on_window("message", move |event| {
        if let Some(message) = event.dyn_ref().and_then(read) {
            run(message);
        }
    })
}

fn read(event: &MessageEvent) -> Option<Message> {
    let sender = event.source()?;
    if !js_sys::Object::is(&sender, &parent()?.into()) {
        return None;
    }
    let data = event.data();
    let version = Reflect::get(&data, &JsValue::from_str("version")).ok()?.as_f64()?;
    if version != f64::from(VERSION) {
        return None;
    }
    let kind = Reflect::get(&data, &JsValue::from_str("type")).ok()?.as_string()?;
    let text = JSON::stringify(&data).ok()?;
    if text.length() as usize > MAX_MESSAGE_UNITS {
        return None;
    }
    Some(Message { origin: event.origin(), kind, json: text.into() })
}

/// Sends `{ type, version, …fields }` to the page around us, if its origin is `origin` (`*` for any).
///
/// `fields_json` is a JSON object; anything else is sent as no fields.
pub fn post(kind: &str, fields_json: &str, origin: &str) {
    let Some(parent) = parent() else { return };
    let parsed = JSON::parse(fields_json).ok().filter(JsValue::is_object);
    let message = parsed.unwrap_or_else(|| js_sys::Object::new().into());
    let _ = Reflect::set(&message, &JsValue::from_str("version"), &JsValue::from_f64(f64::from(VERSION)));
    let _ = Reflect::set(&message, &JsValue::from_str("type"), &JsValue::from_str(kind));
    let _ = parent.post_message(&message, origin);
}
