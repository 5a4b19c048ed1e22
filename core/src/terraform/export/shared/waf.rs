//! WAF: web ACLs, their logs, and the stages they protect.

use super::waf_body::Bodies;
use super::waf_log;
use super::waf_names::{ACL, DEFAULT_KIND, Spot, is_name};
use super::waf_statement::{action, is_label, statement};
use crate::design::{Item, WafAction, WafRule, WafStatement, WebAcl};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::syntax::{Fields, number, text};

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
        let Some(fields) = acl_fields(module, item, acl) else { continue };
        let address = module.resource(ACL, &name, item, fields);
        waf_log::export(module, item, acl, (name.as_str(), &address));
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

fn acl_fields(module: &mut Module<'_>, item: Item, acl: &WebAcl) -> Option<Fields> {
    let tags = module.tags(&acl.tags);
    let mut bodies = Bodies::default();
    let key = bodies.key(module, item, (DEFAULT_KIND, "default"), &acl.default_action);
    let mut fields = Fields::new()
        .set("name", text(acl.name.as_str()))
        .set_text("description", &acl.description)
        .set("scope", text("REGIONAL"))
        .set_some("tags", tags)
        .block("default_action", action(&acl.default_action, key.as_deref()));
    for rule in &acl.rules {
        let spot = Spot::new(&acl.name, &rule.name, rule.priority);
        // A managed group answers by itself.
        let answers = !matches!(rule.statement, WafStatement::ManagedGroup { .. });
        let kind = spot.kind();
        let of = (kind.as_str(), rule.name.as_str());
        let key = if answers { bodies.key(module, item, of, &rule.action) } else { None };
        let Some(body) = rule_fields(module, item, rule, &spot, key.as_deref()) else {
            module.refuse(
                item,
                format!("Rule `{}` of web ACL `{}` cannot be written", rule.name, acl.name),
                "Nest statements at most three deep, and give every one of them what it looks for; labels are letters, \
                 digits, hyphens, underscores and colons",
            );
            return None;
        };
        let place = spot.place();
        // What its files say of the rule is found by this label.
        fields = match module.keeps_within(item, ACL, &format!("{place}.")) {
            true => fields.labelled("rule", spot.rule(), body),
            false => fields.block("rule", body),
        };
    }
    let fields = bodies.fields(fields);
    Some(fields.block("visibility_config", visibility(module, item, "", &acl.name)))
}

fn rule_fields(
    module: &mut Module<'_>,
    item: Item,
    rule: &WafRule,
    spot: &Spot,
    body_key: Option<&str>,
) -> Option<Fields> {
    let fields = Fields::new().set("name", text(rule.name.as_str())).set("priority", number(rule.priority));
    let fields = if matches!(rule.statement, WafStatement::ManagedGroup { .. }) {
        let kind = if rule.action == WafAction::Count { "count" } else { "none" };
        fields.block("override_action", Fields::new().block(kind, Fields::new()))
    } else {
        fields.block("action", action(&rule.action, body_key))
    };
    if !rule.labels.iter().all(|label| is_label(label)) {
        return None;
    }
    let label = |label: &String| Fields::new().set("name", text(label.as_str()));
    let fields = rule.labels.iter().fold(fields, |fields, name| fields.block("rule_label", label(name)));
    let statement = statement(module, item, &rule.statement, spot, 1)?;
    let visibility = visibility(module, item, &format!("{}.", spot.place()), &rule.name);
    Some(fields.block("statement", statement).block("visibility_config", visibility))
}

/// What is counted, but for what the user's files say of it.
fn visibility(module: &Module<'_>, item: Item, place: &str, name: &str) -> Fields {
    let is_open = |argument: &str| !module.keeps(item, ACL, &format!("{place}visibility_config.{argument}"));
    let on = |argument: &str| is_open(argument).then_some(true);
    Fields::new()
        .set_some("cloudwatch_metrics_enabled", on("cloudwatch_metrics_enabled"))
        .set_some("metric_name", is_open("metric_name").then(|| text(name)))
        .set_some("sampled_requests_enabled", on("sampled_requests_enabled"))
}
