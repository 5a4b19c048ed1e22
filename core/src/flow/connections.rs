//! WebSocket connections over time: how long they live, and what closes them.

use indexmap::IndexMap;
use serde::Serialize;

use crate::aws;
use crate::design::inputs::{Frames, Scenario};
use crate::design::{ApiId, Design, StageId};

use super::exchange::api_identifier;

/// What a client gets when API Gateway ends a connection that ran out (seen in captures, not documented).
pub(crate) const GOING_AWAY: (u16, &str) = (1001, "Going away");
/// The code of a binary frame. Source: `websocket-api-develop-binary-media-types` in the developer guide.
pub(crate) const NOT_TEXT: u16 = 1003;
/// The code of a frame or message over the limit. Source: AWS's table of WebSocket quotas.
pub(crate) const TOO_BIG: u16 = 1009;
/// What stands for a close frame without a code.
pub(crate) const NO_CODE: (u16, &str) = (1005, "Client-side close frame status code not set");

/// A WebSocket connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Connection {
    /// The API.
    pub api: ApiId,
    /// The stage.
    pub stage: StageId,
    /// When it was opened, in milliseconds since 1970.
    pub connected_epoch_ms: u64,
    /// When it was opened, in virtual milliseconds.
    pub connected_ms: u64,
    /// When it was last used, in virtual milliseconds.
    pub last_active_ms: u64,
    /// The client's address.
    pub source_ip: String,
    /// The client's `User-Agent`.
    pub user_agent: String,
    /// What the authorizer of `$connect` said; later events carry it.
    pub authorizer: IndexMap<String, serde_json::Value>,
}

impl Connection {
    /// When API Gateway closes it if nothing more is sent, in virtual milliseconds, and why.
    pub fn ends(&self) -> (u64, &'static str) {
        let seconds = |id: &str| aws::quota(id).map_or(u64::MAX / 1000, |quota| quota.limit) * 1000;
        let idle = self.last_active_ms.saturating_add(seconds("websocket.idle_timeout_s"));
        let whole = self.connected_ms.saturating_add(seconds("websocket.connection_duration_s"));
        if idle < whole {
            (idle, "nothing was sent for ten minutes")
        } else {
            (whole, "a connection lasts two hours at most")
        }
    }
}

/// A connection that has to be closed, and what its client is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Closing {
    pub id: String,
    pub code: u16,
    pub reason: String,
}

/// The connections that run out until `at_ms`, in that order, with the moment.
pub(crate) fn run_out(connections: &IndexMap<String, Connection>, at_ms: u64) -> Vec<(u64, Closing)> {
    let closing =
        |id: &String| Closing { id: id.clone(), code: GOING_AWAY.0, reason: GOING_AWAY.1.to_owned() };
    let ended = connections.iter().map(|(id, connection)| (connection.ends().0, id));
    let mut due: Vec<_> =
        ended.filter(|(end, _)| *end <= at_ms).map(|(end, id)| (end, closing(id))).collect();
    due.sort_by_key(|(end, _)| *end);
    due
}

/// The `$disconnect` event of a connection that API Gateway closes.
pub(crate) fn disconnect(
    design: &Design,
    connection: &Connection,
    closing: &Closing,
    at_ms: u64,
) -> Option<Scenario> {
    let api = design.apis.get(&connection.api)?;
    let stage = api.stages.get(&connection.stage)?;
    Some(Scenario {
        api: Some(api_identifier(connection.api, api)),
        stage: Some(stage.name.clone()),
        method: "DISCONNECT".to_owned(),
        path: "/".to_owned(),
        connection_id: Some(closing.id.clone()),
        source_ip: Some(connection.source_ip.clone()),
        at_ms: Some(at_ms),
        frames: Some(Frames {
            close_code: Some(closing.code),
            close_reason: closing.reason.clone(),
            ..Frames::default()
        }),
        ..Scenario::default()
    })
}
