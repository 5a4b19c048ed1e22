//! What the stated traffic asks for in its busiest second, at its highest estimate.

use std::collections::BTreeMap;

use super::{bytes, streams};
use crate::aws::ApiKind;
use crate::base::Milli;
use crate::design::inputs::{
    ApiTraffic, Level, Loads, RouteLoad, SocketLoad, Traffic, Usage, loads, month_s, peak_rps,
};
use crate::design::{ApiId, CONNECT_ROUTE, DISCONNECT_ROUTE, Design, Item, WebAclId, effective};
use crate::quota::Known;
use crate::quota::gauge::Gauge;

pub fn measure(gauge: &mut Gauge<'_>, design: &Design, known: &Known<'_>) {
    let nothing = (Traffic::default(), Usage::default());
    let traffic = known.traffic.unwrap_or(&nothing.0);
    let usage = known.usage.unwrap_or(&nothing.1);
    let loads = loads(design, traffic, Level::High);
    if let Some(rate) = account_rate(design, traffic, usage, &loads) {
        gauge.traffic("account.throttle_rate_rps", Item::Design, rate);
    }
    connections(gauge, usage, &loads);
    durations(gauge, design, traffic);
    payloads(gauge, design, &loads);
    messages(gauge, &loads);
    web_acls(gauge, design, &loads);
}

/// Requests a second of all APIs together. Quantities of a month win over the traffic of their kind of API, and count
/// as spread evenly.
fn account_rate(design: &Design, traffic: &Traffic, usage: &Usage, loads: &Loads) -> Option<u64> {
    let mut thousandths: u128 = 0;
    let mut known = false;
    let mut add = |rate: Milli| {
        known = known || rate != Milli::default();
        thousandths += u128::try_from(rate.thousandths()).unwrap_or(0);
    };
    let of = |kind: ApiKind| match kind {
        ApiKind::Rest => usage.rest_requests,
        ApiKind::Http => usage.http_requests,
        ApiKind::WebSocket => usage.messages,
    };
    let stated = ApiKind::ALL.iter().filter_map(|kind| of(*kind)).chain(usage.streaming_requests);
    stated.for_each(|a_month| add(peak_rps(a_month, Milli::whole(1))));
    let open = |id: ApiId| design.apis.get(&id).is_some_and(|api| of(api.kind).is_none());
    for load in loads.routes.iter().filter(|load| open(load.api) && !opens_or_closes(design, load)) {
        add(load.peak_rps);
    }
    for socket in loads.sockets.iter().filter(|socket| open(socket.api)) {
        let shape = traffic.apis.get(&socket.api).map(|api| api.shape).unwrap_or_default();
        add(peak_rps(socket.messages_out, shape.peak_factor()));
    }
    known.then(|| u64::try_from(thousandths.div_ceil(1000)).unwrap_or(u64::MAX))
}

/// Whether the route is called when a connection opens or closes, which has a quota of its own.
fn opens_or_closes(design: &Design, load: &RouteLoad) -> bool {
    let Some(api) = design.apis.get(&load.api) else { return false };
    let key = api.routes.get(&load.route).map(|route| route.key.to_string()).unwrap_or_default();
    api.kind == ApiKind::WebSocket && [CONNECT_ROUTE, DISCONNECT_ROUTE].contains(&key.as_str())
}

/// New and open connections of all WebSocket APIs together.
fn connections(gauge: &mut Gauge<'_>, usage: &Usage, loads: &Loads) {
    let new = loads
        .sockets
        .iter()
        .map(|socket| u128::try_from(socket.peak_connects_rps.thousandths()).unwrap_or(0));
    let new = new.sum::<u128>().div_ceil(1000);
    if new > 0 {
        let new = u64::try_from(new).unwrap_or(u64::MAX);
        gauge.traffic("websocket.new_connections_rps", Item::Design, new);
    }
    let open = match usage.connection_minutes {
        // The minutes of the month, spread evenly.
        Some(minutes) => minutes.saturating_mul(60).div_ceil(month_s().max(1)),
        None => loads.sockets.iter().map(|socket| socket.peak_open).fold(0, u64::saturating_add),
    };
    if open > 0 {
        gauge.traffic("websocket.concurrent_connections", Item::Design, open);
    }
}

/// How long the connections of WebSocket APIs last: AWS closes those that last longer than it lets them.
fn durations(gauge: &mut Gauge<'_>, design: &Design, traffic: &Traffic) {
    let of = |(id, of_api): (&ApiId, &ApiTraffic)| {
        design.apis.get(id).filter(|api| api.kind == ApiKind::WebSocket)?;
        let minutes = of_api.socket.connection_minutes?.at(Level::High).thousandths();
        let thousandths = u64::try_from(minutes).unwrap_or(0).saturating_mul(60);
        // Minutes have three places: to the nearest second.
        Some((Item::Api(*id), thousandths.saturating_add(500) / 1000))
    };
    gauge.settings("websocket.connection_duration_s", traffic.apis.iter().filter_map(of));
}

/// Requests and responses of routes with a size of their own or their API's.
fn payloads(gauge: &mut Gauge<'_>, design: &Design, loads: &Loads) {
    for (id, kind) in [("rest.payload_bytes", ApiKind::Rest), ("http.payload_bytes", ApiKind::Http)] {
        let sizes = loads.routes.iter().filter_map(|load| {
            let api = design.apis.get(&load.api).filter(|api| api.kind == kind)?;
            let integration = api.routes.get(&load.route)?.integration;
            let streamed =
                integration.and_then(|id| api.integrations.get(&id)).is_some_and(|node| streams(node));
            let response = load.each.response_kb.filter(|_| !streamed);
            let size = load.each.request_kb.max(response)?;
            Some((Item::Route(load.api, load.route), bytes(size)))
        });
        gauge.settings(id, sizes);
    }
    let cached = loads.routes.iter().filter_map(|load| {
        let size = load.each.response_kb?;
        effective(design, load.api, load.stage?, load.route).cache?;
        Some((Item::Route(load.api, load.route), bytes(size)))
    });
    gauge.settings("rest.cached_response_bytes", cached);
}

/// Messages of WebSocket APIs, of clients and to them.
fn messages(gauge: &mut Gauge<'_>, loads: &Loads) {
    let sizes = |of: fn(&SocketLoad) -> Option<Milli>| {
        loads.sockets.iter().filter_map(move |socket| Some((Item::Api(socket.api), bytes(of(socket)?))))
    };
    let larger = |socket: &SocketLoad| socket.message_in_kb.max(socket.message_out_kb);
    gauge.settings("websocket.message_bytes", sizes(larger));
    gauge.settings("websocket.callback_payload_bytes", sizes(|socket| socket.message_out_kb));
    if let Some((item, message)) = sizes(larger).max_by_key(|(_, message)| *message) {
        gauge.frame("websocket.frame_bytes", item, message);
    }
}

/// Requests a second that each web ACL looks at.
fn web_acls(gauge: &mut Gauge<'_>, design: &Design, loads: &Loads) {
    let mut rates: BTreeMap<WebAclId, u128> = BTreeMap::new();
    for load in &loads.routes {
        let stage = load.stage.and_then(|stage| design.apis.get(&load.api)?.stages.get(&stage));
        if let Some(acl) = stage.and_then(|stage| stage.web_acl) {
            *rates.entry(acl).or_default() += u128::try_from(load.peak_rps.thousandths()).unwrap_or(0);
        }
    }
    for (acl, thousandths) in rates.into_iter().filter(|(_, rate)| *rate > 0) {
        let rate = u64::try_from(thousandths.div_ceil(1000)).unwrap_or(u64::MAX);
        gauge.traffic("waf.requests_rps", Item::WebAcl(acl), rate);
    }
}
