//! What the panel remembers while it is closed, and answers that wait for a pause.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::aws::PriceBook;
use studio_core::cost::{self, Conversions};
use studio_core::design::edit::{Edit, Gesture};
use studio_core::design::inputs::{EachRequest, Traffic};
use studio_core::design::{ApiId, Design, Document, Item, RouteId};

use crate::platform::timer::Timer;
use crate::studio::Studio;

/// How long nothing changes before what is dear to compute is computed, in milliseconds.
const PAUSE_MS: u32 = 250;
/// How long after one answer the next is begun, in milliseconds.
const TURN_MS: u32 = 40;

/// How the table of routes is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RouteOrder {
    /// The dearest first.
    #[default]
    Amount,
    /// The most requests first.
    Requests,
    /// By name.
    Name,
}

/// What the panel remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CostView {
    /// The API whose traffic is entered; none is the first.
    pub api: Option<ApiId>,
    /// The route whose traffic is entered; none is the whole API.
    pub route: Option<RouteId>,
    /// Whether low and high values are entered.
    pub ranges: bool,
    /// How routes are sorted.
    pub order: RouteOrder,
}

/// Whose traffic is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The API.
    pub api: ApiId,
    /// The route; none is the whole API.
    pub route: Option<RouteId>,
}

impl Scope {
    /// The scope in view; none in a design without APIs.
    pub fn in_view(document: &Document, view: &CostView) -> Option<Self> {
        let apis = &document.design.apis;
        let api = view.api.filter(|id| apis.contains_key(id)).or_else(|| apis.keys().next().copied())?;
        let route = view.route.filter(|id| apis.get(&api).is_some_and(|api| api.routes.contains_key(id)));
        Some(Self { api, route })
    }

    /// The item that it is about.
    pub fn item(self) -> Item {
        self.route.map_or(Item::Api(self.api), |route| Item::Route(self.api, route))
    }

    /// What its requests are like, without what a route takes from its API.
    pub fn each(self, traffic: &Traffic) -> EachRequest {
        let found = match self.route {
            Some(route) => traffic.routes.get(&route).map(|route| &route.each),
            None => traffic.apis.get(&self.api).map(|api| &api.each),
        };
        found.cloned().unwrap_or_default()
    }

    /// The same, to be changed.
    pub fn each_mut(self, traffic: &mut Traffic) -> &mut EachRequest {
        match self.route {
            Some(route) => &mut traffic.routes.entry(route).or_default().each,
            None => &mut traffic.apis.entry(self.api).or_default().each,
        }
    }
}

/// Changes the traffic; changes of one field in a row are undone as one.
pub fn put(studio: Studio, item: Item, field: &str, change: impl FnOnce(&mut Traffic)) {
    let mut traffic = studio.document_now().traffic.clone();
    change(&mut traffic);
    let gesture = Gesture::Field(item, format!("traffic.{field}"));
    studio.edit_as(gesture, Edit::PutTraffic(Box::new(traffic)));
}

/// The conversions of a design, made once for all who ask until the design is another one.
#[derive(Clone, Copy)]
pub struct Converted(StoredValue<Option<(Arc<Design>, Arc<Conversions>)>>);

impl Converted {
    /// None made yet.
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Those of the design of now.
    pub fn get(self, studio: Studio) -> Arc<Conversions> {
        let design = studio.design().get_untracked();
        let known = self.0.try_get_value().flatten().filter(|(of, _)| Arc::ptr_eq(of, &design));
        known.map_or_else(
            || {
                let made = Arc::new(Conversions::of(&design));
                let _ = self.0.try_set_value(Some((design, made.clone())));
                made
            },
            |(_, made)| made,
        )
    }
}

/// An answer about the document and its prices that is computed when nothing has changed for a moment, so that typing
/// and sliders never wait for it; none for a Region that is not known.
///
/// `turn` puts the answers of the panel one behind the other, with time for a frame between them.
pub fn after_a_pause<T>(
    turn: u32,
    compute: impl Fn(&Document, &PriceBook) -> T + Copy + Send + Sync + 'static,
) -> RwSignal<Option<T>>
where
    T: Send + Sync + 'static,
{
    let studio = Studio::get();
    let answer = RwSignal::new(None);
    let timer = Timer::new();
    Effect::new(move |before: Option<()>| {
        let document = studio.document();
        let pause_ms = if before.is_some() { PAUSE_MS } else { 0 };
        timer.after(pause_ms + turn * TURN_MS, move || {
            let priced = cost::priced(&document.usage, &document.design.region, &document.pricing);
            let made = priced.ok().map(|priced| compute(&document, &priced.book));
            let _ = answer.try_set(made);
        });
    });
    answer
}
