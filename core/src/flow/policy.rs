//! IAM policies about `execute-api:Invoke`, as far as effect, action and resource decide.

use serde_json::Value;

use crate::lang::glob;

/// The action that a call needs.
const INVOKE: &str = "execute-api:Invoke";

/// What a policy says about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// A statement allows it and none denies it.
    Allow,
    /// A statement denies it; its place in the policy, from 1.
    Deny(usize),
    /// No statement is about it, which denies it.
    Silent,
}

/// A decision, and whether statements had conditions that were taken to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Evaluation {
    pub decision: Decision,
    pub has_conditions: bool,
}

/// What a policy says about invoking `arn`. Errors: a sentence's end that says why it is no policy.
pub(crate) fn evaluate(policy: &Value, arn: &str) -> Result<Evaluation, &'static str> {
    let statements = match policy.get("Statement") {
        Some(Value::Array(statements)) => statements.iter().collect(),
        Some(statement @ Value::Object(_)) => vec![statement],
        _ => return Err("it has no `Statement`"),
    };
    let mut evaluation = Evaluation { decision: Decision::Silent, has_conditions: false };
    for (place, statement) in statements.into_iter().enumerate() {
        let effect = statement.get("Effect").and_then(Value::as_str);
        let effect = effect
            .filter(|effect| ["Allow", "Deny"].contains(effect))
            .ok_or("a statement has no `Effect`")?;
        if statement.get("Action").is_none() && statement.get("NotAction").is_none() {
            return Err("a statement has no `Action`");
        }
        if statement.get("Resource").is_none() && statement.get("NotResource").is_none() {
            return Err("a statement has no `Resource`");
        }
        if !covers(statement, arn) {
            continue;
        }
        evaluation.has_conditions |= statement.get("Condition").is_some();
        if effect == "Deny" {
            evaluation.decision = Decision::Deny(place + 1);
            return Ok(evaluation);
        }
        evaluation.decision = Decision::Allow;
    }
    Ok(evaluation)
}

fn covers(statement: &Value, arn: &str) -> bool {
    let action = |pattern: &str| glob::matches(&pattern.to_ascii_lowercase(), &INVOKE.to_ascii_lowercase());
    let resource = |pattern: &str| glob::matches(pattern, arn);
    is_about(statement, "Action", "NotAction", action)
        && is_about(statement, "Resource", "NotResource", resource)
}

fn is_about(statement: &Value, name: &str, negated: &str, matches: impl Fn(&str) -> bool) -> bool {
    match (statement.get(name), statement.get(negated)) {
        (Some(patterns), _) => texts(patterns).any(&matches),
        (None, Some(patterns)) => !texts(patterns).any(&matches),
        (None, None) => false,
    }
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let many = value.as_array().map(|items| items.iter().filter_map(Value::as_str)).into_iter().flatten();
    value.as_str().into_iter().chain(many)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_deny_wins_over_an_allow() {
        let arn = "arn:aws:execute-api:eu-west-1:1:a/prod/GET/pets";
        let allow = json!({"Effect": "Allow", "Action": "execute-api:*", "Resource": "arn:*/prod/*"});
        let deny = json!({"Effect": "Deny", "Action": "execute-api:Invoke", "Resource": [arn]});
        let decide = |statements: Value| evaluate(&json!({"Statement": statements}), arn).map(|e| e.decision);
        assert_eq!(decide(json!([allow])), Ok(Decision::Allow));
        assert_eq!(decide(json!([allow, deny])), Ok(Decision::Deny(2)));
        assert_eq!(decide(json!([])), Ok(Decision::Silent));
        assert!(evaluate(&json!({}), arn).is_err());
    }
}
