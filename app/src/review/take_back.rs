//! Taking a waiver back.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{Item, Waiver};

use super::focus::keeping_the_place;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, Tone};

/// Takes the waiver out of the document; where it covers more than the item, says what.
#[component]
pub fn TakeBack(at: Option<usize>, item: Option<Item>, waiver: Waiver) -> impl IntoView {
    let studio = Studio::get();
    let words = match waiver.item {
        None => "Take back the waiver of the whole rule".to_owned(),
        Some(covered) if item.is_some_and(|item| item != covered) => {
            format!("Take back the waiver for {}", text::title(&studio.document_now(), covered))
        }
        Some(_) => "Take the waiver back".to_owned(),
    };
    let take = move |()| {
        let mut waivers = studio.document_now().waivers.clone();
        let is_there = |at: &usize| waivers.get(*at) == Some(&waiver);
        let at = at.filter(is_there).or_else(|| waivers.iter().position(|one| *one == waiver));
        let Some(at) = at else { return };
        waivers.remove(at);
        keeping_the_place(|| {
            if studio.edit(Edit::PutWaivers(waivers)) {
                studio.say(Tone::Pass, format!("Took back the waiver of {}", waiver.rule));
            }
        });
    };
    let locked = Signal::derive(move || studio.read_only().is_some());
    view! { <Button on_press=take disabled=locked attr:data-testid="review-take-back">{words}</Button> }
}
