//! API keys and usage plans.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::record::TextMap;
use super::{ApiId, ApiKeyId, RouteId, StageId, Throttle};
use crate::aws::QuotaPeriod;

record! {
    /// A key that names a client for metering.
    ApiKey {
        /// Its name.
        name: String,
        /// What it is for.
        description: String,
        /// The value; none lets AWS make one. It is a secret: exports never hold it in clear text.
        value: Option<String>,
        /// Whether it is switched off.
        disabled: bool,
        /// The customer's identifier on the AWS Marketplace.
        customer_id: Option<String>,
        /// Tags of the key.
        tags: TextMap,
    }
}

record! {
    /// How much the holders of its keys may call.
    UsagePlan {
        /// Its name.
        name: String,
        /// What it is for.
        description: String,
        /// Requests in a period.
        quota: Option<PlanQuota>,
        /// The throttle of each key.
        throttle: Option<Throttle>,
        /// The stages that the plan covers.
        stages: Vec<PlanStage>,
        /// The keys that belong to it.
        api_keys: Vec<ApiKeyId>,
        /// The product code on the AWS Marketplace.
        product_code: Option<String>,
        /// Tags of the plan.
        tags: TextMap,
    }
}

/// Requests that a key may make in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlanQuota {
    /// Requests in a period.
    pub limit: u32,
    /// The period.
    pub period: QuotaPeriod,
    /// Requests that the first period has less.
    #[serde(default)]
    pub offset: u32,
}

record! {
    /// A stage that a usage plan covers.
    PlanStage {
        /// The API.
        api: ApiId,
        /// The stage.
        stage: StageId,
        /// The throttle of each key on single methods.
        route_throttles: IndexMap<RouteId, Throttle>,
    }
}
