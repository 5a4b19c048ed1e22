//! Quotas on a WebSocket API.

use super::stage::Ids;
use super::{Subject, stage, templates};
use crate::quota::gauge::Gauge;

const STAGE: Ids = Ids {
    stages: "websocket.stages_per_api",
    variables: None,
    log: "websocket.access_log_template_bytes",
    tags: None,
};

pub fn measure(gauge: &mut Gauge<'_>, subject: Subject<'_>) {
    let (item, api) = (subject.item(), subject.api);
    gauge.count("websocket.routes_per_api", item, api.routes.len());
    gauge.count("websocket.integrations_per_api", item, api.integrations.len());
    gauge.count("websocket.authorizers_per_api", item, api.authorizers.len());
    stage::measure(gauge, subject, &STAGE);
    gauge.sizes("websocket.mapping_template_bytes", templates::sizes(subject));
    gauge.settings("websocket.integration_timeout_ms", subject.timeouts());
}
