//! What the blocks that are kept of Terraform files do for the design, as far as rules ask.

use crate::design::{Alarm, ApiId, Design, Item};

/// Whether a kept block binds the stage to a web ACL that is not the design's.
pub(super) fn has_web_acl(design: &Design, stage: Item) -> bool {
    let Some(address) = address(design, "aws_api_gateway_stage", stage) else { return false };
    blocks(design, "aws_wafv2_web_acl_association").any(|text| names(text, address))
}

/// Whether a kept alarm, such as one that computes with several metrics, is on one of these metrics of the API.
pub(super) fn watches(design: &Design, api: ApiId, metrics: &[&str]) -> bool {
    let Some(node) = design.apis.get(&api) else { return false };
    let own = |text: &str| {
        let by_address = ["aws_api_gateway_rest_api", "aws_apigatewayv2_api"]
            .iter()
            .filter_map(|kind| address(design, kind, Item::Api(api)))
            .any(|address| names(text, address));
        by_address || quotes(text, &node.name) || design.apis.len() == 1
    };
    blocks(design, "aws_cloudwatch_metric_alarm")
        .any(|text| metrics.iter().any(|metric| quotes(text, metric)) && own(text))
}

/// A topic that another alarm of the design tells.
pub(super) fn topic(design: &Design) -> Option<String> {
    design.alarms.values().find_map(|alarm: &std::sync::Arc<Alarm>| alarm.topic_arn.clone())
}

/// The kept resources of a type, as they are written.
pub(super) fn blocks<'a>(design: &'a Design, kind: &'a str) -> impl Iterator<Item = &'a str> {
    let begins = move |text: &&str| {
        let head = text.lines().map(str::trim_start).find(|line| line.starts_with("resource"));
        head.is_some_and(|line| line.replace('"', " ").split_whitespace().nth(1) == Some(kind))
    };
    design.terraform.blocks.iter().map(|block| block.text.as_str()).filter(begins)
}

/// What Terraform calls a kept resource: `aws_lambda_permission.api`.
pub(super) fn address_of(text: &str) -> Option<String> {
    let head = text.lines().map(str::trim_start).find(|line| line.starts_with("resource"))?;
    let words = head.replace('"', " ");
    let mut words = words.split_whitespace().skip(1);
    Some(format!("{}.{}", words.next()?, words.next()?.trim_end_matches('{')))
}

/// What the files call the resource of an item, without the key of an instance.
fn address<'a>(design: &'a Design, kind: &str, item: Item) -> Option<&'a str> {
    let address = design.terraform.addresses.get(&format!("{kind} {}", item.key()))?;
    Some(address.split_once('[').map_or(address.as_str(), |(whole, _)| whole))
}

/// Whether the text refers to an address, and not to a longer one.
fn names(text: &str, address: &str) -> bool {
    let of_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-');
    text.match_indices(address).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + found.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(|sign| of_name(sign) || sign == '.') && !behind.is_some_and(of_name)
    })
}

/// Whether the text has this in quotation marks.
fn quotes(text: &str, word: &str) -> bool {
    text.contains(&format!("\"{word}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_whole() {
        assert!(names("resource_arn = aws_api_gateway_stage.s.arn", "aws_api_gateway_stage.s"));
        assert!(names("arn = \"${aws_api_gateway_stage.s[0].arn}\"", "aws_api_gateway_stage.s"));
        assert!(!names("arn = aws_api_gateway_stage.s2.arn", "aws_api_gateway_stage.s"));
        assert!(!names("arn = data.aws_api_gateway_stage.s.arn", "aws_api_gateway_stage.s"));
    }
}
