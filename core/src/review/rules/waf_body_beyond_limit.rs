//! Bodies of which a web ACL sees the beginning alone.

use super::prelude::*;
use crate::design::{WafRule, WebAcl};

/// What API Gateway hands to AWS WAF of a body unless the web ACL raises it.
/// Source: `web-acl-setting-body-inspection-limit` in the WAF developer guide.
const INSPECTED_BYTES: u64 = 16_384;
/// The rule of the common rule set that refuses bodies over 8 KB.
const SIZE_RULE: &str = "SizeRestrictions_BODY";

rule! {
    id: "waf-body-beyond-limit", title: "Bodies that are not inspected whole are refused", severity: Note, topic: Firewall,
    checks: "Web ACLs that protect methods with a body (POST, PUT, PATCH, ANY): whether a rule refuses bodies larger than \
        WAF inspects. `SizeRestrictions_BODY` of the common rule set does, and so does a rule of the design about the \
        body's size.",
    why: "API Gateway hands AWS WAF the first 16 KB of a body, and rules look at those alone. REST APIs take 10 MB: an \
        attack behind 16 KB of padding passes every rule and reaches the backend.",
    example: "A web ACL has the group against known bad inputs alone, and protects `POST /orders`.",
    fix: "Refuse bodies of 16 KB and more. Where larger ones are needed, exempt those paths.",
    sources: [
        "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html",
        "https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls().filter(|acl| !acl.node.rules.is_empty() && !limits_bodies(acl.node)) {
        let takes_bodies = look
            .stages()
            .filter(|stage| stage.node.web_acl == Some(acl.id))
            .flat_map(StageAt::routes)
            .any(|route| has_body(route.node.key.method()));
        if !takes_bodies {
            continue;
        }
        let fix = acl.put(|acl| {
            let priority = acl.rules.iter().map(|rule| rule.priority.saturating_add(1)).max().unwrap_or(0);
            acl.rules.push(WafRule {
                name: format!("body-size-{priority}"),
                priority,
                action: WafAction::Block { status: None, body: None },
                statement: WafStatement::Size {
                    field: "body".to_owned(),
                    comparison: "GE".to_owned(),
                    size_bytes: INSPECTED_BYTES,
                },
                ..WafRule::default()
            });
        });
        let message = format!("Web ACL `{}` lets bodies pass of which it sees 16 KB alone", acl.node.name);
        let finding = look.finding(acl.item(), message).at_place("rules");
        look.report(finding.fix("Refuse bodies of 16 KB and more", fix, Certainty::Likely));
    }
}

const fn has_body(method: Option<Method>) -> bool {
    matches!(method, Some(Method::Post | Method::Put | Method::Patch | Method::Any))
}

fn limits_bodies(acl: &WebAcl) -> bool {
    acl.rules.iter().any(|rule| {
        if rule.action == WafAction::Count {
            return false;
        }
        match managed(rule) {
            Some((name, counted)) => {
                name == "AWSManagedRulesCommonRuleSet" && !counted.iter().any(|one| one == SIZE_RULE)
            }
            None => looks_at_size(&rule.statement),
        }
    })
}

fn looks_at_size(statement: &WafStatement) -> bool {
    match statement {
        WafStatement::Size { field, .. } => field == "body",
        WafStatement::And { statements } | WafStatement::Or { statements } => {
            statements.iter().any(looks_at_size)
        }
        WafStatement::Not { statement } => looks_at_size(statement),
        _ => false,
    }
}
