//! APIs behind a domain that can be called past it.

use super::prelude::*;

rule! {
    id: "default-endpoint-open", title: "An API with a domain is called by the domain", severity: Note, topic: Access,
    checks: "REST and HTTP APIs whose stages are all under custom domains, and whose default endpoint is on. It says nothing \
        about private APIs; where a stage is reached by the default endpoint alone; and about domains with mutual TLS, which \
        the check tells of. A WebSocket API's backend answers by the default endpoint.",
    why: "The address `…execute-api.…amazonaws.com` stays open beside the domain: its callers pass by the domain's TLS policy \
        and by what stands before the domain, such as CloudFront.",
    example: "`api.example.com` leads to the stage `prod`, and the API's default endpoint answers too.",
    fix: "Switch the default endpoint off, once no client uses it any more.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| !api.is(ApiKind::WebSocket) && !api.is_private()) {
        if api.node.settings.disable_execute_api_endpoint || api.node.stages.is_empty() {
            continue;
        }
        let domains: Vec<_> = look.domains().filter(|domain| domain.leads_to(api.id)).collect();
        let reached = |stage: &StageAt<'_>| domains.iter().any(|domain| domain.leads_to_stage(api.id, stage.id));
        let mutual = domains.iter().any(|domain| domain.node.mutual_tls.is_some());
        let [first, ..] = domains.as_slice() else { continue };
        if mutual || !api.stages().all(|stage| reached(&stage)) {
            continue;
        }
        let fix = api.put(|api| api.settings.disable_execute_api_endpoint = true);
        let message = format!("API `{}` can be called past the domain `{}`", api.node.name, first.node.name);
        let finding = look.finding(api.item(), message).at_place("disable_execute_api_endpoint");
        look.report(finding.fix("Switch the default endpoint off", fix, Certainty::Likely));
    }
}
