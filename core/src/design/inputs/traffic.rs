//! How much the APIs of a design are used.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Ranged, Rate};
use crate::base::Milli;
use crate::design::{ApiId, Architecture, RouteId, StageId};

record! {
    /// The traffic that a design is made for: what cost, quotas and load are computed with.
    Traffic {
        /// How much it grows a month, in thousandths.
        growth_permille: u32,
        /// Traffic by API; an API that is not here has none but that of its routes.
        apis: IndexMap<ApiId, ApiTraffic>,
        /// What single routes have of their own; the rest they take from their API.
        routes: IndexMap<RouteId, RouteTraffic>,
        /// Availability Zones that VPC endpoints of private APIs are in; none is not known.
        endpoint_zones: Option<u32>,
        /// Users a month of the design's Cognito user pools; none leaves them out.
        cognito_monthly_users: Option<Ranged<u64>>,
    }
}

record! {
    /// The traffic of an API.
    ApiTraffic {
        /// The stage that takes it; none is the first one.
        stage: Option<StageId>,
        /// Requests of clients, those that are refused included; those of routes with a rate of their own are a part.
        requests: Option<Rate>,
        /// How they are spread over time.
        shape: Shape,
        /// What a request is like.
        each: EachRequest,
        /// What happens over connections (WebSocket).
        socket: SocketTraffic,
    }
}

record! {
    /// What a route has of its own.
    RouteTraffic {
        /// Requests of clients (messages of them on a WebSocket route); none takes a part of the API's.
        requests: Option<Rate>,
        /// The part among the routes without a rate of their own; none is 1.
        weight: Option<u32>,
        /// What a request is like, where it differs from the API's.
        each: EachRequest,
    }
}

record! {
    /// What a request is like. Shares are thousandths.
    EachRequest {
        /// The size of a request in KB (1,024 bytes).
        request_kb: Option<Ranged<Milli>>,
        /// The size of a response in KB (1,024 bytes), compressed where it is compressed.
        response_kb: Option<Ranged<Milli>>,
        /// How many of the requests that a cache could answer it answers (REST).
        cache_hit_permille: Option<Ranged<u32>>,
        /// How often an authorizer's result is still kept.
        authorizer_hit_permille: Option<Ranged<u32>>,
        /// How many requests an authorizer or policy refuses.
        refused_permille: Option<Ranged<u32>>,
        /// How many requests throttles and quotas of usage plans refuse.
        throttled_permille: Option<Ranged<u32>>,
        /// How many requests come without a valid API key where one is needed.
        without_key_permille: Option<Ranged<u32>>,
        /// How long the function behind takes, in milliseconds; none is what the function says.
        backend_ms: Option<Ranged<u32>>,
        /// The function's memory in MB; none is what the function says.
        memory_mb: Option<u32>,
        /// The function's processor; none is what the function says.
        architecture: Option<Architecture>,
    }
}

record! {
    /// What happens over the connections of a WebSocket API.
    SocketTraffic {
        /// Connections that clients open.
        connections: Option<Rate>,
        /// How long each one lasts, in minutes.
        connection_minutes: Option<Ranged<Milli>>,
        /// Messages of the client in each connection.
        messages_in: Option<Ranged<Milli>>,
        /// Messages to the client in each connection, answers included.
        messages_out: Option<Ranged<Milli>>,
        /// The size of a client's message in KB (1,024 bytes).
        message_in_kb: Option<Ranged<Milli>>,
        /// The size of a message to the client in KB (1,024 bytes).
        message_out_kb: Option<Ranged<Milli>>,
    }
}

/// How requests are spread over a month: what the busiest second has, the average being 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Shape {
    /// Day and night the same.
    #[default]
    Steady,
    /// Only while people work, eight hours on five days.
    OfficeHours,
    /// In bursts.
    Spiky {
        /// How much more than on average there is in the busiest second.
        peak_factor: Milli,
    },
}

impl Shape {
    /// Hours of a week.
    const WEEK_H: i64 = 7 * 24;
    /// Hours of a week in which people work.
    const OFFICE_H: i64 = 5 * 8;

    /// How much more than on average there is in the busiest second; at least 1.
    pub fn peak_factor(self) -> Milli {
        let one = Milli::whole(1);
        match self {
            Self::Steady => one,
            Self::OfficeHours => Milli::from_thousandths(Self::WEEK_H * 1000 / Self::OFFICE_H),
            Self::Spiky { peak_factor } => peak_factor.max(one),
        }
    }
}

impl EachRequest {
    /// These figures, and those of `other` where there are none.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            request_kb: self.request_kb.or(other.request_kb),
            response_kb: self.response_kb.or(other.response_kb),
            cache_hit_permille: self.cache_hit_permille.or(other.cache_hit_permille),
            authorizer_hit_permille: self.authorizer_hit_permille.or(other.authorizer_hit_permille),
            refused_permille: self.refused_permille.or(other.refused_permille),
            throttled_permille: self.throttled_permille.or(other.throttled_permille),
            without_key_permille: self.without_key_permille.or(other.without_key_permille),
            backend_ms: self.backend_ms.or(other.backend_ms),
            memory_mb: self.memory_mb.or(other.memory_mb),
            architecture: self.architecture.or(other.architecture),
        }
    }
}

impl Traffic {
    /// Whether nothing is said about any API or route.
    pub fn is_empty(&self) -> bool {
        self.apis.values().all(|api| *api == ApiTraffic::default())
            && self.routes.values().all(|route| *route == RouteTraffic::default())
            && self.cognito_monthly_users.is_none()
    }

    /// Forgets traffic of what is not there any more; says of what.
    pub(crate) fn retain(
        &mut self,
        has_api: impl Fn(ApiId) -> bool,
        has_route: impl Fn(RouteId) -> bool,
        has_stage: impl Fn(ApiId, StageId) -> bool,
    ) -> Vec<String> {
        let mut gone = Vec::new();
        self.apis.retain(|id, traffic| {
            let stays = has_api(*id);
            if !stays {
                gone.push(format!("API number {id}"));
            } else if let Some(stage) = traffic.stage
                && !has_stage(*id, stage)
            {
                gone.push(format!("stage number {stage}"));
                traffic.stage = None;
            }
            stays
        });
        self.routes.retain(|id, _| {
            let stays = has_route(*id);
            if !stays {
                gone.push(format!("route number {id}"));
            }
            stays
        });
        gone
    }
}
