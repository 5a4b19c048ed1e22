//! What the client gets of a request that a web ACL stops.

use crate::aws::{self, GatewayResponseType, WafChallenge};
use crate::design::WafAction;
use crate::flow::Message;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::Refusal;

/// AWS's word for an action.
pub(super) const fn word(action: &WafAction) -> &'static str {
    match action {
        WafAction::Allow => "ALLOW",
        WafAction::Block { .. } => "BLOCK",
        WafAction::Count => "COUNT",
        WafAction::Captcha => WafChallenge::Captcha.as_str(),
        WafAction::Challenge => WafChallenge::Challenge.as_str(),
    }
}

/// The refusal of an action, and the end of the sentence that says who makes the answer.
pub(super) fn refusal(x: &Exchange<'_>, action: &WafAction) -> (Refusal, String) {
    let refusal = Refusal::new(GatewayResponseType::WafFiltered);
    match action {
        WafAction::Block { status: None, body: None } | WafAction::Allow | WafAction::Count => {
            (refusal, String::new())
        }
        WafAction::Block { status, body } => {
            let usual = aws::gateway_response(GatewayResponseType::WafFiltered).status;
            let told = "; WAF sends the rule's custom response, which gateway responses do not change";
            (refusal.made(custom(status.or(usual), body.as_deref())), told.to_owned())
        }
        WafAction::Captcha => challenge(x, refusal, WafChallenge::Captcha),
        WafAction::Challenge => challenge(x, refusal, WafChallenge::Challenge),
    }
}

/// A custom response; its content type is the one that the exported configuration declares.
fn custom(status: Option<u16>, body: Option<&str>) -> Message {
    let kind = |body: &str| {
        let json = serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok();
        if json { "application/json" } else { "text/plain" }
    };
    let headers = body.map(|body| ("Content-Type".to_owned(), kind(body).to_owned()));
    Message {
        status,
        headers: headers.into_iter().collect(),
        body: body.unwrap_or_default().as_bytes().to_vec(),
        ..Message::default()
    }
}

fn challenge(x: &Exchange<'_>, refusal: Refusal, action: WafChallenge) -> (Refusal, String) {
    let Some(answer) = aws::waf_answer(action) else { return (refusal, String::new()) };
    let made = Message {
        status: Some(answer.status),
        headers: vec![(answer.header.clone(), answer.value.value.clone())],
        ..Message::default()
    };
    let html = x.request.header("Accept").is_some_and(|accept| accept.contains("text/html"));
    let told = if html {
        "; the answer would hold a page with WAF's script, which AWS does not publish"
    } else {
        "; the client does not accept HTML, so the answer holds no page"
    };
    (refusal.made(made), format!(": the request carries no valid token{told}"))
}
