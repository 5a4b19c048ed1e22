//! Whether the network leads from where a request comes from to the API: private APIs are reached through VPC
//! endpoints, and others over the internet.

use crate::aws::{ApiKind, EndpointKind, GatewayResponseType};
use crate::design::Diagnostic;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

const PRIVATE: &str = "apigateway-private-api-test-invoke-url";
/// Why calls through a VPC endpoint do not reach public APIs.
const PUBLIC: &str = "https://repost.aws/knowledge-center/api-gateway-vpc-connections";

/// Refuses a request that does not get to the API.
pub(super) fn refuse(x: &mut Exchange<'_>) -> Option<Verdict> {
    let origin = x.scenario.vpc.as_ref()?;
    let private = x.kind() == ApiKind::Rest && x.place.api.endpoint_kind() == EndpointKind::Private;
    if private {
        return origin.outside.then(|| from_outside(x));
    }
    // A custom domain's name is not the VPC endpoint's, so such a request goes over the internet.
    let endpoint = origin.vpc_endpoint_id.clone().filter(|_| !origin.outside && x.place.domain.is_none())?;
    Some(through_vpc_endpoint(x, &endpoint))
}

fn from_outside(x: &mut Exchange<'_>) -> Verdict {
    let reason = "The API is private and reached only through a VPC endpoint, and the request comes over the internet. AWS does not document this answer; `403 Forbidden` is what callers report, and where the name resolves to no address there is none";
    let help =
        "Call it from a VPC with an `execute-api` endpoint, or from a network that is connected to one";
    refused(x, "private-from-outside", reason.to_owned(), help)
        .documented(PRIVATE)
        .assumed()
        .saw("outside", "true", "request")
}

fn through_vpc_endpoint(x: &mut Exchange<'_>, endpoint: &str) -> Verdict {
    let reason = format!(
        "The request comes through VPC endpoint `{endpoint}`, which leads to private APIs only, and this API is public"
    );
    let help =
        "Call a Regional or edge-optimized custom domain, or switch private DNS of the VPC endpoint off";
    let mut verdict = refused(x, "public-through-vpc-endpoint", reason, help);
    PUBLIC.clone_into(&mut verdict.source);
    verdict.saw("vpc_endpoint_id", endpoint, "request")
}

fn refused(x: &mut Exchange<'_>, code: &'static str, reason: String, help: &str) -> Verdict {
    let item = x.api_item();
    x.note(Diagnostic::error(code, reason.as_str()).at(item).at_place("endpoint").help(help));
    Verdict::refuse(Refusal::new(GatewayResponseType::WafFiltered).uncustomised(), reason).at(item)
}
