//! The page's address: query parameters and fragment.

use super::Listener;

fn location() -> Option<web_sys::Location> {
    web_sys::window().map(|window| window.location())
}

/// The decoded value of a query parameter.
pub fn query(name: &str) -> Option<String> {
    let search = location()?.search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Our own origin: `https://studio.example.com`; `null` in a sandboxed frame.
pub fn origin() -> Option<String> {
    location()?.origin().ok()
}

/// The origin of an address; none for what is not a whole address.
pub fn origin_of(address: &str) -> Option<String> {
    web_sys::Url::new(address).ok().map(|url| url.origin())
}

/// The fragment without `#`, as it stands in the address (not decoded).
pub fn hash() -> String {
    let hash = location().and_then(|l| l.hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Puts a fragment into the address as a step of the browser's history, unless it is there already.
///
/// A frame that may not touch its history keeps its address.
pub fn go_to_hash(wanted: &str) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    if hash() != wanted {
        let state = wasm_bindgen::JsValue::NULL;
        let _ = history.push_state_with_url(&state, "", Some(&format!("#{wanted}")));
    }
}

/// The page's address without its fragment: what a share link starts with.
pub fn without_hash() -> String {
    let href = location().and_then(|l| l.href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Calls `run` with the new fragment when the user or a link changes it.
pub fn on_hash(run: impl Fn(String) + 'static) -> Listener {
    Listener::on_window("hashchange", move |_| run(hash()))
}
