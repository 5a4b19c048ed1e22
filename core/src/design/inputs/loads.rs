//! Traffic, shared out among routes.

use super::{ApiTraffic, EachRequest, Level, Ranged, RouteTraffic, Traffic, month_s};
use crate::aws::ApiKind;
use crate::base::Milli;
use crate::design::{
    Api, ApiId, Architecture, CONNECT_ROUTE, DISCONNECT_ROUTE, Design, Route, RouteId, StageId,
};

/// Thousandths in a whole.
const PERMILLE: u32 = 1000;
/// Minutes in the seconds of a month.
const MINUTE_S: u64 = 60;

/// What a design has to carry in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loads {
    /// Routes in the design's order; those without requests too.
    pub routes: Vec<RouteLoad>,
    /// WebSocket APIs.
    pub sockets: Vec<SocketLoad>,
}

/// What a route has to carry in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteLoad {
    /// The API.
    pub api: ApiId,
    /// The route.
    pub route: RouteId,
    /// The stage that takes its requests; none when the API has none.
    pub stage: Option<StageId>,
    /// Requests of clients, refused ones included; messages of clients on a WebSocket route.
    pub requests: u64,
    /// Whether the route has a rate of its own.
    pub own_rate: bool,
    /// Requests in the busiest second.
    pub peak_rps: Milli,
    /// What a request is like.
    pub each: Each,
}

/// What a request is like, as numbers of one level. Shares are thousandths, at most 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Each {
    /// The size of a request in KB; none is not known.
    pub request_kb: Option<Milli>,
    /// The size of a response in KB; none is not known.
    pub response_kb: Option<Milli>,
    /// How many requests that a cache could answer it answers.
    pub cache_hit_permille: u32,
    /// How often an authorizer's result is still kept.
    pub authorizer_hit_permille: u32,
    /// How many requests an authorizer or policy refuses.
    pub refused_permille: u32,
    /// How many requests are throttled.
    pub throttled_permille: u32,
    /// How many requests come without a valid API key.
    pub without_key_permille: u32,
    /// How long the function behind takes; none is what the function says.
    pub backend_ms: Option<u32>,
    /// The function's memory in MB; none is what the function says.
    pub memory_mb: Option<u32>,
    /// The function's processor; none is what the function says.
    pub architecture: Option<Architecture>,
}

/// What the connections of a WebSocket API carry in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketLoad {
    /// The API.
    pub api: ApiId,
    /// Connections that clients open.
    pub connections: u64,
    /// Minutes of all connections, begun ones as whole ones.
    pub connection_minutes: u64,
    /// Messages of clients.
    pub messages_in: u64,
    /// Messages to clients.
    pub messages_out: u64,
    /// The size of a client's message in KB; none is not known.
    pub message_in_kb: Option<Milli>,
    /// The size of a message to a client in KB; none is not known.
    pub message_out_kb: Option<Milli>,
    /// Connections that are opened in the busiest second.
    pub peak_connects_rps: Milli,
    /// Connections that are open at the busiest time.
    pub peak_open: u64,
}

impl Loads {
    /// So many thousandths of all requests, connections and messages.
    #[must_use]
    pub fn scaled(mut self, permille: u64) -> Self {
        let scale = |count: &mut u64| {
            let product = u128::from(*count) * u128::from(permille) / u128::from(PERMILLE);
            *count = u64::try_from(product).unwrap_or(u64::MAX);
        };
        for load in &mut self.routes {
            scale(&mut load.requests);
        }
        for socket in &mut self.sockets {
            scale(&mut socket.connections);
            scale(&mut socket.connection_minutes);
            scale(&mut socket.messages_in);
            scale(&mut socket.messages_out);
        }
        self
    }
}

/// The traffic of every route at a level: its own, or its part of its API's.
///
/// The parts add up to the API's rate exactly. Where routes have more of their own than the API has, the others get
/// nothing.
pub fn loads(design: &Design, traffic: &Traffic, level: Level) -> Loads {
    let mut loads = Loads::default();
    let none = ApiTraffic::default();
    for (id, api) in &design.apis {
        let of = traffic.apis.get(id).unwrap_or(&none);
        let stage = of.stage.filter(|stage| api.stages.contains_key(stage));
        let stage = stage.or_else(|| api.stages.keys().next().copied());
        let total = match api.kind {
            ApiKind::WebSocket => {
                let socket = socket(*id, of, level);
                loads.sockets.push(socket);
                Total { requests: socket.messages_in, connections: socket.connections }
            }
            ApiKind::Rest | ApiKind::Http => {
                let requests = of.requests.as_ref().map_or(0, |rate| rate.a_month(level));
                Total { requests, connections: 0 }
            }
        };
        share_out(*id, api, of, traffic, &total, level, |mut load| {
            load.stage = stage;
            loads.routes.push(load);
        });
    }
    // Messages of routes with a rate of their own may be more than those of the connections.
    for socket in &mut loads.sockets {
        let routes = loads.routes.iter().filter(|load| load.api == socket.api);
        let messages = routes.filter(|load| !is_lifecycle(design, load)).map(|load| load.requests);
        socket.messages_in = socket.messages_in.max(messages.fold(0, u64::saturating_add));
    }
    loads
}

struct Total {
    requests: u64,
    connections: u64,
}

fn is_lifecycle(design: &Design, load: &RouteLoad) -> bool {
    let route = design.apis.get(&load.api).and_then(|api| api.routes.get(&load.route));
    route.is_some_and(|route| lifecycle(route))
}

fn lifecycle(route: &Route) -> bool {
    route.key.path_template().is_none()
        && matches!(route.key.to_string().as_str(), CONNECT_ROUTE | DISCONNECT_ROUTE)
}

fn share_out(
    id: ApiId,
    api: &Api,
    of: &ApiTraffic,
    traffic: &Traffic,
    total: &Total,
    level: Level,
    mut put: impl FnMut(RouteLoad),
) {
    let none = RouteTraffic::default();
    let is_connection = |route: &Route| api.kind == ApiKind::WebSocket && lifecycle(route);
    let mut own = 0_u64;
    let mut weights = 0_u128;
    for (route_id, route) in &api.routes {
        if is_connection(route) {
            continue;
        }
        let route = traffic.routes.get(route_id).unwrap_or(&none);
        match &route.requests {
            Some(rate) => own = own.saturating_add(rate.a_month(level)),
            None => weights += u128::from(route.weight.unwrap_or(1)),
        }
    }
    let rest = u128::from(total.requests.saturating_sub(own));
    // Cumulated parts, so that they add up to the rest exactly.
    let (mut weight_so_far, mut given) = (0_u128, 0_u128);
    for (route_id, route) in &api.routes {
        let special = traffic.routes.get(route_id).unwrap_or(&none);
        let requests = if is_connection(route) {
            total.connections
        } else if let Some(rate) = &special.requests {
            rate.a_month(level)
        } else {
            weight_so_far += u128::from(special.weight.unwrap_or(1));
            let until = rest.saturating_mul(weight_so_far).checked_div(weights).unwrap_or(0);
            let part = until - given;
            given = until;
            u64::try_from(part).unwrap_or(u64::MAX)
        };
        put(RouteLoad {
            api: id,
            route: *route_id,
            stage: None,
            requests,
            own_rate: special.requests.is_some(),
            peak_rps: peak_rps(requests, of.shape.peak_factor()),
            each: each(&special.each, &of.each, level),
        });
    }
}

/// Requests in the busiest second, to the thousandth, rounded up.
pub fn peak_rps(a_month: u64, factor: Milli) -> Milli {
    let factor = u128::try_from(factor.thousandths()).unwrap_or(0);
    let thousandths = u128::from(a_month).saturating_mul(factor).div_ceil(u128::from(month_s().max(1)));
    Milli::from_thousandths(i64::try_from(thousandths).unwrap_or(i64::MAX))
}

fn each(own: &EachRequest, of_api: &EachRequest, level: Level) -> Each {
    let size =
        |own: Option<Ranged<Milli>>, api: Option<Ranged<Milli>>| own.or(api).map(|size| size.at(level));
    // What saves money is high where the bill is low.
    let share = |own: Option<Ranged<u32>>, api: Option<Ranged<u32>>| {
        own.or(api).map_or(0, |share| share.at(level.opposite()).min(PERMILLE))
    };
    Each {
        request_kb: size(own.request_kb, of_api.request_kb),
        response_kb: size(own.response_kb, of_api.response_kb),
        cache_hit_permille: share(own.cache_hit_permille, of_api.cache_hit_permille),
        authorizer_hit_permille: share(own.authorizer_hit_permille, of_api.authorizer_hit_permille),
        refused_permille: share(own.refused_permille, of_api.refused_permille),
        throttled_permille: share(own.throttled_permille, of_api.throttled_permille),
        without_key_permille: share(own.without_key_permille, of_api.without_key_permille),
        backend_ms: own.backend_ms.or(of_api.backend_ms).map(|ms| ms.at(level)),
        memory_mb: own.memory_mb.or(of_api.memory_mb),
        architecture: own.architecture.or(of_api.architecture),
    }
}

fn socket(api: ApiId, of: &ApiTraffic, level: Level) -> SocketLoad {
    let socket = &of.socket;
    let connections = socket.connections.as_ref().map_or(0, |rate| rate.a_month(level));
    let minutes = socket.connection_minutes.map_or(Milli::default(), |minutes| minutes.at(level));
    // A begun minute of a connection counts as a whole one.
    let whole = u64::try_from(minutes.thousandths()).unwrap_or(0).div_ceil(1000);
    let times = |each: Option<Ranged<Milli>>| {
        let each = each.map_or(0, |each| u128::try_from(each.at(level).thousandths()).unwrap_or(0));
        let product = u128::from(connections).saturating_mul(each).saturating_add(500) / 1000;
        u64::try_from(product).unwrap_or(u64::MAX)
    };
    let connection_minutes = connections.saturating_mul(whole);
    let factor = of.shape.peak_factor();
    let open = u128::from(connection_minutes)
        .saturating_mul(u128::from(MINUTE_S))
        .saturating_mul(u128::try_from(factor.thousandths()).unwrap_or(0))
        .div_ceil(u128::from(month_s().max(1)).saturating_mul(1000));
    SocketLoad {
        api,
        connections,
        connection_minutes,
        messages_in: times(socket.messages_in),
        messages_out: times(socket.messages_out),
        message_in_kb: socket.message_in_kb.map(|size| size.at(level)),
        message_out_kb: socket.message_out_kb.map(|size| size.at(level)),
        peak_connects_rps: peak_rps(connections, factor),
        peak_open: u64::try_from(open).unwrap_or(u64::MAX),
    }
}
