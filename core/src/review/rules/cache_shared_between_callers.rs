//! Caches that answer one caller with what another got.

use super::prelude::*;

rule! {
    id: "cache-shared-between-callers", title: "Answers for one caller are not cached for all", severity: Warning,
    topic: Caching,
    checks: "Methods of REST APIs that ask who calls and that a stage caches: whether one of the integration's cache keys is \
        what the authorizer looks at, or is filled from `$context`. Mock integrations are left aside, as they know nothing \
        of callers.",
    why: "The authorizer is asked for each request, but the cache does not know callers apart: who is let in gets what \
        the first one got, with that one's orders, prices or name in it.",
    example: "`GET /orders` has an authorizer and is cached, and its only cache key is `method.request.querystring.page`.",
    fix: "Make the header or parameter that names the caller a cache key, or do not cache the method. Where the answer is \
        the same for every caller, say so in a waiver.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let stages: Vec<_> = api.stages().filter(|stage| stage.node.cache_cluster.is_some()).collect();
        for route in api.routes().filter(|route| route.node.authorization != Authorization::None) {
            let Some(integration) = route.integration().filter(|node| node.target != Target::Mock) else { continue };
            let Some(stage) = stages.iter().find(|stage| stage.caches(route)) else { continue };
            let callers = caller_keys(route);
            if integration.cache_key_parameters.iter().any(|key| tells_apart(integration, key, &callers)) {
                continue;
            }
            let key = &route.node.key;
            let message =
                format!("Stage `{}` caches `{key}` and answers every caller with what the first one got", stage.node.name);
            let finding = look.finding(route.item(), message).at_place("integration");
            look.report(match callers.first().and_then(|key| add_key(route, key)) {
                Some(fix) => finding.fix("Cache by caller", fix, Certainty::Likely),
                None => finding,
            });
        }
    }
}

/// The parameters that the route's authorizer looks at, as cache keys spell them.
fn caller_keys(route: RouteAt<'_>) -> Vec<String> {
    let Authorization::Authorizer { id, .. } = &route.node.authorization else { return Vec::new() };
    let Some(authorizer) = route.api.authorizers.get(id) else { return Vec::new() };
    match &authorizer.method {
        AuthorizerMethod::LambdaToken { header, .. } | AuthorizerMethod::Cognito { header, .. } => {
            vec![format!("method.request.header.{header}")]
        }
        AuthorizerMethod::LambdaRequest { identity_sources, .. } => {
            identity_sources.iter().filter(|source| source.starts_with("method.request.")).cloned().collect()
        }
        AuthorizerMethod::Jwt { identity_source, .. } => vec![identity_source.clone()],
    }
}

fn tells_apart(integration: &Integration, key: &str, callers: &[String]) -> bool {
    let is_caller = |text: &str| callers.iter().any(|caller| caller.eq_ignore_ascii_case(text));
    let source = integration.request_parameters.get(key);
    is_caller(key) || source.is_some_and(|source| source.starts_with("context.") || is_caller(source))
}

/// Makes the parameter a cache key, and declares it, which AWS asks for.
fn add_key(route: RouteAt<'_>, key: &str) -> Option<Edit> {
    let (place, name) = key.strip_prefix("method.request.")?.split_once('.')?;
    let location = match place {
        "header" => ParameterLocation::Header,
        "querystring" => ParameterLocation::QueryString,
        _ => return None,
    };
    let mut node = (**route.integration()?).clone();
    node.cache_key_parameters.push(key.to_owned());
    let declared = route.node.parameters.iter().any(|parameter| parameter.key() == key);
    let declare = route.put(|route| {
        if !declared {
            let name = name.to_owned();
            route.parameters.push(RequestParameter { location, name, ..RequestParameter::default() });
        }
    });
    Some(Edit::Batch(vec![declare, Edit::PutIntegration(route.api_id, route.node.integration?, node.into())]))
}
