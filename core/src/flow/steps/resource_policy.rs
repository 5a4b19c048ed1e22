//! The resource policy of a REST API, before and after the authorizer.

use crate::aws::{EndpointKind, GatewayResponseType};
use crate::design::Diagnostic;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

const PAGE: &str = "apigateway-authorization-flow";

/// Explicit denies, before the authorizer. A private API without a policy lets nobody in.
pub(crate) fn before(x: &mut Exchange<'_>) -> Verdict {
    if x.place.api.settings.resource_policy.is_some() {
        return Verdict::not_simulated("The resource policy is").at(x.api_item()).saw(
            "resource_policy",
            "present",
            "api",
        );
    }
    if x.place.api.endpoint_kind() != EndpointKind::Private {
        return Verdict::skip("The API has no resource policy").at(x.api_item()).documented(PAGE);
    }
    x.note(
        Diagnostic::error(
            "private-without-policy",
            "A private API without a resource policy denies every call",
        )
        .at(x.api_item())
        .at_place("resource_policy")
        .help("Add a resource policy that allows `execute-api:Invoke` from your VPC endpoint"),
    );
    let arn = masked(&x.method_arn(), x.account());
    let message =
        format!("User: anonymous is not authorized to perform: execute-api:Invoke on resource: {arn}");
    Verdict::refuse(
        Refusal::new(GatewayResponseType::AccessDenied).message(message).body_key("Message"),
        "The API is private and has no resource policy, and such an API denies every call",
    )
    .at(x.api_item())
    .documented("apigateway-private-apis")
}

/// The policy together with the authorizer's answer.
pub(crate) fn after(x: &mut Exchange<'_>) -> Verdict {
    if x.place.api.settings.resource_policy.is_none() {
        return Verdict::skip("The API has no resource policy").at(x.api_item()).documented(PAGE);
    }
    Verdict::not_simulated("The resource policy together with the authorizer's answer is").at(x.api_item())
}

/// An ARN as error texts show it: of the account only the last four digits.
pub(crate) fn masked(arn: &str, account: &str) -> String {
    let hidden: String = account
        .char_indices()
        .map(|(place, digit)| if place + 4 < account.len() { '*' } else { digit })
        .collect();
    arn.replacen(account, &hidden, 1)
}
