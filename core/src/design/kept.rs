//! What the blocks that are kept of Terraform files do for the design.

use super::{ApiId, Design, Item, StageId};
use crate::lang::hcl::{head, refers};

/// The web ACL from outside of the design that looks at a stage's requests, as its association names it: an expression of
/// Terraform's, or an ARN. None where the stage has one of the design's.
pub fn web_acl_elsewhere(design: &Design, api: ApiId, id: StageId) -> Option<&str> {
    let stage = design.apis.get(&api)?.stages.get(&id)?;
    if stage.web_acl.is_some() {
        return None;
    }
    let item = Item::Stage(api, id);
    if let Some(arn) = design.terraform.web_acls.get(&item.key()) {
        return Some(arn);
    }
    let address = address(design, "aws_api_gateway_stage", item)?;
    let association = blocks(design, "aws_wafv2_web_acl_association").find(|text| refers(text, address))?;
    argument(association, "web_acl_arn").or(Some(""))
}

/// What an argument of a block is, in a line of its own.
fn argument<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = text.lines().map(str::trim);
    let value = lines.find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='))?;
    Some(value.trim().trim_matches('"'))
}

/// The kept resources of a type, as they are written.
pub fn blocks<'a>(design: &'a Design, kind: &'a str) -> impl Iterator<Item = &'a str> {
    let begins = move |text: &&str| matches!(head(text).as_slice(), ["resource", own, _] if *own == kind);
    design.terraform.blocks.iter().map(|block| block.text.as_str()).filter(begins)
}

/// What Terraform calls a kept resource: `aws_lambda_permission.api`.
pub fn address_of(text: &str) -> Option<String> {
    match head(text).as_slice() {
        ["resource", kind, name] => Some(format!("{kind}.{name}")),
        _ => None,
    }
}

/// What the files call the resource of an item, without the key of an instance.
pub fn address<'a>(design: &'a Design, kind: &str, item: Item) -> Option<&'a str> {
    let address = design.terraform.addresses.get(&format!("{kind} {}", item.key()))?;
    Some(address.split_once('[').map_or(address.as_str(), |(whole, _)| whole))
}
