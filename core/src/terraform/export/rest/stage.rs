//! Stages of a REST API, apart from the deployment that they show.

use super::{Rest, settings};
use crate::base::Milli;
use crate::design::{Canary, Diagnostic, Item, Stage, StageId};
use crate::terraform::export::is_expression;
use crate::terraform::export::module::{Address, Module};
use crate::terraform::export::shared::log;
use crate::terraform::syntax::{Expr, Fields, call, decimal, reference, text};

/// Adds the stages with their logs and settings.
pub(super) fn export(module: &mut Module<'_>, rest: &Rest<'_, '_>, deployment: Option<&Address>) {
    let api = rest.context.api;
    for (id, stage) in &api.stages {
        let item = Item::Stage(rest.context.id, *id);
        if !is_name(&stage.name) {
            let message = format!("AWS refuses the stage name `{}`", stage.name);
            module.refuse(item, message, "Use 1 to 128 letters, digits, hyphens and underscores");
            continue;
        }
        let Some(deployment) = deployment else {
            module.refuse(
                item,
                format!("Stage `{}` has no deployment", stage.name),
                "Add a method to the API",
            );
            continue;
        };
        let name = rest.context.stage_name(module, *id, stage);
        let log = log::access_log(module, rest.context, *id, stage, &name);
        let fields = fields(module, rest, *id, stage, &name, deployment, log);
        let address = module.resource("aws_api_gateway_stage", &name, item, fields);
        settings::export(module, rest, *id, stage, &name, &address);
        module.stages.insert(*id, address);
    }
}

fn is_name(name: &str) -> bool {
    (1..=128).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn fields(
    module: &mut Module<'_>,
    rest: &Rest<'_, '_>,
    id: StageId,
    stage: &Stage,
    name: &str,
    deployment: &Address,
    log: Option<Fields>,
) -> Fields {
    let item = Item::Stage(rest.context.id, id);
    if stage.auto_deploy {
        module.leave_out(item, "auto_deploy", "Automatic deployment", "Stages of REST APIs have none");
    }
    let canary = stage.canary.as_ref().filter(|canary| canary_fits(module, item, stage, canary));
    let kept = format!("{} aws_api_gateway_stage deployment_id", item.key());
    let shown = match canary {
        // The user's files say which one.
        _ if module.design.terraform.arguments.get(&kept).is_some_and(|text| is_expression(text)) => {
            Expr::Null
        }
        None => deployment.get("id"),
        Some(_) => baseline(module, item, name, deployment),
    };
    let certificate = stage.client_certificate.and_then(|certificate| {
        let address = module.certificates.get(&certificate).map(|address| address.get("id"));
        if address.is_none() {
            let message = format!("The client certificate of stage `{}` is not in the design", stage.name);
            module.refuse(item, message, "Choose a client certificate of the design");
        }
        address
    });
    // AWS takes no stage before there is the version that it publishes.
    let documented = stage.documentation_version.as_deref().map(|version| {
        rest.versions.get(version).map_or_else(|| text(version), |address| address.get("version"))
    });
    let tags = module.tags(&stage.tags);
    // AWS takes no stage with a log before the account may write logs.
    let needs_account = log.is_some() || settings::writes_logs(stage);
    let account = module.account.clone().filter(|_| needs_account).map(|account| account.whole());
    if account.is_none() && needs_account {
        account_note(module, item);
    }
    Fields::new()
        .set("rest_api_id", rest.api.get("id"))
        .set("deployment_id", shown)
        .set("stage_name", text(stage.name.as_str()))
        .set_text("description", &stage.description)
        .set_map("variables", &stage.variables)
        .set_some("cache_cluster_enabled", stage.cache_cluster.map(|_| true))
        .set_some("cache_cluster_size", stage.cache_cluster.map(|size| text(size.as_str())))
        .set_true("xray_tracing_enabled", stage.xray_tracing)
        .set_some("client_certificate_id", certificate)
        .set_some("documentation_version", documented)
        .set_some("tags", tags)
        .set_some("depends_on", account.map(|account| Expr::Array(vec![account])))
        .block_some("access_log_settings", log)
        .block_some("canary_settings", canary.map(|canary| canary_fields(canary, deployment)))
}

/// Says that the account must let API Gateway write logs.
pub(in crate::terraform) fn account_note(module: &mut Module<'_>, item: Item) {
    let message = "The stage writes logs, and the design does not manage the account's CloudWatch role";
    let help =
        "AWS refuses the setting until the account has the role: manage it with the design, once a Region";
    module.tell(Diagnostic::note("terraform-account-role", message).at(item).help(help));
}

fn canary_fits(module: &mut Module<'_>, item: Item, stage: &Stage, canary: &Canary) -> bool {
    let fits = (Milli::whole(0)..=Milli::whole(100)).contains(&canary.percent_traffic);
    if !fits {
        let message =
            format!("The canary of stage `{}` takes {} percent", stage.name, canary.percent_traffic);
        module.refuse(item, message, "Choose a part from 0 to 100 percent");
    }
    fits
}

/// The deployment that the stage shows beside the canary's: the one that a variable names, else the newest.
fn baseline(module: &mut Module<'_>, item: Item, name: &str, deployment: &Address) -> Expr {
    let fields = Fields::new()
        .set(
            "description",
            text("Deployment that the stage keeps showing while the canary shows the newest; null shows the newest"),
        )
        .set("type", reference("string"))
        .set("default", Expr::Null);
    let path = module.variable(&format!("{name}_baseline_deployment_id"), item, fields);
    call("coalesce", vec![reference(&path), deployment.get("id")])
}

fn canary_fields(canary: &Canary, deployment: &Address) -> Fields {
    Fields::new()
        .set("deployment_id", deployment.get("id"))
        .set("percent_traffic", decimal(canary.percent_traffic))
        .set("use_stage_cache", canary.use_stage_cache)
        .set_map("stage_variable_overrides", &canary.variable_overrides)
}
