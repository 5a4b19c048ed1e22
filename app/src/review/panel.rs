//! The Review panel: everything that is wrong or unwise, with what can be done about it.

use leptos::prelude::*;
use studio_core::design::Severity;

use super::focus::{COUNT_ID, PANEL_ID};
use super::rule::RuleCard;
use super::tools::Tools;
use super::view::{Findings, Listed, ReviewView, heading};
use super::watch::keep_reviewing;
use crate::studio::Studio;
use crate::text;
use crate::ui::{EmptyState, Glyph};

/// Whether the design is wise.
#[component]
pub fn ReviewPanel() -> impl IntoView {
    let studio = Studio::get();
    let view = studio.keep::<ReviewView>();
    let findings = keep_reviewing(studio);
    let shown = Memo::new(move |_| {
        let (view, document) = (view.read(), studio.document());
        let findings = findings.read();
        let rows = findings.iter().filter(|row| view.shows(&row.finding, &document));
        rows.map(|row| Listed {
            severity: row.finding.diagnostic.severity,
            code: row.finding.diagnostic.code,
            key: row.key.clone(),
        })
        .collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !shown.read().is_empty());
    view! {
        <section class="page review-page" id=PANEL_ID>
            <Tools findings />
            <p class="sr-only" role="status" id=COUNT_ID tabindex="-1">
                {move || format!("{} shown", text::count(shown.read().len(), "finding"))}
            </p>
            <Show when=move || any.get() fallback=move || empty(view, findings)>
                {[Severity::Error, Severity::Warning, Severity::Note]
                    .map(|severity| view! { <Group severity shown findings /> })
                    .collect_view()}
            </Show>
        </section>
    }
}

/// Why nothing is shown.
fn empty(view: RwSignal<ReviewView>, findings: Findings) -> impl IntoView {
    move || {
        let usual = *view.read() == ReviewView::default();
        let (title, text) = match (findings.read().is_empty(), usual) {
            (true, _) => ("Nothing to say", "No rule of the review finds anything in this design."),
            (false, true) => ("Nothing open", "Everything that the review finds is waived."),
            (false, false) => ("No finding to show", "Choose other filters, or search for something else."),
        };
        view! { <EmptyState title=title glyph=Glyph::Review text=text /> }
    }
}

/// The findings of one severity under its heading, rule by rule.
#[component]
fn Group(severity: Severity, shown: Memo<Vec<Listed>>, findings: Findings) -> impl IntoView {
    let count = Memo::new(move |_| shown.read().iter().filter(|row| row.severity == severity).count());
    let codes = Memo::new(move |_| {
        let mut codes: Vec<&'static str> = Vec::new();
        for row in shown.read().iter().filter(|row| row.severity == severity) {
            if !codes.contains(&row.code) {
                codes.push(row.code);
            }
        }
        codes
    });
    view! {
        <Show when=move || count.get() != 0>
            <section class="review-group" data-severity=text::severity(severity)>
                <h2>{heading(severity)} " (" {move || count.get()} ")"</h2>
                <ul class="review-rules">
                    <For each=move || codes.get() key=|code| *code let:code>
                        <RuleCard code severity shown findings />
                    </For>
                </ul>
            </section>
        </Show>
    }
}
