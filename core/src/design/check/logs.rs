//! Access logs and the account's role for them.

use std::sync::Arc;

use super::finder::{Finder, Used, on_kind, put_stage};
use crate::aws::{self, ApiKind, Capability, LogFormatName, LoggingLevel};
use crate::design::{AccessLog, Api, ApiId, Certainty, Diagnostic, Item, LogDestination, Stage, StageId};

/// What the name of a Firehose stream for access logs begins with.
///
/// Source: `apigateway-logging-to-kinesis` in the developer guide.
const FIREHOSE_PREFIX: &str = "amazon-apigateway-";

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    for (stage_id, stage) in &api.stages {
        if let Some(log) = &stage.access_log {
            format(find, id, api.kind, *stage_id, stage, log);
            destination(find, api.kind, Item::Stage(id, *stage_id), stage, log);
        }
        role(find, id, api.kind, *stage_id, stage);
    }
}

fn format(
    find: &mut Finder<'_>,
    id: ApiId,
    kind: ApiKind,
    stage_id: StageId,
    stage: &Stage,
    log: &AccessLog,
) {
    let item = Item::Stage(id, stage_id);
    let fix = aws::log_format(kind, LogFormatName::Json).map(|row| {
        put_stage(id, stage_id, stage, |stage| {
            if let Some(log) = &mut stage.access_log {
                log.format = row.text.clone();
            }
        })
    });
    let has_id =
        ["$context.requestId", "$context.extendedRequestId"].iter().any(|name| log.format.contains(name));
    let message = if log.format.trim().is_empty() {
        format!("The access log of stage `{}` has no format", stage.name)
    } else if kind == ApiKind::Rest && !has_id {
        format!("The access log format of stage `{}` has no request id", stage.name)
    } else if log.format.trim_end_matches("\\n").contains('\n') && log.format.trim_end().contains('\n') {
        format!("The access log format of stage `{}` has several lines", stage.name)
    } else {
        return;
    };
    let finding = Diagnostic::error("access-log-format", message).at(item).at_place("access_log");
    let finding = finding
        .help("Write one line; on a REST API it needs `$context.requestId` or `$context.extendedRequestId`");
    find.push(match fix {
        Some(fix) => finding.fix("Use the console's JSON format", fix, Certainty::Likely),
        None => finding,
    });
}

fn destination(find: &mut Finder<'_>, kind: ApiKind, item: Item, stage: &Stage, log: &AccessLog) {
    let LogDestination::Existing { arn } = &log.destination else { return };
    let mut tell = |code, message: String, help: &str| {
        find.push(Diagnostic::error(code, message).at(item).at_place("access_log").help(help));
    };
    if arn.contains(":firehose:") {
        let name = arn.rsplit('/').next().unwrap_or_default();
        if kind == ApiKind::Rest && !name.starts_with(FIREHOSE_PREFIX) {
            let message = format!("The access log of stage `{}` goes to the stream `{name}`", stage.name);
            tell(
                "firehose-name",
                message,
                &format!("Use a stream whose name begins with `{FIREHOSE_PREFIX}`"),
            );
        }
        let what = format!("The access log of stage `{}` goes to Firehose", stage.name);
        let code = on_kind!("firehose", kind);
        let used = Used { code, item, place: "access_log", what, fix_label: "", fix: None };
        find.unless_can(kind, Capability::FirehoseLogs, used);
    } else if !(arn.starts_with("arn:") && arn.contains(":logs:")) {
        let message = format!(
            "The access log of stage `{}` goes to `{arn}`, which is no log group or stream",
            stage.name
        );
        tell("access-log-destination", message, "Give the ARN of a log group or of a Firehose stream");
    }
}

/// REST and WebSocket APIs write their logs with a role that the account has once for a Region.
fn role(find: &mut Finder<'_>, id: ApiId, kind: ApiKind, stage_id: StageId, stage: &Stage) {
    let account = &find.design.account;
    if kind == ApiKind::Http || account.manage_cloudwatch_role || account.cloudwatch_role_arn.is_some() {
        return;
    }
    let levels = std::iter::once(&stage.defaults).chain(stage.overrides.values());
    let executes =
        levels.filter_map(|settings| settings.logging_level).any(|level| level != LoggingLevel::Off);
    if executes || stage.access_log.is_some() {
        let message =
            format!("Stage `{}` writes logs, for which the account needs a CloudWatch role", stage.name);
        let finding = Diagnostic::note("cloudwatch-role", message).at(Item::Stage(id, stage_id));
        find.push(
            finding.help("Let the design manage the role, or name an existing one, in the account settings"),
        );
    }
}
