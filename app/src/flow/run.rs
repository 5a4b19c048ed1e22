//! The requests of the session, run once each: another request is sent on, and only a change of the design, of the
//! session's beginning or of earlier requests sends the others again.

use std::sync::Arc;

use studio_core::design::Design;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{Assumptions, Recording, Session, Trace};

/// What answers depend on besides the requests.
#[derive(Clone)]
struct Ground {
    design: Arc<Design>,
    began_epoch_ms: u64,
    assumptions: Assumptions,
}

/// A recording with its traces.
pub struct Run {
    ground: Ground,
    recording: Recording,
    traces: Vec<Arc<Trace>>,
}

impl Default for Run {
    fn default() -> Self {
        let ground =
            Ground { design: Arc::default(), began_epoch_ms: 0, assumptions: Assumptions::default() };
        let recording = Recording::new(Session::new(&ground.design));
        Self { ground, recording, traces: Vec::new() }
    }
}

impl Run {
    /// The traces of these requests.
    pub fn follow(
        &mut self,
        design: &Arc<Design>,
        began_epoch_ms: u64,
        assumptions: Assumptions,
        sent: &[Scenario],
    ) -> Vec<Arc<Trace>> {
        let same = Arc::ptr_eq(&self.ground.design, design)
            && self.ground.began_epoch_ms == began_epoch_ms
            && self.ground.assumptions == assumptions;
        if !same {
            let session = Session::starting_at(design, began_epoch_ms).with_assumptions(assumptions);
            self.recording = Recording::new(session);
            self.traces.clear();
            self.ground = Ground { design: Arc::clone(design), began_epoch_ms, assumptions };
        }
        let known =
            self.recording.requests().iter().zip(sent).take_while(|(known, sent)| known == sent).count();
        if known < self.traces.len() {
            self.recording.rewind(known);
            self.traces.truncate(known);
        }
        let rest = sent.get(known..).unwrap_or_default();
        self.traces.extend(rest.iter().map(|request| Arc::new(self.recording.send(request))));
        self.traces.clone()
    }

    /// The session as it was after so many of the requests.
    pub fn after(&self, count: usize) -> Session {
        self.recording.after(count)
    }
}
