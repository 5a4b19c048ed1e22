//! WAF: web ACLs, their logs, and the stages they protect.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::waf_fit::misfits;
use super::waf_log;
use super::waf_statement::{Answers, Reader};
use crate::design::{Diagnostic, Item, WafAction, WafRule, WafStatement, WebAcl, WebAclId};
use crate::terraform::export::waf_names::{ACL, DEFAULT_KIND, Spot};
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::link::STAGES;

const LOGGING: &str = "aws_wafv2_web_acl_logging_configuration";
const ASSOCIATION: &str = "aws_wafv2_web_acl_association";

/// Reads the web ACLs that protect stages, and those that protect nothing in the files.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let others = of_others(build);
    let all: Vec<usize> = build.all(ACL).into_iter().filter(|at| !others.contains(at)).collect();
    let staying = staying(build, &all);
    for at in all.into_iter().filter(|at| !staying.contains(at)) {
        let id: WebAclId = build.design.mint();
        let item = Item::WebAcl(id);
        let Some(body) = build.body(at, item) else { continue };
        let mut reader = Reader { build: &*build, item, answers: Answers::new(), sets: Vec::new() };
        let Some(acl) = acl(&mut reader, &body) else {
            let message = format!("`{}` looks for something that the design does not know", body.address());
            body.say(Diagnostic::warning("terraform-waf", message).help("It is kept as it was written"));
            continue;
        };
        for (set, part) in reader.sets {
            build.work.claim(set, item, &part);
        }
        build.became(at, item);
        build.design.web_acls.insert(id, Arc::new(acl));
    }
    for at in build.all(LOGGING) {
        waf_log::read(build, at);
    }
}

/// The web ACLs that say what a design has no place for; the instances of a block stay together.
fn staying(build: &Build<'_, '_>, all: &[usize]) -> BTreeSet<usize> {
    let mut blocks = BTreeSet::new();
    for at in all {
        let misfits = misfits(build.work, *at, "acl");
        let Some(resource) = build.work.graph.resource(*at).filter(|_| !misfits.is_empty()) else { continue };
        blocks.insert((resource.address.module.as_str(), resource.address.name.as_str()));
        let what = misfits.join(", ");
        let message = format!("The design has no place for {what} in `{}`", build.work.address(*at));
        let help =
            "It is kept as it was written, with the sets of addresses, the log and the stages that it has";
        build.work.say(*at, Diagnostic::warning("terraform-waf", message).help(help));
    }
    let stays = |at: &&usize| {
        let address = build.work.graph.resource(**at).map(|resource| &resource.address);
        address.is_some_and(|address| blocks.contains(&(address.module.as_str(), address.name.as_str())))
    };
    all.iter().filter(stays).copied().collect()
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

fn acl(reader: &mut Reader<'_, '_, '_>, body: &Body<'_, '_>) -> Option<WebAcl> {
    body.skip(&["scope"]);
    let answer = |block: &Body<'_, '_>| {
        let kind = block.known_text("content_type");
        (block.text("key"), (block.text("content"), kind))
    };
    reader.answers = body.blocks("custom_response_body").iter().map(answer).collect();
    visibility(body);
    let default_action = match body.block("default_action") {
        Some(block) => reader.action(&block, (DEFAULT_KIND, "default"))?,
        None => WafAction::Allow,
    };
    let name = body.text("name");
    let rules = body.blocks("rule");
    let rules = rules.iter().map(|block| rule(reader, block, &name)).collect::<Option<_>>()?;
    Some(WebAcl {
        name,
        description: body.text("description"),
        default_action,
        rules,
        tags: reader.build.tags(body),
        ..WebAcl::default()
    })
}

/// What is counted under the rule's own name is made again by the export; everything else is kept.
fn visibility(body: &Body<'_, '_>) {
    let Some(block) = body.block("visibility_config") else { return };
    let own = body.glance("name");
    for name in ["metric_name", "cloudwatch_metrics_enabled", "sampled_requests_enabled"] {
        let made = if name == "metric_name" { own.as_deref() } else { Some("true") };
        let known = block.glance(name);
        if known.is_some() && known.as_deref() == made {
            block.skip(&[name]);
        } else {
            block.keep_beside(name);
        }
    }
}

fn rule(reader: &mut Reader<'_, '_, '_>, body: &Body<'_, '_>, acl: &str) -> Option<WafRule> {
    let (name, priority) = (body.text("name"), body.number("priority").unwrap_or_default());
    let spot = Spot::new(acl, &name, priority);
    let body = &body.clone().found_by(&spot.place());
    visibility(body);
    let statement = reader.statement(&body.block("statement")?, &spot, 0)?;
    let action = match (body.block("override_action"), body.block("action")) {
        (Some(block), _) if block.block("count").is_some() => WafAction::Count,
        // The rules of the group do what they do by themselves, which is to block.
        (Some(_), _) => WafAction::Block { status: None, body: None },
        (None, Some(block)) => reader.action(&block, (spot.kind().as_str(), name.as_str()))?,
        (None, None) => return None,
    };
    if !matches!(statement, WafStatement::ManagedGroup { .. }) && body.block("override_action").is_some() {
        return None;
    }
    let labels = body.blocks("rule_label").iter().map(|label| label.text("name")).collect();
    Some(WafRule { name, priority, action, statement, labels })
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
