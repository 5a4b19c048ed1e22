//! One event listener that stops when it is dropped.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use leptos::prelude::StoredValue;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget};

/// A listener on the window, the document or an element; dropping it stops it.
#[must_use = "a listener that is dropped at once never hears anything"]
#[derive(Debug, Default)]
pub struct Listener(Vec<EventListener>);

impl Listener {
    /// Listens for `event` on `target`; the handler may call `prevent_default`.
    pub(crate) fn on(target: &EventTarget, event: &'static str, run: impl Fn(&Event) + 'static) -> Self {
        let options = EventListenerOptions::enable_prevent_default();
        Self(vec![EventListener::new_with_options(target, event, options, move |event| run(event))])
    }

    /// Listens for `event` on `target`, and hears it before those who listen by [`Listener::on`].
    pub(crate) fn on_early(target: &EventTarget, event: &'static str, run: impl Fn() + 'static) -> Self {
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
        Self(vec![EventListener::new_with_options(target, event, options, move |_| run())])
    }

    /// Listens for `event` on the window.
    pub(crate) fn on_window(event: &'static str, run: impl Fn(&Event) + 'static) -> Self {
        match web_sys::window() {
            Some(window) => Self::on(window.unchecked_ref(), event, run),
            None => Self::default(),
        }
    }

    /// Both listeners as one.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Keeps listening for as long as the page lives.
    pub fn forget(self) {
        self.0.into_iter().for_each(EventListener::forget);
    }

    /// Keeps listening until the component that is being built goes away.
    pub fn until_cleanup(self) {
        StoredValue::new_local(self);
    }
}
