//! Where web ACLs write their logs, and what of it.

use std::sync::Arc;

use super::waf_fit::misfits;
use crate::design::{Diagnostic, Item, WafLogCondition, WafLogFilter, WafLogRule, WebAcl};
use crate::terraform::export::waf_names::ACL;
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::Body;

/// Reads the log of a web ACL of the design.
pub(super) fn read(build: &mut Build<'_, '_>, at: usize) {
    let Some(body) = build.body(at, None) else { return };
    let Some(item @ Item::WebAcl(id)) = build.linked(&body, "resource_arn", &[ACL]) else { return };
    let Some(body) = build.body(at, item) else { return };
    let misfits = misfits(build.work, at, "log");
    let first = build.design.web_acls.get(&id).is_some_and(|acl| acl.log_destination_arn.is_none());
    if !misfits.is_empty() || !first {
        let what = if first { misfits.join(", ") } else { "another log of its web ACL".to_owned() };
        let message = format!("The design has no place for {what} in `{}`", body.address());
        let help = "It is kept as it was written, and the web ACL has no log in the design";
        body.say(Diagnostic::warning("terraform-waf", message).help(help));
        return;
    }
    body.skip(&["resource_arn"]);
    build.work.claim(at, item, "");
    let destination = body.texts("log_destination_configs").into_iter().next();
    let redacted = body.blocks("redacted_fields").iter().filter_map(redacted).collect();
    let filter = body.block("logging_filter").map(|filter| filtered(&filter));
    if let Some(acl) = build.design.web_acls.get_mut(&id).map(Arc::make_mut) {
        acl.log_destination_arn = destination;
        acl.log_redacted_fields = redacted;
        acl.log_filter = filter;
    }
}

fn redacted(body: &Body<'_, '_>) -> Option<String> {
    if let Some(header) = body.block("single_header") {
        return Some(format!("header:{}", header.text("name")));
    }
    WebAcl::LOG_PARTS.iter().find(|name| body.block(name).is_some()).map(|name| (*name).to_owned())
}

fn filtered(body: &Body<'_, '_>) -> WafLogFilter {
    let is = |body: &Body<'_, '_>, name: &str, word: &str| body.known_text(name).as_deref() == Some(word);
    let rule = |rule: &Body<'_, '_>| WafLogRule {
        keeps: is(rule, "behavior", "KEEP"),
        all: is(rule, "requirement", "MEETS_ALL"),
        conditions: rule.blocks("condition").iter().map(condition).collect(),
    };
    WafLogFilter {
        keeps_others: is(body, "default_behavior", "KEEP"),
        rules: body.blocks("filter").iter().map(rule).collect(),
    }
}

fn condition(body: &Body<'_, '_>) -> WafLogCondition {
    WafLogCondition {
        action: body.block("action_condition").and_then(|known| known.some_text("action")),
        label: body.block("label_name_condition").and_then(|known| known.some_text("label_name")),
    }
}
