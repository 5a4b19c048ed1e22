//! Stages of an HTTP or WebSocket API.

use super::deployment::is_left;
use super::{Second, settings};
use crate::design::{DEFAULT_ROUTE, Item, Stage};
use crate::terraform::export::module::{Address, Module};
use crate::terraform::export::rest::{account_note, writes_logs};
use crate::terraform::export::shared::log;
use crate::terraform::syntax::{Expr, Fields, text};

/// Adds the stages with their logs.
pub(super) fn export(module: &mut Module<'_>, second: &Second<'_, '_>, deployment: Option<&Address>) {
    let api = second.context.api;
    for (id, stage) in &api.stages {
        let item = Item::Stage(second.context.id, *id);
        if !is_name(second, &stage.name) {
            let message = format!("AWS refuses the stage name `{}`", stage.name);
            module.refuse(
                item,
                message,
                "Use 1 to 128 letters, digits, hyphens and underscores, or `$default` on an HTTP API",
            );
            continue;
        }
        let is_left = is_left(module, second.context.id, *id);
        let deployment = deployment.filter(|_| !is_left);
        if !stage.auto_deploy && !is_left && deployment.is_none() {
            module.refuse(
                item,
                format!("Stage `{}` has no deployment", stage.name),
                "Add a route to the API",
            );
            continue;
        }
        uncovered(module, second, item, stage);
        let name = second.context.stage_name(module, *id, stage);
        let log = log::access_log(module, second.context, *id, stage, &name);
        let fields = fields(module, second, item, stage, deployment, log);
        let address = module.resource("aws_apigatewayv2_stage", &name, item, fields);
        module.stages.insert(*id, address);
    }
}

fn is_name(second: &Second<'_, '_>, name: &str) -> bool {
    let plain = (1..=128).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plain || (second.is_http() && name == DEFAULT_ROUTE)
}

fn uncovered(module: &mut Module<'_>, second: &Second<'_, '_>, item: Item, stage: &Stage) {
    let http = second.is_http();
    let why = format!("Stages of {} APIs have none", second.context.api.kind.label());
    let cached = |settings: &crate::design::RouteSettings| settings.cache.is_some();
    let caches = cached(&stage.defaults) || stage.overrides.values().any(cached);
    module.leave_out_set(
        item,
        &why,
        &[
            ("cache_cluster", "The cache", stage.cache_cluster.is_some() || caches),
            ("xray_tracing", "X-Ray tracing", stage.xray_tracing),
            ("canary", "The canary", stage.canary.is_some()),
            ("client_certificate", "The client certificate", http && stage.client_certificate.is_some()),
            ("documentation_version", "The documentation version", stage.documentation_version.is_some()),
            ("defaults", "The execution log", http && (writes_logs(stage) || settings::names_logs(stage))),
        ],
    );
}

fn fields(
    module: &mut Module<'_>,
    second: &Second<'_, '_>,
    item: Item,
    stage: &Stage,
    deployment: Option<&Address>,
    log: Option<Fields>,
) -> Fields {
    let http = second.is_http();
    let tags = module.tags(&stage.tags);
    let certificate = stage.client_certificate.filter(|_| !http).and_then(|certificate| {
        let address = module.certificates.get(&certificate).map(|address| address.get("id"));
        if address.is_none() {
            let message = format!("The client certificate of stage `{}` is not in the design", stage.name);
            module.refuse(item, message, "Choose a client certificate of the design");
        }
        address
    });
    // HTTP APIs write their logs without the account's role.
    let writes = !http && (log.is_some() || writes_logs(stage));
    let account = module.account.clone().filter(|_| writes).map(|account| account.whole());
    if writes && account.is_none() {
        account_note(module, item);
    }
    // AWS deploys no WebSocket API that has no route yet.
    let routes = second.routes.values().filter(|_| !http && stage.auto_deploy).map(Address::whole);
    let needed: Vec<Expr> = account.into_iter().chain(routes).collect();
    let deployed = deployment.filter(|_| !stage.auto_deploy).map(|deployment| deployment.get("id"));
    let fields = Fields::new()
        .set("api_id", second.api.get("id"))
        .set("name", text(stage.name.as_str()))
        .set_text("description", &stage.description)
        .set_some("deployment_id", deployed)
        .set_true("auto_deploy", stage.auto_deploy)
        .set_some("client_certificate_id", certificate)
        .set_map("stage_variables", &stage.variables)
        .set_some("tags", tags)
        .set_some("depends_on", (!needed.is_empty()).then_some(Expr::Array(needed)))
        .block_some("access_log_settings", log);
    settings::add(module, second, item, stage, fields)
}
