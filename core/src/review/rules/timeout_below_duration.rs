//! Timeouts that are over before the function is done.

use super::prelude::*;
use crate::design::Function;

rule! {
    id: "timeout-below-duration", title: "Timeouts leave functions their time", severity: Warning, topic: Reliability,
    checks: "Integrations with a Lambda function: whether the function's usual duration, where the design states one, fits \
        into the timeout. It says nothing about functions that are invoked without waiting, and about streamed answers.",
    why: "API Gateway gives up when the timeout is over and answers with an error, while the function goes on, is paid for, \
        and does what it was asked: the client tries again, and the work is done twice.",
    example: "A report takes 40 seconds, and a Regional API waits 29.",
    fix: "Lengthen the timeout. What takes longer than AWS waits is started without waiting and asked for later, or streamed.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for integration in look.integrations() {
        let IntegrationAt { api, node, .. } = integration;
        let Target::Lambda { function, asynchronous: false, .. } = &node.target else { continue };
        if node.response_transfer_mode == Some(ResponseTransferMode::Stream) {
            continue;
        }
        let Some(function) = look.design.functions.get(function) else { continue };
        let Some(usual) = aws::integration_timeout(api.kind, api.endpoint_kind()) else { continue };
        let waits = node.timeout_ms.map_or(usual.limit, u64::from);
        let Some(takes) = duration_of(function).filter(|takes| *takes >= waits) else { continue };
        let message = format!(
            "Integration `{}` waits {waits} ms for the function `{}`, which usually takes {takes} ms",
            node.name, function.name
        );
        let finding = look.finding(integration.item(), message).at_place("timeout_ms");
        look.report(match takes < usual.limit {
            true => {
                let fix = integration.put(|node| node.timeout_ms = None);
                finding.fix(format!("Wait {} ms, as AWS does by itself", usual.limit), fix, Certainty::Likely)
            }
            false => finding,
        });
    }
}

fn duration_of(function: &Function) -> Option<u64> {
    function.duration_ms.map(u64::from)
}
