//! What the blocks that are kept of Terraform files do for the design, as far as rules ask.

use crate::design::kept::{address, blocks};
use crate::design::{Alarm, ApiId, Design, Item};
use crate::lang::hcl::refers;

/// Whether a kept alarm, such as one that computes with several metrics, is on one of these metrics of the API.
pub(super) fn watches(design: &Design, api: ApiId, metrics: &[&str]) -> bool {
    let Some(node) = design.apis.get(&api) else { return false };
    let own = |text: &str| {
        let by_address = ["aws_api_gateway_rest_api", "aws_apigatewayv2_api"]
            .iter()
            .filter_map(|kind| address(design, kind, Item::Api(api)))
            .any(|address| refers(text, address));
        by_address || quotes(text, &node.name) || design.apis.len() == 1
    };
    blocks(design, "aws_cloudwatch_metric_alarm")
        .any(|text| metrics.iter().any(|metric| quotes(text, metric)) && own(text))
}

/// A topic that another alarm of the design tells.
pub(super) fn topic(design: &Design) -> Option<String> {
    design.alarms.values().find_map(|alarm: &std::sync::Arc<Alarm>| alarm.topic_arn.clone())
}

/// Whether the text has this in quotation marks.
fn quotes(text: &str, word: &str) -> bool {
    text.contains(&format!("\"{word}\""))
}
