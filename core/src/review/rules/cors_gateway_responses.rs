//! Refusals that scripts cannot read.

use super::prelude::*;
use crate::aws::GatewayResponseType;
use crate::review::cors::{ORIGIN, mapped, preflights};

rule! {
    id: "cors-gateway-responses", title: "Errors carry CORS headers too", severity: Warning, topic: Cors,
    checks: "REST APIs whose OPTIONS methods answer preflights: whether the gateway responses `DEFAULT_4XX` and \
        `DEFAULT_5XX`, and each other one that is customised, have `Access-Control-Allow-Origin`.",
    why: "What API Gateway answers by itself, such as 401, 403 and 429, has no CORS headers unless the gateway response sets \
        them. The browser then shows the page a failed request without a status: an expired login looks like a broken network.",
    example: "`OPTIONS /orders` allows `https://shop.example.com`, and no gateway response is customised.",
    fix: "Add `gatewayresponse.header.Access-Control-Allow-Origin` to the gateway responses.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"],
    run: run,
}

const KEY: &str = "gatewayresponse.header.Access-Control-Allow-Origin";

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let Some(origin) = preflights(api).first().and_then(|preflight| mapped(preflight.response, ORIGIN)) else {
            continue;
        };
        let missing = without_origin(api);
        if missing.is_empty() {
            continue;
        }
        let names: Vec<String> = missing.iter().map(|kind| format!("`{kind}`")).collect();
        let message = format!(
            "API `{}` answers preflights, but its gateway responses {} have no `{ORIGIN}`",
            api.node.name,
            names.join(", ")
        );
        let finding = look.finding(api.item(), message).at_place("gateway_responses");
        // What the preflight takes from its integration is not there for a gateway response.
        let text = origin.starts_with('\'') || origin.starts_with("stageVariables.");
        look.report(if text { finding.fix("Add the header", add(api, &missing, origin), Certainty::Likely) } else { finding });
    }
}

/// The fallback types, and the customised ones, that do not set the header.
fn without_origin(api: ApiAt<'_>) -> Vec<GatewayResponseType> {
    let set = &api.node.settings.gateway_responses;
    let fallbacks = [GatewayResponseType::Default4xx, GatewayResponseType::Default5xx];
    let customised = set.keys().copied().filter(|kind| !fallbacks.contains(kind));
    let has_origin = |kind: &GatewayResponseType| {
        set.get(kind).is_some_and(|one| one.parameters.keys().any(|key| key.eq_ignore_ascii_case(KEY)))
    };
    fallbacks.into_iter().chain(customised).filter(|kind| !has_origin(kind)).collect()
}

fn add(api: ApiAt<'_>, missing: &[GatewayResponseType], origin: &str) -> Edit {
    api.put(|api| {
        for kind in missing {
            let response = api.settings.gateway_responses.entry(*kind).or_default();
            response.parameters.insert(KEY.to_owned(), origin.to_owned());
        }
    })
}
