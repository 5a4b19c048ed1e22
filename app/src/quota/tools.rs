//! What is above the table: which rows are shown, how the traffic grows, and the table as a file.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::aws::QuotaScope;
use studio_core::base::Milli;
use studio_core::design::Item;
use studio_core::design::edit::{Edit, Gesture};
use studio_core::quota::Reading;

use super::export::Export;
use super::view::{QuotaView, scope_text, stands};
use crate::studio::Studio;
use crate::ui::{Choice, Field, NumberInput, NumberRange, Segmented, Select, TextInput};

/// Growth in percent with one digit after the point, which is a thousandth.
const GROWTH: NumberRange = NumberRange { min: 0, max: 1000, decimals: 1 };

/// The filters of the table.
#[component]
pub fn Tools(readings: Memo<Arc<Vec<Reading>>>) -> impl IntoView {
    let view = Studio::get().keep::<QuotaView>();
    view! {
        <div class="quota-tools">
            <Segmented
                label="Rows"
                value=Signal::derive(move || view.read().filter.clone())
                choices=Signal::derive(move || filters(&readings.read()))
                on_change=move |filter| view.update(|view| view.filter = filter)
            />
            <Field label="Counted for">
                <Select
                    value=Signal::derive(move || view.read().scope.clone())
                    choices=Signal::stored(scopes())
                    on_change=move |scope| view.update(|view| view.scope = scope)
                />
            </Field>
            <Field label="Search">
                <TextInput
                    value=Signal::derive(move || view.read().search.clone())
                    on_commit=move |search| view.update(|view| view.search = search)
                    placeholder="timeout, routes, L-8A5B8E43…"
                />
            </Field>
            <Growth />
            <Export readings />
        </div>
    }
}

fn filters(readings: &[Reading]) -> Vec<(String, String)> {
    let words = [("over", "Over"), ("attention", "Near or over"), ("measured", "Measured"), ("all", "All")];
    let count = |filter: &str| readings.iter().filter(|reading| stands(filter, reading)).count();
    words.map(|(filter, word)| (filter.to_owned(), format!("{word} ({})", count(filter)))).into()
}

fn scopes() -> Vec<Choice> {
    let every = Choice::new("", "Everything");
    let scopes = QuotaScope::ALL.iter().map(|scope| Choice::new(scope.as_str(), scope_text(*scope)));
    std::iter::once(every).chain(scopes).collect()
}

/// How much the traffic grows a month; the cost page has the same figure.
#[component]
fn Growth() -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    let value = Memo::new(move |_| match traffic.read().growth_permille {
        0 => String::new(),
        permille => Milli::from_thousandths(i64::from(permille) * 100).to_string(),
    });
    let put = move |text: String| {
        let percent = text.parse::<Milli>().unwrap_or_default();
        let mut traffic = studio.document_now().traffic.clone();
        traffic.growth_permille = u32::try_from(percent.thousandths() / 100).unwrap_or(0);
        let gesture = Gesture::Field(Item::Design, "traffic.growth".to_owned());
        studio.edit_as(gesture, Edit::PutTraffic(Box::new(traffic)));
    };
    view! {
        <Field label="Growth a month" hint="Of the traffic: when each limit is passed">
            <NumberInput value=value on_commit=put range=GROWTH optional=true unit="%" placeholder="none" />
        </Field>
    }
}
