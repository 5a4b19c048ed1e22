//! REST APIs that the whole internet may try.

use super::prelude::*;
use crate::design::kept;

rule! {
    id: "waf-missing", title: "Public REST APIs have a web ACL", severity: Warning, topic: Firewall,
    checks: "Stages of REST APIs that are not private and have no web ACL, neither one of the design \
        nor one from elsewhere that a kept block of Terraform files, a state or a plan binds. HTTP and WebSocket APIs cannot have one.",
    why: "A web ACL refuses floods, known attacks and unwanted countries before the request is counted \
        against throttles and reaches authorizers and backends.",
    example: "Stage `prod` of a Regional REST API has no `web_acl`.",
    fix: "Add a web ACL with a rate rule and the managed groups for common attacks and known bad inputs.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest && !is_private(stage.api)) {
        if stage.node.web_acl.is_some() || kept::web_acl_elsewhere(look.design, stage.api_id, stage.id).is_some() {
            continue;
        }
        let message = format!("Stage `{}` of API `{}` has no web ACL", stage.node.name, stage.api.name);
        let finding = look.finding(stage.item(), message).at_place("web_acl");
        look.report(match look.design.web_acls.keys().next() {
            Some(id) => {
                let fix = stage.put(|stage| stage.web_acl = Some(*id));
                finding.fix("Protect it by the design's web ACL", fix, Certainty::Likely)
            }
            None => finding,
        });
    }
}
