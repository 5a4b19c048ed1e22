//! What a token says of itself: its times by the session's clock, its signature, its claims.

use leptos::prelude::*;
use studio_core::design::Api;
use studio_core::lang::jwt::{Signature, Token};

use super::logs::sentence;
use super::state::FlowView;
use crate::platform::now;
use crate::text;
use crate::ui::{Chip, CodeView, Tone};

/// The token, read; a sentence for what is none.
pub fn says(view: FlowView, token: &str) -> Option<AnyView> {
    if token.is_empty() {
        return None;
    }
    let read = match Token::read(token) {
        Ok(read) => read,
        Err(error) => {
            let words = sentence(&format!("It is no JSON Web Token: {error}"));
            return Some(view! { <p class="muted">{text::rich(&words)}</p> }.into_any());
        }
    };
    let now_s = view.now_epoch_s();
    let now_s = i64::try_from(now_s).unwrap_or(i64::MAX);
    let chips = times(&read, now_s).into_iter().map(|(tone, words)| view! { <Chip tone=tone>{words}</Chip> });
    let signed = {
        let design = view.studio.design();
        let design = design.read();
        let api = view.studio.current_api().and_then(|id| design.apis.get(&id).cloned());
        signature(&read, api.as_deref())
    };
    let head = serde_json::to_string_pretty(&read.header).unwrap_or_default();
    let claims = serde_json::to_string_pretty(&read.claims).unwrap_or_default();
    Some(
        view! {
            <div class="flow-token" data-testid="flow-token">
                <div class="row wrap">{chips.collect_view()}</div>
                <p class="hint">{format!("Times in UTC, by the session's clock: {}", moment(now_s))}</p>
                <p>{text::rich(&signed)}</p>
                <CodeView label="Claims" text=claims plain=true />
                <CodeView label="Header" text=head plain=true />
            </div>
        }
        .into_any(),
    )
}

fn moment(seconds: i64) -> String {
    now::iso_utc(u64::try_from(seconds).unwrap_or(0).saturating_mul(1000)).replace('T', " ")
}

/// The times that it carries, against the clock.
fn times(token: &Token, now_s: i64) -> Vec<(Tone, String)> {
    let ends = token.time_s("exp").map(|at| {
        let over = at <= now_s;
        let verb = if over { "Expired" } else { "Expires" };
        (if over { Tone::Fail } else { Tone::Pass }, format!("{verb} {}", moment(at)))
    });
    let begins = token.time_s("nbf").map(|at| {
        let early = at > now_s;
        (if early { Tone::Fail } else { Tone::Neutral }, format!("Not before {}", moment(at)))
    });
    let issued = token.time_s("iat").map(|at| {
        let early = at > now_s;
        (if early { Tone::Fail } else { Tone::Neutral }, format!("Issued {}", moment(at)))
    });
    let ends = ends.unwrap_or_else(|| (Tone::Note, "No time of expiry (exp)".to_owned()));
    std::iter::once(ends).chain(begins).chain(issued).collect()
}

/// Whether the signature is checked, with the key set that the API's authorizers have of the issuer.
fn signature(token: &Token, api: Option<&Api>) -> String {
    let issued_by = token.text("iss").unwrap_or_default();
    let mut methods =
        api.into_iter().flat_map(|api| api.authorizers.values()).map(|authorizer| &authorizer.method);
    let key_set = methods.find_map(|method| method.key_set_of(issued_by));
    let Some(key_set) = key_set else {
        return "No authorizer of the API has a key set of its issuer; each route says whether it checks the signature."
            .to_owned();
    };
    match token.check_signature(key_set) {
        Signature::Good(kid) => format!("Its signature is good: key `{kid}` made it."),
        Signature::Bad(kid) => format!("Its signature is wrong: key `{kid}` did not make it."),
        Signature::UnknownKey(kid) => {
            format!("Its signature is refused: key `{kid}` is none of the issuer's key set.")
        }
        Signature::Unusable(why) => format!("Its signature is not checked: {why}."),
    }
}
