//! Where the money goes, route by route.

use leptos::prelude::*;
use studio_core::base::Picodollars;
use studio_core::cost::{Attribution, RouteCost, bill, by_route};
use studio_core::design::Item;
use studio_core::design::inputs::Level;

use super::money::{dollars, thousands};
use super::view::{CostView, RouteOrder, after_a_pause};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Order, SortHeader, Table};

/// How many routes are listed before the rest is shown on demand.
const LISTED: usize = 30;

/// Routes with their parts of the bill.
#[component]
pub fn Routes() -> impl IntoView {
    let studio = Studio::get();
    let view = studio.keep::<CostView>();
    let all = RwSignal::new(false);
    // Hundreds of rows wait until a slider rests; the total and the lines do not.
    let made = after_a_pause(1, |document, book| {
        let bill = bill(&document.design, &document.traffic, &document.usage, book, Level::Likely);
        by_route(&bill.derived, &bill.estimate)
    });
    let parts = Memo::new(move |_| made.get().unwrap_or_default());
    let rows = Memo::new(move |_| {
        let document = studio.document_now();
        let named = |cost: RouteCost| (text::title(&document, cost.at), cost);
        let mut rows: Vec<(String, RouteCost)> = parts.get().routes.into_iter().map(named).collect();
        match view.read().order {
            RouteOrder::Amount => rows.sort_by_key(|row| std::cmp::Reverse(row.1.amount)),
            RouteOrder::Requests => rows.sort_by_key(|row| std::cmp::Reverse(row.1.requests)),
            RouteOrder::Name => rows.sort_by(|a, b| a.0.cmp(&b.0)),
        }
        rows
    });
    let order = move |order: RouteOrder| {
        let down = if order == RouteOrder::Name { Order::Ascending } else { Order::Descending };
        Signal::derive(move || (view.read().order == order).then_some(down))
    };
    let sort = move |order: RouteOrder| move |()| view.update(|view| view.order = order);
    view! {
        <Show when=move || !rows.read().is_empty()>
            <section class="card cost-section" aria-labelledby="cost-routes" data-testid="cost-routes">
                <h2 id="cost-routes">"Where the money goes"</h2>
                <Table caption="Routes and their parts of the bill">
                    <thead>
                        <tr>
                            <SortHeader label="Route" order=order(RouteOrder::Name) on_press=sort(RouteOrder::Name) />
                            <SortHeader label="Requests" numeric=true order=order(RouteOrder::Requests) on_press=sort(RouteOrder::Requests) />
                            <th scope="col" class="num">"For a million"</th>
                            <SortHeader label="Per month" numeric=true order=order(RouteOrder::Amount) on_press=sort(RouteOrder::Amount) />
                            <th scope="col" class="num">"Without it"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let most = if all.get() { usize::MAX } else { LISTED };
                            rows.get().into_iter().take(most).map(|(name, cost)| row(studio, name, cost)).collect_view()
                        }}
                        {move || shared(&parts.read())}
                    </tbody>
                </Table>
                <Show when=move || (rows.read().len() > LISTED) && !all.get()>
                    <button type="button" class="link" on:click=move |_| all.set(true)>
                        {move || format!("Show all {} routes", rows.read().len())}
                    </button>
                </Show>
                <p class="hint">
                    "A route's part of a line is that of its quantity. Without it the bill is lower by the last column only: what is left is paid at the prices of the first tiers."
                </p>
            </section>
        </Show>
    }
}

fn row(studio: Studio, name: String, cost: RouteCost) -> impl IntoView {
    const MILLION: u128 = 1_000_000;
    let at = cost.at;
    let each = (cost.requests > 0).then(|| dollars(cost.amount.times(MILLION, u128::from(cost.requests))));
    let edit = move |_| {
        if let Item::Route(api, route) = at {
            studio.keep::<CostView>().update(|view| {
                view.api = Some(api);
                view.route = Some(route);
            });
        }
    };
    view! {
        <tr>
            <th scope="row">
                <button type="button" class="link" data-tip="Its traffic" on:click=edit>{name}</button>
            </th>
            <td class="num">{thousands(&cost.requests.to_string())}</td>
            <td class="num">{each}</td>
            <td class="num"><b>{dollars(cost.amount)}</b></td>
            <td class="num">"−" {dollars(cost.saved_without)}</td>
        </tr>
    }
}

fn shared(parts: &Attribution) -> impl IntoView + use<> {
    let sum: Picodollars = parts.shared.iter().map(|part| part.amount).sum();
    let mut labels: Vec<&str> = parts.shared.iter().map(|part| part.label.as_str()).collect();
    // Alarms of two resolutions are two lines with one name.
    labels.dedup();
    let labels = labels.join(", ");
    (sum != Picodollars::ZERO).then(|| {
        view! {
            <tr>
                <th scope="row">"Shared"<div class="muted">{labels}</div></th>
                <td></td>
                <td></td>
                <td class="num"><b>{dollars(sum)}</b></td>
                <td></td>
            </tr>
        }
    })
}
