//! Telling the other tabs that something was saved.

use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::platform::Listener;

const CHANNEL: &str = "gateway-studio";

/// Another tab saved a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedElsewhere {
    /// The document's key.
    pub id: String,
    /// Its new revision.
    pub revision: u64,
}

pub(super) fn tell(id: &str, revision: u64) {
    // A browser without channels leaves other tabs to find out when they save.
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let quoted = JSON::stringify(&JsValue::from_str(id)).ok().and_then(|s| s.as_string()).unwrap_or_default();
    if let Ok(message) = JSON::parse(&format!(r#"{{"id":{quoted},"revision":{revision}}}"#)) {
        let _ = channel.post_message(&message);
    }
    channel.close();
}

/// Calls `run` when another tab saves a document.
pub fn on_saved_elsewhere(run: impl Fn(SavedElsewhere) + 'static) -> Listener {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return Listener::default() };
    Listener::on(&channel, "message", move |event| {
        use wasm_bindgen::JsCast;
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let get = |key: &str| Reflect::get(&event.data(), &JsValue::from_str(key)).ok();
        let id = get("id").and_then(|id| id.as_string());
        let revision = get("revision").and_then(|revision| revision.as_f64());
        if let (Some(id), Some(revision)) = (id, revision) {
            run(SavedElsewhere { id, revision: revision as u64 });
        }
    })
}
