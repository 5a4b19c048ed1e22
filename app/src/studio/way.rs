//! The way of the request that the Flow panel looks at, for the diagram to light.

use leptos::prelude::*;
use studio_core::design::{ApiId, Item, RouteId};
use studio_core::flow::StepKind;

use super::Studio;

/// How far a request came.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The request and its answer in a few words.
    pub words: String,
    /// Whether it was refused, or failed.
    pub failed: bool,
    /// The API that took it.
    pub api: ApiId,
    /// The route, where it came to one.
    pub route: Option<RouteId>,
    /// The step that refused or answered it before the backend did.
    pub stopped_at: Option<StepKind>,
    /// What of the design decided there.
    pub stopped_by: Option<Item>,
}

impl Studio {
    /// The way that is lit; none before a request was sent, or when it was put out.
    pub fn way(self) -> RwSignal<Option<Way>> {
        self.way
    }
}
