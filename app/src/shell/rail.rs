//! The panels to go to: at the side, or at the bottom of a narrow window.

use leptos::prelude::*;
use studio_core::design::Severity;

use crate::commands::Command;
use crate::panels::Panel;
use crate::studio::Studio;
use crate::text;
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
    // The marks on the rail stand where it is mended: what AWS would refuse, and what is not as it is expected.
    let errors = Memo::new(move |_| match panel {
        Panel::Design => {
            let found = studio.diagnostics();
            found.read().iter().filter(|found| found.severity == Severity::Error).count()
        }
        Panel::Flow => studio.failing().read().scenarios,
        Panel::Template => studio.failing().read().template_tests,
        Panel::Review => studio.failing().read().findings,
        Panel::Cost | Panel::Quota | Panel::Terraform => 0,
    });
    let noun = match panel {
        Panel::Flow => "failed scenario",
        Panel::Template => "failed test",
        Panel::Review => "open finding",
        _ => "error",
    };
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
                    <span aria-hidden="true">{move || errors.get()}</span>
                    <span class="sr-only">" " {move || text::count(errors.get(), noun)}</span>
                </span>
            </Show>
        </button>
    }
}
