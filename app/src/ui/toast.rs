//! Short notices that come and go, and words for screen readers alone.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::button::{Button, ButtonKind, IconButton};
use super::icon::{Glyph, Icon};
use super::tone::Tone;
use crate::platform::{dom, now, timer::Timer};

/// Good news goes away by itself after this long.
const STAYS_MS: u32 = 6_000;
/// Notes and failures take longer to read; what offers something to do stays until closed.
const BAD_NEWS_STAYS_MS: u32 = 20_000;
/// A notice this old has been read out: it is not read again when it moves to another layer.
const HEARD_MS: f64 = 1_000.0;
/// Older notices make room.
const MOST: usize = 4;

/// What a notice does. A callback of the view that it is offered from would go with that view, before the notice does.
type Run = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Run)>,
    born_ms: f64,
}

impl Toast {
    /// How long it still stays, if it leaves by itself.
    fn left_ms(&self) -> Option<u32> {
        let stays_ms = match self.tone {
            Tone::Neutral | Tone::Pass | Tone::Accent => STAYS_MS,
            Tone::Note | Tone::Fail => BAD_NEWS_STAYS_MS,
        };
        let age_ms = (now::elapsed_ms() - self.born_ms).max(0.0) as u32;
        self.action.is_none().then(|| stays_ms.saturating_sub(age_ms))
    }
}

/// The handle to say something with; a copy of it is in the context of everything under the root.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    said: RwSignal<String>,
    next: StoredValue<u32>,
    /// The open modal dialogs, the topmost last.
    dialogs: RwSignal<Vec<u32>>,
}

impl Toasts {
    /// Creates the handle and puts it into the context; call it once, at the root.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            next: StoredValue::new(0),
            dialogs: RwSignal::new(Vec::new()),
        };
        provide_context(toasts);
        toasts
    }

    /// Shows a notice and has it read out; `Fail` interrupts, everything else waits.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.push(tone, text.into(), None);
    }

    /// Shows a notice with one thing to do ("Undo", "Reload"); it stays until closed.
    pub fn offer(
        self,
        tone: Tone,
        text: impl Into<String>,
        action: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(tone, text.into(), Some((action.into(), Arc::new(run))));
    }

    /// Says something to screen readers only ("3 routes shown").
    pub fn announce(self, text: impl Into<String>) {
        let text = text.into();
        // The same words again are only read when the text changes.
        let again = self.said.read_untracked().as_str() == text;
        self.said.set(if again { text + "\u{a0}" } else { text });
    }

    fn push(self, tone: Tone, text: String, action: Option<(String, Run)>) {
        let id = self.new_id();
        let born_ms = now::elapsed_ms();
        self.shown.update(|shown| {
            shown.retain(|toast| toast.text != text);
            shown.push(Toast { id, tone, text, action, born_ms });
            if shown.len() > MOST {
                shown.remove(0);
            }
        });
    }

    /// Takes away the failures that are shown: what they were about is tried again.
    pub fn clear_failures(self) {
        self.shown.update(|shown| shown.retain(|toast| toast.tone != Tone::Fail));
    }

    fn new_id(self) -> u32 {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        id
    }

    fn close(self, id: u32) {
        let _ = self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Shows the notices; place it once, at the root, after [`Toasts::provide`].
///
/// It never takes the focus; its buttons are at the end of the tab order. While a modal dialog is open, the notices
/// are at the end of the dialog, as nothing outside of it can be reached.
#[component]
pub fn ToastHost() -> impl IntoView {
    ToastLayer { toasts: Some(expect_context()), dialog: None }.view()
}

/// Where notices can be: on the page or in one modal dialog; they are in the topmost one.
#[derive(Clone, Copy)]
pub(super) struct ToastLayer {
    toasts: Option<Toasts>,
    dialog: Option<u32>,
}

impl ToastLayer {
    /// The layer of the dialog that is being built; without [`Toasts`] in the context it shows nothing.
    pub(super) fn of_dialog() -> Self {
        let toasts = use_context::<Toasts>();
        let layer = Self { toasts, dialog: toasts.map(Toasts::new_id) };
        on_cleanup(move || layer.leave());
        layer
    }

    /// The dialog is open now, above all others.
    pub(super) fn enter(self) {
        if let (Some(toasts), Some(dialog)) = (self.toasts, self.dialog) {
            toasts.dialogs.update(|dialogs| dialogs.push(dialog));
        }
    }

    /// The dialog is closed.
    pub(super) fn leave(self) {
        let (Some(toasts), Some(dialog)) = (self.toasts, self.dialog) else { return };
        if toasts.dialogs.try_with_untracked(|dialogs| dialogs.contains(&dialog)) == Some(true) {
            toasts.dialogs.update(|dialogs| dialogs.retain(|open| *open != dialog));
        }
    }

    /// The notices, while this is the topmost layer; belongs inside the dialog's element, at its end.
    pub(super) fn view(self) -> impl IntoView {
        self.toasts.map(|toasts| {
            let topmost = move || toasts.dialogs.read().last().copied() == self.dialog;
            let on_page = self.dialog.is_none();
            view! { <Show when=topmost>{list(toasts, on_page)}</Show> }
        })
    }
}

/// What a screen reader does with a notice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hearing {
    Interrupts,
    Waits,
    Heard,
}

fn list(toasts: Toasts, on_page: bool) -> impl IntoView {
    let node_ref = NodeRef::<html::Div>::new();
    // As a popover it is above what else is in the top layer; in a dialog it is a part of that.
    Effect::new(move |_| {
        if let Some(list) = node_ref.get().filter(|_| on_page) {
            dom::show_popover(&list);
        }
    });
    let heard_before_ms = now::elapsed_ms() - HEARD_MS;
    let hearing = move |toast: &Toast| match toast.tone {
        _ if toast.born_ms < heard_before_ms => Hearing::Heard,
        Tone::Fail => Hearing::Interrupts,
        _ => Hearing::Waits,
    };
    let with = move |wanted: Hearing| {
        let shown = toasts.shown.get().into_iter();
        shown.filter(move |toast| hearing(toast) == wanted).collect::<Vec<_>>()
    };
    let group = move |wanted: Hearing| {
        view! { <For each=move || with(wanted) key=|toast| toast.id let:toast>{one(toasts, toast)}</For> }
    };
    view! {
        <div class="sr-only" role="status">{move || toasts.said.get()}</div>
        <div class="toasts" popover=on_page.then_some("manual") node_ref=node_ref>
            <div>{group(Hearing::Heard)}</div>
            <div role="alert">{group(Hearing::Interrupts)}</div>
            <div role="status">{group(Hearing::Waits)}</div>
        </div>
    }
}

fn one(toasts: Toasts, toast: Toast) -> impl IntoView {
    let left_ms = toast.left_ms();
    let Toast { id, tone, text, action, .. } = toast;
    if let Some(left_ms) = left_ms {
        Timer::new().after(left_ms, move || toasts.close(id));
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
                        run();
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
