//! Requests signed by an IAM identity.

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::Diagnostic;
use crate::design::inputs::IamIdentity;
use crate::flow::exchange::Exchange;
use crate::flow::policy::{self, Accounts, Call, Document, Evaluation, Facts, PolicyKind, Says};
use crate::flow::steps::resource_policy::masked;
use crate::flow::verdict::{Refusal, Verdict};

const PAGE: &str = "api-gateway-control-access-using-iam-policies-to-invoke-api";
/// What a signed request's `Authorization` header begins with.
const SIGNED: &str = "AWS4-";

/// Lets in identities whose own policy allows the call, and in one account those that the resource policy may
/// still allow.
pub(super) fn run(x: &mut Exchange<'_>) -> Verdict {
    let scenario = x.scenario;
    let Some(identity) = scenario.identity.as_ref().and_then(|identity| identity.iam.as_ref()) else {
        return unsigned(x);
    };
    let account = identity
        .account_id
        .clone()
        .or_else(|| policy::account_of(&identity.arn).map(str::to_owned))
        .unwrap_or_default();
    remember(x, identity, &account);
    if let Some(expired) = expired(x, identity) {
        return expired;
    }
    let accounts = accounts(x, &account);
    x.caller.accounts = Some(accounts);
    let evaluation = match asked(x, identity) {
        Ok(evaluation) => evaluation,
        Err(refused) => return *refused,
    };
    let says = evaluation.as_ref().map_or(Says::Allow, |evaluation| evaluation.says);
    x.caller.says = Some(says);
    let shared = policy::has_resource_policy(x);
    let of = format!("the policy of `{}`", identity.arn);
    let reason = evaluation.as_ref().map(|evaluation| evaluation.reason(&of));
    let mut verdict = match (says, reason) {
        (Says::Deny, Some(reason)) => {
            denied(x, identity, "iam.explicit_deny", &reason, "Take the deny out of the identity's policy")
        }
        (Says::Silent, Some(reason)) if !shared => denied(
            x,
            identity,
            "iam.denied",
            &reason,
            "Allow `execute-api:Invoke` on the method in the identity's policy",
        ),
        (Says::Silent, Some(reason)) => {
            Verdict::pass(format!("{reason}; the resource policy may still allow it")).documented(PAGE)
        }
        (Says::Allow, _) if accounts == Accounts::Different && !shared => foreign(x, identity, &account),
        (_, Some(reason)) => Verdict::pass(reason).documented(PAGE),
        (_, None) => Verdict::pass(format!(
            "The request is signed by `{}`, which is taken to be allowed to invoke everything",
            identity.arn
        ))
        .assumed(),
    };
    if let Some(evaluation) = evaluation {
        if let Some(doubt) = &evaluation.doubt {
            verdict = verdict.assumed();
            verdict.reason.push_str(&format!("; {doubt}"));
        }
        verdict = verdict.saw_all(evaluation.rows("identity's policy"));
    }
    let arn = x.method_arn();
    verdict.at(x.route_item()).saw("identity", &identity.arn, "request").saw("resource", arn, "request")
}

/// Temporary credentials whose time is over. Only REST APIs have a gateway response of their own for it.
fn expired(x: &mut Exchange<'_>, identity: &IamIdentity) -> Option<Verdict> {
    let end = i64::try_from(identity.token_expires_epoch_s?).unwrap_or(i64::MAX);
    if x.now_epoch_s() < end {
        return None;
    }
    let item = x.route_item();
    let reason = format!("The temporary credentials of `{}` have run out", identity.arn);
    let help = "Take on the role again, and sign with the new credentials";
    x.note(Diagnostic::error("credentials-expired", reason.as_str()).at(item).help(help));
    let kind = match x.kind() {
        ApiKind::Rest => GatewayResponseType::ExpiredToken,
        ApiKind::Http | ApiKind::WebSocket => GatewayResponseType::AccessDenied,
    };
    let verdict =
        Verdict::refuse(Refusal::new(kind), reason).at(item).saw("expires", end.to_string(), "request");
    Some(match x.kind() {
        ApiKind::Rest => verdict.documented("supported-gateway-response-types"),
        ApiKind::Http | ApiKind::WebSocket => verdict.assumed(),
    })
}

/// What the identity's own policy says; none when the request gives it none.
fn asked(x: &mut Exchange<'_>, identity: &IamIdentity) -> Result<Option<Evaluation>, Box<Verdict>> {
    let Some(written) = &identity.policy else { return Ok(None) };
    let document = Document::read(written, PolicyKind::Identity);
    if let Some(fault) = document.unusable() {
        let reason = format!("The identity's policy cannot be used: {}", fault.message);
        return Err(Box::new(denied(x, identity, "iam.denied", &reason, fault.help).assumed()));
    }
    for fault in &document.faults {
        let item = x.route_item();
        x.note(
            Diagnostic::warning("policy-doubtful", fault.message.as_str())
                .at(item)
                .at_place(fault.place.as_str())
                .help(fault.help),
        );
    }
    let arn = x.method_arn();
    let facts = Facts::signed(x, identity);
    Ok(Some(policy::evaluate(&document, &Call::of_identity(&arn, &facts))))
}

/// Whether the identity is of the API's account; where one of the two is not named they are taken to be the same.
fn accounts(x: &Exchange<'_>, account: &str) -> Accounts {
    if account.is_empty() || x.design.account_id.is_empty() || account == x.account() {
        Accounts::Same
    } else {
        Accounts::Different
    }
}

/// An identity of another account, where no resource policy can let it in.
fn foreign(x: &mut Exchange<'_>, identity: &IamIdentity, account: &str) -> Verdict {
    let start = format!("`{}` is of account {account}, the API of {}", identity.arn, x.account());
    if x.kind() == ApiKind::Rest {
        let reason = format!(
            "{start}: across accounts the resource policy must allow the call too, and the API has none"
        );
        let help = "Add a resource policy that allows the identity, or call with one of the API's account";
        return denied(x, identity, "iam.denied", &reason, help).documented("apigateway-authorization-flow");
    }
    let reason = format!(
        "{start}: {} APIs have no resource policies that could let in other accounts",
        x.kind().label()
    );
    let help = "Let the caller take on a role in the API's account";
    let verdict = denied(x, identity, "iam.denied", &reason, help);
    if x.kind() == ApiKind::Http {
        verdict.documented("http-api-access-control-iam")
    } else {
        verdict.assumed()
    }
}

fn remember(x: &mut Exchange<'_>, identity: &IamIdentity, account: &str) {
    x.caller.iam = true;
    x.set("identity.accountId", account);
    x.set("identity.userArn", identity.arn.clone());
    x.set("identity.accessKey", identity.access_key.clone().unwrap_or_default());
    let user = identity.arn.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
    x.set("identity.user", user.clone());
    x.set("identity.caller", user);
    if let Some(organization) = &identity.organization_id {
        x.set("identity.principalOrgId", organization.clone());
    }
}

/// A request without a signature, or with a token where the signature should be.
fn unsigned(x: &mut Exchange<'_>) -> Verdict {
    let item = x.route_item();
    let header = x.request.header("Authorization").map(str::to_owned);
    let signed = header.as_deref().is_some_and(|header| header.starts_with(SIGNED));
    if signed {
        return Verdict::pass("The request carries a signature, which is not checked, and names no identity; it is taken to be allowed")
            .at(item)
            .assumed();
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
    Verdict::refuse(refusal, reason).at(item).documented(PAGE)
}
