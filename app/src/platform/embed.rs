//! Talking to a page that shows the studio in a frame.
//!
//! A message is an object `{ type, version: 1, … }`. We talk to the page around us alone, and to it only while its
//! origin is the one that the address names in `host` (`public/embed.js` puts it there), or our own where the address
//! names none. Messages of another version, or from anyone else, are not delivered.

use js_sys::{JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use super::{Listener, url};

/// The version of the messages; both sides put it in `version`.
pub const VERSION: u32 = 1;

/// What the browser calls the origin of a page that has none: one opened from a file, or in a sandbox.
const OPAQUE: &str = "null";

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

/// The origin that we talk to; none where the address names something else than an origin.
fn host() -> Option<String> {
    match url::query("host").filter(|host| !host.is_empty()) {
        Some(host) if host == OPAQUE => Some(host),
        Some(host) => url::origin_of(&host).filter(|origin| origin != OPAQUE),
        None => url::origin().filter(|origin| origin != OPAQUE),
    }
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
    let origin = event.origin();
    if host()? != origin {
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
    Some(Message { origin, kind, json: text.into() })
}

/// Sends `{ type, version, …fields }` to the page around us, if it is the one that we talk to and its origin is
/// `origin` (`*` asks for nothing more).
///
/// `fields_json` is a JSON object; anything else is sent as no fields.
pub fn post(kind: &str, fields_json: &str, origin: &str) {
    let (Some(parent), Some(host)) = (parent(), host()) else { return };
    if origin != "*" && origin != host {
        return;
    }
    let parsed = JSON::parse(fields_json).ok().filter(JsValue::is_object);
    let message = parsed.unwrap_or_else(|| js_sys::Object::new().into());
    let _ = Reflect::set(&message, &JsValue::from_str("version"), &JsValue::from_f64(f64::from(VERSION)));
    let _ = Reflect::set(&message, &JsValue::from_str("type"), &JsValue::from_str(kind));
    // A page without an origin cannot be addressed by one.
    let target = if host == OPAQUE { "*" } else { &host };
    let _ = parent.post_message(&message, target);
}
