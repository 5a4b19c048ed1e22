//! The bill as a file.

use leptos::prelude::*;
use studio_core::cost::{by_route, csv, markdown, priced, totals};
use studio_core::design::Document;

use crate::platform::files;
use crate::studio::Studio;
use crate::ui::{Glyph, Menu, MenuItem};

/// A menu that saves the bill as CSV or Markdown.
#[component]
pub fn Export() -> impl IntoView {
    let studio = Studio::get();
    let save = move |as_csv: bool| {
        let document = studio.document_now();
        if let Some(text) = written(studio, &document, as_csv) {
            let (name, mime) = if as_csv { ("cost.csv", "text/csv") } else { ("cost.md", "text/markdown") };
            files::save_text(name, mime, &text);
        }
    };
    let items =
        vec![MenuItem::new("As CSV", move || save(true)), MenuItem::new("As Markdown", move || save(false))];
    view! { <Menu label="Save the bill" glyph=Glyph::Download items=Signal::stored(items) /> }
}

fn written(studio: Studio, document: &Document, as_csv: bool) -> Option<String> {
    let bill = studio.bill().get_untracked()?.ok()?;
    let parts = by_route(&bill.derived, &bill.estimate);
    if as_csv {
        return Some(csv(document, &bill.estimate, &parts));
    }
    let priced = priced(&document.usage, &document.design.region, &document.pricing).ok()?;
    let totals = totals(&document.design, &document.traffic, &document.usage, &priced.book);
    Some(markdown(document, &bill.estimate, &parts, totals))
}
