//! The deployment of stages that do not deploy by themselves.

use super::Second;
use crate::design::{ApiId, Item, StageId};
use crate::terraform::export::deployed::{Deployed, waits};
use crate::terraform::export::module::{Address, Module};
use crate::terraform::export::rest::triggers;
use crate::terraform::syntax::Fields;

const DEPLOYMENT: &str = "aws_apigatewayv2_deployment";
/// What AWS deploys no API without.
const DEPLOYED: &[&str] = &["aws_apigatewayv2_route"];
/// What it takes in besides.
const TAKEN_IN: &[&str] = &[
    "aws_apigatewayv2_authorizer",
    "aws_apigatewayv2_integration",
    "aws_apigatewayv2_integration_response",
    "aws_apigatewayv2_model",
    "aws_apigatewayv2_route_response",
];

/// Adds the deployment where a stage needs one.
pub(super) fn export(module: &mut Module<'_>, second: &mut Second<'_, '_>) -> Option<Address> {
    let item = second.context.item();
    let stages = &second.context.api.stages;
    if stages.iter().all(|(id, stage)| stage.auto_deploy || is_left(module, second.context.id, *id)) {
        return None;
    }
    let own = Deployed::new(module, &second.api, item, DEPLOYMENT);
    let kept = own.addresses(DEPLOYED);
    second.snapshot.extend(own.snapshot(DEPLOYED));
    second.snapshot.extend(own.snapshot(TAKEN_IN));
    if second.routes.is_empty() && kept.is_empty() {
        let message = format!("API `{}` has no route that can be deployed", second.context.api.name);
        module.refuse(item, message, "Add a route; AWS deploys no API without one");
        return None;
    }
    let fields = Fields::new()
        .set("api_id", second.api.get("id"))
        .set("triggers", triggers(std::mem::take(&mut second.snapshot)))
        .set_some("depends_on", waits(module, item, DEPLOYMENT, kept))
        .block("lifecycle", Fields::new().set("create_before_destroy", true));
    let name = second.context.name.clone();
    Some(module.resource(DEPLOYMENT, &name, item, fields))
}

/// Whether an expression of the user's files says if a stage deploys by itself, and the files have no deployment for
/// it: AWS takes none beside.
pub(super) fn is_left(module: &Module<'_>, api: ApiId, stage: StageId) -> bool {
    let deployment = format!("{DEPLOYMENT} {}", Item::Api(api).key());
    module.keeps(Item::Stage(api, stage), "aws_apigatewayv2_stage", "auto_deploy")
        && !module.design.terraform.addresses.contains_key(&deployment)
}
