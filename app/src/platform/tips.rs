//! Which element with a `data-tip` the user is at.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::{Listener, dom};

/// A tooltip to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Tip {
    /// Its words.
    pub text: String,
    /// The element that it belongs to.
    pub at: dom::Rect,
}

/// What brought the user there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The pointer came or left.
    Pointer,
    /// The keyboard's focus came or left.
    Focus,
}

/// What an event says about tips, if anything.
type Answer = fn(&Event) -> Option<(Option<Tip>, Reason)>;

/// Calls `run` with the tip under the pointer or at the focus, and with `None` when there is none any more.
pub fn watch(run: impl Fn(Option<Tip>, Reason) + 'static) -> Listener {
    let run = Rc::new(run);
    let on = |event: &'static str, answer: Answer| {
        let run = run.clone();
        Listener::on_window(event, move |event| {
            if let Some((tip, reason)) = answer(event) {
                run(tip, reason);
            }
        })
    };
    on("pointerover", |event| Some((tip_of(event, "[data-tip]"), Reason::Pointer)))
        .and(on("focusin", |event| Some((tip_of(event, "[data-tip]:focus-visible"), Reason::Focus))))
        .and(on("focusout", |_| Some((None, Reason::Focus))))
        .and(on("pointerdown", |_| Some((None, Reason::Pointer))))
        .and(on("wheel", |_| Some((None, Reason::Pointer))))
        .and(on("keydown", |event| {
            let event: &KeyboardEvent = event.dyn_ref()?;
            (event.key() == "Escape").then_some((None, Reason::Focus))
        }))
}

fn tip_of(event: &Event, selector: &str) -> Option<Tip> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let owner = target.closest(selector).ok()??;
    let text = owner.get_attribute("data-tip").filter(|text| !text.is_empty())?;
    Some(Tip { text, at: dom::rect(&owner) })
}
