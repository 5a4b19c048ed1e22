//! The table as a file.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::quota::{Reading, csv, markdown};

use super::view::QuotaView;
use crate::platform::files;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Glyph, Menu, MenuItem};

/// A menu that saves the rows in view as CSV or Markdown.
#[component]
pub fn Export(readings: Memo<Arc<Vec<Reading>>>) -> impl IntoView {
    let studio = Studio::get();
    let view = studio.keep::<QuotaView>();
    let save = move |as_csv: bool| {
        let view = view.get_untracked();
        let all = readings.get_untracked();
        let shown: Vec<Reading> = all.iter().filter(|reading| view.shows(reading)).cloned().collect();
        let document = studio.document_now();
        let name = |reading: &Reading| text::title(&document, reading.item);
        if as_csv {
            files::save_text("quotas.csv", "text/csv", &csv(&shown, name));
        } else {
            files::save_text("quotas.md", "text/markdown", &markdown(&shown, name));
        }
    };
    let items =
        vec![MenuItem::new("As CSV", move || save(true)), MenuItem::new("As Markdown", move || save(false))];
    view! { <Menu label="Save these rows" glyph=Glyph::Download items=Signal::stored(items) /> }
}
