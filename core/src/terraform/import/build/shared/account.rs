//! The account's CloudWatch role, and certificates shown to backends.

use std::sync::Arc;

use crate::design::{ClientCertificate, ClientCertificateId, Item, TextMap};
use crate::terraform::facts::facts;
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::known_text;
use crate::terraform::import::build::function_uri::{parts, shown};

/// How the export begins the name of the role that it makes.
const ROLE_PREFIX: &str = "apigateway-cloudwatch-";

/// Reads the account settings.
pub(super) fn read(build: &mut Build<'_, '_>) {
    for at in build.all("aws_api_gateway_account") {
        build.became(at, Item::Account);
        let Some(body) = build.body(at, Item::Account) else { continue };
        build.design.account.manage_cloudwatch_role = true;
        let role = body.who("cloudwatch_role_arn", &["aws_iam_role"]);
        match role.filter(|role| is_made(build, *role)) {
            Some(role) => {
                build.work.claim(role, Item::Account, "");
                if let Some(role) = build.body(role, Item::Account) {
                    role.skip(&["name_prefix", "assume_role_policy"]);
                    build.keep_tags(&role, "", &TextMap::new());
                }
            }
            None => build.design.account.cloudwatch_role_arn = body.some_text("cloudwatch_role_arn"),
        }
    }
}

/// Whether the export would make this role and its attachment again by itself.
fn is_made(build: &Build<'_, '_>, role: usize) -> bool {
    let prefix = build
        .body(role, None)
        .and_then(|body| body.peek("name_prefix").and_then(|value| known_text(build.work, value)));
    if prefix.as_deref() != Some(ROLE_PREFIX) {
        return false;
    }
    let attachments: Vec<usize> = build
        .all("aws_iam_role_policy_attachment")
        .into_iter()
        .filter(|at| {
            build
                .work
                .graph
                .body(*at)
                .and_then(|body| body.get("role"))
                .is_some_and(|value| build.work.graph.who(value, &["aws_iam_role"]) == Some(role))
        })
        .collect();
    let [attachment] = attachments.as_slice() else { return false };
    let Some(body) = build.body(*attachment, Item::Account) else { return false };
    let policy: String = body.peek("policy_arn").map(parts).unwrap_or_default().iter().map(shown).collect();
    let own = policy.ends_with(facts().push_to_logs_policy.value.as_str());
    if own {
        build.work.claim(*attachment, Item::Account, "");
        body.skip(&["role", "policy_arn"]);
    }
    own
}

/// Reads the certificates that stages show to HTTP backends.
pub(super) fn certificates(build: &mut Build<'_, '_>) {
    for at in build.all("aws_api_gateway_client_certificate") {
        let id: ClientCertificateId = build.design.mint();
        let item = Item::ClientCertificate(id);
        build.became(at, item);
        let Some(body) = build.body(at, item) else { continue };
        let certificate = ClientCertificate { description: body.text("description") };
        // A certificate of the design has no tags of its own.
        build.keep_tags(&body, "", &TextMap::new());
        build.design.client_certificates.insert(id, Arc::new(certificate));
    }
}
