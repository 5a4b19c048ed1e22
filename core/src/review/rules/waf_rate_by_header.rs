//! Rate rules that a caller can talk round.

use super::prelude::*;

rule! {
    id: "waf-rate-by-header", title: "Rate rules count by an address nobody forges", severity: Note, topic: Firewall,
    checks: "Rate-based rules that take the source from a header, such as `X-Forwarded-For`, in web ACLs that protect an API \
        whose default endpoint is open. It says nothing where the default endpoint is switched off and everybody comes \
        through a domain, behind which a proxy may stand.",
    why: "Who calls the default endpoint writes the header himself. With another address in each request no source ever \
        reaches the limit, and without the header the rule is not applied at all.",
    example: "A rate rule counts by `X-Forwarded-For`, and the API can be called at its `execute-api` address.",
    fix: "Count by the connection's address, or switch the default endpoint off where a proxy stands before the API.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls() {
        let open = look.stages().any(|stage| {
            stage.node.web_acl == Some(acl.id) && !stage.api.settings.disable_execute_api_endpoint
        });
        for (at, rule) in acl.node.rules.iter().enumerate().filter(|_| open) {
            let WafStatement::RateBased { forwarded_header: Some(header), .. } = &rule.statement else { continue };
            let fix = acl.put(|acl| {
                if let Some(WafStatement::RateBased { forwarded_header, .. }) =
                    acl.rules.get_mut(at).map(|rule| &mut rule.statement)
                {
                    *forwarded_header = None;
                }
            });
            let message = format!(
                "Rule `{}` of web ACL `{}` counts by the header `{header}`, which callers write",
                rule.name, acl.node.name
            );
            let place = format!("rules/{at}/statement/forwarded_header");
            let finding = look.finding(acl.item(), message).at_place(place);
            look.report(finding.fix("Count by the connection", fix, Certainty::Likely));
        }
    }
}
