//! The token buckets of the route, the stage and the account.

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::base::Milli;
use crate::design::{Diagnostic, Item, RouteId, Throttle};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{BucketKey, Question};

/// Where AWS says which limits there are; where they sit among the steps it does not say.
const PAGE: &str = "api-gateway-request-throttling";

/// Spends a token of the route's bucket, then one of the account's.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let verdict = decide(x);
    if x.kind() == ApiKind::Rest { verdict.rests_on(Question::RestThrottle) } else { verdict }
}

fn decide(x: &mut Exchange<'_>) -> Verdict {
    let Some((stage_id, stage)) = x.place.stage else {
        return Verdict::skip("The request reached no stage").at(x.api_item());
    };
    let event = x.context_value("eventType").to_owned();
    if event == "DISCONNECT" {
        return Verdict::skip("A disconnect is not throttled").at(x.stage_item()).assumed();
    }
    let mut seen = Verdict::pass("");
    let route_id = x.route.map_or(RouteId(0), |(id, _)| id);
    let own = stage.overrides.get(&route_id).and_then(|settings| settings.throttle);
    let route_key = BucketKey::Route { api: x.place.api_id, stage: stage_id, route: route_id };
    let limit = own.or(stage.defaults.throttle);
    if let Some(limit) = limit {
        let origin = if own.is_some() { "stage, for this route" } else { "stage" };
        let (ok, tokens) = spend(x, route_key, limit);
        seen = consulted(seen, "tokens of the route", tokens, limit, origin);
        if !ok {
            return refused(x, seen, &format!("stage `{}` gives `{}`", stage.name, x.route_key()), limit);
        }
    }
    let (account_key, account) = account_limit(x, &event);
    let (ok, tokens) = spend(x, account_key, account);
    seen = consulted(seen, "tokens of the account", tokens, account, "account");
    if !ok {
        if let Some(bucket) = x.state.buckets.get_mut(&route_key).filter(|_| limit.is_some()) {
            bucket.give_back();
        }
        return refused(x, seen, "the account gives all its APIs in the Region together", account);
    }
    seen.reason = match limit {
        Some(_) => "The route's bucket and the account's each had a token".to_owned(),
        None => "The stage sets no throttle for this route, and the account's bucket had a token".to_owned(),
    };
    seen.reason.push_str("; AWS does not document where among the steps it looks");
    seen.at(x.stage_item()).documented(PAGE).assumed()
}

/// Spends a token of the account's bucket alone: calls of `@connections` have no throttle of their own.
pub(crate) fn account(x: &mut Exchange<'_>) -> Verdict {
    let (key, limit) = account_limit(x, "");
    let (ok, tokens) = spend(x, key, limit);
    let seen = consulted(Verdict::pass(""), "tokens of the account", tokens, limit, "account");
    if !ok {
        return refused(x, seen, "the account gives all its APIs in the Region together", limit);
    }
    Verdict {
        reason: "Calls of `@connections` count against the account's bucket, which had a token".to_owned(),
        ..seen
    }
    .at(x.stage_item())
    .documented("apigateway-execution-service-websocket-limits-table")
}

/// The limit of the account, raised where the design says so.
fn account_limit(x: &Exchange<'_>, event: &str) -> (BucketKey, Throttle) {
    let quota = |id: &str| {
        let raised = x.design.account.raised_quotas.get(id).copied();
        raised.unwrap_or_else(|| aws::quota(id).map_or(0, |quota| quota.limit_in(x.region())))
    };
    let whole = |number: u64| Milli::whole(i64::try_from(number).unwrap_or(i64::MAX));
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    if x.kind() == ApiKind::WebSocket && event == "CONNECT" {
        let rate = quota("websocket.new_connections_rps");
        return (BucketKey::Connections, Throttle { rate_rps: whole(rate), burst: small(rate) });
    }
    let (rate, burst) = (quota("account.throttle_rate_rps"), quota("account.throttle_burst"));
    (BucketKey::Account, Throttle { rate_rps: whole(rate), burst: small(burst) })
}

/// Spends a token of a bucket, which starts full, and says how many there were.
pub(crate) fn spend(x: &mut Exchange<'_>, key: BucketKey, limit: Throttle) -> (bool, Milli) {
    let at_ms = x.at_ms;
    let bucket = x
        .state
        .buckets
        .entry(key)
        .or_insert_with(|| crate::base::TokenBucket::full(limit.rate_rps, limit.burst, at_ms));
    if bucket.limits() != (limit.rate_rps, limit.burst) {
        bucket.resize(limit.rate_rps, limit.burst, at_ms);
    }
    let tokens = bucket.tokens(at_ms);
    (bucket.spend(at_ms), tokens)
}

/// Adds what a bucket held to a step's notes.
pub(crate) fn consulted(
    verdict: Verdict,
    name: &str,
    tokens: Milli,
    limit: Throttle,
    origin: &str,
) -> Verdict {
    verdict.saw(name, tokens.to_string(), "session").saw(
        format!("limit behind {name}"),
        format!("{}/s, burst {}", limit.rate_rps, limit.burst),
        origin,
    )
}

fn refused(x: &mut Exchange<'_>, seen: Verdict, whose: &str, limit: Throttle) -> Verdict {
    let reason = format!(
        "The bucket that {whose} is empty: {} requests a second with bursts of {}",
        limit.rate_rps, limit.burst
    );
    let item: Item = x.stage_item();
    x.note(
        Diagnostic::note("throttled", "The request came faster than the throttle allows")
            .at(item)
            .at_place("throttle")
            .help("Send more slowly, retry with back-off, or raise rate and burst"),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::Throttled), reason)
        .at(item)
        .documented(PAGE)
        .saw_all(seen.consulted)
}
