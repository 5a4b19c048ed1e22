//! WAF: web ACLs, their logs, and the stages they protect.

use super::arn::is_arn;
use super::waf_statement::{action, statement};
use crate::design::{Item, WafAction, WafRule, WafStatement, WebAcl};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::syntax::{Expr, Fields, number, text};

/// The most characters of a name in WAF.
const NAME_LIMIT: usize = 128;
/// Custom statuses that WAF accepts.
const STATUSES: std::ops::RangeInclusive<u16> = 200..=599;

/// Adds the web ACLs and their logs.
pub(super) fn export(module: &mut Module<'_>) {
    let design = module.design;
    for (id, acl) in &design.web_acls {
        let item = Item::WebAcl(*id);
        if !is_fit(module, item, acl) {
            continue;
        }
        let wanted = slug_or(&acl.name, &format!("acl_{id}"));
        let name = module.names.take("web_acl", &wanted, &id.to_string());
        let Some(fields) = acl_fields(module, item, acl, &name) else { continue };
        let address = module.resource("aws_wafv2_web_acl", &name, item, fields);
        if let Some(arn) = acl.log_destination_arn.as_deref() {
            if is_arn(arn) {
                let fields = Fields::new()
                    .set("resource_arn", address.get("arn"))
                    .set("log_destination_configs", Expr::Array(vec![text(arn)]));
                module.resource("aws_wafv2_web_acl_logging_configuration", &name, item, fields);
            } else {
                let message = format!("The log destination `{arn}` of web ACL `{}` is not an ARN", acl.name);
                module.refuse(item, message, "Give the ARN of a log group, stream or bucket");
            }
        }
        module.web_acls.insert(*id, address);
    }
}

/// Adds the associations of stages with web ACLs.
pub(super) fn protect(module: &mut Module<'_>, apis: &[ApiContext<'_>]) {
    for context in apis {
        for (id, stage) in &context.api.stages {
            let Some(acl) = stage.web_acl else { continue };
            let item = Item::Stage(context.id, *id);
            if !context.is_rest() {
                module.refuse(
                    item,
                    format!("A web ACL cannot protect stages of {} APIs", context.api.kind.label()),
                    "Put CloudFront with a web ACL in front of the API, or use a REST API",
                );
                continue;
            }
            let (Some(acl), Some(address)) =
                (module.web_acls.get(&acl).cloned(), module.stages.get(id).cloned())
            else {
                module.refuse(
                    item,
                    format!("The web ACL of stage `{}` is not in the files", stage.name),
                    "Choose a web ACL of the design, or mend it",
                );
                continue;
            };
            let wanted = slug_or(&stage.name, "stage");
            let name = context.take(module, "aws_wafv2_web_acl_association", &wanted, &id.to_string());
            let fields =
                Fields::new().set("resource_arn", address.get("arn")).set("web_acl_arn", acl.get("arn"));
            module.add(Of::new("aws_wafv2_web_acl_association", &name, item), fields);
        }
    }
}

fn is_name(name: &str) -> bool {
    (1..=NAME_LIMIT).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_fit(module: &mut Module<'_>, item: Item, acl: &WebAcl) -> bool {
    let mut names: Vec<&str> = acl.rules.iter().map(|rule| rule.name.as_str()).collect();
    let mut priorities: Vec<u32> = acl.rules.iter().map(|rule| rule.priority).collect();
    names.sort_unstable();
    priorities.sort_unstable();
    names.dedup();
    priorities.dedup();
    let unique = names.len() == acl.rules.len() && priorities.len() == acl.rules.len();
    let status = |action: &WafAction| match action {
        WafAction::Block { status: Some(status), .. } => STATUSES.contains(status),
        _ => true,
    };
    let described = acl.description.is_empty() || acl.description.len() <= 256;
    let default = matches!(acl.default_action, WafAction::Allow | WafAction::Block { .. });
    let statuses = acl.rules.iter().map(|rule| &rule.action).chain([&acl.default_action]).all(status);
    let fit = is_name(&acl.name) && names.iter().all(|name| is_name(name)) && unique && described && statuses;
    if !fit || !default {
        module.refuse(
            item,
            format!("WAF refuses the web ACL `{}`", acl.name),
            "Names are 1 to 128 letters, digits, hyphens and underscores; names and priorities of rules differ; \
             the default action allows or blocks; custom statuses are 200 to 599",
        );
    }
    fit && default
}

fn acl_fields(module: &mut Module<'_>, item: Item, acl: &WebAcl, name: &str) -> Option<Fields> {
    let tags = module.tags(&acl.tags);
    let mut fields = Fields::new()
        .set("name", text(acl.name.as_str()))
        .set_text("description", &acl.description)
        .set("scope", text("REGIONAL"))
        .set_some("tags", tags)
        .block("default_action", action(&acl.default_action, &body_key("default")));
    for rule in &acl.rules {
        match rule_fields(module, item, rule, name) {
            Some(rule) => fields = fields.block("rule", rule),
            None => {
                module.refuse(
                    item,
                    format!("Rule `{}` of web ACL `{}` cannot be written", rule.name, acl.name),
                    "Nest statements at most three deep, and give every one of them what it looks for",
                );
                return None;
            }
        }
    }
    let actions = acl
        .rules
        .iter()
        .map(|rule| (rule.name.as_str(), &rule.action))
        .chain([("default", &acl.default_action)]);
    for (rule, action) in actions {
        if let WafAction::Block { body: Some(body), .. } = action {
            let json = serde_json::from_str::<serde_json::Value>(body).is_ok();
            let kind = if json { "APPLICATION_JSON" } else { "TEXT_PLAIN" };
            let body = Fields::new()
                .set("key", text(body_key(rule)))
                .set("content_type", text(kind))
                .set("content", text(body.as_str()));
            fields = fields.block("custom_response_body", body);
        }
    }
    Some(fields.block("visibility_config", visibility(&acl.name)))
}

fn body_key(rule: &str) -> String {
    format!("{rule}-body")
}

fn rule_fields(module: &mut Module<'_>, item: Item, rule: &WafRule, name: &str) -> Option<Fields> {
    let fields = Fields::new().set("name", text(rule.name.as_str())).set("priority", number(rule.priority));
    let fields = if matches!(rule.statement, WafStatement::ManagedGroup { .. }) {
        let kind = if rule.action == WafAction::Count { "count" } else { "none" };
        fields.block("override_action", Fields::new().block(kind, Fields::new()))
    } else {
        fields.block("action", action(&rule.action, &body_key(&rule.name)))
    };
    let owner = format!("{name}_{}", slug_or(&rule.name, "rule"));
    let statement = statement(module, item, &rule.statement, &owner, 1)?;
    Some(fields.block("statement", statement).block("visibility_config", visibility(&rule.name)))
}

fn visibility(name: &str) -> Fields {
    Fields::new()
        .set("cloudwatch_metrics_enabled", true)
        .set("metric_name", text(name))
        .set("sampled_requests_enabled", true)
}
