//! What the requests of one route leave on the bill.

use crate::aws::{
    self, ApiKind, Billed, DerivationRule, Ending, EndpointKind, MeteringRule, ResponseTransferMode,
    derivation, metering, metrics_of,
};
use crate::base::Milli;
use crate::cost::items::increments;
use crate::design::inputs::{Each, Level, RouteLoad};
use crate::design::{
    Api, Architecture, Authorization, Authorizer, Connection, Design, Effective, Function, Integration, Item,
    Route, Target, effective,
};

use super::ledger::{Key, Ledger};
use super::stages::{Kept, StageBooks};
use super::traces::Traced;
use super::unknown::Unknown;

/// Everything that is booked into while routes are walked through.
pub struct Books<'a> {
    pub design: &'a Design,
    pub level: Level,
    pub ledger: Ledger,
    pub traced: Traced<'a>,
    pub unknown: Unknown,
}

/// One route with what holds for it.
struct Passing<'a> {
    api: &'a Api,
    route: &'a Route,
    load: &'a RouteLoad,
    at: Item,
    holds: Effective,
    counts: Counts,
}

/// How the requests of a route end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// All that clients send.
    sent: u64,
    /// Those that an authorizer gets to see.
    asked: u64,
    /// Those that come through to the cache or the backend.
    through: u64,
    /// Those that API Gateway charges for.
    billed: u64,
    /// Those that the backend gets.
    backend: u64,
}

/// Books the requests of a route; messages of a WebSocket route are booked with their size.
pub fn book(
    books: &mut Books<'_>,
    stages: &StageBooks<'_>,
    api: &Api,
    load: &RouteLoad,
    socket_kb: Option<Milli>,
) {
    let Some(route) = api.routes.get(&load.route) else { return };
    let holds = load
        .stage
        .map_or_else(Effective::default, |stage| effective(books.design, load.api, stage, load.route));
    let mut load = load.clone();
    if api.kind == ApiKind::WebSocket {
        load.each.request_kb = load.each.request_kb.or(socket_kb);
    }
    let counts = counts(books, api, route, &holds, &load);
    let passing = Passing { api, route, load: &load, at: Item::Route(load.api, load.route), holds, counts };
    requests(books, &passing);
    authorizer(books, &passing);
    backend(books, &passing);
    data(books, &passing);
    if let Some(stage) = stages.of(load.api, load.stage) {
        logs(books, &passing, stage);
        watching(books, &passing, stage);
    }
}

fn part(of: u64, permille: u32) -> u64 {
    u64::try_from(u128::from(of) * u128::from(permille.min(1000)) / 1000).unwrap_or(of)
}

fn counts(books: &mut Books<'_>, api: &Api, route: &Route, holds: &Effective, load: &RouteLoad) -> Counts {
    let Each { throttled_permille, refused_permille, without_key_permille, cache_hit_permille, .. } =
        load.each;
    let sent = load.requests;
    let throttled = part(sent, throttled_permille);
    let asked = sent - throttled;
    let guarded = route.authorization != Authorization::None || api.settings.resource_policy.is_some();
    let refused = if guarded { part(asked, refused_permille) } else { 0 };
    let keyless = if route.api_key_required { part(asked - refused, without_key_permille) } else { 0 };
    let through = asked - refused - keyless;
    let mut billed = through;
    for (ending, count) in
        [(Ending::Throttle, throttled), (Ending::Authorization, refused), (Ending::ApiKey, keyless)]
    {
        if count > 0 && is_billed(books, api.kind, ending) {
            billed += count;
        }
    }
    let hits = if holds.cache.is_some() { part(through, cache_hit_permille) } else { 0 };
    Counts { sent, asked, through, billed, backend: through - hits }
}

/// What AWS does not document is charged in the highest estimate alone.
fn is_billed(books: &mut Books<'_>, kind: ApiKind, ending: Ending) -> bool {
    match aws::billing_rule(kind, ending).map_or(Billed::Unknown, |rule| rule.billed) {
        Billed::Yes => true,
        Billed::No => false,
        Billed::Unknown => {
            books.unknown.refusals(kind);
            books.level == Level::High
        }
    }
}

/// API Gateway's own charge, in AWS's units for the size of these requests.
fn requests(books: &mut Books<'_>, it: &Passing<'_>) {
    let count = u128::from(it.counts.billed);
    let integration = integration(it);
    let streamed =
        integration.and_then(|one| one.response_transfer_mode) == Some(ResponseTransferMode::Stream);
    let (key, units) = match it.api.kind {
        ApiKind::Rest if streamed => {
            (Key::STREAMED, increments(it.load.each.response_kb, MeteringRule::RestStreamIncrement))
        }
        ApiKind::Rest => (Key::REST_REQUESTS, 1),
        ApiKind::Http => {
            (Key::HTTP_REQUESTS, increments(it.load.each.request_kb, MeteringRule::HttpRequestIncrement))
        }
        // Opening and closing a connection is no message; whether AWS counts it as one is not documented.
        ApiKind::WebSocket if is_lifecycle(it.route) => return,
        ApiKind::WebSocket => {
            (Key::MESSAGES, increments(it.load.each.request_kb, MeteringRule::WebSocketMessageIncrement))
        }
    };
    books.ledger.add(key, it.at, count.saturating_mul(units));
}

fn is_lifecycle(route: &Route) -> bool {
    matches!(route.key.to_string().as_str(), "$connect" | "$disconnect")
}

fn integration<'a>(it: &Passing<'a>) -> Option<&'a Integration> {
    it.route.integration.and_then(|id| it.api.integrations.get(&id)).map(AsRef::as_ref)
}

/// The calls of a Lambda authorizer that its cache does not save.
fn authorizer(books: &mut Books<'_>, it: &Passing<'_>) {
    let Authorization::Authorizer { id, .. } = &it.route.authorization else { return };
    let Some(authorizer) = it.api.authorizers.get(id) else { return };
    let Some(function) = authorizer.method.function().and_then(|id| books.design.functions.get(&id)) else {
        return;
    };
    let kept = if keeps(it.api.kind, authorizer) { it.load.each.authorizer_hit_permille } else { 0 };
    let calls = it.counts.asked - part(it.counts.asked, kept);
    books.ledger.add(Key::AUTHORIZERS, it.at, u128::from(calls));
    seconds(books, it.at, calls, function, &Each::default());
}

/// Whether results of an authorizer are kept at all.
pub fn keeps(kind: ApiKind, authorizer: &Authorizer) -> bool {
    let limit = match kind {
        ApiKind::Rest => "authorizer.ttl_s",
        ApiKind::Http => "http.authorizer_ttl_s",
        ApiKind::WebSocket => return false,
    };
    let default = || aws::limit(limit).and_then(|limit| limit.default).unwrap_or(0);
    authorizer.result_ttl_s.map_or_else(default, i64::from) > 0
}

fn backend(books: &mut Books<'_>, it: &Passing<'_>) {
    let Some(integration) = integration(it) else { return };
    let calls = it.counts.backend;
    if let Target::Lambda { function, .. } = &integration.target
        && let Some(function) = books.design.functions.get(function)
    {
        books.ledger.add(Key::LAMBDA, it.at, u128::from(calls));
        seconds(books, it.at, calls, function, &it.load.each);
    }
    if matches!(integration.connection, Connection::VpcLink { .. } | Connection::Named { .. }) {
        let each = [it.load.each.request_kb, it.load.each.response_kb];
        let size = each.into_iter().flatten().map(millibytes).fold(0, u128::saturating_add);
        books.ledger.add(Key::BALANCED_DATA, it.at, size.saturating_mul(u128::from(calls)));
    }
}

/// GB-seconds of calls of a function.
fn seconds(books: &mut Books<'_>, at: Item, calls: u64, function: &Function, each: &Each) {
    let Some(ms) = each.backend_ms.or(function.duration_ms) else {
        if calls > 0 {
            books.unknown.duration(&function.name);
        }
        return;
    };
    let default = || u32::try_from(metering(MeteringRule::LambdaMemory).value.value).unwrap_or(1);
    let mb = each.memory_mb.or(function.memory_mb).unwrap_or_else(default);
    let key = match each.architecture.unwrap_or(function.architecture) {
        Architecture::X86_64 => Key::X86,
        Architecture::Arm64 => Key::ARM,
    };
    books.ledger.add(key, at, u128::from(calls) * u128::from(ms) * u128::from(mb));
}

/// Answers to the internet, or both ways through a VPC endpoint.
fn data(books: &mut Books<'_>, it: &Passing<'_>) {
    let count = u128::from(it.counts.through);
    let [request, response] = [it.load.each.request_kb, it.load.each.response_kb]
        .map(|size| size.map_or(0, millibytes).saturating_mul(count));
    match (it.api.kind, it.api.endpoint_kind()) {
        // What goes to WebSocket clients is booked with the connections.
        (ApiKind::WebSocket, _) => {}
        (ApiKind::Rest, EndpointKind::Private) => {
            books.ledger.add(Key::ENDPOINT_DATA, it.at, request.saturating_add(response));
        }
        _ => {
            if it.load.each.response_kb.is_none() && count > 0 {
                books.unknown.response_size();
            }
            books.ledger.add(Key::EGRESS, it.at, response);
        }
    }
}

/// Thousandths of a byte.
pub fn millibytes(kb: Milli) -> u128 {
    u128::try_from(kb.thousandths())
        .unwrap_or(0)
        .saturating_mul(u128::from(metering(MeteringRule::Kb).value.value))
}

fn logs(books: &mut Books<'_>, it: &Passing<'_>, stage: &super::stages::StageBook<'_>) {
    let each = &it.load.each;
    let access = stage.access.as_ref().map_or(0, |format| format.line_bytes(it.route, stage.name));
    let execution =
        super::logs::execution_bytes(it.api, it.route, &it.holds, each.request_kb, each.response_kb);
    let of = |bytes: u64| u128::from(bytes).saturating_mul(1000).saturating_mul(u128::from(it.counts.sent));
    let (access, execution) = (of(access), of(execution));
    if execution > 0 {
        books.unknown.execution_log();
    }
    books.ledger.add(Key::LOGS, it.at, access.saturating_add(execution));
    let compression = u128::from(derivation(DerivationRule::LogCompression).value.value);
    let kept = |bytes: u128, kept: Kept| kept.months(bytes.saturating_mul(compression) / 1000);
    let pieces = kept(access, stage.kept).saturating_add(kept(execution, Kept::ForEver));
    if pieces > 0 && (execution > 0 || stage.kept == Kept::ForEver) {
        books.unknown.kept_for_ever();
    }
    books.ledger.add(Key::LOGS_KEPT, it.at, pieces);
}

/// Detailed metrics, traces, and the requests that AWS WAF looks at.
fn watching(books: &mut Books<'_>, it: &Passing<'_>, stage: &super::stages::StageBook<'_>) {
    if it.holds.detailed_metrics {
        let caches = it.holds.cache.is_some();
        let connects = is_lifecycle(it.route);
        let names = metrics_of(it.api.kind).filter(|metric| match metric.name.as_str() {
            "CacheHitCount" | "CacheMissCount" => caches,
            "ConnectCount" => connects,
            "MessageCount" => !connects,
            _ => true,
        });
        // A custom metric is paid for by the hours in which it gets a value.
        let hours = it.counts.sent.min(metering(MeteringRule::Month).value.value);
        let names = u128::try_from(names.count()).unwrap_or(0);
        books.ledger.add(Key::METRICS, it.at, names.saturating_mul(u128::from(hours)));
    }
    if stage.traced {
        books.traced.add(it.at, it.route, &stage.service, it.counts.sent);
    }
    if stage.protected {
        books.ledger.add(Key::WAF_REQUESTS, it.at, u128::from(it.counts.sent));
    }
}
