//! How long integrations may take.

use std::sync::Arc;

use super::finder::{Finder, put_integration};
use crate::aws::{self, Adjustable, ApiKind, EndpointKind, ResponseTransferMode};
use crate::design::{Api, ApiId, Certainty, Diagnostic, Item};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    let quota_id = match (api.kind, api.endpoint_kind()) {
        (ApiKind::Rest, EndpointKind::Edge) => "rest.integration_timeout_edge_ms",
        (ApiKind::Rest, _) => "rest.integration_timeout_ms",
        (ApiKind::Http, _) => "http.integration_timeout_ms",
        (ApiKind::WebSocket, _) => "websocket.integration_timeout_ms",
    };
    let Some(quota) = aws::quota(quota_id) else { return };
    let raised = find.design.account.raised_quotas.get(quota_id).copied().unwrap_or(0);
    for (node_id, node) in &api.integrations {
        let Some(timeout) = node.timeout_ms.map(u64::from) else { continue };
        let streams = node.response_transfer_mode == Some(ResponseTransferMode::Stream);
        let stream_ms =
            aws::quota("rest.stream_duration_s").map_or(0, |quota| quota.limit.saturating_mul(1000));
        let adjustable = quota.adjustable == Adjustable::Yes;
        let limit =
            quota.limit.max(if adjustable { raised } else { 0 }).max(if streams { stream_ms } else { 0 });
        let least = quota.min.unwrap_or(0);
        if (least..=limit).contains(&timeout) {
            continue;
        }
        let message = format!(
            "Integration `{}` may take {timeout} ms; {} takes {least} to {limit} ms",
            node.name,
            api.kind.phrase()
        );
        let finding = if timeout > limit && adjustable {
            Diagnostic::warning("timeout-needs-quota", message).help(
                "Ask AWS to raise the quota and note it in the account settings, or shorten the timeout",
            )
        } else {
            let help = aws::capability(aws::Capability::LongTimeout, api.kind).alternative.clone();
            Diagnostic::error("timeout-range", message).help(help)
        };
        let nearest = u32::try_from(timeout.clamp(least, limit)).unwrap_or(u32::MAX);
        let fix = put_integration(id, *node_id, node, |node| node.timeout_ms = Some(nearest));
        let finding = finding.at(Item::Integration(id, *node_id)).at_place("timeout_ms");
        find.push(finding.fix(format!("Set it to {nearest} ms"), fix, Certainty::Likely));
    }
}
