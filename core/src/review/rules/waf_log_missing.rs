//! Web ACLs that write no log.

use super::prelude::*;

rule! {
    id: "waf-log-missing", title: "Web ACLs write a log", severity: Warning, topic: Firewall,
    checks: "Every web ACL without a log destination.",
    why: "Without the log nobody sees which rule refused whom: an attack leaves no trace, and a customer who is refused by \
        mistake cannot be helped. WAF keeps samples of the last three hours alone.",
    example: "A web ACL blocks with the common rule set, and its `log_destination_arn` is empty.",
    fix: "Name a log group, stream or bucket; its name has to begin with `aws-waf-logs-`.",
    sources: ["https://docs.aws.amazon.com/waf/latest/developerguide/logging.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for acl in look.web_acls().filter(|acl| is_empty(acl.node.log_destination_arn.as_ref())) {
        let message = format!("Web ACL `{}` writes no log", acl.node.name);
        look.report(look.finding(acl.item(), message).at_place("log_destination_arn"));
    }
}
