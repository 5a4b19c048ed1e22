//! The rendering, statement by statement, forward and back.

use leptos::prelude::*;
use studio_core::lang::vtl::{Seen, Trace};

use super::state::TemplateView;
use crate::ui::{CodeView, Glyph, IconButton, Scrub};

/// How many references of one statement are listed.
const MAX_REFERENCES: usize = 50;

/// The player, the statement in view, what it read and set, and the output so far.
#[component]
pub fn Steps() -> impl IntoView {
    let view = TemplateView::get();
    let at = RwSignal::new(0_usize);
    let count = Memo::new(move |_| view.trial.read().trace.steps.len());
    let now = Memo::new(move |_| at.get().min(count.get().saturating_sub(1)));
    Effect::new(move |_| {
        let trial = view.trial.read();
        // The lines are marked for whoever looks at the trace, not behind another part.
        if view.state.read().tab != "steps" {
            return;
        }
        if let Some(step) = trial.trace.steps.get(now.get()) {
            view.light(step.span);
        }
    });
    let so_far = Memo::new(move |_| {
        let trial = view.trial.read();
        // Before the next statement begins, this one has printed all it prints.
        let end = trial.trace.steps.get(now.get() + 1).map_or(trial.output.len(), |next| next.output_bytes);
        trial.output.get(..end).unwrap_or(&trial.output).to_owned()
    });
    let go = move |to: usize| at.set(to);
    let words = Memo::new(move |_| place(view, now.get(), count.get()));
    let blocked = Signal::derive(move || count.get() == 0);
    view! {
        <div class="stack" data-testid="template-steps">
            <div class="row wrap" role="group" aria-label="Go through the template">
                <IconButton glyph=Glyph::StepBack label="Step back" disabled=blocked on_press=move |()| go(now.get_untracked().saturating_sub(1)) />
                <IconButton glyph=Glyph::StepForward label="Step forward" disabled=blocked on_press=move |()| go(now.get_untracked() + 1) />
                <Scrub label="Statement" count=count at=now words=words on_change=go />
                <span class="muted" aria-live="polite">{move || words.get()}</span>
            </div>
            {move || set(&view.trial.read().trace, now.get())}
            <References now=now />
            <CodeView label="Output so far" text=so_far no_copy=true />
            <Show when=move || view.trial.read().trace.cut>
                <p class="muted">"The trace is too long to be kept whole: its end is left out."</p>
            </Show>
        </div>
    }
}

fn place(view: TemplateView, now: usize, count: usize) -> String {
    let trial = view.trial.read();
    match trial.trace.steps.get(now) {
        Some(step) => {
            let (line, _) = view.lines(step.span);
            format!("Statement {} of {count} · line {line}", now + 1)
        }
        None => "Nothing ran".to_owned(),
    }
}

fn set(trace: &Trace, now: usize) -> Option<AnyView> {
    let (name, value) = trace.steps.get(now)?.set.clone()?;
    Some(view! { <p>"Sets " <code>{name}</code> " to " <code>{value}</code></p> }.into_any())
}

/// The references of the statement, with kind and value.
#[component]
fn References(now: Memo<usize>) -> impl IntoView {
    let view = TemplateView::get();
    let seen = Memo::new(move |_| {
        let trial = view.trial.read();
        let mine = trial.trace.references.iter().filter(|seen| seen.step == now.get());
        mine.take(MAX_REFERENCES).cloned().collect::<Vec<Seen>>()
    });
    let row = move |seen: Seen| {
        let name = view
            .draft
            .with_untracked(|text| text.get(seen.span.start..seen.span.end).unwrap_or_default().to_owned());
        view! {
            <tr>
                <td><code>{name}</code></td>
                <td>{seen.kind}</td>
                <td class="truncate"><code>{seen.text}</code></td>
            </tr>
        }
    };
    view! {
        <Show when=move || !seen.read().is_empty()>
            <table class="template-seen">
                <thead>
                    <tr>
                        <th scope="col">"Reference"</th>
                        <th scope="col">"Kind"</th>
                        <th scope="col">"Value"</th>
                    </tr>
                </thead>
                <tbody>{move || seen.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </Show>
    }
}
