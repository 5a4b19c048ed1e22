//! An HTTP API that `target` and `route_key` make at once, with a `$default` stage.

use std::sync::Arc;

use super::Second;
use crate::aws::{IntegrationKind, Method, PayloadFormat};
use crate::design::{DEFAULT_ROUTE, Diagnostic, Integration, Item, Passing, Route, RouteKey, Stage, Target};

/// Reads the quick-create arguments.
pub(super) fn read(second: &mut Second<'_, '_, '_>) {
    let item = Item::Api(second.id);
    let Some(body) = second.build.body(second.at, item) else { return };
    let Some(value) = body.raw("target") else { return };
    let key = body.some_text("route_key").unwrap_or_else(|| DEFAULT_ROUTE.to_owned());
    let credentials = body.some_text("credentials_arn");
    let called = second.build.function(body.at, value, false);
    let (kind, target, payload_format) = match called {
        Some((function, _)) => {
            let target = Target::Lambda { function, passing: Passing::Proxy, asynchronous: false };
            (IntegrationKind::AwsProxy, target, Some(PayloadFormat::V2))
        }
        None => {
            let url = body.text("target");
            let method: Option<Method> = None;
            let target = Target::Http { url, method, passing: Passing::Proxy };
            (IntegrationKind::HttpProxy, target, None)
        }
    };
    let name = second.build.integration_name(&target);
    let integration = Integration { name, target, credentials, payload_format, ..Integration::default() };
    let integration_id = second.build.design.mint();
    second.api.integrations.insert(integration_id, Arc::new(integration));
    let route =
        Route { key: RouteKey::from(key.as_str()), integration: Some(integration_id), ..Route::default() };
    let route_id = second.build.design.mint();
    second.api.routes.insert(route_id, Arc::new(route));
    second.routes.insert(key.clone(), route_id);
    let stage = Stage { name: DEFAULT_ROUTE.to_owned(), auto_deploy: true, ..Stage::default() };
    let stage_id = second.build.design.mint();
    second.api.stages.insert(stage_id, Arc::new(stage));
    let message = format!(
        "`{}` makes the route `{key}`, its {kind} integration and the stage `$default` at once",
        body.address()
    );
    let help = "The design has each of them by itself, and so do the files of an export";
    body.say(Diagnostic::note("terraform-quick-create", message).help(help));
}
