//! The deployment, which is made anew when something changes that AWS takes a snapshot of.

use super::Rest;
use crate::terraform::export::deployed::{Deployed, waits};
use crate::terraform::export::module::{Address, Module};
use crate::terraform::syntax::{Expr, Fields, call, object};

const DEPLOYMENT: &str = "aws_api_gateway_deployment";
/// What a deployment is refused without, or takes in.
const DEPLOYED: &[&str] = &[
    "aws_api_gateway_integration",
    "aws_api_gateway_integration_response",
    "aws_api_gateway_method",
    "aws_api_gateway_method_response",
];
/// What it takes in besides, and needs no order for.
const TAKEN_IN: &[&str] = &[
    "aws_api_gateway_authorizer",
    "aws_api_gateway_gateway_response",
    "aws_api_gateway_model",
    "aws_api_gateway_request_validator",
    "aws_api_gateway_resource",
    "aws_api_gateway_rest_api_policy",
];

/// Adds the deployment.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) -> Option<Address> {
    if rest.context.api.stages.is_empty() {
        return None;
    }
    let item = rest.context.item();
    let own = Deployed::new(module, &rest.api, item, DEPLOYMENT);
    let kept = own.addresses(DEPLOYED);
    rest.snapshot.extend(own.snapshot(DEPLOYED));
    rest.snapshot.extend(own.snapshot(TAKEN_IN));
    if rest.methods == 0 && kept.is_empty() {
        let message = format!("API `{}` has no method that can be deployed", rest.context.api.name);
        module.refuse(item, message, "Add a method; AWS deploys no API without one");
        return None;
    }
    let name = rest.context.name.clone();
    let canary = rest.context.api.stages.values().find_map(|stage| stage.canary.as_ref());
    let description = canary.map(|canary| canary.description.as_str()).unwrap_or_default();
    let fields = Fields::new()
        .set("rest_api_id", rest.api.get("id"))
        .set_text("description", description)
        .set("triggers", triggers(std::mem::take(&mut rest.snapshot)))
        .set_some("depends_on", waits(module, item, DEPLOYMENT, kept))
        .block("lifecycle", Fields::new().set("create_before_destroy", true));
    Some(module.resource(DEPLOYMENT, &name, item, fields))
}

/// A fingerprint of what the deployment is a snapshot of.
pub(in crate::terraform) fn triggers(snapshot: Vec<Expr>) -> Expr {
    let encoded = call("jsonencode", vec![Expr::Array(snapshot)]);
    object([("redeployment", call("sha1", vec![encoded]))])
}
