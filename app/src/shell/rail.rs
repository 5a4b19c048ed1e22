//! The panels to go to: at the side, or at the bottom of a narrow window.

use leptos::prelude::*;
use studio_core::design::Severity;

use crate::commands::Command;
use crate::panels::Panel;
use crate::studio::Studio;
use crate::ui::Icon;

/// The rail.
#[component]
pub(super) fn Rail() -> impl IntoView {
    view! {
        <nav class="rail" aria-label="Panels">
            {Panel::ALL.iter().map(|panel| view! { <Entry panel=*panel /> }).collect_view()}
        </nav>
    }
}

#[component]
fn Entry(panel: Panel) -> impl IntoView {
    let studio = Studio::get();
    let tip =
        super::keys::shortcut_label(Command::Show(panel)).map(|keys| format!("{} ({keys})", panel.title()));
    // The only mark on the rail: what AWS would refuse stands on the panel where it is mended.
    let errors = Memo::new(move |_| {
        let found = studio.diagnostics();
        let count = found.read().iter().filter(|found| found.severity == Severity::Error).count();
        if panel == Panel::Design { count } else { 0 }
    });
    view! {
        <button
            type="button"
            data-testid=format!("rail-{}", panel.id())
            data-tip=tip
            aria-current=move || (studio.panel.get() == panel).then_some("page")
            aria-disabled=move || Command::Show(panel).blocked(studio).map(|_| "true")
            on:click=move |_| Command::Show(panel).run(studio)
        >
            <Icon glyph=panel.glyph() size=20 />
            {panel.title()}
            <Show when=move || errors.get() != 0>
                <span class="dot">
                    {move || errors.get()} <span class="sr-only">" errors"</span>
                </span>
            </Show>
        </button>
    }
}
