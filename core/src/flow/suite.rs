//! The scenarios of a document, each in a session of its own or after the one that it follows.

use std::collections::VecDeque;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use crate::design::inputs::{MAX_TIMES, Scenario};
use crate::design::{Document, Nodes, ScenarioId};

use super::{Check, Coverage, DEFAULT_START_EPOCH_MS, Session, Trace, judge};

/// Runs scenarios one request at a time, so that whoever has other work can do it in between.
#[derive(Debug)]
pub struct Suite {
    scenarios: Nodes<ScenarioId, Scenario>,
    /// What is still to run; a scenario stands behind the one that it follows.
    queue: VecDeque<ScenarioId>,
    running: Option<Running>,
    /// Sessions as they were left, of scenarios that others follow.
    left: IndexMap<ScenarioId, Session>,
    followed: IndexSet<ScenarioId>,
    results: IndexMap<ScenarioId, ScenarioResult>,
    fresh: Session,
    coverage: Coverage,
}

#[derive(Debug)]
struct Running {
    id: ScenarioId,
    session: Session,
    /// Requests still to send.
    to_send: u32,
}

/// What came of all scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct SuiteReport {
    /// The scenarios in the document's order.
    pub results: Vec<ScenarioResult>,
    /// What of the design they cover.
    pub coverage: Coverage,
}

/// What came of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioResult {
    /// The scenario.
    pub id: ScenarioId,
    /// What it is called.
    pub title: String,
    /// What happened to its last request.
    pub trace: Arc<Trace>,
    /// What it expects, with what came of it.
    pub checks: Vec<Check>,
}

/// How a scenario went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    /// All that it expects is met.
    Passed,
    /// Something is not.
    Failed,
    /// It expects nothing.
    NothingExpected,
}

impl ScenarioResult {
    /// How it went.
    pub fn judged(&self) -> Judged {
        if self.checks.is_empty() {
            Judged::NothingExpected
        } else if self.checks.iter().all(|check| check.met) {
            Judged::Passed
        } else {
            Judged::Failed
        }
    }
}

impl SuiteReport {
    /// How many scenarios went so.
    pub fn count(&self, judged: Judged) -> usize {
        self.results.iter().filter(|result| result.judged() == judged).count()
    }
}

impl Suite {
    /// All scenarios of the document, with nothing sent yet.
    pub fn new(document: &Document) -> Self {
        let scenarios = document.scenarios.clone();
        let followed = scenarios.values().filter_map(|scenario| scenario.follows).collect();
        Self {
            queue: order(&scenarios),
            running: None,
            left: IndexMap::new(),
            followed,
            results: IndexMap::new(),
            fresh: Session::new(&document.design),
            coverage: Coverage::of(&document.design),
            scenarios,
        }
    }

    /// Runs all scenarios of the document.
    pub fn run(document: &Document) -> SuiteReport {
        let mut suite = Self::new(document);
        while suite.advance() {}
        suite.finish()
    }

    /// Sends one request; false when there is none left.
    pub fn advance(&mut self) -> bool {
        if self.running.is_none() {
            self.running = self.queue.pop_front().and_then(|id| self.begin(id));
        }
        let Some(mut running) = self.running.take() else { return false };
        let Some(scenario) = self.scenarios.get(&running.id).cloned() else { return true };
        let trace = running.session.send(&scenario);
        self.coverage.observe(running.session.design(), &scenario, &trace);
        running.to_send = running.to_send.saturating_sub(1);
        if running.to_send > 0 {
            self.running = Some(running);
            return true;
        }
        self.fresh = running.session.anew(DEFAULT_START_EPOCH_MS);
        let mut checks = faults(&self.scenarios, running.id, &scenario);
        checks.extend(judge(&scenario.expect, &trace));
        let (id, title) = (running.id, scenario.title());
        self.results.insert(id, ScenarioResult { id, title, trace: Arc::new(trace), checks });
        if self.followed.contains(&id) {
            self.left.insert(id, running.session);
        }
        true
    }

    /// What came of what has run.
    pub fn finish(mut self) -> SuiteReport {
        let results = self.scenarios.keys().filter_map(|id| self.results.shift_remove(id));
        SuiteReport { results: results.collect(), coverage: self.coverage }
    }

    fn begin(&self, id: ScenarioId) -> Option<Running> {
        let scenario = self.scenarios.get(&id)?;
        let before = scenario.follows.and_then(|before| self.left.get(&before));
        let session = match before {
            Some(session) => session.clone(),
            None => self.fresh.anew(start_epoch_ms(scenario)),
        };
        Some(Running { id, session, to_send: scenario.count() })
    }
}

/// The requests that lead to a scenario's answer, its own last, each as often as it is sent; and when their session
/// begins, in milliseconds since 1970.
pub fn requests_of(document: &Document, id: ScenarioId) -> (u64, Vec<Arc<Scenario>>) {
    let mut chain = chain(&document.scenarios, id);
    chain.reverse();
    let nodes: Vec<&Arc<Scenario>> = chain.iter().filter_map(|id| document.scenarios.get(id)).collect();
    let start = nodes.first().map_or(DEFAULT_START_EPOCH_MS, |first| start_epoch_ms(first));
    let often = |node: &Arc<Scenario>| std::iter::repeat_n(Arc::clone(node), node.count() as usize);
    (start, nodes.into_iter().flat_map(often).collect())
}

fn start_epoch_ms(scenario: &Scenario) -> u64 {
    scenario.start_epoch_s.map_or(DEFAULT_START_EPOCH_MS, |seconds| seconds.saturating_mul(1000))
}

/// The scenario and all that it follows, one after the other; ends where they go round in a circle.
fn chain(scenarios: &Nodes<ScenarioId, Scenario>, id: ScenarioId) -> IndexSet<ScenarioId> {
    let mut chain = IndexSet::new();
    let mut next = Some(id);
    while let Some(id) = next {
        let Some(scenario) = scenarios.get(&id).filter(|_| chain.insert(id)) else { break };
        next = scenario.follows;
    }
    chain
}

/// The document's order, with each scenario behind the one that it follows.
fn order(scenarios: &Nodes<ScenarioId, Scenario>) -> VecDeque<ScenarioId> {
    let mut order = IndexSet::with_capacity(scenarios.len());
    for id in scenarios.keys() {
        let mut waiting = IndexSet::new();
        let mut next = Some(*id);
        // Ends at what is in the order already, so that long chains are not walked again and again.
        while let Some(id) = next.filter(|id| !order.contains(id) && !waiting.contains(id)) {
            let Some(scenario) = scenarios.get(&id) else { break };
            waiting.insert(id);
            next = scenario.follows;
        }
        order.extend(waiting.into_iter().rev());
    }
    order.into_iter().collect()
}

/// What keeps the scenario from running as it says.
fn faults(scenarios: &Nodes<ScenarioId, Scenario>, id: ScenarioId, scenario: &Scenario) -> Vec<Check> {
    let unmet = |what: &str, expected: String, actual: String, sentence: String| Check {
        what: what.to_owned(),
        met: false,
        expected,
        actual,
        sentence,
        step: None,
    };
    let mut found = Vec::new();
    if let Some(before) = scenario.follows {
        let chain = chain(scenarios, id);
        let last = chain.last().and_then(|last| scenarios.get(last)).and_then(|last| last.follows);
        let problem = match last {
            Some(missing) if !scenarios.contains_key(&missing) => {
                Some(format!("Scenario {missing}, which has to run before, is not in the design"))
            }
            Some(_) => Some("The scenarios that this one follows go round in a circle".to_owned()),
            None => None,
        };
        found.extend(problem.map(|sentence| {
            unmet("follows", format!("scenario {before}"), "no session to go on with".to_owned(), sentence)
        }));
    }
    if let Some(times) = scenario.times.filter(|times| *times > MAX_TIMES || *times == 0) {
        let sentence =
            format!("A scenario is sent once to {MAX_TIMES} times; this one was sent {}", scenario.count());
        found.push(unmet("times", times.to_string(), scenario.count().to_string(), sentence));
    }
    found
}
