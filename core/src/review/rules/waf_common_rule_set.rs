//! Web ACLs without protection from what is common.

use super::prelude::*;

const GROUP: &str = "AWSManagedRulesCommonRuleSet";

rule! {
    id: "waf-common-rule-set", title: "Web ACLs have the common rule set", severity: Note, topic: Firewall,
    checks: "Every web ACL that has rules: whether the managed group `AWSManagedRulesCommonRuleSet` is one of them. A web \
        ACL without any rule is told by `waf-without-rules`.",
    why: "The group stops what most attacks begin with: cross-site scripting, paths to local and remote files, the \
        metadata service of EC2, and requests of a size that no client sends.",
    example: "A web ACL has a rate rule and the managed group against known bad inputs.",
    fix: "Add the managed group. It refuses bodies over 8 KB: where larger ones are sent, let `SizeRestrictions_BODY` count.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls().filter(|acl| !acl.node.rules.is_empty() && !has_group(acl.node, GROUP)) {
        let message = format!("Web ACL `{}` does not have the common rule set", acl.node.name);
        let finding = look.finding(acl.item(), message).at_place("rules");
        look.report(finding.fix("Add the managed group", add_group(acl, GROUP), Certainty::Likely));
    }
}
