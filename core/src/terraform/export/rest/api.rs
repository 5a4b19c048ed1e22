//! The API itself, its resource policy and its outputs.

use serde_json::Value;

use super::Rest;
use crate::aws::EndpointKind;
use crate::design::Item;
use crate::terraform::RestStyle;
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::kept::is_kept;
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::export::shared::network;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, Part, call, json, object, template, text, texts};

/// The arguments that a deployment takes a snapshot of.
const WATCHED: &[&str] = &["api_key_source", "binary_media_types", "minimum_compression_size"];

/// Where it is kept that the files have the resource policy in the API's own block.
pub(in crate::terraform) const INLINE_POLICY: &str = "aws_api_gateway_rest_api/inline policy";

/// Adds the API.
pub(super) fn export(module: &mut Module<'_>, context: &ApiContext<'_>, more: Fields) -> Address {
    let item = context.item();
    uncovered(module, context);
    let settings = &context.api.settings;
    let kind = context.api.endpoint_kind();
    let private = kind == EndpointKind::Private;
    if !private && !settings.endpoint.vpc_endpoint_ids.is_empty() {
        module.leave_out(item, "endpoint", "The VPC endpoints", "Only a private API is reached through them");
    }
    if !private && settings.endpoint.makes_vpc_endpoint {
        module.leave_out(item, "endpoint", "The VPC endpoint", "Only a private API is reached through one");
    }
    let endpoints = if private { settings.endpoint.vpc_endpoint_ids.as_slice() } else { &[] };
    let made = private && settings.endpoint.makes_vpc_endpoint;
    let made = made.then(|| network::vpc_endpoint(module, item, &context.prefix));
    let ids = made.into_iter().chain(endpoints.iter().map(|id| text(id.as_str())));
    let ids: Vec<Expr> = ids.collect();
    let endpoint = Fields::new()
        .set("types", texts(&[kind.as_str()]))
        .set_some("ip_address_type", settings.endpoint.ip_address_kind.map(|kind| text(kind.as_str())))
        .set_some("vpc_endpoint_ids", (!ids.is_empty()).then_some(Expr::Array(ids)));
    // Files that say nothing of it leave it to AWS.
    let is_left_open = kind == EndpointKind::Edge
        && settings.endpoint.ip_address_kind.is_none()
        && module.kept_argument(item, "aws_api_gateway_rest_api", "endpoint_configuration").is_some();
    let tags = module.tags(&settings.tags);
    let policy = if is_inline(module, item) { inline_policy(module, context) } else { None };
    let first = module.replaced_first(item, "aws_api_gateway_rest_api");
    let fields = api_fields(context)
        .set_some("policy", policy)
        .set_some("tags", tags)
        .and(more)
        .block_some("endpoint_configuration", (!is_left_open).then_some(endpoint))
        .block_some("lifecycle", first);
    let address = module.resource("aws_api_gateway_rest_api", &context.name, item, fields);
    module.apis.insert(context.id, address.clone());
    address
}

fn api_fields(context: &ApiContext<'_>) -> Fields {
    let settings = &context.api.settings;
    Fields::new()
        .set("name", text(context.api.name.as_str()))
        .set_text("description", &settings.description)
        .set_some("api_key_source", settings.api_key_source.map(|source| text(source.as_str())))
        .set_texts("binary_media_types", &settings.binary_media_types)
        .set_some("minimum_compression_size", compression(context).map(|size| text(size.to_string())))
        .set_true("disable_execute_api_endpoint", settings.disable_execute_api_endpoint)
}

/// The size from which responses are compressed, where AWS takes it.
fn compression(context: &ApiContext<'_>) -> Option<u32> {
    let limit = facts().compression_size_max_bytes.value;
    context.api.settings.minimum_compression_size_bytes.filter(|size| *size <= limit)
}

fn uncovered(module: &mut Module<'_>, context: &ApiContext<'_>) {
    let (item, settings) = (context.item(), &context.api.settings);
    if settings.minimum_compression_size_bytes != compression(context) {
        let limit = facts().compression_size_max_bytes.value;
        let message = format!("Compression of API `{}` begins above {limit} bytes", context.api.name);
        module.refuse(item, message, format!("AWS takes 0 to {limit} bytes"));
    }
    let private = context.api.endpoint_kind() == EndpointKind::Private;
    if private && settings.resource_policy.is_none() {
        module.refuse(
            item,
            format!("The private API `{}` has no resource policy", context.api.name),
            "AWS deploys a private API only with a resource policy",
        );
    }
    let described = module.options.rest_style == RestStyle::Body;
    module.leave_out_set(
        item,
        "A REST API has none",
        &[
            ("version", "The version text", !described && !settings.version.is_empty()),
            (
                "route_selection_expression",
                "The route selection",
                settings.route_selection_expression.is_some(),
            ),
            (
                "api_key_selection_expression",
                "The key selection",
                settings.api_key_selection_expression.is_some(),
            ),
        ],
    );
    module.leave_out_set(
        item,
        "The AWS provider has no place for it in the versions that the files are made for",
        &[("security_policy", "The TLS policy of the default endpoint", settings.security_policy.is_some())],
    );
    module.leave_out_set(
        item,
        "A REST API answers preflights by `OPTIONS` methods with a mock integration: add them",
        &[("cors", "CORS", settings.cors.is_some())],
    );
}

/// What a deployment takes a snapshot of.
pub(super) fn snapshot(rest: &mut Rest<'_, '_>) {
    let fields = api_fields(rest.context);
    let set: Vec<&str> = fields.argument_names().filter(|name| WATCHED.contains(name)).collect();
    let references: Vec<_> = set.iter().map(|argument| rest.api.get(argument)).collect();
    rest.snapshot.extend(references);
}

/// Whether the user's files have the policy in the API's own block.
fn is_inline(module: &Module<'_>, item: Item) -> bool {
    module.design.terraform.arguments.contains_key(&format!("{} {INLINE_POLICY}", item.key()))
}

/// The policy as an argument of the API, which cannot name itself there: AWS reads `execute-api:/…` as its own ARN.
fn inline_policy(module: &mut Module<'_>, context: &ApiContext<'_>) -> Option<Expr> {
    let policy = context.api.settings.resource_policy.as_deref()?;
    written(module, context.item(), policy, &|value| text(value))
}

/// A policy; a refusal where it is none.
fn written(module: &mut Module<'_>, item: Item, policy: &str, string: &dyn Fn(&str) -> Expr) -> Option<Expr> {
    if let Ok(value @ Value::Object(_)) = serde_json::from_str::<Value>(policy) {
        return Some(call("jsonencode", vec![json(&value, string)]));
    }
    // All of it may be an expression of the user's files.
    if is_kept(policy) {
        return Some(text(policy));
    }
    module.refuse(item, "The resource policy is not a JSON object", "Mend the policy");
    None
}

/// Adds the resource policy. AWS writes `execute-api:/…` out in full, so the files name the API's own ARN.
pub(super) fn policy(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let Some(policy) = rest.context.api.settings.resource_policy.as_deref() else { return };
    let item = rest.context.item();
    if is_inline(module, item) {
        rest.snapshot.push(rest.api.get("policy"));
        return;
    }
    let arn = rest.api.path("execution_arn");
    let string = |value: &str| match value.strip_prefix("execute-api:/") {
        Some(path) => template(&[Part::reference(arn.clone()), Part::text("/"), Part::text(path.to_owned())]),
        None => text(value),
    };
    let Some(written) = written(module, item, policy, &string) else { return };
    let fields = Fields::new().set("rest_api_id", rest.api.get("id")).set("policy", written);
    let name = rest.context.name.clone();
    rest.add(module, Of::new("aws_api_gateway_rest_api_policy", &name, item), fields, &["policy"]);
}

/// Adds the outputs.
pub(super) fn outputs(module: &mut Module<'_>, rest: &Rest<'_, '_>) {
    let (context, item) = (rest.context, rest.context.item());
    let name = |ending: &str| format!("{}{ending}", context.prefix);
    module.output(&name("api_id"), item, "The API's identifier", rest.api.get("id"));
    module.output(&name("api_arn"), item, "The API's ARN", rest.api.get("arn"));
    module.output(
        &name("execution_arn"),
        item,
        "The start of the ARNs that callers are granted",
        rest.api.get("execution_arn"),
    );
    stage_outputs(module, context);
}

/// The stages' addresses: one text for one stage, else a map by name.
pub(in crate::terraform) fn stage_outputs(module: &mut Module<'_>, context: &ApiContext<'_>) {
    let stages: Vec<(String, Address, Item)> = context
        .api
        .stages
        .iter()
        .filter_map(|(id, stage)| {
            let address = module.stages.get(id)?.clone();
            Some((stage.name.clone(), address, Item::Stage(context.id, *id)))
        })
        .collect();
    let name = |ending: &str| format!("{}{ending}", context.prefix);
    match stages.as_slice() {
        [] => {}
        [(_, address, item)] => {
            module.output(&name("invoke_url"), *item, "Where the stage answers", address.get("invoke_url"));
            module.output(&name("stage_arn"), *item, "The stage's ARN", address.get("arn"));
        }
        several => {
            let map = |attribute: &str| {
                object(several.iter().map(|(name, address, _)| (name, address.get(attribute))))
            };
            let item = context.item();
            module.output(&name("invoke_urls"), item, "Where the stages answer, by name", map("invoke_url"));
            module.output(&name("stage_arns"), item, "The stages' ARNs, by name", map("arn"));
        }
    }
}
