//! How Terraform treats the resources of the design: `lifecycle` of the files, as it was written.
//!
//! What is ignored and what triggers are names and no values, so they are read out of the text of the block.

use super::super::config::{Resource, Value};
use super::beside;
use super::kept_needs::mentions;
use super::leftover::tell;
use super::order;
use super::variables::body;
use super::work::Work;

/// Where the export makes the new before the old goes, unless the files have the block without that.
const REPLACED_FIRST: &[&str] = &["aws_acm_certificate", "aws_api_gateway_rest_api", "aws_security_group"];

/// Where the export does so in any case: AWS deletes no deployment that a stage shows.
const ALWAYS_FIRST: &[&str] = &["aws_api_gateway_deployment", "aws_apigatewayv2_deployment"];

const FIRST: &str = "create_before_destroy";

/// What is read out of the text: everything else that a `lifecycle` may hold. A deployment's block is long, so that it is
/// parsed only where it has one of them.
const WRITTEN: &[&str] =
    &["ignore_changes", "postcondition", "precondition", "prevent_destroy", "replace_triggered_by"];

/// Reads what the block of a resource says.
pub(super) fn read(work: &Work<'_>, at: usize, resource: &Resource) {
    let Some(block) = resource.block.and_then(|block| work.graph.config.blocks.get(block)) else { return };
    let kind = resource.address.kind.as_str();
    let is_written = WRITTEN.iter().any(|name| block.text.contains(name));
    let written = if is_written { body(&block.text) } else { None };
    let blocks = written.iter().flat_map(hcl::Body::blocks).filter(|one| one.identifier() == "lifecycle");
    for lifecycle in blocks {
        for attribute in lifecycle.body().attributes() {
            let (name, text) = (attribute.key(), expression(attribute.expr()));
            if name == FIRST {
                continue;
            }
            if is_triggered_anyway(work, kind, name, &text) {
                // The `triggers` of the export name all of it, in either style.
            } else if !(is_fit(work, resource, name, &text) && keep(work, at, name, &text)) {
                tell(work, at, &format!("lifecycle.{name}"), &text);
            }
        }
        for name in ["precondition", "postcondition"] {
            conditions(work, at, resource, name, lifecycle.body());
        }
    }
    match first(resource) {
        Some(true) if REPLACED_FIRST.contains(&kind) => {}
        _ if ALWAYS_FIRST.contains(&kind) => {}
        first => {
            if REPLACED_FIRST.contains(&kind)
                && let Some((_, key)) = work.place_of(at, "lifecycle")
            {
                work.keep(key, "null".to_owned());
            }
            if let Some(first) = first {
                keep(work, at, FIRST, &first.to_string());
            }
        }
    }
}

/// Whether a deployment is made anew for blocks of the design, as every deployment of an export is.
fn is_triggered_anyway(work: &Work<'_>, kind: &str, name: &str, text: &str) -> bool {
    let is_ours = |name: &String| order::is_in_design(work, name);
    ALWAYS_FIRST.contains(&kind) && name == "replace_triggered_by" && mentions(text).iter().all(is_ours)
}

/// Whether the new one is made before the old one goes, where the block says so; Terraform takes no expression there.
pub(super) fn first(resource: &Resource) -> Option<bool> {
    let blocks = match resource.body.get("lifecycle")? {
        Value::List(blocks) => blocks.as_slice(),
        one => std::slice::from_ref(one),
    };
    blocks.iter().find_map(|block| match block {
        Value::Map(map) => match map.get(FIRST) {
            Some(Value::Bool(first)) => Some(*first),
            _ => None,
        },
        _ => None,
    })
}

/// Checks of a resource, where there is one of the name: an export finds no other.
fn conditions(work: &Work<'_>, at: usize, resource: &Resource, name: &str, body: &hcl::Body) {
    let blocks: Vec<&hcl::Block> = body.blocks().filter(|block| block.identifier() == name).collect();
    let only = blocks.len() == 1;
    for block in blocks {
        let parts: Vec<(&str, String)> = block
            .body()
            .attributes()
            .map(|attribute| (attribute.key(), expression(attribute.expr())))
            .collect();
        let fit = only && parts.iter().all(|(_, text)| is_fit(work, resource, name, text));
        for (part, text) in &parts {
            let path = format!("{name}.{part}");
            if !(fit && keep(work, at, &path, text)) {
                tell(work, at, &format!("lifecycle.{path}"), text);
            }
        }
    }
}

fn keep(work: &Work<'_>, at: usize, name: &str, text: &str) -> bool {
    beside::quietly(work, at, &format!("lifecycle.{name}"), text)
}

/// Whether a text means the same in the block of the export: what it refers to is there under a name, and it does not
/// change with the instance.
fn is_fit(work: &Work<'_>, resource: &Resource, name: &str, text: &str) -> bool {
    if matches!(name, "ignore_changes" | "prevent_destroy") {
        return true;
    }
    let names = mentions(text);
    let outside = names.iter().all(|name| !name.starts_with("each.") && !name.starts_with("count."));
    let address = &resource.address;
    let block = names.iter().filter(|name| !name.starts_with("var.") && !name.starts_with("local."));
    let own = format!("{}.{}", address.kind, address.name);
    outside
        && !text.contains("each.")
        && !text.contains("count.")
        && address.module.is_empty()
        && address.key.is_none()
        && block.into_iter().all(|name| *name == own || name.starts_with("self.") || order::stays(work, name))
}

/// An expression as it is written, a list in one line; names in quotes, as JSON has them, are names.
fn expression(expr: &hcl::Expression) -> String {
    if let hcl::Expression::Array(values) = expr {
        let name = |value: &hcl::Expression| match value {
            hcl::Expression::String(name) => name.clone(),
            other => expression(other),
        };
        return format!("[{}]", values.iter().map(name).collect::<Vec<String>>().join(", "));
    }
    hcl::format::to_string(expr).map(|text| text.trim().to_owned()).unwrap_or_default()
}
