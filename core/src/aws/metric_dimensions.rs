//! The dimensions that metrics are kept by.

use serde::{Deserialize, Serialize};

use super::ApiKind;
use super::table::table;

/// The sets of dimensions of one kind of API, from coarse to fine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricDimensions {
    /// The kind of API.
    pub kind: ApiKind,
    /// The sets; the last one needs detailed metrics.
    pub sets: Vec<Vec<String>>,
}

table! {
    /// The sets of every kind.
    metric_dimensions: MetricDimensions = "metric_dimensions.json"
}
