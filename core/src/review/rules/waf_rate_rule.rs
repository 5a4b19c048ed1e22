//! Web ACLs that let a single source send what it likes.

use super::prelude::*;
use crate::design::WafRule;

/// What AWS's own examples of a rule for all requests allow a source in five minutes.
const LIMIT: u32 = 2000;
const WINDOW_S: u32 = 300;

rule! {
    id: "waf-rate-rule", title: "Web ACLs limit the rate of a source", severity: Warning, topic: Firewall,
    checks: "Every web ACL: whether a rule counts requests by source, and whether such rules do more than count.",
    why: "API Gateway's throttles are for all callers together: one source that floods a stage uses them up, and everybody \
        else gets 429. A rate rule refuses that source alone.",
    example: "A web ACL has managed groups, and no rule with a rate.",
    fix: "Add a rate-based rule, and let it block.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls() {
        let name = &acl.node.name;
        let rates = |rule: &WafRule| matches!(rule.statement, WafStatement::RateBased { .. });
        let refuses = |rule: &&WafRule| !matches!(rule.action, WafAction::Count | WafAction::Allow);
        if acl.node.rules.iter().filter(|rule| rates(rule)).any(|rule| refuses(&rule)) {
            continue;
        }
        let block = WafAction::Block { status: None, body: None };
        let finding = match acl.node.rules.iter().position(rates) {
            Some(at) => {
                let fix = acl.put(|acl| {
                    if let Some(rule) = acl.rules.get_mut(at) {
                        rule.action = block;
                    }
                });
                let message = format!("Web ACL `{name}` counts the requests of a source and refuses none");
                let finding = look.finding(acl.item(), message).at_place(format!("rules/{at}/action"));
                finding.fix("Let the rule block", fix, Certainty::Likely)
            }
            None => {
                let fix = acl.put(|acl| add(&mut acl.rules, block));
                let message = format!("Web ACL `{name}` lets every source send as much as it likes");
                let finding = look.finding(acl.item(), message).at_place("rules");
                finding.fix(format!("Refuse more than {LIMIT} in five minutes"), fix, Certainty::Likely)
            }
        };
        look.report(finding);
    }
}

fn add(rules: &mut Vec<WafRule>, action: WafAction) {
    let priority = rules.iter().map(|rule| rule.priority.saturating_add(1)).max().unwrap_or(0);
    let taken = rules.iter().any(|rule| rule.name == "rate");
    let name = if taken { format!("rate-{priority}") } else { "rate".to_owned() };
    let statement =
        WafStatement::RateBased { limit: LIMIT, window_s: WINDOW_S, forwarded_header: None, scope_down: None };
    rules.push(WafRule { name, priority, action, statement, ..WafRule::default() });
}
