//! The CloudWatch metrics of each kind of API.

use serde::{Deserialize, Serialize};

use super::ApiKind;
use super::table::table;

/// A metric in the namespace `AWS/ApiGateway`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// The kind of API that has it.
    pub kind: ApiKind,
    /// Its name: the same thing has different names on REST and HTTP APIs.
    pub name: String,
    /// CloudWatch's unit.
    pub unit: String,
    /// The statistic that is usually looked at.
    pub statistic: String,
    /// What it counts.
    pub meaning: String,
}

table! {
    /// Every metric of every kind.
    metrics: Metric = "metrics.json"
}

/// The metrics of this kind of API.
pub fn metrics_of(kind: ApiKind) -> impl Iterator<Item = &'static crate::base::Fact<Metric>> {
    metrics().iter().filter(move |metric| metric.kind == kind)
}
