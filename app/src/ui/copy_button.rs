//! A button that copies a text.

use leptos::{prelude::*, task::spawn_local};

use super::button::IconButton;
use super::icon::Glyph;
use super::toast::Toasts;
use super::tone::Tone;
use crate::platform::{clipboard, timer::Timer};

/// How long the button shows that it worked.
const DONE_MS: u32 = 1_600;

/// Copies `text` when pressed; shows a tick and announces "Copied", or says that the browser refused.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// The button's name, "Copy" unless told.
    #[prop(default = "Copy".into(), into)]
    label: Signal<String>,
) -> impl IntoView {
    let done = RwSignal::new(false);
    let timer = Timer::new();
    let toasts = use_context::<Toasts>();
    let press = move |()| {
        let text = text.get_untracked();
        spawn_local(async move {
            let outcome = clipboard::copy(&text).await;
            let _ = done.try_set(outcome.is_ok());
            timer.after(DONE_MS, move || {
                let _ = done.try_set(false);
            });
            match (outcome, toasts) {
                (Ok(()), Some(toasts)) => toasts.announce("Copied"),
                (Err(_), Some(toasts)) => {
                    toasts.say(
                        Tone::Fail,
                        "The browser did not allow copying. Select the text and copy it by hand.",
                    );
                }
                (_, None) => {}
            }
        });
    };
    view! {
        <IconButton
            glyph=Signal::derive(move || if done.get() { Glyph::Check } else { Glyph::Copy })
            label=label
            on_press=press
        />
    }
}
