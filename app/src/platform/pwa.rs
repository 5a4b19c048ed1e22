//! Installing, updating and working offline.
//!
//! The start script registers the service worker once the page listens, and dispatches `studio:update-ready` and
//! `studio:offline-ready` on the window. The browser may offer to install the studio before that: the start script
//! keeps its `beforeinstallprompt` event in `studioInstallPrompt`, which is read here too.

use std::cell::RefCell;

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Listener, dom, page};

thread_local! {
    /// The browser's kept offer to install; usable once.
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Calls `run` when a newer version of the studio is ready to take over, here or already in another tab.
///
/// Whoever listens also tells the user: the start script's own bar stays away.
pub fn on_update_ready(run: impl Fn() + 'static) -> Listener {
    Listener::on_window("studio:update-ready", move |event| {
        event.prevent_default();
        run();
    })
}

/// Calls `run` when everything needed offline is on the device, for the first time.
pub fn on_offline_ready(run: impl Fn() + 'static) -> Listener {
    Listener::on_window("studio:offline-ready", move |_| run())
}

/// Lets the newer version take over; the start script loads the page again, so save before.
pub fn apply_update() {
    let Some(window) = web_sys::window() else { return };
    if let Ok(event) = web_sys::CustomEvent::new("studio:apply-update") {
        let _ = window.dispatch_event(&event);
    }
}

/// Calls `run` with whether the browser offers to install the studio, now and whenever that changes.
pub fn on_install_offer(run: impl Fn(bool) + Clone + 'static) -> Listener {
    let kept = Reflect::get(&js_sys::global(), &JsValue::from_str("studioInstallPrompt")).unwrap_or_default();
    if kept.is_truthy() {
        OFFER.with_borrow_mut(|offer| *offer = Some(kept));
        run(true);
    }
    let installed = run.clone();
    let offered = Listener::on_window("beforeinstallprompt", move |event| {
        event.prevent_default();
        OFFER.with_borrow_mut(|offer| *offer = Some(event.clone().unchecked_into()));
        run(true);
    });
    offered.and(Listener::on_window("appinstalled", move |_| {
        OFFER.with_borrow_mut(|offer| *offer = None);
        installed(false);
    }))
}

/// Shows the browser's install dialog; call it from a click. Says whether the user accepted.
pub async fn install() -> bool {
    let Some(offer) = OFFER.with_borrow_mut(Option::take) else { return false };
    if !dom::call(&offer, "prompt") {
        return false;
    }
    let choice = Reflect::get(&offer, &JsValue::from_str("userChoice")).ok();
    let Some(choice) = choice.and_then(|c| c.dyn_into::<Promise>().ok()) else { return false };
    let Ok(choice) = JsFuture::from(choice).await else { return false };
    let outcome = Reflect::get(&choice, &JsValue::from_str("outcome")).ok();
    outcome.and_then(|o| o.as_string()).as_deref() == Some("accepted")
}

/// Whether the studio runs as an installed application.
pub fn is_installed() -> bool {
    page::media_matches("(display-mode: standalone)")
}

/// Whether the browser says that it is online.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `run` with whether the browser is online, whenever that changes.
pub fn on_online(run: impl Fn(bool) + Clone + 'static) -> Listener {
    let offline = run.clone();
    Listener::on_window("online", move |_| run(true))
        .and(Listener::on_window("offline", move |_| offline(false)))
}
