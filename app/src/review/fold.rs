//! What is made only when it is unfolded: a long list would else be many times as large.

use leptos::prelude::*;

use crate::ui::{Button, ButtonKind, Glyph};

/// A button that shows and hides what belongs to it.
///
/// Keyboard: Enter and Space; screen readers hear whether it is expanded.
#[component]
pub fn Fold(
    /// The button's words.
    #[prop(into)]
    words: String,
    /// Of what, for screen readers.
    #[prop(into)]
    of: String,
    /// What it shows.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = format!("{words}: {of}");
    view! {
        <div class="review-fold" class:open=move || open.get()>
            <Button
                kind=ButtonKind::Ghost
                glyph=Glyph::ChevronDown
                on_press=move |()| open.update(|open| *open = !*open)
                attr:aria-expanded=move || open.get().to_string()
                attr:aria-label=name
            >
                {words}
            </Button>
            <Show when=move || open.get()>
                <div class="review-inside">{children()}</div>
            </Show>
        </div>
    }
}
