//! Private integrations: the VPC link on the way to the backend, and what breaks on it.

use crate::aws::{ApiKind, GatewayResponseType};
use crate::design::{Connection, Diagnostic, Integration};
use crate::flow::exchange::Exchange;
use crate::flow::mapping;
use crate::flow::verdict::{Refusal, Verdict};

/// What AWS answers where a VPC link or what is behind it fails.
const FAILURES: &str = "https://repost.aws/knowledge-center/api-gateway-500-error-vpc";

/// Says which way the request takes.
pub(super) fn over(x: &Exchange<'_>, integration: &Integration, verdict: Verdict) -> Verdict {
    let target = match &integration.connection {
        Connection::VpcLink { target_arn, .. } => target_arn.as_deref(),
        Connection::Internet | Connection::Named { .. } => None,
    };
    let verdict = match link(x, integration) {
        Some(name) => verdict.saw("VPC link", name, "integration"),
        None => verdict,
    };
    match target {
        Some(arn) => verdict.saw("target", arn, "integration"),
        None => verdict,
    }
}

/// The link's name, or its identifier where only that is known; none over the internet.
fn link(x: &Exchange<'_>, integration: &Integration) -> Option<String> {
    match &integration.connection {
        Connection::Internet => None,
        Connection::VpcLink { id, .. } => {
            Some(x.design.vpc_links.get(id).map_or_else(String::new, |link| link.name.clone()))
        }
        Connection::Named { connection_id } => Some(mapping::with_stage_variables(x, connection_id)),
    }
}

/// Refuses where the link that the integration names is not there.
pub(super) fn broken(x: &mut Exchange<'_>, integration: &Integration) -> Option<Verdict> {
    let (reason, help) = match &integration.connection {
        Connection::VpcLink { id, .. } if !x.design.vpc_links.contains_key(id) => {
            ("The integration's VPC link does not exist", "Choose a VPC link of the design")
        }
        Connection::Named { .. } if link(x, integration).is_some_and(|name| name.trim().is_empty()) => (
            "Nothing names the integration's VPC link: the stage variable that should is not set",
            "Set the stage variable to the identifier of a VPC link",
        ),
        _ => return None,
    };
    Some(super::misconfigured(x, "vpc-link-missing", reason, help).assumed())
}

/// The answer where the link or the load balancer behind it cannot be reached.
pub(super) fn failed(x: &mut Exchange<'_>, integration: &Integration) -> Verdict {
    let item = x.integration_item();
    let link = link(x, integration).unwrap_or_default();
    let mut reason =
        format!("Nothing gets through VPC link `{link}`: the link failed, or no target behind it answers");
    x.note(Diagnostic::note("vpc-link-failed", reason.as_str()).at(item).help(
        "Look at the link's status, the health of the load balancer's targets, and the ports that security groups and network ACLs let through",
    ));
    match x.kind() {
        ApiKind::Http => {
            reason.push_str("; AWS documents that such requests fail, and not the status: 503 is reported, above all while a link that was not used for 60 days is set up again");
            let refusal = Refusal::new(GatewayResponseType::IntegrationFailure).status(503);
            Verdict::refuse(refusal, reason).at(item).documented("http-api-vpc-links").assumed()
        }
        ApiKind::Rest => {
            let mut verdict =
                Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item);
            FAILURES.clone_into(&mut verdict.source);
            verdict
        }
        ApiKind::WebSocket => {
            Verdict::refuse(Refusal::new(GatewayResponseType::IntegrationFailure), reason).at(item).assumed()
        }
    }
}
