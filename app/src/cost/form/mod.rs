//! The traffic that the bill is made for.

mod each;
mod general;
mod ranged;
mod rate;
mod scale;
mod socket;
mod stated;

use std::collections::BTreeSet;

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::{ApiId, Item, RouteId};

use super::prices::PricesForm;
use super::view::{CostView, Scope, put};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Choice, EmptyState, Field, Glyph, Select, Switch};
use each::EachFields;
use general::GeneralFields;
use rate::{RequestsField, ShapeField, WeightField};
use socket::SocketFields;
use stated::StatedQuantities;

/// Traffic by API and route, and what is known of the month beside it.
#[component]
pub fn TrafficForm() -> impl IntoView {
    let studio = Studio::get();
    let view = studio.keep::<CostView>();
    let scope = Memo::new(move |_| {
        studio.design().track();
        Scope::in_view(&studio.document_now(), &view.read())
    });
    view! {
        <div class="form">
            {move || match scope.get() {
                Some(scope) => view! { <ScopePicker scope /> <ScopeFields scope /> }.into_any(),
                None => view! {
                    <EmptyState title="No API yet" glyph=Glyph::Cost
                        text="Draw an API, and say here how much it is used. Quantities that you know can be given below." />
                }
                .into_any(),
            }}
            <Switch
                checked=Signal::derive(move || view.read().ranges)
                on_change=move |on| view.update(|view| view.ranges = on)
                label="Low and high values"
                hint="For a lowest and a highest bill beside the likely one"
            />
            <details class="cost-more">
                <summary>"Growth, Region and zones"</summary>
                <GeneralFields />
            </details>
            <details class="cost-more" data-testid="cost-prices-more">
                <summary>"Prices and discounts"</summary>
                <PricesForm />
            </details>
            <StatedQuantities />
        </div>
    }
}

/// Which API, and which of its routes.
#[component]
fn ScopePicker(scope: Scope) -> impl IntoView {
    let studio = Studio::get();
    let view = studio.keep::<CostView>();
    let apis = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let title = |id: ApiId| text::title(&studio.document_now(), Item::Api(id));
        design.apis.keys().map(|id| Choice::new(id.to_string(), title(*id))).collect::<Vec<_>>()
    });
    // Which routes have traffic of their own changes seldom, how much it is with every step of a slider.
    let owning =
        Memo::new(move |_| studio.traffic().read().routes.keys().copied().collect::<BTreeSet<RouteId>>());
    let routes = Memo::new(move |_| {
        let design = studio.design();
        let (design, owning) = (design.read(), owning.read());
        let mut choices = vec![Choice::new("", "The whole API")];
        for (id, route) in design.apis.get(&scope.api).into_iter().flat_map(|api| &api.routes) {
            let own = if owning.contains(id) { " · its own" } else { "" };
            choices.push(Choice::new(id.to_string(), format!("{}{own}", route.key)));
        }
        choices
    });
    let number = |text: String| text.parse::<u32>().ok();
    view! {
        <Show when=move || apis.read().len() != 1>
            <Field label="API">
                <Select
                    value=scope.api.to_string()
                    choices=apis
                    on_change=move |text| view.update(|view| {
                        view.api = number(text).map(ApiId);
                        view.route = None;
                    })
                />
            </Field>
        </Show>
        <div data-testid="traffic-scope">
            <Field label="Traffic of">
                <Select
                    value=scope.route.map(|route| route.to_string()).unwrap_or_default()
                    choices=routes
                    on_change=move |text| view.update(|view| view.route = number(text).map(RouteId))
                />
            </Field>
        </div>
    }
}

#[component]
fn ScopeFields(scope: Scope) -> impl IntoView {
    let studio = Studio::get();
    let kind = studio.design().read_untracked().apis.get(&scope.api).map_or(ApiKind::Rest, |api| api.kind);
    let whole = scope.route.is_none();
    let own = Memo::new(move |_| {
        scope.route.is_some_and(|route| studio.traffic().read().routes.contains_key(&route))
    });
    let take_away = move |()| {
        put(studio, scope.item(), "own", |traffic| {
            if let Some(route) = scope.route {
                traffic.routes.shift_remove(&route);
            }
        });
    };
    view! {
        {if whole && kind == ApiKind::WebSocket {
            view! { <SocketFields scope /> }.into_any()
        } else {
            view! { <RequestsField scope /> }.into_any()
        }}
        {if whole { view! { <ShapeField scope /> }.into_any() } else { view! { <WeightField scope /> }.into_any() }}
        <EachFields scope />
        <Show when=move || own.get()>
            <Button kind=ButtonKind::Ghost on_press=take_away>"Take everything from the API again"</Button>
        </Show>
    }
}
