//! Short notices that come and go, and words for screen readers alone.

use leptos::prelude::*;

use super::button::{Button, ButtonKind, IconButton};
use super::icon::{Glyph, Icon};
use super::tone::Tone;
use crate::platform::timer::Timer;

/// Good news goes away by itself after this long; notes and failures stay until closed.
const STAYS_MS: u32 = 6_000;
/// Older notices make room.
const MOST: usize = 4;

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// The handle to say something with; a copy of it is in the context of everything under the root.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    said: RwSignal<String>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Creates the handle and puts it into the context; call it once, at the root.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            next: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// Shows a notice and has it read out; `Fail` interrupts, everything else waits.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.push(tone, text.into(), None);
    }

    /// Shows a notice with one thing to do ("Undo", "Reload"); it stays until closed.
    pub fn offer(self, tone: Tone, text: impl Into<String>, action: impl Into<String>, run: Callback<()>) {
        self.push(tone, text.into(), Some((action.into(), run)));
    }

    /// Says something to screen readers only ("3 routes shown").
    pub fn announce(self, text: impl Into<String>) {
        let text = text.into();
        // The same words again are only read when the text changes.
        let again = self.said.read_untracked().as_str() == text;
        self.said.set(if again { text + "\u{a0}" } else { text });
    }

    fn push(self, tone: Tone, text: String, action: Option<(String, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|shown| {
            shown.retain(|toast| toast.text != text);
            shown.push(Toast { id, tone, text, action });
            if shown.len() > MOST {
                shown.remove(0);
            }
        });
    }

    fn close(self, id: u32) {
        let _ = self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Shows the notices; place it once, at the root, after [`Toasts::provide`].
///
/// It never takes the focus; its buttons are at the end of the tab order.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts: Toasts = expect_context();
    let with = move |urgent: bool| {
        let shown = toasts.shown.get().into_iter();
        shown.filter(move |toast| (toast.tone == Tone::Fail) == urgent).collect::<Vec<_>>()
    };
    view! {
        <div class="sr-only" role="status">{move || toasts.said.get()}</div>
        <div class="toasts">
            <div role="alert">
                <For each=move || with(true) key=|toast| toast.id let:toast>{one(toasts, toast)}</For>
            </div>
            <div role="status">
                <For each=move || with(false) key=|toast| toast.id let:toast>{one(toasts, toast)}</For>
            </div>
        </div>
    }
}

fn one(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast { id, tone, text, action } = toast;
    if matches!(tone, Tone::Neutral | Tone::Pass | Tone::Accent) && action.is_none() {
        Timer::new().after(STAYS_MS, move || toasts.close(id));
    }
    let glyph = match tone {
        Tone::Pass => Glyph::Check,
        Tone::Note => Glyph::Warning,
        Tone::Fail => Glyph::Cross,
        Tone::Neutral | Tone::Accent => Glyph::Info,
    };
    view! {
        <div class=format!("toast {}", tone.class())>
            <Icon glyph=glyph />
            <span class="text">{text}</span>
            {action
                .map(|(label, run)| {
                    let press = move |()| {
                        toasts.close(id);
                        run.run(());
                    };
                    view! {
                        <Button kind=ButtonKind::Default on_press=press>
                            {label}
                        </Button>
                    }
                })}
            <IconButton glyph=Glyph::Cross label="Close this notice" on_press=move |()| toasts.close(id) />
        </div>
    }
}
