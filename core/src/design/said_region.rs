//! The Region that a design's ARNs are in, for designs whose Region nobody said.

use std::collections::BTreeSet;

use super::{AuthorizerMethod, Connection, Design, LogDestination, Target};
use crate::aws::{self, EndpointKind};

/// Services whose resources API Gateway takes only from the Region of the API (a certificate, a firewall, a load
/// balancer, a log and its key): <https://docs.aws.amazon.com/apigateway/latest/developerguide/>, 2026-11-29.
const OF_THE_API: &[&str] = &["acm", "elasticloadbalancing", "firehose", "kms", "logs", "wafv2"];

/// Regions that the design's ARNs and token issuers name, where the design does not say its own.
///
/// Certificates of Regional domains, firewalls, logs and load balancers have to be in the API's Region, so they
/// decide where there are any; functions, user pools and services may be called in another. Certificates of
/// edge-optimized domains are in one Region whatever the API's is, and say nothing. One answer is that Region, none
/// is no sign, several contradict each other.
pub fn said_regions(design: &Design) -> Vec<&'static str> {
    let mut signs = Signs::default();
    for domain in design.domains.values() {
        let regional = domain.endpoint.is_none_or(|kind| kind != EndpointKind::Edge);
        signs.arns(domain.certificate_arn.iter().filter(|_| regional));
    }
    signs.arns(design.functions.values().filter_map(|function| function.arn.as_ref()));
    signs.arns(design.terraform.web_acls.values());
    signs.arns(design.web_acls.values().filter_map(|acl| acl.log_destination_arn.as_ref()));
    signs.arns(design.vpc_links.values().filter_map(|link| link.target_arn.as_ref()));
    for api in design.apis.values() {
        for log in api.stages.values().filter_map(|stage| stage.access_log.as_ref()) {
            match &log.destination {
                LogDestination::Existing { arn } => signs.arn(arn),
                LogDestination::LogGroup { kms_key_arn, .. } => signs.arns(kms_key_arn.iter()),
            }
        }
        for authorizer in api.authorizers.values() {
            signs.authorizer(&authorizer.method);
        }
        for integration in api.integrations.values() {
            match &integration.target {
                Target::Http { url: arn, .. } | Target::Service { uri: arn, .. } => signs.arn(arn),
                Target::Mock | Target::Lambda { .. } | Target::Action { .. } => {}
            }
            if let Connection::VpcLink { target_arn: Some(arn), .. } = &integration.connection {
                signs.arn(arn);
            }
        }
    }
    let decide = if signs.of_the_api.is_empty() { signs.others } else { signs.of_the_api };
    decide.into_iter().collect()
}

/// What was found.
#[derive(Default)]
struct Signs {
    of_the_api: BTreeSet<&'static str>,
    others: BTreeSet<&'static str>,
}

impl Signs {
    fn arns<'a>(&mut self, arns: impl Iterator<Item = &'a String>) {
        for arn in arns {
            self.arn(arn);
        }
    }

    /// Takes the Region of an ARN; texts that are none say nothing.
    fn arn(&mut self, text: &str) {
        let mut parts = text.splitn(5, ':');
        let (Some("arn"), Some(_), Some(service), Some(region)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return;
        };
        let Some(region) = aws::region(region) else { return };
        let signs = if OF_THE_API.contains(&service) { &mut self.of_the_api } else { &mut self.others };
        signs.insert(&region.value.code);
    }

    fn authorizer(&mut self, method: &AuthorizerMethod) {
        match method {
            AuthorizerMethod::Cognito { user_pool_arns, .. } => self.arns(user_pool_arns.iter()),
            AuthorizerMethod::Jwt { issuers, .. } => {
                for issuer in issuers {
                    let host = issuer.issuer.strip_prefix("https://cognito-idp.");
                    let region = host.and_then(|host| host.split('.').next()).and_then(aws::region);
                    self.others.extend(region.map(|region| region.value.code.as_str()));
                }
            }
            AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. } => {}
        }
    }
}
