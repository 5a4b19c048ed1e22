//! Alarms, the dashboard and trace sampling.

use indexmap::IndexMap;

use super::record::TextMap;
use super::{ApiId, RouteId, StageId};
use crate::base::Milli;

record! {
    /// A CloudWatch alarm on a metric of an API.
    Alarm {
        /// Its name.
        name: String,
        /// What it means.
        description: String,
        /// The API whose metric is watched.
        api: ApiId,
        /// Only this stage.
        stage: Option<StageId>,
        /// Only this route, which needs detailed metrics.
        route: Option<RouteId>,
        /// The metric's name; it differs by kind of API (`5XXError`, `5xx`, `ExecutionError`).
        metric: String,
        /// `Average`, `Sum`, `Maximum`, `SampleCount`, or a percentile such as `p99`.
        statistic: String,
        /// `GreaterThanThreshold` and so on, as CloudWatch spells it.
        comparison: String,
        /// The threshold, in the metric's unit.
        threshold: Milli,
        /// The period in seconds.
        period_s: u32,
        /// How many periods are looked at.
        evaluation_periods: u32,
        /// How many of them must be over the threshold; none means all.
        datapoints_to_alarm: Option<u32>,
        /// `missing`, `ignore`, `breaching` or `notBreaching`.
        treat_missing_data: Option<String>,
        /// The SNS topic that is told; none asks for it by a Terraform variable.
        topic_arn: Option<String>,
        /// Tags of the alarm.
        tags: TextMap,
    }
}

record! {
    /// The CloudWatch dashboard of the design.
    Dashboard {
        /// Its name; empty means the design's.
        name: String,
        /// The dashboard body's JSON text; none means widgets made from the APIs.
        body: Option<String>,
    }
}

record! {
    /// An X-Ray sampling rule.
    XraySampling {
        /// Its name.
        name: String,
        /// Lower numbers are looked at first.
        priority: u32,
        /// Requests a second that are always traced.
        reservoir: u32,
        /// The part of the rest that is traced, 0 to 1.
        fixed_rate: Milli,
        /// The path it is about.
        url_path: String,
        /// The verb it is about.
        http_method: String,
        /// The host it is about.
        host: String,
        /// The service it is about.
        service_name: String,
    }
}

record! {
    /// Where the user moved things on the diagram; what is not here is placed by the studio.
    Layout {
        /// Positions by the item's key (see `Item::key`), in diagram units from the top left.
        positions: IndexMap<String, (i32, i32)>,
    }
}
