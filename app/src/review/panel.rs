//! The Review panel: everything that is wrong or unwise, with what can be done about it.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::base::Day;
use studio_core::design::Severity;
use studio_core::review::review;

use super::finding::FindingRow;
use super::tools::Tools;
use super::view::{Findings, ReviewView, heading, key};
use crate::platform::now;
use crate::studio::Studio;
use crate::text;
use crate::ui::{EmptyState, Glyph};

/// Findings of one severity that are listed at once; more would make the page slow, and nobody reads them all.
const MOST_LISTED: usize = 200;

/// The day by the device's clock, in UTC, as waivers are looked at.
pub fn today() -> Day {
    Day::at(now::epoch_ms() / 1000)
}

/// Whether the design is wise.
#[component]
pub fn ReviewPanel() -> impl IntoView {
    let studio = Studio::get();
    let view = studio.keep::<ReviewView>();
    let findings = findings();
    let shown = Memo::new(move |_| {
        let (view, document) = (view.read(), studio.document());
        let findings = findings.read();
        let rows = findings.iter().filter(|finding| view.shows(finding, &document));
        rows.map(|finding| (finding.diagnostic.severity, key(finding))).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !shown.read().is_empty());
    let empty = move || {
        let (title, text) = match findings.read().is_empty() {
            true => ("Nothing to say", "No rule of the review finds anything in this design."),
            false => ("No finding to show", "Show all, or search for something else."),
        };
        view! { <EmptyState title=title glyph=Glyph::Review text=text /> }
    };
    view! {
        <section class="page review-page">
            <Tools findings />
            <p class="sr-only" role="status">
                {move || format!("{} shown", text::count(shown.read().len(), "finding"))}
            </p>
            <Show when=move || any.get() fallback=empty>
                {[Severity::Error, Severity::Warning, Severity::Note]
                    .map(|severity| view! { <Group severity shown findings /> })
                    .collect_view()}
            </Show>
        </section>
    }
}

/// The review of the document, computed while the panel is in view.
fn findings() -> Findings {
    let studio = Studio::get();
    Memo::new(move |_| {
        let document = studio.document();
        Arc::new(review(&document.design, &document.waivers, today()))
    })
}

/// The findings of one severity under its heading.
#[component]
fn Group(severity: Severity, shown: Memo<Vec<(Severity, String)>>, findings: Findings) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let shown = shown.read();
        let mut rows: Vec<String> =
            shown.iter().filter(|(of, _)| *of == severity).map(|(_, row)| row.clone()).collect();
        // Two findings that say the same in every word are one row.
        let mut seen = std::collections::HashSet::new();
        rows.retain(|row| seen.insert(row.clone()));
        rows
    });
    let count = Memo::new(move |_| rows.read().len());
    let listed = move || rows.read().iter().take(MOST_LISTED).cloned().collect::<Vec<_>>();
    let over = move || count.get() > MOST_LISTED;
    view! {
        <Show when=move || count.get() != 0>
            <section data-severity=text::severity(severity)>
                <h2>{heading(severity)} " (" {move || count.get()} ")"</h2>
                <ul class="findings">
                    <For each=listed key=|row| row.clone() let:row>
                        <FindingRow row findings />
                    </For>
                </ul>
                <Show when=over>
                    <p class="muted">
                        {move || text::count(count.get().saturating_sub(MOST_LISTED), "more finding")}
                        " not listed: search or filter to see them."
                    </p>
                </Show>
            </section>
        </Show>
    }
}
