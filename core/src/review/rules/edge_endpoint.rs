//! Edge-optimized REST APIs.

use super::prelude::*;

rule! {
    id: "edge-endpoint", title: "REST APIs are Regional", severity: Note, topic: Cost,
    checks: "REST APIs with an edge-optimized endpoint.",
    why: "AWS runs a CloudFront distribution in front of an edge-optimized API that you cannot configure: \
        neither its cache, nor its web ACL, nor what it forwards. A Regional API behind a distribution of \
        your own is as near to clients and does all of that, and its timeout can be raised.",
    example: "API `orders` has the endpoint `EDGE`.",
    fix: "Make the API Regional, and put a CloudFront distribution in front of it where clients are far \
        away.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest) && api.node.endpoint_kind() == EndpointKind::Edge) {
        let message = format!("API `{}` is edge-optimized", api.node.name);
        let finding = look.finding(api.item(), message).at_place("endpoint");
        let fix = api.put(|api| api.settings.endpoint.kind = Some(EndpointKind::Regional));
        look.report(finding.fix("Make it Regional", fix, Certainty::Likely));
    }
}
