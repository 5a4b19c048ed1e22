//! The cache of a REST stage: what it answers, what it keeps, and who may have an answer made anew.

mod invalidation;
mod key;
mod settings;
mod store;

pub(crate) use store::{Caches, StageCache};

use std::sync::Arc;

use crate::aws::{self, GatewayResponseType, ResponseTransferMode, UnauthorizedCacheStrategy};
use crate::design::{Authorization, Diagnostic, Integration, StageId};
use crate::flow::canary::Release;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{CachedAnswers, Question, Step, StepKind};

use invalidation::Wish;
use key::Key;
use settings::Settings;
use store::Entry;

const PAGE: &str = "api-gateway-caching";
/// The header that says why a wish for a new answer was not heard.
const WARNING: &str = "Warning";

/// What the cache has to do once the answer is made.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    key: Key,
    stage: StageId,
    settings: Settings,
    /// Whether the client is told that its wish for a new answer was not heard.
    warns: bool,
}

/// Answers from the cache, or lets the request go on and its answer be kept.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let Some((stage_id, stage)) = x.place.stage.filter(|(_, stage)| stage.cache_cluster.is_some()) else {
        return Verdict::skip("The stage has no cache").at(x.stage_item()).documented(PAGE);
    };
    let settings = match settings::of(x, stage) {
        Ok(settings) => settings,
        Err(why) => return Verdict::skip(why).at(x.route_item()).documented(PAGE),
    };
    let Some((_, integration)) = x.integration() else {
        return Verdict::skip("The route has no integration").at(x.route_item());
    };
    if x.place.release == Release::Canary
        && !stage.canary.as_ref().is_some_and(|canary| canary.use_stage_cache)
    {
        return Verdict::skip("The canary does not use the stage's cache")
            .at(x.stage_item())
            .documented("canary-release");
    }
    if integration.response_transfer_mode == Some(ResponseTransferMode::Stream) {
        return Verdict::skip("Streamed answers are never cached")
            .at(x.integration_item())
            .documented("response-transfer-mode");
    }
    let wish = invalidation::wish(x, &settings);
    let strategy = settings.strategy.unwrap_or(UnauthorizedCacheStrategy::SucceedWithHeader);
    if let Wish::Refused(why) = &wish
        && strategy == UnauthorizedCacheStrategy::FailWith403
    {
        return forbidden(x, why);
    }
    let key = Key::of(x, integration);
    tell_missing_keys(x, integration);
    let warns = matches!(wish, Wish::Refused(_)) && strategy == UnauthorizedCacheStrategy::SucceedWithHeader;
    let pending = Pending { key, stage: stage_id, settings, warns };
    let verdict = match &wish {
        Wish::Granted(why) => Verdict::pass(format!(
            "The client asks for a new answer and may, because {why}: the integration is called, and its answer takes the place of the kept one"
        ))
        .documented(PAGE),
        Wish::None | Wish::Refused(_) => look_up(x, &pending, integration),
    };
    let verdict = told(verdict, &wish, &pending, strategy);
    let verdict = verdict.at(x.stage_item()).saw("cache key", pending.key.to_string(), "integration");
    if verdict.outcome == crate::flow::Outcome::Pass {
        x.cache = Some(pending);
    }
    verdict
}

fn look_up(x: &mut Exchange<'_>, pending: &Pending, integration: &Integration) -> Verdict {
    let at_ms = x.at_ms;
    let cache = store::of_stage(&mut x.state.caches, (x.place.api_id, pending.stage), pending.settings.size);
    let Some(entry) = cache.get(&pending.key, at_ms) else {
        return Verdict::pass("The cache holds no answer for this key, so the integration is called")
            .documented(PAGE)
            .saw("CacheMissCount", "1", "metric");
    };
    x.response = (*entry.answer).clone();
    if pending.warns {
        x.response.headers.push((WARNING.to_owned(), aws::cause_text("cache.unauthorized", &[])));
    }
    let age_ms = at_ms.saturating_sub(entry.stored_ms);
    let mut verdict = Verdict::answer(format!(
        "The cache holds an answer that is {} s old and kept for {} s, so neither mappings nor the integration run",
        age_ms / 1000,
        entry.ttl_s
    ))
    .documented(PAGE)
    .saw("CacheHitCount", "1", "metric")
    .saw("age_ms", age_ms.to_string(), "session");
    let asked = key::asked(x);
    if entry.asked != asked {
        verdict.reason.push_str(&format!("; it was made for `{}`", entry.asked));
        let message = format!("`{asked}` is answered with what was made for `{}`", entry.asked);
        x.note(
            Diagnostic::warning("cache-answer-of-another-request", message)
                .at(x.integration_item())
                .at_place("cache_key_parameters")
                .help("Make every parameter that changes the answer a cache key parameter"),
        );
    }
    tell_shared_callers(x, integration);
    verdict
}

/// Adds what became of a wish that was not granted, and what was assumed.
fn told(
    mut verdict: Verdict,
    wish: &Wish,
    pending: &Pending,
    strategy: UnauthorizedCacheStrategy,
) -> Verdict {
    if let Wish::Refused(why) = wish {
        verdict
            .reason
            .push_str(&format!("; the client asks for a new answer and is not heard, because {why}"));
        verdict = verdict.saw("unauthorized_strategy", strategy.as_str(), "stage").assumed();
        if pending.warns {
            verdict.reason.push_str("; AWS does not document the text of the `Warning` header");
        }
    }
    let asked = !matches!(wish, Wish::None);
    if asked && (pending.settings.require_authorization.is_none() || pending.settings.strategy.is_none()) {
        verdict.reason.push_str(
            "; the stage does not say how such wishes are treated, and the console's default is taken: permission is needed, and a warning is added without it",
        );
        verdict = verdict.assumed();
    }
    if let Some(doubt) = pending.settings.doubt {
        verdict.reason.push_str("; ");
        verdict.reason.push_str(doubt);
        verdict = verdict.assumed();
    }
    let ttl = format!("{} s", pending.settings.ttl_s);
    let encrypted = if pending.settings.encrypted { "on" } else { "off" };
    verdict.saw("ttl", ttl, pending.settings.ttl_origin).saw("encryption", encrypted, "stage")
}

fn forbidden(x: &mut Exchange<'_>, why: &str) -> Verdict {
    x.note(
        Diagnostic::error("cache-invalidation-denied", "The client may not have the cached answer made anew")
            .at(x.stage_item())
            .at_place("cache")
            .help("Allow the caller `execute-api:InvalidateCache` on the method, send no `Cache-Control: max-age=0`, or choose another strategy"),
    );
    Verdict::refuse(
        Refusal::new(GatewayResponseType::AccessDenied).status(403),
        format!(
            "The client asks for a new answer, which the stage refuses (FAIL_WITH_403), because {why}; AWS documents the status and not the text"
        ),
    )
    .at(x.stage_item())
    .documented(PAGE)
    .assumed()
}

/// Keeps an answer that was made; called when the way in is over.
pub(crate) fn keep(x: &mut Exchange<'_>, steps: &mut [Step]) {
    let Some(pending) = x.cache.take() else { return };
    let Some(step) = steps.iter_mut().find(|step| step.kind == StepKind::Cache) else { return };
    let (what, assumed) = kept(x, &pending);
    // Whether a failure is kept is what the session answers.
    let failed = !(200..300).contains(&x.response.status.unwrap_or(200));
    if failed && x.refusal.is_none() {
        step.question = Some(Question::CachedAnswers);
    }
    step.reason.push_str("; ");
    step.reason.push_str(&what);
    if assumed {
        step.fidelity = step.fidelity.max(crate::flow::Fidelity::Assumed);
    }
    if pending.warns && x.refusal.is_none() {
        x.response.headers.push((WARNING.to_owned(), aws::cause_text("cache.unauthorized", &[])));
    }
}

/// What becomes of the answer, and whether that is assumed.
fn kept(x: &mut Exchange<'_>, pending: &Pending) -> (String, bool) {
    if x.refusal.is_some() {
        return ("nothing is kept, because the request was refused after it".to_owned(), true);
    }
    let status = x.response.status.unwrap_or(200);
    let success = (200..300).contains(&status);
    if !success && x.state.assumptions.cached_answers == CachedAnswers::Successes {
        return (
            format!("an answer with status {status} is not kept; AWS does not document whether it is"),
            true,
        );
    }
    let size = u64::try_from(x.response.body.len()).unwrap_or(u64::MAX);
    let most = aws::quota("rest.cached_response_bytes").map_or(u64::MAX, |quota| quota.limit);
    if size > most {
        return (format!("the answer has {size} bytes and is not kept, because {most} are the most"), false);
    }
    let entry = Entry {
        answer: Arc::new(x.response.clone()),
        asked: key::asked(x),
        stored_ms: x.at_ms,
        ttl_s: pending.settings.ttl_s,
        encrypted: pending.settings.encrypted,
    };
    let place = (x.place.api_id, pending.stage);
    let cache = store::of_stage(&mut x.state.caches, place, pending.settings.size);
    let evicted = cache.put(pending.key.clone(), entry, x.at_ms);
    let mut what = format!("the answer is kept for {} s", pending.settings.ttl_s);
    if evicted > 0 {
        what.push_str(&format!(
            ", and {evicted} others give way to it: AWS does not document what a full cache drops, the studio drops what was used least recently"
        ));
    }
    if !success {
        what.push_str(&format!(
            ", though its status is {status}: AWS does not document whether such answers are kept, users report that they are"
        ));
    }
    (what, evicted > 0 || !success)
}

/// Tells that a route with parameters is cached without any key.
fn tell_missing_keys(x: &mut Exchange<'_>, integration: &Integration) {
    let names = key::unkeyed(x, integration);
    if names.is_empty() || !integration.cache_key_parameters.is_empty() {
        return;
    }
    let message = format!(
        "`{}` is cached without key parameters, so requests that differ in `{}` get the same answer",
        x.route_key(),
        names.join("`, `")
    );
    let finding = Diagnostic::warning("cache-without-keys", message)
        .at(x.integration_item())
        .at_place("cache_key_parameters")
        .help("Make them cache key parameters");
    x.note(finding);
}

/// Tells that callers of a protected route share what is kept: who calls is no part of the key.
fn tell_shared_callers(x: &mut Exchange<'_>, integration: &Integration) {
    let protected = *x.authorization() != Authorization::None;
    let identifies = |name: &String| {
        let name = name.to_ascii_lowercase();
        ["authorization", "authorizer", "identity"].iter().any(|word| name.contains(word))
    };
    let keyed = integration
        .cache_key_parameters
        .iter()
        .any(|name| identifies(name) || integration.request_parameters.get(name).is_some_and(identifies));
    if !protected || keyed {
        return;
    }
    let message = format!("All callers of `{}` share its cached answers", x.route_key());
    let finding = Diagnostic::warning("cache-shared-between-callers", message)
        .at(x.integration_item())
        .at_place("cache_key_parameters")
        .help("Make what identifies the caller a cache key parameter, if answers differ by caller");
    x.note(finding);
}
