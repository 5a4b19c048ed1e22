//! What a Lambda authorizer's answer means for a request.

use indexmap::IndexMap;
use serde_json::Value;

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::Diagnostic;
use crate::flow::context;
use crate::flow::exchange::Exchange;
use crate::flow::policy::{self, Decision};
use crate::flow::verdict::{Refusal, Verdict};

use super::Asked;
use super::lambda::function_item;
use super::lambda_sources::Question;

/// Applies an answer, fresh or kept, to this request.
pub(super) fn apply(x: &mut Exchange<'_>, asked: &Asked<'_>, question: &Question, answer: &Value) -> Verdict {
    let given = match context_of(answer, question) {
        Ok(given) => given,
        Err(why) => return malformed(x, asked, &why),
    };
    if question.simple {
        return match answer.get("isAuthorized").and_then(Value::as_bool) {
            Some(true) => {
                let_in(x, given, None);
                Verdict::pass("The function answered `isAuthorized: true`")
                    .at(asked.item)
                    .documented(question.page)
            }
            Some(false) => denied(x, asked, question, None, "The function answered `isAuthorized: false`"),
            None => malformed(x, asked, "it has no `isAuthorized` that is true or false"),
        };
    }
    with_policy(x, asked, question, answer, given)
}

fn with_policy(
    x: &mut Exchange<'_>,
    asked: &Asked<'_>,
    question: &Question,
    answer: &Value,
    given: IndexMap<String, Value>,
) -> Verdict {
    let Some(principal) = answer.get("principalId").and_then(Value::as_str) else {
        return malformed(x, asked, "it has no text `principalId`");
    };
    let Some(document) = answer.get("policyDocument") else {
        return malformed(x, asked, "it has no `policyDocument`");
    };
    let arn = x.method_arn();
    let evaluation = match policy::evaluate(document, &arn) {
        Ok(evaluation) => evaluation,
        Err(why) => return malformed(x, asked, &format!("of its policy {why}")),
    };
    x.caller.usage_identifier_key =
        answer.get("usageIdentifierKey").and_then(Value::as_str).map(str::to_owned);
    match evaluation.decision {
        Decision::Allow => {
            let_in(x, given, Some(principal));
            Verdict::pass(format!(
                "The policy of the authorizer's answer allows `{arn}` for principal `{principal}`"
            ))
            .at(asked.item)
            .documented(question.page)
            .saw("methodArn", arn, "request")
        }
        Decision::Deny(place) => {
            let reason = format!("Statement {place} of the authorizer's policy denies `{arn}`");
            denied(x, asked, question, Some("authorizer.explicit_deny"), &reason)
        }
        Decision::Silent => {
            let reason = format!("No statement of the authorizer's policy is about `{arn}`, which denies it");
            denied(x, asked, question, Some("authorizer.implicit_deny"), &reason)
        }
    }
}

/// The `context` of an answer. Errors: the end of a sentence that says what is wrong with the answer.
fn context_of(answer: &Value, question: &Question) -> Result<IndexMap<String, Value>, String> {
    if !answer.is_object() {
        return Err("it is no JSON object".to_owned());
    }
    let mut given = IndexMap::new();
    match answer.get("context") {
        None | Some(Value::Null) => {}
        Some(Value::Object(context)) => {
            for (name, value) in context {
                if !question.second_format && (value.is_object() || value.is_array()) {
                    return Err(format!("its context member `{name}` is no text, number or boolean"));
                }
                // Whatever the value was, format 1.0 hands it on as text.
                let value =
                    if question.second_format { value.clone() } else { Value::String(context::plain(value)) };
                given.insert(name.clone(), value);
            }
        }
        Some(_) => return Err("its `context` is no JSON object".to_owned()),
    }
    Ok(given)
}

fn let_in(x: &mut Exchange<'_>, given: IndexMap<String, Value>, principal: Option<&str>) {
    x.caller.authorizer = given;
    if let Some(principal) = principal {
        x.caller.authorizer.insert("principalId".to_owned(), Value::String(principal.to_owned()));
    }
    context::authorized(x);
}

fn denied(
    x: &mut Exchange<'_>,
    asked: &Asked<'_>,
    question: &Question,
    text: Option<&str>,
    reason: &str,
) -> Verdict {
    x.note(
        Diagnostic::error("authorizer-denied", reason)
            .at(asked.item)
            .help("Let the function allow this method; a kept answer is applied to every method, so its policy should cover all of them"),
    );
    let mut refusal = Refusal::new(GatewayResponseType::AccessDenied);
    if x.kind() == ApiKind::Rest
        && let Some(text) = text
    {
        refusal = refusal.message(aws::cause_text(text, &[])).body_key("Message");
    }
    Verdict::refuse(refusal, reason).at(asked.item).documented(question.page)
}

fn malformed(x: &mut Exchange<'_>, asked: &Asked<'_>, why: &str) -> Verdict {
    let reason = format!("API Gateway cannot use the authorizer's answer: {why}");
    x.set("authorizer.error", reason.clone());
    x.note(
        Diagnostic::error("malformed-authorizer-answer", reason.as_str())
            .at(function_item(asked))
            .help("Return `principalId`, `policyDocument` and a flat `context`, or with simple responses `isAuthorized`"),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::AuthorizerConfigurationError), reason)
        .at(asked.item)
        .documented("api-gateway-lambda-authorizer-output")
}
