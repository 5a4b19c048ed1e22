//! What the Flow panel remembers: the request being written, the requests sent, and which step is looked at.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::ScenarioId;
use studio_core::design::inputs::{MAX_TIMES, Scenario};
use studio_core::flow::{Assumptions, Session, Step, SuiteReport, Trace, requests_of};

use super::judging::keep_judging;
use super::run::Run;
use crate::platform::now;
use crate::studio::Studio;
use crate::text;
use crate::ui::Tone;

/// Requests of a session, which all run again when the design changes. None gives way to another: what it used up
/// would be forgotten with it.
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
    /// The virtual clock, in milliseconds since the session began: the next request is sent then or later.
    pub clock_ms: u64,
    /// What was taken off at the end when the session was rewound.
    pub taken: Arc<Vec<Scenario>>,
    /// The answers to what AWS does not document.
    pub assumptions: Assumptions,
}

impl Default for FlowState {
    fn default() -> Self {
        let draft = Scenario { method: "GET".to_owned(), path: "/".to_owned(), ..Scenario::default() };
        Self {
            draft,
            saved: None,
            began_epoch_ms: began(),
            sent: Arc::default(),
            chosen: 0,
            step: 0,
            clock_ms: 0,
            taken: Arc::default(),
            assumptions: Assumptions::default(),
        }
    }
}

/// How far the virtual clock goes: a year.
const CLOCK_MAX_MS: u64 = 366 * 24 * 3_600_000;

/// When the last of these is sent, in milliseconds since the session began.
fn last_ms(sent: &[Scenario]) -> u64 {
    sent.iter().filter_map(|sent| sent.at_ms).max().unwrap_or(0)
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
    /// Which request is looked at; unlike the state, it does not wake for what is typed in the form.
    pub chosen: Memo<usize>,
    /// Which of its steps is looked at.
    pub step: Memo<usize>,
    /// What was sent.
    pub sent: Memo<Arc<Vec<Scenario>>>,
    /// The traces of what was sent, with the design as it is now.
    pub traces: Memo<Arc<Vec<Arc<Trace>>>>,
    run: StoredValue<Run>,
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
        let chosen = Memo::new(move |_| state.read().chosen);
        let step = Memo::new(move |_| state.read().step);
        // Lists are told apart by where they lie: a thousand requests are not compared at every key.
        let sent = Memo::new_with_compare(
            move |_| state.read().sent.clone(),
            |before: Option<&Arc<Vec<Scenario>>>, after| {
                before.zip(after).is_none_or(|(a, b)| !Arc::ptr_eq(a, b))
            },
        );
        let ground = Memo::new(move |_| {
            let state = state.read();
            (state.began_epoch_ms, state.assumptions)
        });
        let design = studio.design();
        let run = StoredValue::new(Run::default());
        let follow = move || {
            let ((began_epoch_ms, assumptions), sent, design) = (ground.get(), sent.get(), design.get());
            let traces = run.try_update_value(|run| run.follow(&design, began_epoch_ms, assumptions, &sent));
            Arc::new(traces.unwrap_or_default())
        };
        let traces = Memo::new_with_compare(
            move |_| follow(),
            |before: Option<&Arc<Vec<Arc<Trace>>>>, after| {
                before.zip(after).is_none_or(|(a, b)| !Arc::ptr_eq(a, b))
            },
        );
        let (report, running) = keep_judging(studio);
        Self {
            studio,
            state,
            chosen,
            step,
            sent,
            traces,
            run,
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
        self.offer_back();
        self.state.update(|state| {
            state.draft = (**scenario).clone();
            state.saved = Some(id);
            state.began_epoch_ms = start_epoch_ms;
            state.chosen = requests.len().saturating_sub(1);
            state.sent = Arc::new(requests.into_iter().map(Arc::unwrap_or_clone).collect());
            state.step = 0;
            state.clock_ms = 0;
            state.taken = Arc::default();
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
        let scenario = self.state.read_untracked().draft.clone();
        self.send_all(vec![scenario; times.min(BURST_MAX)]);
    }

    /// Sends these requests, one after the other, none earlier than the virtual clock.
    pub fn send_all(self, requests: Vec<Scenario>) {
        let full = {
            let state = self.state.read_untracked();
            state.sent.len() + requests.len().min(BURST_MAX) > SENT_MAX
        };
        if full {
            let words =
                format!("A session holds {SENT_MAX} requests: go back to an earlier one, or start over");
            return self.studio.toasts().say(Tone::Note, words);
        }
        self.state.update(|state| {
            let mut clock_ms = state.clock_ms.max(last_ms(&state.sent));
            let mut sent = state.sent.to_vec();
            sent.extend(requests.into_iter().take(BURST_MAX).map(|request| {
                clock_ms = request.at_ms.unwrap_or(clock_ms).max(clock_ms);
                Scenario { at_ms: Some(clock_ms), ..request }
            }));
            state.clock_ms = clock_ms;
            state.taken = Arc::default();
            state.chosen = sent.len().saturating_sub(1);
            state.sent = Arc::new(sent);
            state.step = 0;
        });
        self.look_at_verdict();
    }

    /// Lets time pass before the next request.
    pub fn wait(self, wait_ms: u64) {
        self.state.update(|state| {
            state.clock_ms =
                state.clock_ms.max(last_ms(&state.sent)).saturating_add(wait_ms).min(CLOCK_MAX_MS);
            state.chosen = state.sent.len().saturating_sub(1);
        });
        self.look_at_verdict();
    }

    /// The moment of the virtual clock, in seconds since 1970.
    pub fn now_epoch_s(self) -> u64 {
        let state = self.state.read();
        state.began_epoch_ms.saturating_add(state.clock_ms) / 1000
    }

    /// Has the session begin at another moment; everything sent is sent anew.
    pub fn begin_at(self, began_epoch_ms: u64) {
        self.state.update(|state| state.began_epoch_ms = began_epoch_ms);
    }

    /// Goes back to the point after the first `count` requests: later ones are taken off, and can be brought back.
    pub fn rewind(self, count: usize) {
        self.compared.set(None);
        self.state.update(|state| {
            let mut sent = state.sent.to_vec();
            let mut taken = sent.split_off(count.min(sent.len()));
            taken.extend(state.taken.iter().cloned());
            state.chosen = sent.len().saturating_sub(1);
            state.clock_ms = last_ms(&sent);
            state.sent = Arc::new(sent);
            state.taken = Arc::new(taken);
            state.step = 0;
        });
        self.look_at_verdict();
    }

    /// Sends again, as they were, what rewinding took off.
    pub fn bring_back(self) {
        self.state.update(|state| {
            let mut sent = state.sent.to_vec();
            sent.extend(std::mem::take(&mut state.taken).iter().cloned());
            state.chosen = sent.len().saturating_sub(1);
            state.clock_ms = last_ms(&sent);
            state.sent = Arc::new(sent);
        });
        self.look_at_verdict();
    }

    /// The session as it was before this request.
    pub fn session_before(self, index: usize) -> Session {
        // With the traces, the recording is up to date.
        drop(self.traces.read());
        self.run.with_value(|run| run.after(index))
    }

    /// Forgets what was sent: buckets are full again, caches empty. It can be brought back.
    pub fn restart(self) {
        self.compared.set(None);
        self.offer_back();
        self.state.update(|state| {
            state.sent = Arc::default();
            state.taken = Arc::default();
            state.clock_ms = 0;
            state.began_epoch_ms = began();
            state.chosen = 0;
            state.step = 0;
        });
    }

    /// The session ends for another one: offers to bring it back, where it holds more than one press makes again.
    fn offer_back(self) {
        let before = self.state.get_untracked();
        let saved = before.saved.map(|id| requests_of(&self.studio.document_now(), id).1);
        let made_again = saved.is_some_and(|all| all.iter().map(|one| &**one).eq(before.sent.iter()));
        if before.sent.is_empty() || made_again {
            return;
        }
        let words = format!("Forgot {}", text::count(before.sent.len(), "request"));
        let bring_back = move || {
            // What has begun since is not lost either.
            self.offer_back();
            self.state.update(|state| {
                *state = FlowState { draft: state.draft.clone(), saved: state.saved, ..before.clone() };
            });
        };
        self.studio.toasts().offer(Tone::Neutral, words, "Bring back", bring_back);
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
        self.traces.read().get(self.chosen.get()).map(|trace| read(trace))
    }

    /// A part of the step in view.
    pub fn with_step<T>(self, read: impl FnOnce(&Step) -> T) -> Option<T> {
        let step = self.step.get();
        self.with_trace(|trace| trace.steps.get(step).map(read)).flatten()
    }

    /// A part of the request in view as it was sent, and of its trace.
    pub fn with_sent<T>(self, read: impl FnOnce(&Scenario, &Trace) -> T) -> Option<T> {
        let sent = self.sent.read();
        let sent = sent.get(self.chosen.get())?;
        self.with_trace(|trace| read(sent, trace))
    }

    /// Goes to the step that decided: the refusing one, else the last that did something.
    pub fn look_at_verdict(self) {
        let chosen = self.state.read_untracked().chosen;
        let step =
            self.traces.read_untracked().get(chosen).map(|trace| trace.deciding_step()).unwrap_or_default();
        self.state.update(|state| state.step = step);
    }
}
