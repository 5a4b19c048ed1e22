//! What a Lambda authorizer's answer means for a request.

use indexmap::IndexMap;
use serde_json::Value;

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::Diagnostic;
use crate::flow::context;
use crate::flow::exchange::Exchange;
use crate::flow::policy::{self, Call, Document, Evaluation, Facts, PolicyKind, Reading, Says};
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
    let document = Document::read(document, PolicyKind::Authorizer);
    if let Some(fault) = document.unusable() {
        return malformed(x, asked, &format!("its policy cannot be read: {}", fault.message));
    }
    for fault in &document.faults {
        x.note(
            Diagnostic::warning("policy-doubtful", fault.message.as_str())
                .at(function_item(asked))
                .at_place(fault.place.as_str())
                .help(fault.help),
        );
    }
    let arn = x.method_arn();
    let evaluation = {
        let facts = Facts::of_caller(x);
        policy::evaluate(&document, &Call::of_identity(&arn, &facts))
    };
    x.caller.usage_identifier_key =
        answer.get("usageIdentifierKey").and_then(Value::as_str).map(str::to_owned);
    let verdict = decided(x, asked, question, (principal, &arn), given, &evaluation);
    let mut verdict = verdict.saw_all(evaluation.rows("authorizer's policy"));
    if let Some(doubt) = &evaluation.doubt {
        verdict = verdict.assumed();
        verdict.reason.push_str(&format!("; {doubt}"));
    }
    verdict
}

fn decided(
    x: &mut Exchange<'_>,
    asked: &Asked<'_>,
    question: &Question,
    (principal, arn): (&str, &str),
    given: IndexMap<String, Value>,
    evaluation: &Evaluation,
) -> Verdict {
    x.caller.says = Some(evaluation.says);
    let passed = |reason: String| {
        Verdict::pass(reason).at(asked.item).documented(question.page).saw("methodArn", arn, "request")
    };
    match evaluation.says {
        Says::Allow => {
            let_in(x, given, Some(principal));
            let name = evaluation.deciding().map_or_else(|| "A statement".to_owned(), Reading::title);
            passed(format!("{name} of the authorizer's policy allows `{arn}` for principal `{principal}`"))
        }
        Says::Deny => {
            let name = evaluation.deciding().map_or_else(|| "A statement".to_owned(), Reading::title);
            let reason = format!("{name} of the authorizer's policy denies `{arn}`");
            denied(x, asked, question, Some("authorizer.explicit_deny"), &reason)
        }
        Says::Silent if policy::has_resource_policy(x) => {
            let_in(x, given, Some(principal));
            passed(format!(
                "No statement of the authorizer's policy is about `{arn}`, so the resource policy must allow it"
            ))
        }
        Says::Silent => {
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
