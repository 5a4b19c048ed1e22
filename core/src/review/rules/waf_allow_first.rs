//! Web ACLs whose protection callers can step around.

use super::prelude::*;
use crate::design::WafRule;

rule! {
    id: "waf-allow-first", title: "Rules that allow come after those that refuse", severity: Warning, topic: Firewall,
    checks: "Web ACLs with a rule that allows requests and is looked at before rules that could refuse them. A rule that \
        allows addresses alone is a note, as nobody else can take them on, unless they are a large part of all there are.",
    why: "A rule that allows ends the evaluation: managed groups and rate rules behind it never see the request. Whatever \
        such a rule looks for in a header, a path or a query, a caller can send.",
    example: "A rule with priority 0 allows requests whose header `x-internal` is `yes`; the managed groups come after it.",
    fix: "Give the rule a higher priority number than those that refuse, or take it away: what no rule refuses is allowed \
        by the default action.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls() {
        for (at, rule) in acl.node.rules.iter().enumerate().filter(|(_, rule)| allows(rule)) {
            let skipped =
                acl.node.rules.iter().filter(|other| other.priority > rule.priority && !allows(other));
            let skipped = skipped.filter(|other| other.action != WafAction::Count).count();
            if skipped == 0 {
                continue;
            }
            let last = acl.node.rules.iter().map(|rule| rule.priority).max().unwrap_or(0);
            let fix = acl.put(|acl| {
                if let Some(rule) = acl.rules.get_mut(at) {
                    rule.priority = last.saturating_add(1);
                }
            });
            let message = format!(
                "Web ACL `{}` lets what `{}` matches past {}",
                acl.node.name,
                rule.name,
                count(skipped, "rule")
            );
            let finding = look.finding(acl.item(), message).at_place(format!("rules/{at}/priority"));
            let severity = if allows_few(&rule.statement) { Severity::Note } else { finding.severity };
            let finding = Diagnostic { severity, ..finding };
            look.report(finding.fix("Look at it last", fix, Certainty::Likely));
        }
    }
}

/// Whether it is about addresses of some networks alone.
fn allows_few(statement: &WafStatement) -> bool {
    /// Nobody has a network with a shorter prefix.
    const SHORTEST_PREFIX: u8 = 8;
    let WafStatement::IpSet { addresses, .. } = statement else { return false };
    addresses.iter().all(|address| {
        let prefix = address.rsplit_once('/').and_then(|(_, prefix)| prefix.trim().parse::<u8>().ok());
        prefix.is_none_or(|prefix| prefix >= SHORTEST_PREFIX)
    })
}

/// Whether it ends the evaluation by allowing; a group's `Allow` stands for the group's own actions.
fn allows(rule: &WafRule) -> bool {
    rule.action == WafAction::Allow && !matches!(rule.statement, WafStatement::ManagedGroup { .. })
}
