//! The page's own life: title, hiding, leaving.

use super::Listener;
use super::dom::document;

/// Calls `run` when the page is being hidden, closed or left: the last chance to save.
pub fn on_hide(run: impl Fn() + Clone + 'static) -> Listener {
    let on_pagehide = run.clone();
    let hidden = move || document().is_some_and(|d| d.visibility_state() == web_sys::VisibilityState::Hidden);
    let listener = Listener::on_window("pagehide", move |_| on_pagehide());
    let Some(document) = document() else { return listener };
    listener.and(Listener::on(&document, "visibilitychange", move |_| {
        if hidden() {
            run();
        }
    }))
}

/// Calls `run` when the page is being hidden, closed or left, before those who save: the last chance to hand over.
pub fn before_hide(run: impl Fn() + Clone + 'static) -> Listener {
    let (Some(window), Some(document)) = (web_sys::window(), document()) else { return Listener::default() };
    Listener::on_early(&window, "pagehide", run.clone()).and(Listener::on_early(
        &document,
        "visibilitychange",
        run,
    ))
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Whether the window is at most `width_px` wide.
pub fn is_narrow(width_px: u32) -> bool {
    media_matches(&format!("(max-width: {width_px}px)"))
}

/// Calls `run` with the answer of a CSS media query whenever it changes.
pub fn on_media(query: &str, run: impl Fn(bool) + 'static) -> Listener {
    let list = web_sys::window().and_then(|w| w.match_media(query).ok().flatten());
    let Some(list) = list else { return Listener::default() };
    let asked = list.clone();
    Listener::on(&list, "change", move |_| run(asked.matches()))
}

/// The answer of a CSS media query now.
pub fn media_matches(query: &str) -> bool {
    let list = web_sys::window().and_then(|w| w.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Whether the user asked for less motion.
pub fn prefers_reduced_motion() -> bool {
    media_matches("(prefers-reduced-motion: reduce)")
}

/// Calls `run` when the window's size changes.
pub fn on_resize(run: impl Fn() + 'static) -> Listener {
    Listener::on_window("resize", move |_| run())
}
