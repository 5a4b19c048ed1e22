//! The root component: the whole studio, or one panel for another page's frame.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::embed::{EmbedView, Request};
use crate::panels::Panel;
use crate::platform::{panic, storage, theme, url};
use crate::shell::Shell;
use crate::studio::{Host, Studio, rescue};
use crate::ui::{Confirm, ConfirmHost, ToastHost, Toasts, TooltipLayer};

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let request = Request::from_address();
    let toasts = Toasts::provide();
    Confirm::provide();
    let studio = Studio::new(if request.is_some() { Host::Frame } else { Host::Page }, toasts);
    provide_context(studio);
    panic::install(|| rescue().map(|(file_name, text)| panic::Rescue { file_name, text }));
    let page = match request {
        Some(request) => view! { <EmbedView request=request /> }.into_any(),
        None => view! { <Page /> }.into_any(),
    };
    view! {
        {page}
        <ConfirmHost />
        <section aria-label="Notices">
            <ToastHost />
        </section>
        <TooltipLayer />
    }
}

/// The whole studio, once the design that was open last is there.
#[component]
fn Page() -> impl IntoView {
    let studio = Studio::get();
    let ready = RwSignal::new(false);
    apply_theme();
    follow_address(studio);
    spawn_local(async move {
        studio.restore().await;
        studio.start_saving();
        ready.set(true);
    });
    view! {
        <Show when=move || ready.get()>
            <Shell />
        </Show>
    }
}

fn apply_theme() {
    let chosen = url::query("theme").or_else(|| storage::pref("theme").ok().flatten());
    theme::apply(chosen.map(|word| theme::Theme::parse(&word)).unwrap_or_default());
}

/// The panel in view stands in the address, so that a reload and a link show it again.
fn follow_address(studio: Studio) {
    let go = move |hash: &str| {
        // Back to the address without a panel is back to the first one.
        let panel = if hash.is_empty() { Some(Panel::default()) } else { Panel::parse(hash) };
        if let Some(panel) = panel {
            studio.panel.set(panel);
        }
    };
    go(&url::hash());
    url::on_hash(move |hash| go(&hash)).until_cleanup();
    Effect::new(move |before: Option<Panel>| {
        let panel = studio.panel.get();
        if before.is_some_and(|before| before != panel) {
            url::go_to_hash(panel.id());
        }
        panel
    });
}
