//! Where the focus goes when what had it is mended or waived, and no longer there.

use leptos::prelude::*;

use crate::platform::dom;

/// The panel.
pub const PANEL_ID: &str = "review-panel";
/// The number of findings, which is there when no finding is.
pub const COUNT_ID: &str = "review-count";
/// What takes the focus: the finding that it was in, else the rule.
const STOPS: [&str; 2] = [".finding", ".review-rule"];

/// Carries out a change of the document; afterwards the focus is on what has the place of what had it.
pub fn keeping_the_place(change: impl FnOnce()) {
    let place = dom::by_id(PANEL_ID).and_then(|panel| {
        STOPS.into_iter().find_map(|stops| Some((stops, dom::focused_index(&panel, stops).1?)))
    });
    change();
    let Some((stops, at)) = place else { return };
    // One frame for the list to be as the document is now, one for it to be laid out.
    request_animation_frame(move || request_animation_frame(move || focus_place(stops, at)));
}

fn focus_place(stops: &str, at: usize) {
    let Some(panel) = dom::by_id(PANEL_ID) else { return };
    let (count, _) = dom::focused_index(&panel, stops);
    let there = count.checked_sub(1).is_some_and(|last| dom::focus_nth(&panel, stops, at.min(last)));
    if !there {
        dom::focus_id(COUNT_ID);
    }
}
