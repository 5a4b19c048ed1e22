//! The Templates panel: the templates of an API, the text of one, and what it makes.

use leptos::prelude::*;
use studio_core::aws::ApiKind;

use super::editor::Editor;
use super::list::List;
use super::result::ResultPane;
use super::state::TemplateView;
use crate::studio::Studio;
use crate::ui::{EmptyState, Glyph};

/// List, text, result.
#[component]
pub fn TemplatePanel() -> impl IntoView {
    let view = TemplateView::new(Studio::get());
    provide_context(view);
    let shown = Memo::new(move |_| view.place.read().is_some());
    // An editor for each template: what was typed in one is never taken for another's.
    let editor = move || view.place.get().map(|place| view! { <Editor place=place /> });
    view! {
        <div class="panes template-panes" data-testid="templates">
            <section class="panel template-list" aria-labelledby="template-list">
                <header>
                    <h2 id="template-list">"Templates"</h2>
                </header>
                <List />
            </section>
            <Show when=move || shown.get() fallback=Nothing>
                <section class="panel template-edit" aria-label="Template">
                    {editor}
                </section>
                <section class="panel template-result" aria-label="Input and result">
                    <ResultPane />
                </section>
            </Show>
        </div>
    }
}

/// Why there is no template, and what to do.
#[component]
fn Nothing() -> impl IntoView {
    let studio = Studio::get();
    let kind = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        studio.current_api().and_then(|id| design.apis.get(&id)).map(|api| api.kind)
    });
    move || {
        let (title, text) = match kind.get() {
            Some(ApiKind::Http) => (
                "HTTP APIs have no mapping templates",
                "AWS has them for REST and WebSocket APIs. An HTTP API maps single parameters: see its integrations.",
            ),
            _ => (
                "No template yet",
                "A mapped or mock integration turns requests and responses with templates. Add one on the left.",
            ),
        };
        view! {
            <section class="template-none">
                <EmptyState title=title text=text glyph=Glyph::File />
            </section>
        }
    }
}
