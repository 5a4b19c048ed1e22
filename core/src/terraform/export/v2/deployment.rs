//! The deployment of stages that do not deploy by themselves.

use super::Second;
use crate::terraform::export::module::{Address, Module};
use crate::terraform::export::rest::triggers;
use crate::terraform::syntax::Fields;

/// Adds the deployment where a stage needs one.
pub(super) fn export(module: &mut Module<'_>, second: &mut Second<'_, '_>) -> Option<Address> {
    if second.context.api.stages.values().all(|stage| stage.auto_deploy) {
        return None;
    }
    let item = second.context.item();
    if second.routes.is_empty() {
        let message = format!("API `{}` has no route that can be deployed", second.context.api.name);
        module.refuse(item, message, "Add a route; AWS deploys no API without one");
        return None;
    }
    let fields = Fields::new()
        .set("api_id", second.api.get("id"))
        .set("triggers", triggers(std::mem::take(&mut second.snapshot)))
        .block("lifecycle", Fields::new().set("create_before_destroy", true));
    let name = second.context.name.clone();
    Some(module.resource("aws_apigatewayv2_deployment", &name, item, fields))
}
