//! What is above the list: which findings are shown, and the review as a file.

use leptos::prelude::*;
use studio_core::design::Severity;
use studio_core::review::Topic;

use super::export::Export;
use super::view::{Findings, ReviewView, Row, heading, stands};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Choice, Field, Segmented, Select, TextInput};

/// The filters of the list.
#[component]
pub fn Tools(findings: Findings) -> impl IntoView {
    let view = Studio::get().keep::<ReviewView>();
    view! {
        <div class="review-tools">
            <Segmented
                label="Findings"
                value=Signal::derive(move || view.read().state.clone())
                choices=Signal::derive(move || states(&findings.read()))
                on_change=move |state| view.update(|view| view.state = state)
            />
            <Field label="Severity">
                <Select
                    value=Signal::derive(move || view.read().severity.clone())
                    choices=Signal::stored(severities())
                    on_change=move |severity| view.update(|view| view.severity = severity)
                />
            </Field>
            <Field label="Topic">
                <Select
                    value=Signal::derive(move || view.read().topic.clone())
                    choices=Signal::stored(topics())
                    on_change=move |topic| view.update(|view| view.topic = topic)
                />
            </Field>
            <Field label="Search">
                <TextInput
                    value=Signal::derive(move || view.read().search.clone())
                    on_commit=move |search| view.update(|view| view.search = search)
                    placeholder="rule, words or item…"
                />
            </Field>
            <Export findings />
        </div>
    }
}

fn states(rows: &[Row]) -> Vec<(String, String)> {
    let words = [("open", "Open"), ("expired", "Expired"), ("waived", "Waived"), ("all", "All")];
    let count = |state: &str| rows.iter().filter(|row| stands(state, &row.finding)).count();
    words.map(|(state, word)| (state.to_owned(), format!("{word} ({})", count(state)))).into()
}

fn severities() -> Vec<Choice> {
    let every = Choice::new("", "Every severity");
    let each = [Severity::Error, Severity::Warning, Severity::Note];
    let each = each.map(|severity| Choice::new(text::severity(severity), heading(severity)));
    std::iter::once(every).chain(each).collect()
}

fn topics() -> Vec<Choice> {
    let every = Choice::new("", "Every topic");
    let each = Topic::ALL.map(|topic| Choice::new(topic.title(), topic.title()));
    std::iter::once(every).chain(each).collect()
}
