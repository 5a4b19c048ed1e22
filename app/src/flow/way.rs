//! The way of the request in view, for the diagram.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::Design;
use studio_core::flow::{Outcome, Trace};

use super::state::FlowView;
use crate::panels::Panel;
use crate::studio::Way;
use crate::ui::{Button, ButtonKind, Glyph};

/// Keeps the studio's way up with the request in view.
pub fn keep_way(view: FlowView) {
    Effect::new(move |_| {
        let design = view.studio.design().get();
        let way = view.with_sent(|sent, trace| way(design, format!("{} {}", sent.method, sent.path), trace));
        view.studio.way().set(way.flatten());
    });
}

fn way(design: Arc<Design>, words: String, trace: &Trace) -> Option<Way> {
    let stopped = trace.steps.iter().find(|step| matches!(step.outcome, Outcome::Refuse | Outcome::Answer));
    let status = trace.response.status;
    let answer = status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    Some(Way {
        design,
        words: format!("{words} → {answer}"),
        failed: trace.refused().is_some() || status.is_some_and(|status| status >= 400),
        api: trace.passage.api?,
        route: trace.passage.route,
        stopped_at: stopped.map(|step| step.kind),
        stopped_by: stopped.and_then(|step| step.item),
    })
}

/// Goes to the diagram, where the way is lit.
#[component]
pub fn OnDiagram() -> impl IntoView {
    let view = FlowView::get();
    let nowhere = Signal::derive(move || view.studio.way().read().is_none());
    let show = move |()| {
        let Some(way) = view.studio.way().get_untracked() else { return };
        view.studio.choose_api(way.api);
        view.studio.deselect();
        view.studio.panel.set(Panel::Design);
    };
    view! {
        <Button kind=ButtonKind::Ghost glyph=Glyph::Design disabled=nowhere on_press=show hint="Light the way of this request on the diagram">"On the diagram"</Button>
    }
}
