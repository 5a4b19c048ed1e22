//! Access logs: the group that is made before the stage, and the line's format.

use super::arn::is_arn;
use crate::design::{Item, LogDestination, Stage, StageId};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::Module;
use crate::terraform::export::names::slug_or;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, call, choose, is_null, json_document, number, reference, text};

/// The type of log groups.
const GROUP: &str = "aws_cloudwatch_log_group";

/// The variable for the key of log groups that the design gives none.
const KEY_VARIABLE: &str = "log_kms_key_arn";

/// The stage's `access_log_settings`, with the log group added to the module.
pub(in crate::terraform) fn access_log(
    module: &mut Module<'_>,
    context: &ApiContext<'_>,
    id: StageId,
    stage: &Stage,
    name: &str,
) -> Option<Fields> {
    let log = stage.access_log.as_ref()?;
    let item = Item::Stage(context.id, id);
    if log.format.trim().is_empty() {
        module.refuse(
            item,
            format!("The access log of stage `{}` has no format", stage.name),
            "Give the line that is written for each request, or take the access log away",
        );
        return None;
    }
    let destination = match &log.destination {
        LogDestination::Existing { arn } if is_arn(arn) => text(arn.as_str()),
        LogDestination::Existing { arn } => {
            module.refuse(
                item,
                format!("The access log's destination `{arn}` is not an ARN"),
                "Give the ARN of a log group or a Firehose stream",
            );
            return None;
        }
        LogDestination::LogGroup { name: group, retention_days, kms_key_arn } => {
            let group = if group.is_empty() { group_name(context, stage) } else { group.clone() };
            if !is_group_name(&group) {
                module.refuse(
                    item,
                    format!("CloudWatch refuses the log group's name `{group}`"),
                    "Use up to 512 letters, digits and `.-_/#`",
                );
                return None;
            }
            // Groups of the user's files may have other tags than the stage.
            let own = module.kept_argument(item, GROUP, "tags").is_some();
            let tags = if own { None } else { module.tags(&stage.tags) };
            let fields = Fields::new()
                .set("name", text(group))
                .set_some("retention_in_days", retention(module, item, *retention_days))
                .set_some("kms_key_id", kms_key(module, item, kms_key_arn.as_deref(), name))
                .set_some("tags", tags);
            module.resource(GROUP, name, item, fields).get("arn")
        }
    };
    Some(Fields::new().set("destination_arn", destination).set("format", format(&log.format)))
}

fn group_name(context: &ApiContext<'_>, stage: &Stage) -> String {
    let part = |text: &str, otherwise: &str| slug_or(text, otherwise).replace('_', "-");
    format!("/aws/apigateway/{}/{}", part(&context.api.name, "api"), part(&stage.name, "default"))
}

fn is_group_name(name: &str) -> bool {
    (1..=512).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_/#".contains(&byte))
}

fn retention(module: &mut Module<'_>, item: Item, days: Option<u32>) -> Option<Expr> {
    let days = days?;
    // The provider's word for ever is no number of days to AWS.
    if days == 0 || facts().retention_days.value.contains(&days) {
        return Some(number(days));
    }
    let choices: Vec<String> = facts().retention_days.value.iter().map(u32::to_string).collect();
    module.refuse(
        item,
        format!("CloudWatch cannot keep a log for {days} days"),
        format!("Choose one of {}", choices.join(", ")),
    );
    None
}

/// The design's key, or a variable for whoever must encrypt logs with a key of their own.
fn kms_key(module: &mut Module<'_>, item: Item, arn: Option<&str>, name: &str) -> Option<Expr> {
    let Some(arn) = arn.filter(|arn| !arn.is_empty()) else {
        let is_open = module.kept_argument(item, GROUP, "kms_key_id").is_none();
        return is_open.then(|| any_key(module));
    };
    if !is_arn(arn) {
        module.refuse(item, format!("The log's key `{arn}` is not an ARN"), "Give the KMS key's ARN");
        return None;
    }
    let what = "ARN of the KMS key that the access log is encrypted with";
    Some(module.own_text(&format!("{name}_log_kms_key_arn"), item, what, arn))
}

fn any_key(module: &mut Module<'_>) -> Expr {
    let path = format!("var.{KEY_VARIABLE}");
    let is_arn = call("startswith", vec![reference(&path), text("arn:")]);
    let validation = Fields::new()
        .set("condition", choose(is_null(reference(&path)), Expr::from(true), is_arn))
        .set("error_message", text("A key is named by its ARN."));
    let fields = Fields::new()
        .set(
            "description",
            text("ARN of the KMS key that encrypts the log groups; null leaves it to CloudWatch"),
        )
        .set("type", reference("string"))
        .set("default", Expr::Null)
        .block("validation", validation);
    reference(&module.variable(KEY_VARIABLE, Item::Design, fields))
}

/// A format that is a JSON object line by line; `jsonencode` would change `<`, `>` and `&`.
fn format(format: &str) -> Expr {
    if format.contains(['<', '>', '&']) {
        return text(format);
    }
    json_document(format, &|value| text(value))
}
