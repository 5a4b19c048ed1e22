//! Quotas on a WebSocket API.

use super::stage::Ids;
use super::{Subject, bytes, stage, templates};
use crate::design::inputs::Usage;
use crate::quota::gauge::Gauge;

const STAGE: Ids = Ids {
    stages: "websocket.stages_per_api",
    variables: None,
    log: "websocket.access_log_template_bytes",
    tags: None,
};

pub fn measure(gauge: &mut Gauge, subject: Subject, usage: &Usage) {
    let (item, api) = (subject.item(), subject.api);
    gauge.count("websocket.routes_per_api", item, api.routes.len());
    gauge.count("websocket.integrations_per_api", item, api.integrations.len());
    gauge.count("websocket.authorizers_per_api", item, api.authorizers.len());
    stage::measure(gauge, subject, &STAGE);
    gauge.worst_count("websocket.mapping_template_bytes", templates::sizes(subject));
    gauge.worst_bound("websocket.integration_timeout_ms", subject.timeouts());
    if let Some(message) = usage.message_kb.map(bytes) {
        gauge.worst_bound("websocket.message_bytes", [(item, message)]);
        gauge.worst_bound("websocket.callback_payload_bytes", [(item, message)]);
        gauge.frame("websocket.frame_bytes", item, message);
    }
}
