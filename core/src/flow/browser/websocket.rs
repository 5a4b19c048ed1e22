//! A page's script with a `WebSocket`. CORS has no say over it: <https://websockets.spec.whatwg.org/>.

use crate::aws::ApiKind;
use crate::design::inputs::{OneOrMany, Scenario};
use crate::flow::Session;

use super::{BrowserOutcome, BrowserVerdict, rules};

/// Whether this is something that a WebSocket client does; scripts cannot send such a method.
pub(super) fn is_event(method: &str) -> bool {
    matches!(method, "CONNECT" | "MESSAGE" | "DISCONNECT")
}

/// What becomes of it; none where the request is not for a WebSocket API.
pub(super) fn verdict(
    session: &mut Session,
    scenario: &Scenario,
    origin: &str,
    headers: &[(String, String)],
) -> Option<BrowserVerdict> {
    let lost = rules::unsafe_headers(headers);
    let mut sent = scenario.clone();
    sent.headers
        .retain(|name, _| !name.eq_ignore_ascii_case("Origin") && !lost.contains(&name.to_ascii_lowercase()));
    let connects = scenario.method.trim().eq_ignore_ascii_case("CONNECT");
    if connects {
        sent.headers.insert("Origin".to_owned(), OneOrMany::One(origin.to_owned()));
    }
    let mut tried = session.clone();
    let answer = tried.send(&sent);
    if answer.passage.kind != Some(ApiKind::WebSocket) {
        return None;
    }
    *session = tried;
    let status = answer.response.status;
    let refused = connects && status != Some(101);
    let gone = answer.diagnostics.iter().any(|found| found.code == "connection-gone");
    let reason = match (connects, refused) {
        _ if gone => "The connection is closed, so the script's `send` does nothing".to_owned(),
        (true, true) => format!(
            "The handshake is answered with {}: the script gets an `error` event and close code 1006, and never learns the status",
            status.map_or_else(|| "nothing".to_owned(), |status| status.to_string())
        ),
        (true, false) => {
            "The connection opens: CORS has no say over WebSockets, and a page of any origin may connect unless an authorizer looks at `Origin`".to_owned()
        }
        (false, _) => "The connection is open, and CORS has no say over what goes through it".to_owned(),
    };
    let help = match lost.is_empty() {
        false if connects => format!(
            "A script cannot set `{}` on a WebSocket, so it is left out here; let the script send it in the query string, and the authorizer read it there",
            lost.join("`, `")
        ),
        _ => String::new(),
    };
    Some(BrowserVerdict {
        outcome: match (gone, refused) {
            (true, _) => BrowserOutcome::NotSent,
            (_, true) => BrowserOutcome::Hidden,
            _ => BrowserOutcome::Read,
        },
        reason,
        preflight_because: Vec::new(),
        preflight: None,
        answer: Some(answer),
        checks: Vec::new(),
        readable_headers: Vec::new(),
        help,
        fix: None,
    })
}
