//! The resource policy of a REST API, before and after the authorizer.

use crate::aws::{self, EndpointKind, GatewayResponseType};
use crate::design::{Authorization, AuthorizerMethod, Diagnostic, Item};
use crate::flow::Consulted;
use crate::flow::exchange::{self, Exchange};
use crate::flow::policy::{
    self, Accounts, Call, Document, Evaluation, Facts, INVOKE, Outcome, Says, combine,
};
use crate::flow::verdict::{Refusal, Verdict};

const PAGE: &str = "apigateway-authorization-flow";
const PRIVATE_PAGE: &str = "apigateway-private-apis";
const DOMAIN_PAGE: &str = "apigateway-private-custom-domains-tutorial";
/// What the trace calls the policy.
const POLICY: &str = "resource policy";

/// Who is asked before or together with the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Nobody,
    Lambda,
    Iam,
    Cognito,
    Jwt,
}

/// Everything where nobody else is asked, and explicit denies before a Lambda authorizer is called. A private API
/// without a policy lets nobody in.
pub(crate) fn before(x: &mut Exchange<'_>) -> Verdict {
    remember_vpc(x);
    let domain = match domain(x) {
        Ok(rows) => rows,
        Err(refused) => return *refused,
    };
    let api = x.place.api;
    let Some(text) = api.settings.resource_policy.as_deref() else {
        return without_policy(x).saw_all(domain);
    };
    let verdict = match asked(x) {
        Asked::Nobody => alone(x, text, "no authorizer is asked, so the policy must allow the call"),
        Asked::Lambda => match evaluated(x, text) {
            Err(refused) => *refused,
            Ok(evaluation) if evaluation.says == Says::Deny => {
                refused(x, Outcome::ExplicitDeny, &evaluation, "; the authorizer's function is not called")
            }
            Ok(evaluation) => Verdict::pass(
                "No statement of the resource policy denies the call, so the authorizer is asked; what the policy allows counts after that",
            )
            .at(x.api_item())
            .documented(PAGE)
            .saw_all(evaluation.rows(POLICY)),
        },
        Asked::Iam | Asked::Cognito | Asked::Jwt => {
            Verdict::skip("The resource policy is looked at once the caller is known").at(x.api_item()).documented(PAGE)
        }
    };
    verdict.saw_all(domain)
}

/// The policy together with what the authorizer or the identity's own policy said.
pub(crate) fn after(x: &mut Exchange<'_>) -> Verdict {
    let api = x.place.api;
    let Some(text) = api.settings.resource_policy.as_deref() else {
        return Verdict::skip("The API has no resource policy").at(x.api_item()).documented(PAGE);
    };
    match asked(x) {
        Asked::Nobody => Verdict::skip("No authorizer was asked, so the policy decided before")
            .at(x.api_item())
            .documented(PAGE),
        Asked::Cognito => alone(
            x,
            text,
            "besides a user's token AWS wants an explicit allow here (its table A lets a silent policy pass, its text does not)",
        ),
        Asked::Jwt => {
            let verdict = alone(
                x,
                text,
                "AWS does not document policies with JWT authorizers; they are taken as with Cognito",
            );
            verdict.assumed()
        }
        Asked::Lambda => together(x, text, "the authorizer's policy"),
        Asked::Iam => together(x, text, "the caller's own policy"),
    }
}

fn asked(x: &Exchange<'_>) -> Asked {
    match x.authorization() {
        Authorization::None => Asked::Nobody,
        Authorization::Iam => Asked::Iam,
        Authorization::Authorizer { id, .. } => match x.place.api.authorizers.get(id).map(|it| &it.method) {
            Some(AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. }) => {
                Asked::Lambda
            }
            Some(AuthorizerMethod::Cognito { .. }) => Asked::Cognito,
            // The authorizer step refuses where there is none.
            Some(AuthorizerMethod::Jwt { .. }) | None => Asked::Jwt,
        },
    }
}

fn without_policy(x: &mut Exchange<'_>) -> Verdict {
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
    let refusal = refusal(x, Outcome::ImplicitDeny);
    Verdict::refuse(
        refusal,
        "The API is private and has no resource policy, and such an API denies every call",
    )
    .at(x.api_item())
    .documented(PRIVATE_PAGE)
}

/// The policy decides alone and must allow the call.
fn alone(x: &mut Exchange<'_>, text: &str, why: &str) -> Verdict {
    let evaluation = match evaluated(x, text) {
        Ok(evaluation) => evaluation,
        Err(refused) => return *refused,
    };
    match evaluation.says {
        Says::Allow => {
            let verdict =
                Verdict::pass(evaluation.reason("the resource policy")).at(x.api_item()).documented(PAGE);
            told(verdict, &evaluation, POLICY)
        }
        Says::Deny => refused(x, Outcome::ExplicitDeny, &evaluation, ""),
        Says::Silent => refused(x, Outcome::ImplicitDeny, &evaluation, &format!("; {why}")),
    }
}

/// The policy and another one decide by AWS's tables.
fn together(x: &mut Exchange<'_>, text: &str, other: &str) -> Verdict {
    let evaluation = match evaluated(x, text) {
        Ok(evaluation) => evaluation,
        Err(refused) => return *refused,
    };
    let accounts = x.caller.accounts.unwrap_or(Accounts::Same);
    let says = x.caller.says.unwrap_or(Says::Allow);
    let words = match says {
        Says::Allow => "allows it",
        Says::Deny => "denies it",
        Says::Silent => "is silent",
    };
    let rule = match accounts {
        Accounts::Same => "in one account one of the two must allow",
        Accounts::Different => "across accounts both must allow",
    };
    let tail = format!("; {other} {words}; {rule}");
    let mut verdict = match combine(says, evaluation.says, accounts) {
        Outcome::Allow => {
            let reason = match evaluation.says {
                Says::Silent => "No statement of the resource policy is about the call".to_owned(),
                _ => evaluation.reason("the resource policy"),
            };
            let verdict = Verdict::pass(format!("{reason}{tail}")).at(x.api_item()).documented(PAGE);
            told(verdict, &evaluation, POLICY)
        }
        outcome => refused(x, outcome, &evaluation, &tail),
    };
    if x.caller.says.is_none() {
        verdict = verdict.assumed();
        verdict.reason.push_str("; the request does not say who signed it");
    }
    if says == Says::Silent && accounts == Accounts::Same && evaluation.by_account() {
        verdict = verdict.assumed();
        verdict.reason.push_str(
            "; the policy names the caller's account, not the caller: API Gateway's table lets the call pass, and IAM's guide says that naming an account only lets its administrators decide",
        );
    }
    verdict
}

/// Asks the API's policy about this request; refuses where AWS could not have saved it.
fn evaluated(x: &mut Exchange<'_>, text: &str) -> Result<Evaluation, Box<Verdict>> {
    let document = x.index.policies.get(text);
    let item = x.api_item();
    usable(x, &document, item, POLICY)?;
    let arn = x.method_arn();
    let api = exchange::arn(x.design, "execute-api", &x.api_identifier());
    let facts = Facts::of_caller(x);
    Ok(policy::evaluate(&document, &Call { action: INVOKE, resource: &arn, short_form: &api, facts: &facts }))
}

/// Notes a policy's faults; refuses where it cannot be used.
fn usable(x: &mut Exchange<'_>, document: &Document, item: Item, name: &str) -> Result<(), Box<Verdict>> {
    let field = if item == x.api_item() { "resource_policy" } else { "policy" };
    for fault in &document.faults {
        let place = format!("{field}{}{}", if fault.place.starts_with('/') { "" } else { " " }, fault.place);
        let found = match fault.fatal {
            true => Diagnostic::error("policy-invalid", fault.message.as_str()),
            false => Diagnostic::warning("policy-doubtful", fault.message.as_str()),
        };
        x.note(found.at(item).at_place(place.trim_end()).help(fault.help));
    }
    let Some(fault) = document.unusable() else { return Ok(()) };
    let reason =
        format!("AWS does not save this {name}, so nothing of it allows the call: {}", fault.message);
    let refusal = refusal(x, Outcome::ImplicitDeny);
    Err(Box::new(Verdict::refuse(refusal, reason).at(item).assumed()))
}

/// The policy of a private custom domain, which is asked before the API's own.
fn domain(x: &mut Exchange<'_>) -> Result<Vec<Consulted>, Box<Verdict>> {
    let Some((id, domain)) = x.place.domain.filter(|(_, it)| it.endpoint == Some(EndpointKind::Private))
    else {
        return Ok(Vec::new());
    };
    let item = Item::Domain(id);
    let Some(text) = domain.policy.as_deref() else {
        let reason = format!(
            "Private domain `{}` has no policy of its own, and AWS gives it one that denies every call",
            domain.name
        );
        x.note(
            Diagnostic::error("private-domain-without-policy", reason.as_str())
                .at(item)
                .at_place("policy")
                .help("Add a policy that allows `execute-api:Invoke` from your VPC endpoint"),
        );
        let refusal = refusal(x, Outcome::ExplicitDeny);
        return Err(Box::new(Verdict::refuse(refusal, reason).at(item).documented(DOMAIN_PAGE)));
    };
    let document = x.index.policies.get(text);
    usable(x, &document, item, "domain's policy")?;
    let arn = format!("{}/*", policy::domain_arn(x));
    let short = policy::domain_arn(x);
    let evaluation = {
        let facts = Facts::of_caller(x);
        policy::evaluate(
            &document,
            &Call { action: INVOKE, resource: &arn, short_form: &short, facts: &facts },
        )
    };
    let rows = evaluation.rows("domain's policy");
    if evaluation.says == Says::Allow {
        return Ok(rows);
    }
    let outcome = if evaluation.says == Says::Deny { Outcome::ExplicitDeny } else { Outcome::ImplicitDeny };
    let reason = evaluation.reason("the domain's policy");
    x.note(Diagnostic::error("domain-policy-denied", reason.as_str()).at(item).help(evaluation.help()));
    let refusal = refusal(x, outcome);
    let verdict = Verdict::refuse(refusal, reason).at(item).documented(DOMAIN_PAGE);
    Err(Box::new(told(verdict, &evaluation, "domain's policy")))
}

fn refused(x: &mut Exchange<'_>, outcome: Outcome, evaluation: &Evaluation, tail: &str) -> Verdict {
    let item = x.api_item();
    let reason = format!("{}{tail}", evaluation.reason("the resource policy"));
    x.note(
        Diagnostic::error("resource-policy-denied", reason.as_str())
            .at(item)
            .at_place("resource_policy")
            .help(evaluation.help()),
    );
    let refusal = refusal(x, outcome);
    told(Verdict::refuse(refusal, reason).at(item).documented(PAGE), evaluation, POLICY)
}

/// Adds the statements, and says what is not known or not documented.
fn told(verdict: Verdict, evaluation: &Evaluation, origin: &str) -> Verdict {
    let mut verdict = verdict.saw_all(evaluation.rows(origin));
    if let Some(doubt) = &evaluation.doubt {
        verdict = verdict.assumed();
        verdict.reason.push_str(&format!("; {doubt}"));
    }
    verdict
}

fn refusal(x: &Exchange<'_>, outcome: Outcome) -> Refusal {
    let text = if outcome == Outcome::ExplicitDeny { "iam.explicit_deny" } else { "iam.denied" };
    let arn = masked(&x.method_arn(), x.account());
    let message = aws::cause_text(text, &[("user", Facts::of_caller(x).caller()), ("arn", &arn)]);
    Refusal::new(GatewayResponseType::AccessDenied).message(message).body_key("Message")
}

/// Where a private API's request comes from, for logs and templates.
fn remember_vpc(x: &mut Exchange<'_>) {
    let Some(vpc) = x.scenario.vpc.clone().filter(|_| x.place.api.endpoint_kind() == EndpointKind::Private)
    else {
        return;
    };
    for (name, value) in [("identity.vpcId", vpc.vpc_id), ("identity.vpceId", vpc.vpc_endpoint_id)] {
        if let Some(value) = value {
            x.set(name, value);
        }
    }
}

/// An ARN as error texts show it: of the account only the last four digits.
pub(crate) fn masked(arn: &str, account: &str) -> String {
    let hidden: String = account
        .char_indices()
        .map(|(place, digit)| if place + 4 < account.len() { '*' } else { digit })
        .collect();
    arn.replacen(account, &hidden, 1)
}
