//! What nobody has read of the resources in the design: each argument stays as it is written or is told, so that none is
//! dropped in silence.

use super::super::config::{Map, Resource, Value};
use super::work::{Work, written};
use super::{beside, lifecycle};
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

/// Nested blocks that a block has one of, and that the export writes or leaves out without a mark.
const ONCE: &[&str] = &[
    "access_log_settings",
    "canary_settings",
    "cors_configuration",
    "default_route_settings",
    "domain_name_configuration",
    "endpoint_configuration",
    "jwt_configuration",
    "location",
    "mutual_tls_authentication",
    "quota_settings",
    "settings",
    "throttle_settings",
    "tls_config",
];

/// Arguments about how Terraform works, which the export decides anew.
const OF_TERRAFORM: &[&str] = &["provider", "count", "for_each", "triggers"];

/// Reports what was not read.
pub(super) fn report(work: &Work<'_>) {
    for (at, resource) in work.graph.config.resources.iter().enumerate() {
        super::later::tell(work, at, resource);
        if work.is_used(at) && !resource.address.data {
            lifecycle::read(work, at, resource);
            Leftover { work, at, resource }.walk("", &resource.body, true);
        }
    }
}

/// A resource of the design whose arguments are looked through.
struct Leftover<'w, 'c> {
    work: &'w Work<'c>,
    at: usize,
    resource: &'c Resource,
}

impl Leftover<'_, '_> {
    /// `stays` tells whether an export finds the place again.
    fn walk(&self, path: &str, map: &Map, stays: bool) {
        let stated = self.resource.block.is_none();
        for (name, value) in map {
            let top = path.is_empty();
            if is_empty(value) || self.work.was_seen(value) || (top && OF_TERRAFORM.contains(&name.as_str()))
            {
                continue;
            }
            // A state cannot tell what was set from what AWS made of it.
            if stated && GIVEN.contains(&name.as_str()) {
                continue;
            }
            match name.as_str() {
                "depends_on" if top => super::order::read(self.work, self.at, value),
                "timeouts" if top => timeouts(self.work, self.at, value),
                // Read out of the text of the block.
                "lifecycle" if top => {}
                _ => self.one(path, name, value, stays),
            }
        }
    }

    fn one(&self, path: &str, name: &str, value: &Value, stays: bool) {
        let here = format!("{path}{name}");
        let is_block = self.resource.nested.iter().any(|nested| nested == name);
        let unread = is_unread(self.work, value);
        match value {
            Value::Map(_) if !is_block && unread && self.resource.block.is_some() => {
                self.leaf(&here, value, stays);
            }
            Value::Map(inner) => self.walk(&format!("{here}."), inner, false),
            Value::List(values) if values.iter().all(|value| matches!(value, Value::Map(_))) => {
                for (index, one) in values.iter().enumerate() {
                    let index = if values.len() > 1 { format!("[{index}]") } else { String::new() };
                    let stays = stays && is_block && values.len() == 1 && (unread || ONCE.contains(&name));
                    if let Value::Map(inner) = one {
                        self.walk(&format!("{here}{index}."), inner, stays);
                    }
                }
            }
            value => self.leaf(&here, value, stays),
        }
    }

    fn leaf(&self, path: &str, value: &Value, stays: bool) {
        let stated = self.resource.block.is_none();
        // What a state holds as false or 0 was not set by anybody.
        let default = match value {
            Value::Bool(value) => !value,
            Value::Number(number) => number.as_f64() == Some(0.0),
            _ => false,
        };
        if stated && default {
            return;
        }
        if stays && !stated && beside::argument(self.work, self.at, path, value) {
            return;
        }
        tell(self.work, self.at, path, &written(value));
    }
}

/// Whether nobody looked at a value or at anything in it.
fn is_unread(work: &Work<'_>, value: &Value) -> bool {
    let inside = match value {
        Value::List(values) => values.iter().all(|value| is_unread(work, value)),
        Value::Map(map) => map.values().all(|value| is_unread(work, value)),
        _ => true,
    };
    inside && !work.was_seen(value)
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

/// Says that an argument is left out.
pub(super) fn tell(work: &Work<'_>, at: usize, path: &str, written: &str) {
    work.say_of(at, path, left_out(work, at, path, written));
}

/// What is said of an argument that is left out.
pub(super) fn left_out(work: &Work<'_>, at: usize, path: &str, written: &str) -> Diagnostic {
    let message = format!("`{}` sets `{path}`, which the design has no place for", work.address(at));
    let help = format!("It is `{}`, and the export leaves it out", clip(written));
    Diagnostic::warning("terraform-argument", message).help(help)
}

/// How long Terraform waits is written as it was.
fn timeouts(work: &Work<'_>, at: usize, value: &Value) {
    let Value::List(blocks) = value else { return };
    let maps = blocks.iter().filter_map(|block| match block {
        Value::Map(map) => Some(map),
        _ => None,
    });
    for (name, value) in maps.flatten().filter(|(_, value)| !is_empty(value)) {
        beside::quietly(work, at, &format!("timeouts.{name}"), &written(value));
    }
}

/// The beginning of a text that may be long.
pub(super) fn clip(text: &str) -> String {
    const LONGEST: usize = 100;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
