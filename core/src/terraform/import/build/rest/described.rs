//! An API that an OpenAPI document in `body` describes.

use super::Rest;
use crate::aws::ApiKind;
use crate::terraform::export::BODY_MODE;
use crate::terraform::import::build::described;
use crate::terraform::import::build::work::written;
use crate::terraform::import::config::Value;

/// Reads the document of the API, or of an `aws_api_gateway_rest_api_put` beside it.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    let item = rest.item();
    let mut bodies: Vec<_> = rest.build.body(rest.at, item).into_iter().collect();
    bodies.extend(rest.each("aws_api_gateway_rest_api_put", Some(item)));
    for body in bodies {
        let put = body.at != rest.at;
        if put {
            rest.build.work.claim(body.at, item, "");
            body.skip(&["rest_api_id"]);
        }
        // The export overwrites, but for a private API, which would lose its VPC endpoints.
        let private = body.block("endpoint_configuration").is_some_and(|endpoint| {
            endpoint.peek("types").is_some_and(|types| written(types).contains("PRIVATE"))
        });
        let usual = if private { "merge" } else { "overwrite" };
        if let Some(mode) = body.glance("put_rest_api_mode") {
            body.skip(&["put_rest_api_mode"]);
            if mode != usual && body.peek("body").is_some() {
                let mode = written(&Value::Text(mode));
                rest.build.work.keep(format!("{} {BODY_MODE}", item.key()), mode);
            }
        }
        let Some(api) = described::read(rest.build, &body, "body", rest.id, ApiKind::Rest) else { continue };
        rest.integrations = described::by_text(&api);
        for (id, route) in &api.routes {
            if let (Some(path), Some(method)) = (route.key.path_template(), route.key.method()) {
                rest.routes.insert((normal(path), method.as_str().to_owned()), *id);
            }
        }
        rest.api = api;
        rest.is_described = true;
    }
}

/// A path without a slash at its end; the root is `/`.
fn normal(path: &str) -> String {
    format!("/{}", path.trim_matches('/'))
}
