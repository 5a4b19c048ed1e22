//! WAF: web ACLs, their logs, and the stages they protect.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::waf_statement::{action, statement};
use crate::design::{Diagnostic, Item, TextMap, WafAction, WafRule, WafStatement, WebAcl, WebAclId};
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::link::STAGES;

const ACL: &str = "aws_wafv2_web_acl";
const LOGGING: &str = "aws_wafv2_web_acl_logging_configuration";
const ASSOCIATION: &str = "aws_wafv2_web_acl_association";

/// Reads the web ACLs that protect stages, and those that protect nothing in the files.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let others = of_others(build);
    for at in build.all(ACL) {
        if others.contains(&at) {
            continue;
        }
        let id: WebAclId = build.design.mint();
        let item = Item::WebAcl(id);
        let Some(body) = build.body(at, item) else { continue };
        let Some(acl) = acl(build, &body, item) else {
            let message = format!("`{}` looks for something that the design does not know", body.address());
            body.say(Diagnostic::warning("terraform-waf", message).help("It is kept as it was written"));
            continue;
        };
        build.became(at, item);
        build.design.web_acls.insert(id, Arc::new(acl));
    }
    for at in build.all(LOGGING) {
        log(build, at);
    }
}

/// Web ACLs that protect something else than stages, such as a load balancer or a distribution.
fn of_others(build: &Build<'_, '_>) -> BTreeSet<usize> {
    let mut others = BTreeSet::new();
    for at in build.all(ASSOCIATION) {
        let Some(body) = build.body(at, None) else { continue };
        if body.who("resource_arn", STAGES).is_none() {
            others.extend(body.who("web_acl_arn", &[ACL]));
        }
    }
    for at in build.all(ACL) {
        let scope = build.body(at, None).and_then(|body| body.known_text("scope"));
        if scope.is_some_and(|scope| scope != "REGIONAL") {
            others.insert(at);
        }
    }
    others
}

fn acl(build: &mut Build<'_, '_>, body: &Body<'_, '_>, item: Item) -> Option<WebAcl> {
    body.skip(&["scope"]);
    let bodies: TextMap = body
        .blocks("custom_response_body")
        .iter()
        .map(|block| {
            let content = block.text("content");
            let json = serde_json::from_str::<serde_json::Value>(&content).is_ok();
            let made = if json { "APPLICATION_JSON" } else { "TEXT_PLAIN" };
            if block.glance("content_type").as_deref() == Some(made) {
                block.skip(&["content_type"]);
            }
            (block.text("key"), content)
        })
        .collect();
    visibility(body);
    let default_action = match body.block("default_action") {
        Some(block) => action(&block, &bodies)?,
        None => WafAction::Allow,
    };
    let rules =
        body.blocks("rule").iter().map(|block| rule(build, block, &bodies, item)).collect::<Option<_>>()?;
    Some(WebAcl {
        name: body.text("name"),
        description: body.text("description"),
        default_action,
        rules,
        log_destination_arn: None,
        tags: build.tags(body),
    })
}

/// What is counted under the rule's own name is made again by the export.
fn visibility(body: &Body<'_, '_>) {
    let Some(block) = body.block("visibility_config") else { return };
    let own = body.glance("name");
    if block.glance("metric_name") == own {
        block.skip(&["metric_name"]);
    }
    for name in ["cloudwatch_metrics_enabled", "sampled_requests_enabled"] {
        if block.glance(name).as_deref() == Some("true") {
            block.skip(&[name]);
        }
    }
}

fn rule(build: &mut Build<'_, '_>, body: &Body<'_, '_>, bodies: &TextMap, item: Item) -> Option<WafRule> {
    visibility(body);
    let statement = statement(build, &body.block("statement")?, item)?;
    let action = match (body.block("override_action"), body.block("action")) {
        (Some(block), _) if block.has("count") => {
            block.skip(&["count"]);
            WafAction::Count
        }
        (Some(block), _) => {
            // The rules of the group do what they do by themselves, which is to block.
            block.skip(&["none"]);
            WafAction::Block { status: None, body: None }
        }
        (None, Some(block)) => action(&block, bodies)?,
        (None, None) => return None,
    };
    if !matches!(statement, WafStatement::ManagedGroup { .. }) && body.has("override_action") {
        return None;
    }
    let priority = body.number("priority").unwrap_or_default();
    Some(WafRule { name: body.text("name"), priority, action, statement })
}

fn log(build: &mut Build<'_, '_>, at: usize) {
    let Some(body) = build.body(at, None) else { return };
    let Some(Item::WebAcl(id)) = build.linked(&body, "resource_arn", &[ACL]) else { return };
    let Some(body) = build.body(at, Item::WebAcl(id)) else { return };
    body.skip(&["resource_arn"]);
    build.work.claim(at, Item::WebAcl(id), "");
    let destination = body.texts("log_destination_configs").into_iter().next();
    if let Some(acl) = build.design.web_acls.get_mut(&id) {
        Arc::make_mut(acl).log_destination_arn = destination;
    }
}

/// Remembers a web ACL that is not the design's. Of files the block is kept, and tells it by itself.
fn elsewhere(build: &mut Build<'_, '_>, body: &Body<'_, '_>, stage: Item) {
    if build.work.graph.config.blocks.is_empty() {
        let arn = body.glance("web_acl_arn").unwrap_or_default();
        build.design.terraform.web_acls.insert(stage.key(), arn);
    }
}

/// Reads which stages web ACLs protect.
pub(super) fn protect(build: &mut Build<'_, '_>) {
    for at in build.all(ASSOCIATION) {
        let Some(body) = build.body(at, None) else { continue };
        let stage = build.linked(&body, "resource_arn", STAGES);
        let acl = build.linked(&body, "web_acl_arn", &[ACL]);
        let Some(item @ Item::Stage(api, stage)) = stage else { continue };
        let Some(Item::WebAcl(acl)) = acl else {
            elsewhere(build, &body, item);
            continue;
        };
        build.work.claim(at, item, "");
        build.change_stage((api, stage), |stage| stage.web_acl = Some(acl));
    }
}
