//! What the Flow panel remembers: the request being written, the requests sent, and which step is looked at.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::ScenarioId;
use studio_core::design::inputs::{MAX_TIMES, Scenario};
use studio_core::flow::{Session, Step, SuiteReport, Trace, requests_of};

use super::judging::keep_judging;
use crate::platform::now;
use crate::studio::Studio;

/// Requests of a session that are kept; the oldest goes first. All of them run again when the design changes.
const SENT_MAX: usize = 1_000;

/// Requests that one press may send.
const BURST_MAX: usize = MAX_TIMES as usize;

/// Kept by the studio while the panel is closed; a request becomes a part of the document when it is saved.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowState {
    /// The request in the form.
    pub draft: Scenario,
    /// The saved scenario that it came from.
    pub saved: Option<ScenarioId>,
    /// When the session began, in milliseconds since 1970: what tokens are checked against.
    pub began_epoch_ms: u64,
    /// What was sent, in order; they share buckets, quotas and caches.
    pub sent: Arc<Vec<Scenario>>,
    /// Which of them is looked at.
    pub chosen: usize,
    /// Which of its steps is looked at.
    pub step: usize,
}

impl Default for FlowState {
    fn default() -> Self {
        let draft = Scenario { method: "GET".to_owned(), path: "/".to_owned(), ..Scenario::default() };
        Self { draft, saved: None, began_epoch_ms: began(), sent: Arc::default(), chosen: 0, step: 0 }
    }
}

/// The device's clock in whole seconds, as a saved scenario keeps it.
fn began() -> u64 {
    now::epoch_ms() / 1000 * 1000
}

/// The panel's handle: the state, and the traces that follow from it and the design.
#[derive(Clone, Copy)]
pub struct FlowView {
    /// The studio.
    pub studio: Studio,
    /// What is remembered.
    pub state: RwSignal<FlowState>,
    /// The traces of what was sent, with the design as it is now.
    pub traces: Memo<Arc<Vec<Trace>>>,
    /// How the saved scenarios went; none until they ran for the first time.
    pub report: RwSignal<Option<Arc<SuiteReport>>>,
    /// Whether they are running.
    pub running: RwSignal<bool>,
    /// The request of the session that the one in view is compared with.
    pub compared: RwSignal<Option<usize>>,
    /// What is shown about the request in view.
    pub tab: RwSignal<String>,
}

impl FlowView {
    /// The panel's view of this studio.
    pub fn new(studio: Studio) -> Self {
        let state = studio.keep::<FlowState>();
        let sent = Memo::new(move |_| {
            let state = state.read();
            (state.began_epoch_ms, state.sent.clone())
        });
        let design = studio.design();
        let traces = Memo::new(move |_| {
            let (began_epoch_ms, sent) = sent.get();
            let mut session = Session::starting_at(&design.read(), began_epoch_ms);
            Arc::new(sent.iter().map(|scenario| session.send(scenario)).collect::<Vec<_>>())
        });
        let (report, running) = keep_judging(studio);
        Self {
            studio,
            state,
            traces,
            report,
            running,
            compared: RwSignal::new(None),
            tab: RwSignal::new("step".to_owned()),
        }
    }

    /// The handle of the panel around.
    pub fn get() -> Self {
        expect_context()
    }

    /// One part of the request in the form; wakes when that part changes.
    pub fn part<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        read: impl Fn(&Scenario) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let state = self.state;
        Memo::new(move |_| read(&state.read().draft))
    }

    /// Changes the request in the form.
    pub fn change(self, write: impl FnOnce(&mut Scenario)) {
        self.state.update(|state| write(&mut state.draft));
    }

    /// Puts another request into the form, which is none of the saved ones.
    pub fn replace(self, request: Scenario) {
        self.state.update(|state| {
            state.draft = request;
            state.saved = None;
        });
    }

    /// Opens a saved scenario: the session begins again as the scenario has it, with all that it follows.
    pub fn open(self, id: ScenarioId) {
        let document = self.studio.document_now();
        let Some(scenario) = document.scenarios.get(&id) else { return };
        let (start_epoch_ms, requests) = requests_of(&document, id);
        self.compared.set(None);
        self.state.update(|state| {
            state.draft = (**scenario).clone();
            state.saved = Some(id);
            state.began_epoch_ms = start_epoch_ms;
            state.chosen = requests.len().saturating_sub(1);
            state.sent = Arc::new(requests.into_iter().map(Arc::unwrap_or_clone).collect());
            state.step = 0;
        });
        self.look_at_verdict();
    }

    /// Sends the request in the form, as often as it says.
    pub fn send(self) {
        let times = self.state.read_untracked().draft.count();
        self.send_times(times as usize);
    }

    /// Sends the request in the form this often, all at the same moment.
    pub fn send_times(self, times: usize) {
        self.state.update(|state| {
            let last_ms = state.sent.iter().filter_map(|sent| sent.at_ms).max().unwrap_or(0);
            let mut scenario = state.draft.clone();
            scenario.at_ms = Some(scenario.at_ms.unwrap_or(last_ms).max(last_ms));
            let mut sent = state.sent.to_vec();
            sent.extend(std::iter::repeat_n(scenario, times.min(BURST_MAX)));
            let surplus = sent.len().saturating_sub(SENT_MAX);
            sent.drain(..surplus);
            state.chosen = sent.len().saturating_sub(1);
            state.sent = Arc::new(sent);
            state.step = 0;
        });
        self.look_at_verdict();
    }

    /// Forgets what was sent: buckets are full again, caches empty.
    pub fn restart(self) {
        self.compared.set(None);
        self.state.update(|state| {
            state.sent = Arc::default();
            state.began_epoch_ms = began();
            state.chosen = 0;
            state.step = 0;
        });
    }

    /// Looks at another of the requests sent.
    pub fn choose(self, index: usize) {
        self.state.update(|state| state.chosen = index);
        self.look_at_verdict();
    }

    /// Whether the request in view is the one in the form, whatever is expected of it.
    pub fn is_drafted(self, state: &FlowState) -> bool {
        state.sent.get(state.chosen).is_some_and(|sent| {
            let at_ms = state.draft.at_ms.or(sent.at_ms);
            let (name, expect) = (sent.name.clone(), sent.expect.clone());
            let (follows, start_epoch_s) = (sent.follows, sent.start_epoch_s);
            Scenario { name, expect, follows, start_epoch_s, at_ms, ..state.draft.clone() } == *sent
        })
    }

    /// Looks at a step, and at the tab that shows it.
    pub fn show_step(self, step: usize) {
        self.look(step);
        self.tab.set("step".to_owned());
    }

    /// Looks at a step.
    pub fn look(self, step: usize) {
        let last = self.steps_now().saturating_sub(1);
        self.state.update(|state| state.step = step.min(last));
    }

    /// How many steps the trace in view has, without subscribing.
    pub fn steps_now(self) -> usize {
        let chosen = self.state.read_untracked().chosen;
        self.traces.read_untracked().get(chosen).map_or(0, |trace| trace.steps.len())
    }

    /// A part of the trace in view.
    pub fn with_trace<T>(self, read: impl FnOnce(&Trace) -> T) -> Option<T> {
        let chosen = self.state.read().chosen;
        self.traces.read().get(chosen).map(read)
    }

    /// A part of the step in view.
    pub fn with_step<T>(self, read: impl FnOnce(&Step) -> T) -> Option<T> {
        let step = self.state.read().step;
        self.with_trace(|trace| trace.steps.get(step).map(read)).flatten()
    }

    /// Goes to the step that decided: the refusing one, else the last that did something.
    fn look_at_verdict(self) {
        let chosen = self.state.read_untracked().chosen;
        let step = self.traces.read_untracked().get(chosen).map(Trace::deciding_step).unwrap_or_default();
        self.state.update(|state| state.step = step);
    }
}
