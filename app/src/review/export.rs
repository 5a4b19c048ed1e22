//! The review as a file.

use leptos::prelude::*;
use studio_core::design::{Document, Severity};
use studio_core::review::{Finding, State, junit, sarif};

use super::view::Findings;
use crate::platform::files;
use crate::studio::{Studio, file_name};
use crate::text;
use crate::ui::{Glyph, Menu, MenuItem};

/// A menu that saves the whole review, waived findings among it.
#[component]
pub fn Export(findings: Findings) -> impl IntoView {
    let studio = Studio::get();
    let all = move || findings.read_untracked().iter().map(|row| row.finding.clone()).collect::<Vec<_>>();
    let as_sarif = move || {
        let document = studio.document_now();
        let log = sarif(&all(), &document, &file_name(&document));
        files::save_text("review.sarif", "application/sarif+json", &format!("{log:#}\n"));
    };
    let as_junit = move |least: Severity| {
        let fails = |one: &Finding| one.is_open() && one.diagnostic.severity <= least;
        let name = studio.document_now().design.name.clone();
        files::save_text("review.xml", "application/xml", &junit(&name, &all(), fails));
    };
    let as_markdown = move || {
        files::save_text("review.md", "text/markdown", &markdown(&all(), &studio.document_now()));
    };
    let items = vec![
        MenuItem::new("As SARIF, for code scanners", as_sarif),
        MenuItem::new("As JUnit XML, where open errors fail", move || as_junit(Severity::Error)),
        MenuItem::new("As JUnit XML, where open warnings fail too", move || as_junit(Severity::Warning)),
        MenuItem::new("As JUnit XML, where every open finding fails", move || as_junit(Severity::Note)),
        MenuItem::new("As Markdown", as_markdown),
    ];
    view! { <Menu label="Save the review" glyph=Glyph::Download items=Signal::stored(items) /> }
}

/// A table of the findings.
fn markdown(findings: &[Finding], document: &Document) -> String {
    let mut table =
        "| Severity | Rule | Item | Finding | Help | State |\n|---|---|---|---|---|---|\n".to_owned();
    for finding in findings {
        let said = &finding.diagnostic;
        let item = said.item.map(|item| text::title(document, item)).unwrap_or_default();
        let state = state(finding);
        let cells = [text::severity(said.severity), said.code, &item, &said.message, &said.help, &state];
        let cells = cells.map(cell);
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    table
}

fn state(finding: &Finding) -> String {
    let reason = finding.waiver.as_ref().map_or("", |waiver| waiver.reason.as_str());
    match finding.state {
        State::Open => "open".to_owned(),
        State::Expired => format!("waiver expired: {reason}"),
        State::Waived => format!("waived: {reason}"),
    }
}

/// A text that can neither end its cell nor its row.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(['\r', '\n'], " ")
}
