//! Cached policies that are applied to requests that they were not made for.

use super::prelude::*;

rule! {
    id: "authorizer-cache-method-arn", title: "A cached policy covers all that is asked for", severity: Note,
    topic: Access,
    checks: "Lambda authorizers of REST APIs that keep their policies and are asked for more than one method and path: \
        several routes, `ANY`, or a path with variables. It says nothing where the identity sources tell methods and paths \
        apart.",
    why: "API Gateway keeps the whole policy by the identity sources and applies it to later requests with the same token. A \
        policy that allows `event.methodArn` alone then refuses the caller's next request for another path with 403, until \
        it runs out.",
    example: "A token authorizer keeps policies for 300 seconds, AWS's default, is asked by `GET /orders` and `POST /orders`, \
        and its function returns `event.methodArn` as the resource.",
    fix: "Let the function return a policy for everything that the token may call, with wildcards in the resource, and say so \
        in a waiver. A request authorizer can take `context.path` and `context.httpMethod` among its identity sources instead.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html",
    ],
    run: run,
}

const METHOD: &str = "context.httpMethod";
const PATH: &str = "context.path";
/// What tells paths apart as far as a policy with wildcards needs it.
const PATHS: [&str; 3] = [PATH, "context.resourcePath", "context.resourceId"];

fn run(look: &mut Look<'_>) {
    let default_s = aws::limit("authorizer.ttl_s").and_then(|limit| limit.default).unwrap_or(0);
    for authorizer in look.authorizers().filter(|one| one.api.kind == ApiKind::Rest) {
        let kept_s = authorizer.node.result_ttl_s.map_or(default_s, i64::from);
        let sources = match &authorizer.node.method {
            AuthorizerMethod::LambdaToken { .. } => &[],
            AuthorizerMethod::LambdaRequest { identity_sources, .. } if !identity_sources.is_empty() => {
                identity_sources.as_slice()
            }
            // Nothing is kept without a source, which the check tells of, and a token is looked at each time.
            _ => continue,
        };
        let by = |known: &[&str]| sources.iter().any(|source| known.contains(&source.as_str()));
        let routes: Vec<_> = authorizer.routes().collect();
        let applied = match routes.as_slice() {
            [] => continue,
            [only] if is_one_request(only) => continue,
            [only] => format!("every request of `{}`", only.node.key),
            several => count(several.len(), "route"),
        };
        if kept_s == 0 || (by(&[METHOD]) && by(&PATHS)) {
            continue;
        }
        let message = format!(
            "Authorizer `{}` keeps a policy for {kept_s} s and applies it to {applied}",
            authorizer.node.name
        );
        let finding = look.finding(authorizer.item(), message).at_place("result_ttl_s");
        look.report(match sources {
            [] => finding,
            _ => finding.fix("Keep policies by method and path", by_request(authorizer), Certainty::Likely),
        });
    }
}

/// Whether all requests of the route have the same method ARN.
fn is_one_request(route: &RouteAt<'_>) -> bool {
    let varies = |path: &str| path_parameters(path).next().is_some();
    route.node.key.method() != Some(Method::Any) && !route.node.key.path_template().is_some_and(varies)
}

fn by_request(authorizer: AuthorizerAt<'_>) -> Edit {
    authorizer.put(|node| {
        if let AuthorizerMethod::LambdaRequest { identity_sources, .. } = &mut node.method {
            for source in [METHOD, PATH] {
                if !identity_sources.iter().any(|known| known == source) {
                    identity_sources.push(source.to_owned());
                }
            }
        }
    })
}
