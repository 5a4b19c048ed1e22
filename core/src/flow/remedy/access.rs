//! Ways past web ACL, throttle, API key and plan, policies and authorizers.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::aws::{self, ApiKeySource, ApiKind, GatewayResponseType, QuotaPeriod};
use crate::base::Milli;
use crate::design::edit::Edit;
use crate::design::inputs::{BackendAnswer, IamIdentity, Identity, OneOrMany, Scenario};
use crate::design::{Authorization, Authorizer, AuthorizerMethod, Item, PlanStage, WafAction};
use crate::flow::{Outcome, Step, StepKind};

use super::Case;

const KEY_HEADER: &str = "x-api-key";
const DAY_MS: u64 = 86_400_000;

/// Past web ACL, throttle, API key or usage plan.
pub(super) fn admit(case: &mut Case<'_>) {
    match case.step.kind {
        StepKind::Waf => waf(case),
        StepKind::ApiKey => api_key(case),
        _ if case.trace.passage.refusal == Some(GatewayResponseType::QuotaExceeded) => quota(case),
        _ => throttle(case),
    }
}

/// Lets the deciding rules count, or the default action allow: one change after another until no rule ends it.
fn waf(case: &mut Case<'_>) {
    let Some(Item::WebAcl(id)) = case.step.item else { return };
    let Some(acl) = case.design.web_acls.get(&id) else { return };
    let mut changed = (**acl).clone();
    let mut step = case.step.clone();
    let mut names: Vec<String> = Vec::new();
    for _ in 0..=changed.rules.len() {
        match deciding(&step) {
            None => changed.default_action = WafAction::Allow,
            Some(name) => {
                let Some(rule) = changed.rules.iter_mut().find(|rule| rule.name == name) else { return };
                rule.action = WafAction::Count;
                names.push(format!("`{name}`"));
            }
        }
        let mut design = case.design.clone();
        design.web_acls.insert(id, Arc::new(changed.clone()));
        let again = crate::flow::simulate(&design, case.scenario);
        match again.step(StepKind::Waf).filter(|step| step.outcome == Outcome::Refuse) {
            None => break,
            Some(refusing) => step = refusing.clone(),
        }
    }
    let allows = changed.default_action != acl.default_action;
    let counts = format!("let {} count instead of ending the request", names.join(" and "));
    let default = format!("let web ACL `{}` allow by default", acl.name);
    let sentence = match (names.is_empty(), allows) {
        (false, true) => format!("{counts}, and {default}"),
        (false, false) => counts,
        (true, _) => default,
    };
    case.design(sentence.replacen('l', "L", 1), Edit::PutWebAcl(id, Arc::new(changed)));
}

/// The name of the rule that ended the request; none where the default action did.
fn deciding(step: &Step) -> Option<String> {
    let row = step.consulted.iter().find(|row| {
        row.origin == "web ACL" && row.value.starts_with("matches") && !row.value.contains("goes on:")
    })?;
    Some(row.name.split_once('`')?.1.trim_end_matches('`').to_owned())
}

/// Waits until the bucket has a token again.
fn throttle(case: &mut Case<'_>) {
    let of = |name: &str| {
        let row = case.step.consulted.iter().rev().find(|row| row.name.starts_with(name))?;
        row.value.split("/s").next()?.parse::<Milli>().ok()
    };
    let (Some(rate), Some(tokens)) = (of("limit behind"), of("tokens of")) else { return };
    let (rate, missing) = (rate.thousandths(), 1000 - tokens.thousandths());
    if rate <= 0 || case.step.consulted.iter().rev().any(|row| row.value.ends_with("burst 0")) {
        return;
    }
    // The tokens that are told are rounded down, so what is missing is never more.
    let wait_ms = u64::try_from((missing.max(0) * 1000 + rate - 1) / rate).unwrap_or(0).max(1);
    let at_ms = case.trace.at_ms.saturating_add(wait_ms);
    case.request(format!("Send it {wait_ms} ms later, when the bucket has a token again"), |request| {
        request.at_ms = Some(at_ms);
    });
}

/// Waits for the next period.
fn quota(case: &mut Case<'_>) {
    let plan = case.trace.passage.plan.and_then(|id| case.design.usage_plans.get(&id));
    let Some(quota) = plan.and_then(|plan| plan.quota) else { return };
    let days = match quota.period {
        QuotaPeriod::Day => 1,
        QuotaPeriod::Week => 7,
        QuotaPeriod::Month => 31,
    };
    if quota.limit == 0 {
        return;
    }
    let at_ms = case.trace.at_ms.saturating_add(days * DAY_MS);
    let word = quota.period.as_str().to_lowercase();
    case.request(format!("Send it in the next {word}, when the quota begins anew"), |request| {
        request.at_ms = Some(at_ms);
    });
}

fn api_key(case: &mut Case<'_>) {
    if let Some(Item::ApiKey(id)) = case.step.item
        && let Some(key) = case.design.api_keys.get(&id)
    {
        if key.disabled {
            let mut changed = (**key).clone();
            changed.disabled = false;
            let sentence = format!("Enable API key `{}`", key.name);
            return case.design(sentence, Edit::PutApiKey(id, Arc::new(changed)));
        }
        return plan_for(case, id);
    }
    let (Some(api), Some(stage)) = (case.trace.passage.api, case.trace.passage.stage) else { return };
    let covers = |stages: &[PlanStage]| stages.iter().any(|it| it.api == api && it.stage == stage);
    let plans = case.design.usage_plans.values().filter(|plan| covers(&plan.stages));
    let mut keys = plans.flat_map(|plan| plan.api_keys.iter()).filter_map(|id| case.design.api_keys.get(id));
    let Some(key) = keys.find(|key| !key.disabled) else { return };
    let value = key.value.clone().unwrap_or_else(|| key.name.clone());
    if case.api.is_some_and(|(_, api)| api.settings.api_key_source == Some(ApiKeySource::Authorizer)) {
        return named_by_authorizer(case, value);
    }
    let sentence = format!("Send the value of API key `{}` in the `{KEY_HEADER}` header", key.name);
    case.request(sentence, |request| set_header(request, KEY_HEADER, value));
}

/// Lets the authorizer's function name a key.
fn named_by_authorizer(case: &mut Case<'_>, value: String) {
    let Some((_, api)) = case.api else { return };
    let route = case.trace.passage.route.and_then(|id| api.routes.get(&id));
    let Some(Authorization::Authorizer { id, .. }) = route.map(|route| &route.authorization) else { return };
    let kept_ms = api.authorizers.get(id).map_or(0, |authorizer| kept_ms(case, authorizer));
    let later_ms = case.trace.at_ms.saturating_add(kept_ms);
    let answers = |request: &Scenario| request.identity.as_ref()?.authorizer.as_ref()?.result.clone();
    let Some(Value::Object(mut answer)) = answers(case.scenario) else { return };
    answer.insert("usageIdentifierKey".to_owned(), Value::String(value));
    case.request("Let the authorizer return a key's value in `usageIdentifierKey`", |request| {
        if let Some(stub) = request.identity.as_mut().and_then(|identity| identity.authorizer.as_mut()) {
            stub.result = Some(Value::Object(answer));
        }
        if kept_ms > 0 {
            request.at_ms = Some(later_ms);
        }
    });
}

/// Puts a key into a plan that covers the stage.
fn plan_for(case: &mut Case<'_>, key: crate::design::ApiKeyId) {
    let (Some(api), Some(stage)) = (case.trace.passage.api, case.trace.passage.stage) else { return };
    let plans = &case.design.usage_plans;
    let with_key = plans.iter().find(|(_, plan)| plan.api_keys.contains(&key));
    let Some((id, plan)) = with_key.or_else(|| plans.first()) else { return };
    let mut changed = (**plan).clone();
    if !changed.api_keys.contains(&key) {
        changed.api_keys.push(key);
    }
    if !changed.stages.iter().any(|it| it.api == api && it.stage == stage) {
        changed.stages.push(PlanStage { api, stage, ..PlanStage::default() });
    }
    let sentence = format!("Let usage plan `{}` cover the key and the stage", plan.name);
    case.design(sentence, Edit::PutUsagePlan(*id, Arc::new(changed)));
}

/// Past a resource policy or an authorizer.
pub(super) fn authorize(case: &mut Case<'_>) {
    if case.step.kind != StepKind::Authorizer {
        return policy(case);
    }
    let Some((_, api)) = case.api else { return };
    let route = case.trace.passage.route.and_then(|id| api.routes.get(&id));
    match route.map(|route| &route.authorization) {
        Some(Authorization::Authorizer { id, .. }) => match api.authorizers.get(id).map(|it| &it.method) {
            Some(AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. }) => {
                lambda(case)
            }
            Some(AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. }) => token(case),
            None => {}
        },
        // `@connections` has no route and is signed like a method with IAM authorization.
        Some(Authorization::Iam) | None => signature(case),
        Some(Authorization::None) => {}
    }
}

/// Lets the function answer with a policy that allows, or sends what it is asked about.
fn lambda(case: &mut Case<'_>) {
    let missing = case.has("missing-identity") || case.has("missing-token");
    if missing {
        return;
    }
    let Some((_, api)) = case.api else { return };
    let route = case.trace.passage.route.and_then(|id| api.routes.get(&id));
    let Some(Authorization::Authorizer { id, .. }) = route.map(|route| &route.authorization) else { return };
    let Some(authorizer) = api.authorizers.get(id) else { return };
    let simple = matches!(authorizer.method, AuthorizerMethod::LambdaRequest { simple_responses: true, .. });
    let simple = api.kind == ApiKind::Http && simple;
    let kept_ms = kept_ms(case, authorizer);
    let answer = json!({
        "isAuthorized": true,
        "principalId": "user",
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{ "Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*" }]
        }
    });
    let answer = if simple { answer } else { without(answer, "isAuthorized") };
    let answer = BackendAnswer { result: Some(answer), ..BackendAnswer::default() };
    let sentence = match kept_ms > 0 {
        true => {
            "Let the authorizer's function answer with a policy that allows every method, once the kept answer has run out"
        }
        false => "Let the authorizer's function answer with a policy that allows the call",
    };
    let later_ms = case.trace.at_ms.saturating_add(kept_ms);
    case.request(sentence, |request| {
        if kept_ms > 0 {
            request.at_ms = Some(later_ms);
        }
        request.identity.get_or_insert_with(Identity::default).authorizer = Some(answer);
    });
}

/// How long an answer of the authorizer that the trace saw is kept; nothing where it is not kept.
fn kept_ms(case: &Case<'_>, authorizer: &Authorizer) -> u64 {
    let step = case.trace.step(StepKind::Authorizer);
    let kept = step.is_some_and(|step| {
        step.consulted.iter().any(|row| row.name == "kept answer" || row.name == "kept for")
    });
    let usual = aws::limit("authorizer.ttl_s").and_then(|limit| limit.default);
    let usual = usual.and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or(0);
    if kept { authorizer.result_ttl_s.map_or(usual, u64::from) * 1000 } else { 0 }
}

fn without(mut value: Value, name: &str) -> Value {
    if let Value::Object(members) = &mut value {
        members.shift_remove(name);
    }
    value
}

/// A token whose time is over holds at an earlier moment.
fn token(case: &mut Case<'_>) {
    let expired = case.step.reason.contains("expired");
    let claims = case.trace.passage.request.headers.iter().find_map(|(_, value)| {
        let token = value.rsplit(' ').next().unwrap_or_default();
        crate::lang::jwt::Token::read(token).ok()
    });
    let ends = claims.as_ref().and_then(|token| token.claims.get("exp")).and_then(Value::as_u64);
    if let Some(ends) = ends.filter(|_| expired) {
        case.request("Send a token whose time is not over", |request| {
            let identity = request.identity.get_or_insert_with(Identity::default);
            identity.now_epoch_s = Some(ends.saturating_sub(1));
        });
    }
}

fn signature(case: &mut Case<'_>) {
    let account = crate::flow::exchange::account(case.design).to_owned();
    if case.has("unsigned") {
        let arn = format!("arn:aws:iam::{account}:user/caller");
        case.request("Sign the request with the credentials of an IAM identity", |request| {
            let iam = IamIdentity { arn, ..IamIdentity::default() };
            request.identity.get_or_insert_with(Identity::default).iam = Some(iam);
        });
    } else if case.has("credentials-expired") {
        case.request("Sign with credentials that have not run out", |request| {
            if let Some(iam) = request.identity.as_mut().and_then(|identity| identity.iam.as_mut()) {
                iam.token_expires_epoch_s = None;
            }
        });
    } else if case.has("iam-denied") {
        let foreign = case.step.reason.contains("is of account");
        if !foreign {
            own_policy(case);
        }
    }
}

/// Lets the caller's own policy allow the call.
fn own_policy(case: &mut Case<'_>) {
    let statement = json!([{ "Effect": "Allow", "Action": "execute-api:*", "Resource": "*" }]);
    let policy = json!({ "Version": "2012-10-17", "Statement": statement });
    case.request("Let the caller's own policy allow the call", |request| {
        if let Some(iam) = request.identity.as_mut().and_then(|identity| identity.iam.as_mut()) {
            iam.policy = Some(policy);
        }
    });
}

/// Adds a statement that allows to a silent policy; a deny is the user's to take out.
fn policy(case: &mut Case<'_>) {
    let Some((id, api)) = case.api else { return };
    let denies = case
        .step
        .consulted
        .iter()
        .any(|row| row.name.ends_with(", Deny") && row.value.starts_with("applies"));
    if denies || case.has("policy-invalid") {
        return;
    }
    // Between accounts both policies must allow; one change is enough where one of them is silent.
    let allows = |step: &crate::flow::Step, origin: &str| {
        step.consulted.iter().any(|row| {
            row.origin == origin && row.name.ends_with(", Allow") && row.value.starts_with("applies")
        })
    };
    let asked = case.trace.step(StepKind::Authorizer);
    let silent = asked.is_some_and(|step| {
        step.consulted.iter().any(|row| row.origin == "identity's policy")
            && !allows(step, "identity's policy")
    });
    if silent {
        if allows(case.step, "resource policy") {
            own_policy(case);
        }
        return;
    }
    let domain = case.has("private-domain-without-policy") || case.has("domain-policy-denied");
    if domain {
        return;
    }
    let parsed = api.settings.resource_policy.as_deref().map(serde_json::from_str::<Value>);
    let allow =
        json!({ "Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*" });
    let text = match parsed {
        None => json!({ "Version": "2012-10-17", "Statement": [allow] }),
        Some(Ok(mut document)) => {
            match document.get_mut("Statement") {
                Some(Value::Array(statements)) => statements.push(allow),
                Some(one) => *one = json!([one.clone(), allow]),
                None => return,
            }
            document
        }
        Some(Err(_)) => return,
    };
    let mut changed = api.clone();
    changed.settings.resource_policy = Some(text.to_string());
    let sentence =
        "Add a statement to the resource policy that allows `execute-api:Invoke`, as narrow as you can";
    case.design(sentence, Edit::PutApi(id, Arc::new(changed)));
}

/// Puts a header in place of those of the same name.
pub(super) fn set_header(request: &mut Scenario, name: &str, value: String) {
    request.headers.retain(|other, _| !other.eq_ignore_ascii_case(name));
    request.headers.insert(name.to_owned(), OneOrMany::One(value));
}
