//! Access logs: where they go, and the line's format.

use crate::design::{AccessLog, Item, LogDestination};
use crate::terraform::export::slug_or;
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::spelled;
use crate::terraform::import::config::Value;

/// The export's own variable for the key of groups that the design gives none.
const KEY: &str = "ARN of the KMS key that encrypts the log groups; null leaves it to CloudWatch";

/// The type of log groups.
const GROUP: &str = "aws_cloudwatch_log_group";

/// Reads the `access_log_settings` of a stage.
pub(in crate::terraform::import::build) fn read(
    build: &mut Build<'_, '_>,
    body: &Body<'_, '_>,
    api: &str,
    stage: &str,
) -> Option<AccessLog> {
    let settings = body.block("access_log_settings")?;
    let format = settings.text("format");
    if let Some(item) = body.item() {
        spelled::keep(&settings, item, "", "format", &format);
    }
    let group = settings.who("destination_arn", &[GROUP]).filter(|at| is_alone(build, *at));
    let destination = match group {
        Some(at) => group_of(build, body, at, api, stage),
        None => LogDestination::Existing { arn: settings.text("destination_arn") },
    };
    Some(AccessLog { destination, format })
}

/// A group that others refer to in the files stays a block of its own.
fn is_alone(build: &Build<'_, '_>, at: usize) -> bool {
    let graph = &build.work.graph;
    graph.resource(at).is_some_and(|group| !group.shown && !group.uncounted) && !build.work.is_used(at)
}

fn group_of(
    build: &mut Build<'_, '_>,
    stage_body: &Body<'_, '_>,
    at: usize,
    api: &str,
    stage: &str,
) -> LogDestination {
    let item = stage_body.item().unwrap_or(Item::Design);
    build.work.claim(at, item, "");
    let Some(body) = build.body(at, item) else { return LogDestination::default() };
    let name = body.text("name");
    let of_files = build.work.graph.resource(at).is_some_and(|group| group.block.is_some());
    let none =
        |argument: &str| build.work.keep(format!("{} {GROUP} {argument}", item.key()), "null".to_owned());
    let said = |tags: &&Value| !matches!(tags, Value::Map(tags) if tags.is_empty());
    match (stage_body.peek("tags").filter(said), body.peek("tags").filter(said)) {
        (stage, own) if stage == own => body.skip(&["tags"]),
        (_, None) => none("tags"),
        (_, Some(_)) => body.keep_beside("tags"),
    }
    // The export's own variable for it is null as a rule.
    let has_key = build.work.graph.body(at).is_some_and(|body| body.contains_key("kms_key_id"));
    if of_files && !has_key {
        none("kms_key_id");
    }
    let made = body.peek("kms_key_id").is_some_and(|key| build.is_made(key, KEY));
    if made {
        body.skip(&["kms_key_id"]);
    }
    LogDestination::LogGroup {
        name: if name == made_name(api, stage) { String::new() } else { name },
        retention_days: body.number("retention_in_days"),
        kms_key_arn: if made { None } else { body.some_text("kms_key_id") },
    }
}

/// The name that the export gives a group whose name the design leaves open.
fn made_name(api: &str, stage: &str) -> String {
    let part = |text: &str, otherwise: &str| slug_or(text, otherwise).replace('_', "-");
    format!("/aws/apigateway/{}/{}", part(api, "api"), part(stage, "default"))
}
