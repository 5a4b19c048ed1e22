//! From which share of hits on a cache pays off.

use leptos::prelude::*;
use studio_core::base::Picodollars;
use studio_core::cost::{self, CacheBreakEven};

use super::money::{dollars, thousands};
use super::view::after_a_pause;
use crate::studio::Studio;
use crate::text;
use crate::ui::Table;

/// The sizes of caches for each REST stage with traffic.
#[component]
pub fn Caches() -> impl IntoView {
    let studio = Studio::get();
    let rows = after_a_pause(3, |document, book| {
        cost::cache_break_even(&document.design, &document.traffic, &document.usage, book)
    });
    let any = move || rows.read().as_ref().is_some_and(|rows| !rows.is_empty());
    view! {
        <Show when=any>
            <section class="card cost-section" aria-labelledby="cost-caches" data-testid="cost-caches">
                <h2 id="cost-caches">"When a cache pays off"</h2>
                <Table caption="Cache sizes and the hits they need" class="compact">
                    <thead>
                        <tr>
                            <th scope="col">"Stage and size"</th>
                            <th scope="col" class="num">"Per month"</th>
                            <th scope="col" class="num">"Saves at most"</th>
                            <th scope="col" class="num">"Pays from hits of"</th>
                            <th scope="col" class="num">"or requests of"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || rows.get().unwrap_or_default().into_iter().map(|row| line(studio, &row)).collect_view()}
                    </tbody>
                </Table>
                <p class="hint">
                    "A hit saves what the call behind it costs on this bill. Backends that are paid for elsewhere, and what a faster answer is worth, are not counted."
                </p>
            </section>
        </Show>
    }
}

fn line(studio: Studio, row: &CacheBreakEven) -> impl IntoView + use<> {
    let stage = text::title(&studio.document_now(), row.at);
    let present = row.is_present.then_some(" (as it is)");
    let cost = row.cost.map_or_else(|| "not known".to_owned(), dollars);
    let hits = match row.hit_permille {
        Some(permille) => format!("{}.{} %", permille / 10, permille % 10),
        None if row.saves_at_most == Picodollars::ZERO => "never".to_owned(),
        None => "not with this traffic".to_owned(),
    };
    let requests = row.pays_from_requests.map_or_else(|| "–".to_owned(), |n| thousands(&n.to_string()));
    view! {
        <tr>
            <th scope="row">{stage} ", " {row.size.to_string()} " GB" {present}</th>
            <td class="num">{cost}</td>
            <td class="num">{dollars(row.saves_at_most)}</td>
            <td class="num">{hits}</td>
            <td class="num">{requests}</td>
        </tr>
    }
}
