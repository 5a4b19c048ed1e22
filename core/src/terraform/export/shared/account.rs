//! The account's CloudWatch role, and certificates shown to backends.

use super::arn::is_arn;
use crate::design::Item;
use crate::terraform::export::module::Module;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, Part, call, object, template, text};

/// Adds the account settings where the design manages them.
pub(super) fn export(module: &mut Module<'_>) {
    let account = &module.design.account;
    if !account.manage_cloudwatch_role {
        return;
    }
    let existing = account.cloudwatch_role_arn.as_deref().filter(|arn| !arn.is_empty());
    if let Some(arn) = existing.filter(|arn| !is_arn(arn)) {
        let message = format!("The account's CloudWatch role `{arn}` is not an ARN");
        module.refuse(Item::Account, message, "Give the role's ARN, or none to have one made");
        return;
    }
    let (role, policy) = match existing {
        Some(arn) => (text(arn), None),
        None => {
            let (role, policy) = log_role(module);
            (role, Some(policy))
        }
    };
    let fields = Fields::new()
        .set("cloudwatch_role_arn", role)
        .set_some("depends_on", policy.map(|policy| Expr::Array(vec![policy])));
    let address = module.resource("aws_api_gateway_account", "this", Item::Account, fields);
    module.account = Some(address);
}

/// A role that lets API Gateway write logs, and the attachment that it needs first.
fn log_role(module: &mut Module<'_>) -> (Expr, Expr) {
    let statement = object([
        ("Effect", text("Allow")),
        ("Principal", object([("Service", text("apigateway.amazonaws.com"))])),
        ("Action", text("sts:AssumeRole")),
    ]);
    let trust = object([("Version", text("2012-10-17")), ("Statement", Expr::Array(vec![statement]))]);
    let tags = module.tags(&crate::design::TextMap::new());
    let fields = Fields::new()
        .set("name_prefix", text("apigateway-cloudwatch-"))
        .set("assume_role_policy", call("jsonencode", vec![trust]))
        .set_some("tags", tags);
    let role = module.resource("aws_iam_role", "apigateway_logs", Item::Account, fields);
    let partition = module.data("aws_partition", "partition");
    let policy = format!(":iam::aws:{}", facts().push_to_logs_policy.value);
    let fields = Fields::new()
        .set("role", role.get("name"))
        .set("policy_arn", template(&[Part::text("arn:"), partition, Part::text(policy)]));
    let attachment =
        module.resource("aws_iam_role_policy_attachment", "apigateway_logs", Item::Account, fields);
    (role.get("arn"), attachment.whole())
}

/// Adds the certificates that stages show to HTTP backends.
pub(super) fn certificates(module: &mut Module<'_>) {
    let design = module.design;
    for (id, certificate) in &design.client_certificates {
        let wanted = crate::terraform::export::names::slug_or(&certificate.description, "this");
        let name = module.names.take("aws_api_gateway_client_certificate", &wanted, &id.to_string());
        let tags = module.tags(&crate::design::TextMap::new());
        let fields = Fields::new().set_text("description", &certificate.description).set_some("tags", tags);
        let item = Item::ClientCertificate(*id);
        let address = module.resource("aws_api_gateway_client_certificate", &name, item, fields);
        module.certificates.insert(*id, address);
    }
}
