//! What holds for the whole month: growth, Region, zones, users, free tiers.

use leptos::prelude::*;
use studio_core::aws::{EndpointKind, default_region, regions};
use studio_core::base::Milli;
use studio_core::design::edit::{Edit, Gesture};
use studio_core::design::inputs::{Ranged, Traffic, Usage};
use studio_core::design::{AuthorizerMethod, Item};

use super::ranged::{RangedField, map};
use super::scale::Scale;
use crate::cost::view::put;
use crate::studio::Studio;
use crate::ui::{Choice, CountInput, Field, NumberInput, NumberRange, Select};

const GROWTH: NumberRange = NumberRange { min: 0, max: 1000, decimals: 1 };
const USERS: NumberRange = NumberRange::whole(0, 1_000_000_000);

/// What the choice of a free tier says of the account.
const SHARED: &str = "The whole account shares it. Price tables begin with Cognito's first users";
const CREDITS_INSTEAD: &str =
    "Accounts made since July 15, 2025 have no free twelve months: AWS gives them credits instead";

/// The fields that are not about one API.
#[component]
pub fn GeneralFields() -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    let private = Memo::new(move |_| {
        studio.design().read().apis.values().any(|api| api.endpoint_kind() == EndpointKind::Private)
    });
    let pools = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let mut methods =
            design.apis.values().flat_map(|api| api.authorizers.values()).map(|one| &one.method);
        methods
            .any(|method| matches!(method, AuthorizerMethod::Cognito { .. } | AuthorizerMethod::Jwt { .. }))
    });
    let growth = Memo::new(move |_| match traffic.read().growth_permille {
        0 => String::new(),
        permille => Milli::from_thousandths(i64::from(permille) * 100).to_string(),
    });
    let set_zones = move |zones: Option<u64>| {
        put_general(studio, "zones", |traffic| {
            traffic.endpoint_zones = zones.and_then(|zones| u32::try_from(zones).ok());
        });
    };
    let set_users = move |range: Option<Ranged<Milli>>| {
        put_general(studio, "users", |traffic| {
            traffic.cognito_monthly_users =
                range.map(|range| map(range, |one| u64::try_from(one.thousandths() / 1000).unwrap_or(0)));
        });
    };
    view! {
        <div class="form">
            <div data-testid="traffic-growth">
                <Field label="Growth a month" hint="For when the next tier or limit is reached">
                    <NumberInput
                        value=growth
                        on_commit=move |text: String| put_general(studio, "growth", |traffic| {
                            let percent = percent_of(&text);
                            traffic.growth_permille = u32::try_from(percent / 100).unwrap_or(0);
                        })
                        range=GROWTH optional=true unit="%" placeholder="none"
                    />
                </Field>
            </div>
            <RegionField />
            <FreeTierField />
            <Show when=move || private.get()>
                <Field label="Zones of VPC endpoints" hint="Each endpoint is paid for in each Availability Zone">
                    <CountInput
                        value=Signal::derive(move || traffic.read().endpoint_zones.map(u64::from))
                        on_commit=set_zones
                        min=1 max=6 optional=true placeholder="1"
                    />
                </Field>
            </Show>
            <Show when=move || pools.get()>
                <RangedField id="users" label="Cognito users a month" unit="users" range=USERS scale=Scale::COUNT
                    hint="Counted at Essentials; empty leaves Cognito out"
                    value=Signal::derive(move || traffic.read().cognito_monthly_users.map(users))
                    on_commit=set_users />
            </Show>
        </div>
    }
}

fn percent_of(text: &str) -> i64 {
    text.parse::<Milli>().map_or(0, Milli::thousandths)
}

fn users(range: Ranged<u64>) -> Ranged<Milli> {
    map(range, |one| Milli::whole(i64::try_from(one).unwrap_or(i64::MAX)))
}

fn put_general(studio: Studio, field: &str, change: impl FnOnce(&mut Traffic)) {
    put(studio, Item::Design, field, change);
}

/// Changes the stated quantities; changes of one field in a row are undone as one.
pub fn put_usage(studio: Studio, field: &str, change: impl FnOnce(&mut Usage)) {
    let mut usage = studio.document_now().usage.clone();
    change(&mut usage);
    studio.edit_as(Gesture::Field(Item::Design, format!("usage.{field}")), Edit::PutUsage(Box::new(usage)));
}

#[component]
fn RegionField() -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    let mut choices = vec![Choice::new("", "The design's Region")];
    let known = regions().iter();
    choices.extend(
        known.map(|region| Choice::new(region.code.clone(), format!("{} · {}", region.code, region.name))),
    );
    let hint = move || {
        let design = studio.design();
        let code = design.read().region.clone();
        let code = if code.is_empty() { default_region().to_owned() } else { code };
        Some(format!("The design is in {code}"))
    };
    view! {
        <Field label="Prices of" hint=Signal::derive(hint)>
            <Select
                value=Signal::derive(move || usage.read().region.clone())
                choices=Signal::stored(choices)
                on_change=move |code| put_usage(studio, "region", |usage| usage.region = code)
            />
        </Field>
    }
}

#[component]
fn FreeTierField() -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    let choices = vec![
        Choice::new("in_prices", "Only what price tables begin with"),
        Choice::new("none", "Not counted on"),
        Choice::new("always", "What is always free"),
        Choice::new("12_months", "The first twelve months'"),
        Choice::new("all", "All of it"),
    ];
    let hint = move || {
        let of = usage.read().free_tier;
        Some(if of.twelve_months { CREDITS_INSTEAD } else { SHARED }.to_owned())
    };
    view! {
        <Field label="Free tier" hint=Signal::derive(hint)>
            <Select
                value=Signal::derive(move || usage.read().free_tier.as_str().to_owned())
                choices=Signal::stored(choices)
                on_change=move |word: String| put_usage(studio, "free_tier", |usage| {
                    usage.free_tier = word.parse().unwrap_or_default();
                })
            />
        </Field>
    }
}
