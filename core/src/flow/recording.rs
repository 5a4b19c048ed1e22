//! A series of requests that can be rewound and replayed.

use crate::design::inputs::Scenario;

use super::{Session, Trace};

/// A moment of the session is kept after this many requests, so that going back replays fewer than these.
const BETWEEN_MOMENTS: usize = 16;

/// A session with the requests that were sent in it.
///
/// Any point can be looked at or gone back to: the requests up to it are replayed from the nearest kept moment, and
/// give the same traces to the byte.
#[derive(Clone, Debug)]
pub struct Recording {
    /// Sessions before request 0, 16, 32 and so on.
    moments: Vec<Session>,
    requests: Vec<Scenario>,
    now: Session,
}

impl Recording {
    /// A recording that begins with this session.
    pub fn new(session: Session) -> Self {
        Self { moments: vec![session.clone()], requests: Vec::new(), now: session }
    }

    /// The requests that were sent, in order.
    pub fn requests(&self) -> &[Scenario] {
        &self.requests
    }

    /// The session after the last request.
    pub fn session(&self) -> &Session {
        &self.now
    }

    /// Sends a request and keeps it.
    pub fn send(&mut self, scenario: &Scenario) -> Trace {
        if !self.requests.is_empty() && self.requests.len().is_multiple_of(BETWEEN_MOMENTS) {
            self.moments.push(self.now.clone());
        }
        self.requests.push(scenario.clone());
        self.now.send(scenario)
    }

    /// The session as it was after the first `count` requests: buckets, quotas, caches, connections.
    pub fn after(&self, count: usize) -> Session {
        let count = count.min(self.requests.len());
        let nearest = (count / BETWEEN_MOMENTS).min(self.moments.len().saturating_sub(1));
        let mut session = self.moments.get(nearest).unwrap_or(&self.now).clone();
        let from = nearest * BETWEEN_MOMENTS;
        for request in self.requests.get(from..count).unwrap_or_default() {
            session.send(request);
        }
        session
    }

    /// Goes back to the point after the first `count` requests and forgets the later ones, which it gives back.
    pub fn rewind(&mut self, count: usize) -> Vec<Scenario> {
        let count = count.min(self.requests.len());
        self.now = self.after(count);
        // The moment before request `count` is made again when that request is sent.
        self.moments.truncate(count.div_ceil(BETWEEN_MOMENTS).max(1));
        self.requests.split_off(count)
    }

    /// The traces of all requests from `from` on, as they were.
    pub fn replay(&self, from: usize) -> Vec<Trace> {
        let mut session = self.after(from);
        let rest = self.requests.get(from.min(self.requests.len())..).unwrap_or_default();
        rest.iter().map(|request| session.send(request)).collect()
    }
}
