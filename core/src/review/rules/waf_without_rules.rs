//! Web ACLs that decide nothing.

use super::prelude::*;

rule! {
    id: "waf-without-rules", title: "Web ACLs have rules", severity: Warning, topic: Firewall,
    checks: "Every web ACL without a rule.",
    why: "Its default action decides about every request: it costs by the month and by the request, and \
        protects from nothing, or lets nobody in.",
    example: "A web ACL allows by default and has no rules.",
    fix: "Add managed groups and a rate rule.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls().filter(|acl| acl.node.rules.is_empty()) {
        let message = format!("Web ACL `{}` has no rules", acl.node.name);
        let finding = look.finding(acl.item(), message).at_place("rules");
        let fix = add_group(acl, "AWSManagedRulesCommonRuleSet");
        look.report(finding.fix("Add the common rule set", fix, Certainty::Likely));
    }
}
