//! Requests signed by an IAM identity.

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::Diagnostic;
use crate::design::inputs::IamIdentity;
use crate::flow::exchange::Exchange;
use crate::flow::policy::{self, Decision};
use crate::flow::steps::resource_policy::masked;
use crate::flow::verdict::{Refusal, Verdict};

const PAGE: &str = "api-gateway-control-access-using-iam-policies-to-invoke-api";
/// What a signed request's `Authorization` header begins with.
const SIGNED: &str = "AWS4-";

/// Lets in identities whose own policy allows the call.
pub(super) fn run(x: &mut Exchange<'_>) -> Verdict {
    let identity = x.scenario.identity.as_ref().and_then(|identity| identity.iam.as_ref());
    let Some(identity) = identity else {
        return unsigned(x);
    };
    let account = identity
        .account_id
        .clone()
        .or_else(|| identity.arn.split(':').nth(4).map(str::to_owned))
        .unwrap_or_default();
    remember(x, identity, &account);
    let arn = x.method_arn();
    let evaluation = match &identity.policy {
        None => None,
        Some(policy) => match policy::evaluate(policy, &arn) {
            Ok(evaluation) => Some(evaluation),
            Err(why) => {
                let reason = format!("The identity's policy cannot be read: {why}");
                return denied(x, identity, "iam.denied", &reason, "Correct the policy of the identity");
            }
        },
    };
    let verdict = match evaluation.map(|evaluation| evaluation.decision) {
        None => Verdict::pass(format!(
            "The request is signed by `{}`, which is taken to be allowed to invoke everything",
            identity.arn
        ))
        .assumed(),
        Some(Decision::Allow) => Verdict::pass(format!(
            "The policy of `{}` allows `execute-api:Invoke` on this method",
            identity.arn
        ))
        .documented(PAGE),
        Some(Decision::Deny(place)) => {
            let reason = format!("Statement {place} of the policy of `{}` denies the call", identity.arn);
            return denied(
                x,
                identity,
                "iam.explicit_deny",
                &reason,
                "Take the deny out of the identity's policy",
            );
        }
        Some(Decision::Silent) => {
            let reason = format!(
                "No statement of the policy of `{}` allows `execute-api:Invoke` on this method",
                identity.arn
            );
            return denied(
                x,
                identity,
                "iam.denied",
                &reason,
                "Allow `execute-api:Invoke` on the method in the identity's policy",
            );
        }
    };
    let verdict =
        verdict.at(x.route_item()).saw("identity", &identity.arn, "request").saw("resource", arn, "request");
    if evaluation.is_some_and(|evaluation| evaluation.has_conditions) {
        let mut verdict = verdict.assumed();
        verdict.reason.push_str("; conditions are not simulated yet and taken to hold");
        return verdict;
    }
    verdict
}

fn remember(x: &mut Exchange<'_>, identity: &IamIdentity, account: &str) {
    x.caller.iam = true;
    x.set("identity.accountId", account);
    x.set("identity.userArn", identity.arn.clone());
    x.set("identity.accessKey", identity.access_key.clone().unwrap_or_default());
    let user = identity.arn.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
    x.set("identity.user", user.clone());
    x.set("identity.caller", user);
}

/// A request without a signature, or with a token where the signature should be.
fn unsigned(x: &mut Exchange<'_>) -> Verdict {
    let item = x.route_item();
    let header = x.request.header("Authorization").map(str::to_owned);
    let signed = header.as_deref().is_some_and(|header| header.starts_with(SIGNED));
    if signed {
        return Verdict::pass("The request carries a signature, which is not checked, and names no identity; it is taken to be allowed")
            .at(item)
            .fidelity(crate::flow::Fidelity::NotSimulated);
    }
    x.note(
        Diagnostic::error(
            "unsigned",
            format!("`{}` wants requests signed with IAM credentials", x.route_key()),
        )
        .at(item)
        .at_place("authorization")
        .help("Sign the request (give the scenario an IAM identity), or choose another authorization"),
    );
    let kind = x.kind();
    let Some(header) = header.filter(|_| kind == ApiKind::Rest) else {
        let verdict = Verdict::refuse(
            Refusal::new(GatewayResponseType::MissingAuthenticationToken),
            format!(
                "`{}` wants requests signed with IAM credentials, and this one is not signed",
                x.route_key()
            ),
        )
        .at(item);
        return if kind == ApiKind::Rest {
            verdict.recorded()
        } else {
            verdict.documented("http-api-access-control-iam")
        };
    };
    let token = header.rsplit(' ').next().unwrap_or_default();
    let message = aws::cause_text("iam.not_a_signature", &[("token", token), ("header", &header)]);
    Verdict::refuse(
        Refusal::new(GatewayResponseType::InvalidSignature)
            .message(message)
            .error_type("IncompleteSignatureException"),
        "The `Authorization` header holds a token where an IAM method wants a signature",
    )
    .at(item)
    .assumed()
    .saw("Authorization", "a token", "request")
}

fn denied(x: &mut Exchange<'_>, identity: &IamIdentity, text: &str, reason: &str, help: &str) -> Verdict {
    let item = x.route_item();
    x.note(Diagnostic::error("iam-denied", reason).at(item).help(help));
    let arn = masked(&x.method_arn(), x.account());
    let message = aws::cause_text(text, &[("user", &identity.arn), ("arn", &arn)]);
    let mut refusal = Refusal::new(GatewayResponseType::AccessDenied);
    if x.kind() != ApiKind::Http {
        refusal = refusal.message(message).body_key("Message");
    }
    Verdict::refuse(refusal, reason).at(item).documented(PAGE).saw("identity", &identity.arn, "request")
}
