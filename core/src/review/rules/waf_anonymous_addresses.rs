//! Web ACLs that do not look at where a caller hides.

use super::prelude::*;

const GROUP: &str = "AWSManagedRulesAnonymousIpList";

rule! {
    id: "waf-anonymous-addresses", title: "Web ACLs know anonymous addresses", severity: Note, topic: Firewall,
    checks: "Every web ACL without the managed group `AWSManagedRulesAnonymousIpList`.",
    why: "Attacks come through proxies, Tor and rented servers more often than customers do. checkov asks for the group \
        too. But people behind a VPN are refused with the rest, so that it is a question of who the customers are.",
    example: "A web ACL has the common rule set and the one against known bad inputs.",
    fix: "Add the group and let it count at first; look at who would be refused before it blocks.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls().filter(|acl| !has_group(acl.node, GROUP)) {
        let message = format!("Web ACL `{}` does not look for anonymous addresses", acl.node.name);
        let finding = look.finding(acl.item(), message).at_place("rules");
        let fix = add_group(acl, GROUP);
        look.report(finding.fix("Add the managed group", fix, Certainty::Likely));
    }
}
