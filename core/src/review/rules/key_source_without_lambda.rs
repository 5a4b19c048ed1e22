//! API keys that nobody hands over.

use super::prelude::*;

rule! {
    id: "key-source-without-lambda", title: "Keys from authorizers come from a function", severity: Warning, topic: Access,
    checks: "REST APIs that take API keys from the authorizer: the methods that ask for a key and have no Lambda authorizer.",
    why: "With the key source `AUTHORIZER` only the `usageIdentifierKey` in a function's answer counts. A method without a \
        Lambda authorizer has none, so that every call is refused with 403, whatever header the client sends.",
    example: "An API takes keys from the authorizer, and `GET /orders` asks for a key and for `AWS_IAM`.",
    fix: "Choose a Lambda authorizer that returns the key, or take keys from the header.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        if api.node.settings.api_key_source != Some(ApiKeySource::Authorizer) {
            continue;
        }
        let keyed = api.routes().filter(|route| route.node.api_key_required);
        let (fed, unfed): (Vec<_>, Vec<_>) = keyed.partition(asks_a_function);
        if unfed.is_empty() {
            continue;
        }
        let message = format!(
            "API `{}` takes keys from the authorizer, and no function hands one over for {}",
            api.node.name,
            keys(&unfed)
        );
        let finding = look.finding(api.item(), message).at_place("api_key_source");
        // Where functions hand keys over on other methods, the header would not do.
        look.report(match fed.is_empty() {
            true => {
                let fix = api.put(|api| api.settings.api_key_source = Some(ApiKeySource::Header));
                finding.fix("Take keys from the header", fix, Certainty::Likely)
            }
            false => finding,
        });
    }
}

fn asks_a_function(route: &RouteAt<'_>) -> bool {
    let Authorization::Authorizer { id, .. } = &route.node.authorization else { return false };
    route.api.authorizers.get(id).is_some_and(|node| node.method.function().is_some())
}
