//! What a step changed: a text before and after.

use leptos::prelude::*;

use super::diff::{Line, lines};

/// Two texts side by side (one above the other on a narrow window), changed lines marked.
///
/// Screen readers hear "removed" and "added" before changed lines (`<del>`, `<ins>`); both sides take the focus, so
/// that arrows scroll them.
#[component]
pub fn DiffView(
    /// The first text.
    #[prop(into)]
    before: Signal<String>,
    /// The second text.
    #[prop(into)]
    after: Signal<String>,
    /// What the first text is.
    #[prop(into)]
    before_label: Signal<String>,
    /// What the second text is.
    #[prop(into)]
    after_label: Signal<String>,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let (before, after) = (before.read(), after.read());
        let owned = lines(&before, &after).into_iter().map(|line| match line {
            Line::Same(text) => (Side::Both, text.to_owned()),
            Line::Removed(text) => (Side::Before, text.to_owned()),
            Line::Added(text) => (Side::After, text.to_owned()),
        });
        owned.collect::<Vec<_>>()
    });
    view! {
        <div class="diff">
            {side(before_label, rows, Side::Before)} {side(after_label, rows, Side::After)}
        </div>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Before,
    After,
}

fn side(label: Signal<String>, rows: Memo<Vec<(Side, String)>>, mine: Side) -> impl IntoView {
    let body = move || {
        let rows = rows.get();
        let shown: Vec<_> =
            rows.into_iter().filter(|(side, _)| *side == Side::Both || *side == mine).collect();
        if shown.is_empty() {
            return view! { <span class="muted">"empty"</span> }.into_any();
        }
        let line = |(side, text): (Side, String)| {
            let text = text + "\n";
            match side {
                Side::Both => view! { <span class="same">{text}</span> }.into_any(),
                Side::Before => {
                    view! { <del><span class="sr-only">"removed: "</span>{text}</del> }.into_any()
                }
                Side::After => view! { <ins><span class="sr-only">"added: "</span>{text}</ins> }.into_any(),
            }
        };
        shown.into_iter().map(line).collect_view().into_any()
    };
    view! {
        <figure>
            <figcaption>{move || label.get()}</figcaption>
            <pre class="code" tabindex="0" role="region" aria-label=move || label.get()>
                {body}
            </pre>
        </figure>
    }
}
