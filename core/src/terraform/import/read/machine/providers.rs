//! The Region of a state or plan: a plan says how the provider is configured, a state has it in ARNs alone.

use serde_json::Value as Json;

use super::super::super::config::{Place, Provider};
use super::super::providers::AWS;
use super::{list, text};

/// Attributes that hold the ARN of what was made, with its Region.
const ARNS: &[&str] = &["arn", "execution_arn"];
/// How deep modules are looked through.
const DEPTH_MAX: usize = 50;

/// The configurations of AWS's provider.
pub(super) fn of(path: &str, json: &Json) -> Vec<Provider> {
    let place = Place { file: path.to_owned(), position: None };
    let configured = json.get("configuration").and_then(|all| all.get("provider_config"));
    let all = configured.and_then(Json::as_object).into_iter().flatten().map(|(_, provider)| provider);
    let ours =
        all.filter(|provider| text(provider, "name") == AWS && provider.get("module_address").is_none());
    let mut found: Vec<Provider> = ours
        .map(|provider| Provider {
            alias: provider.get("alias").and_then(Json::as_str).map(str::to_owned),
            region: provider
                .get("expressions")
                .and_then(|all| all.get("region"))
                .map(|region| said(json, region)),
            place: place.clone(),
        })
        .collect();
    if !found.iter().any(|provider| provider.alias.is_none() && matches!(provider.region, Some(Ok(_)))) {
        let values =
            json.get("values").or_else(|| json.get("prior_state").and_then(|state| state.get("values")));
        let made = values.and_then(|values| values.get("root_module")).and_then(|root| of_module(root, 0));
        if let Some(region) = made.or_else(|| of_state_file(json)) {
            found.insert(0, Provider { alias: None, region: Some(Ok(region)), place });
        }
    }
    found
}

/// What an expression of a plan says: a constant, or the value of the one variable that it names.
fn said(json: &Json, expression: &Json) -> Result<String, String> {
    if let Some(constant) = expression.get("constant_value").and_then(Json::as_str) {
        return Ok(constant.to_owned());
    }
    let names = list(expression, "references");
    let name = names.first().and_then(Json::as_str).unwrap_or_default();
    let variable = name.strip_prefix("var.").filter(|_| names.len() == 1);
    let value = variable.and_then(|name| json.get("variables")?.get(name)?.get("value")?.as_str());
    value.map(str::to_owned).ok_or_else(|| name.to_owned())
}

fn of_module(module: &Json, depth: usize) -> Option<String> {
    let own =
        list(module, "resources").iter().find_map(|resource| of_resource(resource, resource.get("values")?));
    own.or_else(|| {
        let inner = if depth < DEPTH_MAX { list(module, "child_modules") } else { &[] };
        inner.iter().find_map(|child| of_module(child, depth + 1))
    })
}

fn of_state_file(json: &Json) -> Option<String> {
    list(json, "resources").iter().find_map(|resource| {
        list(resource, "instances").iter().find_map(|one| of_resource(resource, one.get("attributes")?))
    })
}

/// The Region of a resource of API Gateway: of what else there is, some is made in another one.
fn of_resource(resource: &Json, values: &Json) -> Option<String> {
    let kind = text(resource, "type");
    if !kind.starts_with("aws_api_gateway_") && !kind.starts_with("aws_apigatewayv2_") {
        return None;
    }
    let region = |arn: &str| arn.split(':').nth(3).filter(|region| !region.is_empty()).map(str::to_owned);
    ARNS.iter().find_map(|name| region(values.get(*name)?.as_str()?))
}
