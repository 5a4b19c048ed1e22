//! The way of the request that the Flow panel looks at, for the diagram to light.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::{ApiId, Design, Item, RouteId};
use studio_core::flow::StepKind;

use super::Studio;

/// How far a request came.
#[derive(Clone, Debug)]
pub struct Way {
    /// The design that it went through: through another one it may go otherwise.
    pub design: Arc<Design>,
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
    /// The way of the request looked at last; none before a request was sent, or when it was put out.
    pub fn way(self) -> RwSignal<Option<Way>> {
        self.way
    }

    /// The same while the design is the one that it went through, and its API is in view.
    pub fn lit_way(self) -> Option<Way> {
        let way = self.way.get().filter(|way| way.design.is_same(&self.design().read()))?;
        (self.current_api() == Some(way.api)).then_some(way)
    }
}
