//! Cached methods whose parameters do not tell answers apart.

use super::prelude::*;

rule! {
    id: "cache-without-keys", title: "Cached answers are told apart by what they depend on", severity: Warning,
    topic: Caching,
    checks: "Methods of REST APIs that a stage caches: which of their path variables, query parameters and headers, as the \
        method declares them, are no cache key of the integration. A variable of the path is a parameter whether it is \
        declared or not.",
    why: "The cache knows a request by its method and its cache keys, and by nothing else: `GET /orders/2` is answered with \
        what `GET /orders/1` got, for as long as the entry lives.",
    example: "`GET /orders/{id}` is cached for 300 seconds, and its integration has no cache key.",
    fix: "Add the parameters that the answer depends on to the integration's cache keys.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let stages: Vec<_> = api.stages().filter(|stage| stage.node.cache_cluster.is_some()).collect();
        if stages.is_empty() {
            continue;
        }
        for route in api.routes() {
            let Some(stage) = stages.iter().find(|stage| stage.caches(route)) else { continue };
            let missing = missing_keys(route);
            if missing.is_empty() {
                continue;
            }
            let message = format!(
                "Stage `{}` caches `{}` and answers for any {} with what one got",
                stage.node.name,
                route.node.key,
                missing.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
            );
            let finding = look.finding(route.item(), message).at_place("integration");
            let finding = match add_keys(route, &missing) {
                Some(fix) => finding.fix("Add cache keys", fix, Certainty::Likely),
                None => finding,
            };
            look.report(finding);
        }
    }
}

/// What the method takes and the cache does not look at. A mock integration looks at nothing either.
fn missing_keys(route: RouteAt<'_>) -> Vec<String> {
    let Some(integration) = route.integration().filter(|node| node.target != Target::Mock) else {
        return Vec::new();
    };
    let path = route.node.key.path_template().unwrap_or_default();
    let mut wanted: Vec<String> =
        path_parameters(path).map(|name| format!("method.request.path.{name}")).collect();
    for parameter in &route.node.parameters {
        let key = parameter.key();
        if !wanted.contains(&key) && parameter.location != ParameterLocation::Path {
            wanted.push(key);
        }
    }
    let has = |key: &String| integration.cache_key_parameters.contains(key);
    wanted.into_iter().filter(|key| !has(key)).collect()
}

/// Adds the keys, and declares path variables that the method does not declare yet, which AWS asks for.
fn add_keys(route: RouteAt<'_>, missing: &[String]) -> Option<Edit> {
    let integration = route.integration()?;
    let id = route.node.integration?;
    let mut node = (**integration).clone();
    node.cache_key_parameters.extend(missing.iter().cloned());
    let declared: Vec<String> = route.node.parameters.iter().map(RequestParameter::key).collect();
    let declare = route.put(|route| {
        for key in missing.iter().filter(|key| !declared.contains(key)) {
            if let Some(name) = key.strip_prefix("method.request.path.") {
                let (location, name) = (ParameterLocation::Path, name.to_owned());
                route.parameters.push(RequestParameter { location, name, required: true, ..Default::default() });
            }
        }
    });
    Some(Edit::Batch(vec![declare, Edit::PutIntegration(route.api_id, id, node.into())]))
}
