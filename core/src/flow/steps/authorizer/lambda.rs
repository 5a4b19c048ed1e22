//! Lambda authorizers: whether the function is called, what it answers, and how long the answer is kept.

use serde_json::{Value, json};

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::inputs::BackendAnswer;
use crate::design::{Diagnostic, Item};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

use super::lambda_sources::{Question, question};
use super::{Asked, KeptResult, lambda_answer};

/// The error text that stands for "not let in" rather than for a failure.
const UNAUTHORIZED: &str = "Unauthorized";
/// Who the caller is when the scenario does not say what the function answers.
const ASSUMED_PRINCIPAL: &str = "user";

/// Asks the function, or takes a kept answer, and applies it to this request.
pub(super) fn run(x: &mut Exchange<'_>, asked: &Asked<'_>) -> Verdict {
    let ttl_s = ttl_s(x, asked);
    let question = match question(x, asked, ttl_s > 0) {
        Ok(question) => question,
        Err(verdict) => return *verdict,
    };
    let kept_under = (ttl_s > 0 && !question.identity.is_empty()).then(|| key(x, asked, &question.identity));
    if let Some(kept) = kept_under.as_ref().and_then(|key| x.state.authorizer_results.get(key)).cloned()
        && x.at_ms < kept.until_ms
    {
        let left_s = (kept.until_ms - x.at_ms) / 1000;
        let mut verdict = lambda_answer::apply(x, asked, &question, &kept.answer);
        verdict.reason.push_str(&format!(
            "; the function is not called: its answer for this identity is kept for another {left_s} s, whatever the method"
        ));
        return verdict.saw("kept answer", kept.answer.to_string(), "session");
    }
    let (answer, stubbed) = match x.authorizer_answer() {
        None => (assumed_answer(&question), false),
        Some(stub) => match called(x, asked, stub) {
            Ok(answer) => (answer, true),
            // The function ran all the same: that takes its time, and Lambda charges for it.
            Err(verdict) => {
                let latency_ms = latency_ms(x, asked);
                x.set("authorizer.latency", latency_ms.to_string());
                return verdict.took(latency_ms).saw("event", question.event.to_string(), "request");
            }
        },
    };
    let latency_ms = latency_ms(x, asked);
    let mut verdict = lambda_answer::apply(x, asked, &question, &answer).took(latency_ms);
    x.set("authorizer.latency", latency_ms.to_string());
    if !stubbed {
        verdict.reason.push_str(
            "; the request does not say what the function answers, so it is taken to let everybody in",
        );
        verdict = verdict.assumed();
    }
    let malformed = verdict
        .refusal
        .as_ref()
        .is_some_and(|refusal| refusal.kind == GatewayResponseType::AuthorizerConfigurationError);
    if let Some(key) = kept_under.filter(|_| !malformed) {
        let until_ms = x.at_ms.saturating_add(u64::from(ttl_s) * 1000);
        x.state.authorizer_results.insert(key, KeptResult { answer: answer.clone(), until_ms });
        verdict = verdict.saw("kept for", format!("{ttl_s} s"), "authorizer");
    }
    verdict.saw("event", question.event.to_string(), "request").saw("answer", answer.to_string(), "function")
}

/// How long results are kept; a WebSocket API keeps them for the connection.
fn ttl_s(x: &Exchange<'_>, asked: &Asked<'_>) -> u32 {
    let default = |id: &str| {
        aws::limit(id).and_then(|limit| limit.default).and_then(|ttl| u32::try_from(ttl).ok()).unwrap_or(0)
    };
    match x.kind() {
        ApiKind::Rest => asked.authorizer.result_ttl_s.unwrap_or_else(|| default("authorizer.ttl_s")),
        ApiKind::Http => asked.authorizer.result_ttl_s.unwrap_or_else(|| default("http.authorizer_ttl_s")),
        ApiKind::WebSocket => 0,
    }
}

fn key(x: &Exchange<'_>, asked: &Asked<'_>, identity: &[String]) -> String {
    let stage = x.place.stage.map_or(0, |(id, _)| id.0);
    let identity = Value::from(identity.to_vec());
    format!("{}/{stage}/{}/{identity}", x.place.api_id, asked.id)
}

fn assumed_answer(question: &Question) -> Value {
    if question.simple {
        return json!({ "isAuthorized": true });
    }
    json!({
        "principalId": ASSUMED_PRINCIPAL,
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{ "Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*" }]
        }
    })
}

/// What the stubbed function answers, or why that refuses the request.
fn called(x: &mut Exchange<'_>, asked: &Asked<'_>, stub: &BackendAnswer) -> Result<Value, Box<Verdict>> {
    if stub.timeout {
        return Err(Box::new(failed(
            x,
            asked,
            "The authorizer's function did not answer in time",
            "Make the function faster",
        )));
    }
    if let Some(error) = &stub.error {
        let text = error.get("errorMessage").and_then(Value::as_str).unwrap_or_default();
        if text == UNAUTHORIZED && x.kind() != ApiKind::Http {
            let reason =
                "The authorizer's function failed with the error `Unauthorized`, which stands for 401";
            x.note(
                Diagnostic::note("token-refused", reason)
                    .at(asked.item)
                    .help("Send a token that the function takes"),
            );
            let verdict = Verdict::refuse(Refusal::new(GatewayResponseType::Unauthorized), reason)
                .at(asked.item)
                .documented("apigateway-use-lambda-authorizer");
            return Err(Box::new(verdict));
        }
        let reason = format!("The authorizer's function failed: {text}");
        return Err(Box::new(failed(
            x,
            asked,
            &reason,
            "Mend the function; only the error `Unauthorized` stands for 401",
        )));
    }
    Ok(stub.result.clone().unwrap_or(Value::Null))
}

fn failed(x: &mut Exchange<'_>, asked: &Asked<'_>, reason: &str, help: &str) -> Verdict {
    x.set("authorizer.error", reason);
    x.note(Diagnostic::error("authorizer-failed", reason).at(asked.item).help(help));
    Verdict::refuse(Refusal::new(GatewayResponseType::AuthorizerFailure), reason)
        .at(asked.item)
        .documented("supported-gateway-response-types")
}

fn latency_ms(x: &Exchange<'_>, asked: &Asked<'_>) -> u64 {
    let given = x.authorizer_answer().and_then(|answer| answer.latency_ms);
    let function = asked.authorizer.method.function().and_then(|id| x.design.functions.get(&id));
    given.or_else(|| function.and_then(|function| function.duration_ms).map(u64::from)).unwrap_or(0)
}

/// The function of a Lambda authorizer, as an item.
pub(super) fn function_item(asked: &Asked<'_>) -> Item {
    asked.authorizer.method.function().map_or(asked.item, Item::Function)
}
