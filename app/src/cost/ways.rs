//! The same traffic on REST, on HTTP, and behind CloudFront.

use leptos::prelude::*;
use studio_core::base::Picodollars;
use studio_core::cost::{self, Alternative};
use studio_core::design::Diagnostic;

use super::lines::unknown_text;
use super::money::dollars;
use super::view::{Converted, after_a_pause};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Chip, Tone};

/// How many losses of a way are listed: hundreds of routes lose the same.
const LISTED: usize = 50;

/// The ways side by side, with what each loses.
#[component]
pub fn Ways(
    /// The design's conversions.
    converted: Converted,
) -> impl IntoView {
    let studio = Studio::get();
    let ways = after_a_pause(5, move |document, book| {
        let converted = converted.get(studio);
        cost::alternatives_of(&converted, &document.design, &document.traffic, &document.usage, book)
    });
    let any = move || ways.read().as_ref().is_some_and(|ways| !ways.is_empty());
    view! {
        <Show when=any>
            <section class="cost-section" aria-labelledby="cost-ways" data-testid="cost-ways">
                <h2 id="cost-ways">"Other ways to serve it"</h2>
                <div class="cost-cards">
                    {move || ways.get().unwrap_or_default().into_iter().map(|way| view! { <WayCard way /> }).collect_view()}
                </div>
            </section>
        </Show>
    }
}

#[component]
fn WayCard(way: Alternative) -> impl IntoView {
    let chip = if way.is_present {
        Some(view! { <Chip tone=Tone::Accent>"as it is"</Chip> }.into_any())
    } else {
        way.difference.map(|difference| {
            let (tone, sign) =
                if difference <= Picodollars::ZERO { (Tone::Pass, "") } else { (Tone::Note, "+") };
            view! { <Chip tone=tone>{format!("{sign}{}", dollars(difference))}</Chip> }.into_any()
        })
    };
    let left_out = unknown_text(way.estimate.unknown);
    let lost = way.losses.len();
    let heading = match lost {
        _ if way.is_present => None,
        0 => Some("Nothing of the design is lost".to_owned()),
        1 => Some("One thing changes or is lost".to_owned()),
        more => Some(format!("{more} things change or are lost")),
    };
    view! {
        <div class="card cost-card">
            <h3 class="muted">{way.way.title()}</h3>
            <p class="cost-figure">{dollars(way.estimate.total)} " " {chip}</p>
            {(!left_out.is_empty()).then(|| view! { <p class="muted">{left_out}</p> })}
            {heading.map(|heading| if lost == 0 {
                view! { <p class="muted">{heading}</p> }.into_any()
            } else {
                view! { <details><summary>{heading}</summary><Losses losses=way.losses /></details> }.into_any()
            })}
        </div>
    }
}

#[component]
fn Losses(losses: Vec<Diagnostic>) -> impl IntoView {
    let more = losses.len().saturating_sub(LISTED);
    view! {
        <ul class="cost-losses">
            {losses.into_iter().take(LISTED).map(|loss| view! {
                <li>
                    {text::rich(&text::capitalized(&loss.message))}
                    {(!loss.help.is_empty()).then(|| view! { <div class="hint">{text::rich(&loss.help)}</div> })}
                </li>
            }).collect_view()}
            {(more > 0).then(|| view! { <li class="muted">{format!("and {more} more; converting the API lists all of them")}</li> })}
        </ul>
    }
}
