//! Web ACLs that refuse every request.

use super::prelude::*;

rule! {
    id: "waf-lets-nobody-in", title: "Web ACLs let somebody in", severity: Warning, topic: Firewall,
    checks: "Web ACLs with rules and the default action Block, none of whose rules allows a request. One without rules is \
        told by `waf-without-rules`.",
    why: "Rules that count, and CAPTCHAs and challenges that are passed, go on to the next rule; what no rule decides is \
        for the default action. Here that refuses everybody with 403.",
    example: "A web ACL has the default action Block and two managed groups.",
    fix: "Let the default action allow, or add a rule that allows those who may call.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls().filter(|acl| !acl.node.rules.is_empty()) {
        let blocks = matches!(acl.node.default_action, WafAction::Block { .. });
        // What the groups of other vendors do is theirs to know.
        let allows = acl.node.rules.iter().any(|rule| match &rule.statement {
            WafStatement::ManagedGroup { vendor, .. } => vendor != "AWS",
            _ => rule.action == WafAction::Allow,
        });
        if !blocks || allows {
            continue;
        }
        let message = format!("Web ACL `{}` refuses every request", acl.node.name);
        let finding = look.finding(acl.item(), message).at_place("default_action");
        let fix = acl.put(|acl| acl.default_action = WafAction::Allow);
        look.report(finding.fix("Allow what no rule refuses", fix, Certainty::Likely));
    }
}
