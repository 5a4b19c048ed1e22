//! Web ACLs that let known attacks through.

use super::prelude::*;

/// The managed group, and its rule that stops Log4Shell.
const GROUP: &str = "AWSManagedRulesKnownBadInputsRuleSet";
const LOG4J: [&str; 5] =
    ["Log4JRCE", "Log4JRCE_HEADER", "Log4JRCE_QUERYSTRING", "Log4JRCE_BODY", "Log4JRCE_URIPATH"];

rule! {
    id: "waf-known-bad-inputs", title: "Web ACLs stop known bad inputs", severity: Warning, topic: Firewall,
    checks: "Every web ACL: that it has the managed group `AWSManagedRulesKnownBadInputsRuleSet`, that the group does not \
        merely count, and that none of its rules against Log4j does.",
    why: "The group refuses requests that exploit known holes, among them the message lookup of Log4j (CVE-2021-44228), \
        before they reach a backend that may have them.",
    example: "A web ACL has a rate rule and nothing else.",
    fix: "Add the managed group, and let it block.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls() {
        let name = &acl.node.name;
        let Some(at) = acl.node.rules.iter().position(|rule| managed(rule).is_some_and(|(group, _)| group == GROUP))
        else {
            let message = format!("Web ACL `{name}` does not stop known bad inputs");
            let finding = look.finding(acl.item(), message).at_place("rules");
            look.report(finding.fix("Add the managed group", add_group(acl, GROUP), Certainty::Likely));
            continue;
        };
        let Some(rule) = acl.node.rules.get(at) else { continue };
        let counted = managed(rule).is_some_and(|(_, counted)| counted.iter().any(|one| LOG4J.contains(&one.as_str())));
        if rule.action != WafAction::Count && !counted {
            continue;
        }
        let what = if counted { "counts attacks on Log4j" } else { "counts known bad inputs" };
        let fix = acl.put(|acl| {
            if let Some(rule) = acl.rules.get_mut(at) {
                rule.action = WafAction::default();
                if let WafStatement::ManagedGroup { count_rules, .. } = &mut rule.statement {
                    count_rules.retain(|one| !LOG4J.contains(&one.as_str()));
                }
            }
        });
        let message = format!("Web ACL `{name}` {what} and lets them pass");
        let finding = look.finding(acl.item(), message).at_place(format!("rules/{at}"));
        look.report(finding.fix("Let the group block", fix, Certainty::Likely));
    }
}
