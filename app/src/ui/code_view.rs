//! Text to read: code, a body, a log line.

use leptos::prelude::*;

use super::copy_button::CopyButton;
use super::highlight::{Spans, to_html};

/// Read-only coloured text with line numbers and a copy button.
///
/// Keyboard: the text takes the focus, so that arrows scroll it. Line numbers are not part of a selection and are not
/// read out. Highlighted lines are told by colour and a bar; say in words elsewhere why they are marked.
#[component]
pub fn CodeView(
    /// What the text is: "main.tf".
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// The colours.
    #[prop(optional, into)]
    spans: Signal<Spans>,
    /// Lines to mark, from 1.
    #[prop(optional, into)]
    lit: Signal<Vec<usize>>,
    /// Leave out the line numbers.
    #[prop(optional)]
    plain: bool,
    /// Leave out the copy button.
    #[prop(optional)]
    no_copy: bool,
) -> impl IntoView {
    let html = Memo::new(move |_| to_html(&text.read(), &spans.read(), &lit.read()));
    view! {
        <div class="code-frame">
            {(!no_copy).then(|| view! { <CopyButton text=text /> })}
            <pre
                class=if plain { "code" } else { "code numbered" }
                tabindex="0"
                role="region"
                aria-label=move || label.get()
                inner_html=move || html.get()
            ></pre>
        </div>
    }
}
