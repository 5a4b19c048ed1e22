//! The line at the bottom: whether the work is safe, and what the design holds.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::commands::download;
use crate::platform::pwa;
use crate::studio::{ReadOnly, SavedState, Studio};
use crate::text::count;
use crate::ui::{Button, ButtonKind};

/// The status line.
#[component]
pub(super) fn Status() -> impl IntoView {
    let studio = Studio::get();
    let offline_ready = RwSignal::new(false);
    pwa::on_offline_ready(move || offline_ready.set(true)).until_cleanup();
    let online = RwSignal::new(pwa::is_online());
    pwa::on_online(move |now| online.set(now)).until_cleanup();
    let counts = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let sum = |of: fn(&studio_core::design::Api) -> usize| design.apis.values().map(|api| of(api)).sum();
        let (routes, integrations) = (sum(|api| api.routes.len()), sum(|api| api.integrations.len()));
        let (authorizers, stages): (usize, usize) =
            (sum(|api| api.authorizers.len()), sum(|api| api.stages.len()));
        [(routes, "route"), (authorizers, "authorizer"), (integrations, "integration"), (stages, "stage")]
            .map(|(number, noun)| count(number, noun))
            .join(" · ")
    });
    view! {
        <footer class="status" data-testid="status">
            <Saved />
            <Show when=move || !online.get()>
                <span>"Offline"</span>
            </Show>
            <Show when=move || offline_ready.get() && online.get()>
                <span>"Offline ready"</span>
            </Show>
            <span class="spacer"></span>
            <span data-testid="counts">{move || counts.get()}</span>
            <span>{move || region(&studio.design().read().region)}</span>
        </footer>
    }
}

fn region(code: &str) -> String {
    if code.is_empty() { studio_core::aws::default_region().to_owned() } else { code.to_owned() }
}

/// Whether the work is kept; also shown in the menu of a narrow window, which has no status line.
#[component]
pub(super) fn Saved() -> impl IntoView {
    let studio = Studio::get();
    let words = Memo::new(move |_| match studio.saved() {
        SavedState::Saved => "Saved on this device".to_owned(),
        SavedState::Saving => "Saving…".to_owned(),
        SavedState::Full => "Storage is full: download your design".to_owned(),
        SavedState::Blocked => "Storage is blocked: download your design to keep it".to_owned(),
        SavedState::Newer => "Another tab saved a newer version".to_owned(),
        SavedState::Failed(reason) => format!("Not saved: {reason}"),
        SavedState::NotKept => {
            studio.read_only().map_or("Not kept here".to_owned(), |_| "Read only".to_owned())
        }
    });
    let class = move || match studio.saved() {
        SavedState::Saved => "ok",
        SavedState::Saving | SavedState::NotKept => "",
        _ => "bad",
    };
    let offers_download =
        move || matches!(studio.saved(), SavedState::Full | SavedState::Blocked | SavedState::Failed(_));
    view! {
        <span role="status" class=class data-testid="saved">
            <span aria-hidden="true">"● "</span>
            {move || words.get()}
        </span>
        <Show when=offers_download>
            <Button kind=ButtonKind::Ghost on_press=move |()| download(studio)>
                "Download"
            </Button>
        </Show>
        <Show when=move || studio.saved() == SavedState::Newer>
            <Button kind=ButtonKind::Ghost on_press=move |()| spawn_local(studio.take_newer())>
                "Load it"
            </Button>
            <Button kind=ButtonKind::Ghost on_press=move |()| studio.keep_as_copy()>
                "Keep mine as a copy"
            </Button>
        </Show>
    }
}

/// The banner over a design that cannot be changed.
#[component]
pub(super) fn ReadOnlyBanner() -> impl IntoView {
    let studio = Studio::get();
    let newer = move || studio.read_only().filter(|reason| *reason != ReadOnly::Frame);
    move || {
        newer().map(|reason| {
            view! {
                <p class="banner" role="status" data-testid="read-only">
                    {reason.text()}
                </p>
            }
        })
    }
}
