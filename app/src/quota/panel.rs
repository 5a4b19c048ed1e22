//! The Quotas panel: AWS's limits, what the design uses of them, and what is left.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::aws::QuotaScope;
use studio_core::openapi::import_sizes;
use studio_core::quota::{Known, Reading, measure};

use super::row::Row;
use super::tools::Tools;
use super::view::{QuotaView, RowKey, key, scope_text};
use crate::studio::Studio;
use crate::ui::{EmptyState, Glyph, Table};

/// Columns of the table.
const COLUMNS: &str = "5";

/// Whether the design fits.
#[component]
pub fn QuotaPanel() -> impl IntoView {
    let readings = readings();
    let view = Studio::get().keep::<QuotaView>();
    let shown = Memo::new(move |_| {
        let view = view.read();
        let readings = readings.read();
        let rows = readings.iter().filter(|reading| view.shows(reading));
        rows.map(|reading| (reading.scope, key(reading))).collect::<Vec<(QuotaScope, RowKey)>>()
    });
    let scopes = Memo::new(move |_| {
        let mut scopes: Vec<QuotaScope> = shown.read().iter().map(|(scope, _)| *scope).collect();
        scopes.dedup();
        scopes
    });
    let any = Memo::new(move |_| !shown.read().is_empty());
    view! {
        <section class="page quota-page">
            <Tools readings />
            <Show
                when=move || any.get()
                fallback=|| view! {
                    <EmptyState title="No quota to show" glyph=Glyph::Quota text="Show all, or search for something else." />
                }
            >
                <div class="card" data-testid="quota-table">
                    <Table caption="Quotas of API Gateway">
                        <thead>
                            <tr>
                                <th scope="col">"Quota"</th>
                                <th scope="col" class="num">"Used"</th>
                                <th scope="col" class="num">"Limit"</th>
                                <th scope="col" class="quota-bar">"Headroom"</th>
                                <th scope="col">"More"</th>
                            </tr>
                        </thead>
                        <For each=move || scopes.get() key=|scope| *scope let:scope>
                            <Group scope shown readings />
                        </For>
                    </Table>
                </div>
            </Show>
        </section>
    }
}

/// What the document uses of every quota, the sizes of its OpenAPI documents among it; computed while the panel is in
/// view.
fn readings() -> Memo<Arc<Vec<Reading>>> {
    let studio = Studio::get();
    let sizes = Memo::new(move |_| import_sizes(&studio.design().read()));
    Memo::new(move |_| {
        let document = studio.document();
        let sizes = sizes.read();
        let known = Known { openapi_bytes: &sizes, ..Known::of(&document) };
        Arc::new(measure(&document.design, &known))
    })
}

/// The rows of one scope under its heading.
#[component]
fn Group(
    scope: QuotaScope,
    shown: Memo<Vec<(QuotaScope, RowKey)>>,
    readings: Memo<Arc<Vec<Reading>>>,
) -> impl IntoView {
    let rows = move || {
        let shown = shown.read();
        shown.iter().filter(|(of, _)| *of == scope).map(|(_, row)| *row).collect::<Vec<RowKey>>()
    };
    view! {
        <tbody>
            <tr class="quota-group">
                <th colspan=COLUMNS scope="rowgroup">{scope_text(scope)}</th>
            </tr>
            <For each=rows key=|row| *row let:row>
                <Row row readings />
            </For>
        </tbody>
    }
}
