//! Work that happens later, on the page's own thread.

use gloo::timers::callback::{Interval, Timeout};
use leptos::prelude::{StoredValue, UpdateValue};

/// A timer slot of a component: starting it again cancels what was pending; it dies with the component.
#[derive(Clone, Copy)]
pub struct Timer(StoredValue<Option<Pending>, leptos::prelude::LocalStorage>);

enum Pending {
    Once(#[expect(dead_code, reason = "dropping it cancels")] Timeout),
    Repeating(#[expect(dead_code, reason = "dropping it cancels")] Interval),
}

impl Default for Timer {
    fn default() -> Self {
        Self(StoredValue::new_local(None))
    }
}

impl Timer {
    /// An idle timer owned by the component that is being built.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `action` once after `delay_ms`, instead of whatever was pending.
    pub fn after(self, delay_ms: u32, action: impl FnOnce() + 'static) {
        self.replace(Some(Pending::Once(Timeout::new(delay_ms, action))));
    }

    /// Runs `action` every `period_ms` until cancelled, instead of whatever was pending.
    pub fn every(self, period_ms: u32, action: impl FnMut() + 'static) {
        self.replace(Some(Pending::Repeating(Interval::new(period_ms, action))));
    }

    /// Forgets what was pending.
    pub fn cancel(self) {
        self.replace(None);
    }

    fn replace(self, next: Option<Pending>) {
        // The component may be gone already: then there is nothing to keep.
        let _ = self.0.try_update_value(|slot| *slot = next);
    }
}
