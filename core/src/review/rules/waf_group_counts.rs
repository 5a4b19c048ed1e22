//! Managed groups that are paid for and let everything pass.

use super::prelude::*;

/// The group that another rule looks at more closely.
const OTHER_RULE: &str = "AWSManagedRulesKnownBadInputsRuleSet";

rule! {
    id: "waf-group-counts", title: "Managed groups do more than count", severity: Note, topic: Firewall,
    checks: "Managed groups of web ACLs whose action is to count. The group against known bad inputs is told by \
        `waf-known-bad-inputs`.",
    why: "AWS advises to let a new group count at first, to see whom it would refuse. What is forgotten in that state is \
        paid for and protects from nothing.",
    example: "The rule with `AWSManagedRulesCommonRuleSet` has the action Count.",
    fix: "Look at what the group counted, let single rules of it count where they are wrong, and let the rest block.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls() {
        for (at, rule) in acl.node.rules.iter().enumerate() {
            let WafStatement::ManagedGroup { vendor, name, .. } = &rule.statement else { continue };
            if rule.action != WafAction::Count || (vendor == "AWS" && name == OTHER_RULE) {
                continue;
            }
            let fix = acl.put(|acl| {
                if let Some(rule) = acl.rules.get_mut(at) {
                    rule.action = WafAction::default();
                }
            });
            let message = format!("Web ACL `{}` counts what `{name}` finds and lets it pass", acl.node.name);
            let finding = look.finding(acl.item(), message).at_place(format!("rules/{at}/action"));
            look.report(finding.fix("Let the group block", fix, Certainty::Likely));
        }
    }
}
