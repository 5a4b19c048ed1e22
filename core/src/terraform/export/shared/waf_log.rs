//! Where a web ACL writes its log, and what of it.

use super::arn::is_arn;
use crate::aws;
use crate::design::{Item, WafLogCondition, WafLogFilter, WebAcl};
use crate::terraform::export::kept::is_kept;
use crate::terraform::export::module::{Address, Module};
use crate::terraform::syntax::{Expr, Fields, text};

/// Adds the log of a web ACL, which has this name and address.
pub(super) fn export(module: &mut Module<'_>, item: Item, acl: &WebAcl, (name, of): (&str, &Address)) {
    let Some(arn) = acl.log_destination_arn.as_deref() else { return };
    if !is_arn(arn) {
        let message = format!("The log destination `{arn}` of web ACL `{}` is not an ARN", acl.name);
        module.refuse(item, message, "Give the ARN of a log group, stream or bucket");
        return;
    }
    let redacted: Option<Vec<Fields>> = acl.log_redacted_fields.iter().map(|field| part(field)).collect();
    let Some(redacted) = redacted.filter(|redacted| fits("waf.log_redacted_fields", redacted.len())) else {
        let message = format!("The log of web ACL `{}` leaves out what WAF cannot leave out", acl.name);
        module.refuse(
            item,
            message,
            "Name `uri_path`, `query_string`, `method` or `header:name`, at most 100",
        );
        return;
    };
    let mut fields = Fields::new()
        .set("resource_arn", of.get("arn"))
        .set("log_destination_configs", Expr::Array(vec![text(arn)]));
    fields = redacted.into_iter().fold(fields, |fields, part| fields.block("redacted_fields", part));
    if let Some(filter) = &acl.log_filter {
        let Some(filter) = filtered(filter) else {
            let message = format!("WAF refuses the filter of the log of web ACL `{}`", acl.name);
            let help = "Give it a rule, and each rule a condition with an action of WAF or a label";
            module.refuse(item, message, help);
            return;
        };
        fields = fields.block("logging_filter", filter);
    }
    module.resource("aws_wafv2_web_acl_logging_configuration", name, item, fields);
}

/// Whether a number of things, or of characters, is within a limit.
fn fits(limit: &str, count: usize) -> bool {
    aws::limit(limit).is_none_or(|limit| i64::try_from(count).is_ok_and(|count| limit.contains(count)))
}

/// A part of the request that the log does not show.
fn part(field: &str) -> Option<Fields> {
    if WebAcl::LOG_PARTS.contains(&field) {
        return Some(Fields::new().block(field, Fields::new()));
    }
    let name = field
        .strip_prefix("header:")
        .filter(|name| fits("waf.log_header_length", name.len()) || is_kept(name))?;
    let name = if is_kept(name) { name.to_owned() } else { name.to_ascii_lowercase() };
    Some(Fields::new().block("single_header", Fields::new().set("name", text(name))))
}

fn filtered(filter: &WafLogFilter) -> Option<Fields> {
    let word = |keeps: bool| text(if keeps { "KEEP" } else { "DROP" });
    let mut fields = Fields::new().set("default_behavior", word(filter.keeps_others));
    if filter.rules.is_empty() {
        return None;
    }
    for rule in &filter.rules {
        let requirement = if rule.all { "MEETS_ALL" } else { "MEETS_ANY" };
        let mut one = Fields::new().set("behavior", word(rule.keeps)).set("requirement", text(requirement));
        if rule.conditions.is_empty() {
            return None;
        }
        for known in &rule.conditions {
            one = one.block("condition", condition(known)?);
        }
        fields = fields.block("filter", one);
    }
    Some(fields)
}

fn condition(condition: &WafLogCondition) -> Option<Fields> {
    let (block, argument, value) = match (condition.action.as_deref(), condition.label.as_deref()) {
        (Some(action), None) if WafLogCondition::ACTIONS.contains(&action) => {
            ("action_condition", "action", action)
        }
        (None, Some(label)) if !label.is_empty() => ("label_name_condition", "label_name", label),
        _ => return None,
    };
    Some(Fields::new().block(block, Fields::new().set(argument, text(value))))
}
