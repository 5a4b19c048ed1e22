//! The way of the request that the Flow panel looks at.

use std::collections::BTreeSet;

use leptos::prelude::*;
use studio_core::design::RouteId;
use studio_core::flow::StepKind;

use super::diagram::Canvas;
use super::graph::Column;
use crate::panels::Panel;
use crate::studio::Way;
use crate::ui::{Button, ButtonKind, Chip, Glyph, IconButton, Tone};

/// Up to which column a request came.
fn reach(way: &Way) -> Column {
    match way.stopped_at {
        Some(StepKind::Endpoint | StepKind::CorsPreflight | StepKind::Connections) => Column::Entry,
        Some(StepKind::Waf | StepKind::ResourcePolicy) => Column::Protection,
        Some(StepKind::Authorizer | StepKind::ResourcePolicyResult) => Column::Authorizers,
        Some(
            StepKind::Route
            | StepKind::Throttle
            | StepKind::ApiKey
            | StepKind::UsagePlan
            | StepKind::Validate
            | StepKind::Cache,
        ) => Column::Routes,
        Some(StepKind::MapRequest) => Column::Integrations,
        _ => Column::Backends,
    }
}

/// Whether the request took an edge of these routes that ends in this column.
pub(super) fn takes(way: &Way, routes: &BTreeSet<RouteId>, to: Column) -> bool {
    way.route.is_some_and(|route| routes.contains(&route)) && to <= reach(way)
}

/// What is lit, with the way back to its steps, and a button that puts it out.
#[component]
pub(super) fn WayBar(canvas: Canvas) -> impl IntoView {
    let studio = canvas.studio;
    let shown = Memo::new(move |_| canvas.way.get().map(|way| (way.words, way.failed)));
    move || {
        let (words, failed) = shown.get()?;
        let tone = if failed { Tone::Fail } else { Tone::Pass };
        Some(view! {
            <div class="canvas-way" role="group" aria-label="Way of a request" data-testid="way">
                <Chip tone=tone><span class="truncate">{words}</span></Chip>
                <Button kind=ButtonKind::Ghost on_press=move |()| studio.panel.set(Panel::Flow)>"Its steps"</Button>
                <IconButton glyph=Glyph::Cross label="Do not light it" on_press=move |()| studio.way().set(None) />
            </div>
        })
    }
}
