//! How much of a design a series of requests tries.

mod points;
mod reached;
mod refusals;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Value, json};

use crate::aws::GatewayResponseType;
use crate::design::inputs::Scenario;
use crate::design::{ApiId, AuthorizerId, Design, IntegrationId, Item, RouteId, StageId};

use super::{StepKind, Trace};

/// What a point is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageGroup {
    /// A route or method took a request.
    Routes,
    /// A step refused a request with a gateway response type. Refusals that only a mistake in the design leads to do
    /// not count.
    Refusals,
    /// One of several ways was taken: an integration response, an authorizer's yes or no, cache, canary, preflight.
    Branches,
    /// A template was rendered.
    Mappings,
}

impl CoverageGroup {
    /// All groups in order.
    pub const ALL: [Self; 4] = [Self::Routes, Self::Refusals, Self::Branches, Self::Mappings];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Routes => "routes",
            Self::Refusals => "refusals",
            Self::Branches => "branches",
            Self::Mappings => "mappings",
        }
    }
}

/// One thing that requests can try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoveragePoint {
    /// What it is about.
    pub group: CoverageGroup,
    /// What of the design it belongs to.
    pub item: Item,
    /// What has to happen, in words.
    pub label: String,
    /// Whether a request did it.
    pub covered: bool,
}

/// What tells points apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Route(ApiId, RouteId),
    Refusal(ApiId, StepKind, GatewayResponseType, Item),
    Response(ApiId, IntegrationId, usize),
    StatusMappings(ApiId, IntegrationId, String),
    Authorizer(ApiId, Option<AuthorizerId>, bool),
    Cache(ApiId, StageId, bool),
    Canary(ApiId, StageId, bool),
    Preflight(ApiId),
    RequestTemplate(ApiId, IntegrationId, String),
    ResponseTemplate(ApiId, IntegrationId, usize, String),
    GatewayTemplate(ApiId, GatewayResponseType, String),
}

/// The points of a design, and which of them requests reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    points: IndexMap<Key, CoveragePoint>,
}

impl Coverage {
    /// The points of the design, none of them reached.
    pub fn of(design: &Design) -> Self {
        let mut coverage = Self::default();
        for (id, api) in &design.apis {
            points::of_api(&mut coverage, design, *id, api);
        }
        coverage
    }

    /// Marks what a request reached.
    pub fn observe(&mut self, design: &Design, scenario: &Scenario, trace: &Trace) {
        for key in reached::by(design, scenario, trace) {
            if let Some(point) = self.points.get_mut(&key) {
                point.covered = true;
            }
        }
    }

    /// All points, by API and group.
    pub fn points(&self) -> impl Iterator<Item = &CoveragePoint> {
        self.points.values()
    }

    /// How many points of a group were reached, and how many there are.
    pub fn count(&self, group: CoverageGroup) -> (usize, usize) {
        let of_group = || self.points().filter(|point| point.group == group);
        (of_group().filter(|point| point.covered).count(), of_group().count())
    }

    /// For each group `covered`, `all` and the list of what is `missing`, as the command line prints it.
    pub fn to_json(&self) -> Value {
        let groups = CoverageGroup::ALL.iter().map(|group| {
            let missing = self.points().filter(|point| point.group == *group && !point.covered);
            let missing: Vec<Value> =
                missing.map(|point| json!({ "item": point.item.key(), "label": point.label })).collect();
            let (covered, all) = self.count(*group);
            (group.as_str().to_owned(), json!({ "covered": covered, "all": all, "missing": missing }))
        });
        Value::Object(groups.collect())
    }

    fn add(&mut self, key: Key, group: CoverageGroup, item: Item, label: String) {
        self.points.entry(key).or_insert(CoveragePoint { group, item, label, covered: false });
    }
}
