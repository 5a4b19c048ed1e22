//! What nobody has read of the resources in the design: each argument is told, so that none is dropped in silence.

use super::super::config::{Map, Value};
use super::work::{Work, written};
use crate::design::Diagnostic;

/// Attributes that AWS gives, which states and plans hold beside the arguments.
const GIVEN: &[&str] = &[
    "id",
    "arn",
    "tags_all",
    "region",
    "created_date",
    "last_updated_date",
    "execution_arn",
    "invoke_url",
    "invoke_arn",
    "root_resource_id",
    "api_endpoint",
    "api_mapping_selection_expression",
    "path",
    "web_acl_arn",
    "pem_encoded_certificate",
    "expiration_date",
    "throttle_settings",
    "features",
    "api_key_version",
    "cloudfront_domain_name",
    "cloudfront_zone_id",
    "regional_domain_name",
    "regional_zone_id",
    "certificate_upload_date",
    "domain_name_id",
    "domain_name_arn",
    "target_domain_name",
    "hosted_zone_id",
    "fqdn",
    "value",
    "name",
    "type",
    "resource_arn_prefix",
    "dashboard_arn",
    "capacity",
    "lock_token",
    "application_integration_url",
    "documentation_part_id",
    "integration_response_selection_expression",
];

/// Arguments about how Terraform works, which the export decides anew.
const OF_TERRAFORM: &[&str] = &["provider", "count", "for_each", "triggers"];

/// Reports what was not read.
pub(super) fn report(work: &Work<'_>) {
    for (at, resource) in work.graph.config.resources.iter().enumerate() {
        super::later::tell(work, at, resource);
        if work.is_used(at) && !resource.address.data {
            let stated = resource.block.is_none();
            walk(work, at, "", &resource.body, stated);
        }
    }
}

fn walk(work: &Work<'_>, at: usize, path: &str, map: &Map, stated: bool) {
    for (name, value) in map {
        let top = path.is_empty();
        if is_empty(value) || work.was_seen(value) || (top && OF_TERRAFORM.contains(&name.as_str())) {
            continue;
        }
        if top && name == "depends_on" {
            super::order::read(work, at, value);
            continue;
        }
        // A state cannot tell what was set from what AWS made of it.
        if stated && GIVEN.contains(&name.as_str()) {
            continue;
        }
        if top && name == "timeouts" {
            timeouts(work, at, value);
            continue;
        }
        if top && name == "lifecycle" {
            lifecycle(work, at, value);
            continue;
        }
        let here = format!("{path}{name}");
        match value {
            Value::Map(inner) => walk(work, at, &format!("{here}."), inner, stated),
            Value::List(values) if values.iter().all(|value| matches!(value, Value::Map(_))) => {
                for (index, value) in values.iter().enumerate() {
                    let index = if values.len() > 1 { format!("[{index}]") } else { String::new() };
                    if let Value::Map(inner) = value {
                        walk(work, at, &format!("{here}{index}."), inner, stated);
                    }
                }
            }
            value => tell(work, at, &here, value, stated),
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        Value::List(values) => values.iter().all(is_empty),
        Value::Map(map) => map.values().all(is_empty),
        _ => false,
    }
}

fn tell(work: &Work<'_>, at: usize, path: &str, value: &Value, stated: bool) {
    // What a state holds as false or 0 was not set by anybody.
    let default = match value {
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        _ => false,
    };
    if stated && default {
        return;
    }
    let message = format!("`{}` sets `{path}`, which the design has no place for", work.address(at));
    let written = clip(&written(value));
    let help = format!("It is `{written}`, and the export leaves it out");
    work.say_of(at, path, Diagnostic::warning("terraform-argument", message).help(help));
}

/// How long Terraform waits is written as it was, where a block of the export alone is meant.
fn timeouts(work: &Work<'_>, at: usize, value: &Value) {
    let (Value::List(blocks), Some(item)) = (value, work.only_one(at)) else { return };
    let maps = blocks.iter().filter_map(|block| match block {
        Value::Map(map) => Some(map),
        _ => None,
    });
    for (name, value) in maps.flatten() {
        if !is_empty(value) {
            let key = format!("{} {} timeouts.{name}", item.key(), work.graph.kind(at));
            work.keep(key, written(value));
        }
    }
}

/// Only making the new before the old goes is written by the export by itself.
fn lifecycle(work: &Work<'_>, at: usize, value: &Value) {
    let blocks: Vec<&Map> = match value {
        Value::List(values) => values
            .iter()
            .filter_map(|value| match value {
                Value::Map(map) => Some(map),
                _ => None,
            })
            .collect(),
        Value::Map(map) => vec![map],
        _ => Vec::new(),
    };
    for map in blocks {
        for (name, value) in map.iter().filter(|(name, _)| name.as_str() != "create_before_destroy") {
            if !is_empty(value) {
                tell(work, at, &format!("lifecycle.{name}"), value, false);
            }
        }
    }
}

fn clip(text: &str) -> String {
    const LONGEST: usize = 100;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
