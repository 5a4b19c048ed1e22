//! The golden tests of the design, run one by one while the page is idle.

use std::collections::VecDeque;
use std::sync::Arc;

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::design::{Integration, IntegrationId};
use studio_core::template::{Outcome, Verdict, run_test};

use crate::platform::timer::Timer;
use crate::studio::Studio;

/// After a change of the design, tests begin to run after a pause this long.
const PAUSE_MS: u32 = 30;

/// An integration as it was tested, and how its tests went.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The integration.
    pub node: Arc<Integration>,
    /// A verdict for each test.
    pub verdicts: Vec<Verdict>,
}

/// How the tests of every integration went that has any.
pub type AllTested = IndexMap<IntegrationId, Tested>;

/// How the tests went; the page's.
#[derive(Clone, Copy, Default)]
struct Testing {
    tested: RwSignal<AllTested>,
    kept: RwSignal<bool>,
}

/// How the tests went. They run after every change, one in a turn, so that no key waits for all of them; this begins
/// with the first call, and goes on for as long as the page is there.
pub fn keep_testing(studio: Studio) -> RwSignal<AllTested> {
    let Testing { tested, kept } = studio.keep::<Testing>().get_untracked();
    if !kept.get_untracked() {
        kept.set(true);
        studio.outlive(|| begin(studio, tested));
    }
    tested
}

fn begin(studio: Studio, tested: RwSignal<AllTested>) {
    let queue = StoredValue::new(VecDeque::<(IntegrationId, Arc<Integration>)>::new());
    let timer = Timer::new();
    Effect::new(move |_| {
        let tested = tested.read();
        let verdicts = tested.values().flat_map(|tested| &tested.verdicts);
        let failed = verdicts.filter(|verdict| verdict.outcome != Outcome::Passed).count();
        studio.failing().update(|failing| failing.template_tests = failed);
    });
    Effect::new(move |_| {
        let design = studio.design().get();
        let all = design.apis.values().flat_map(|api| &api.integrations);
        let with_tests = all.filter(|(_, node)| !node.template_tests.is_empty());
        let nodes: Vec<_> = with_tests.map(|(id, node)| (*id, Arc::clone(node))).collect();
        let known = tested.get_untracked();
        let same = |id: &IntegrationId, node: &Arc<Integration>| {
            known.get(id).is_some_and(|tested| Arc::ptr_eq(&tested.node, node) || tested.node == *node)
        };
        let gone = |id: &IntegrationId| !nodes.iter().any(|(known, _)| known == id);
        if known.keys().any(gone) {
            tested.update(|tested| tested.retain(|id, _| !gone(id)));
        }
        queue.set_value(nodes.into_iter().filter(|(id, node)| !same(id, node)).collect());
        timer.after(PAUSE_MS, move || next(tested, queue, timer, Vec::new()));
    });
}

/// Runs the next test, and comes back for the one after it.
fn next(
    tested: RwSignal<AllTested>,
    queue: StoredValue<VecDeque<(IntegrationId, Arc<Integration>)>>,
    timer: Timer,
    mut verdicts: Vec<Verdict>,
) {
    let Some(Some((id, node))) = queue.try_with_value(|queue| queue.front().cloned()) else { return };
    let index = verdicts.len();
    if let Some(test) = node.template_tests.get(index) {
        verdicts.push(Verdict { index, outcome: run_test(&node, test) });
    }
    if verdicts.len() >= node.template_tests.len() {
        queue.update_value(|queue| drop(queue.pop_front()));
        tested.update(|tested| {
            drop(tested.insert(id, Tested { node, verdicts: std::mem::take(&mut verdicts) }))
        });
    }
    timer.after(0, move || next(tested, queue, timer, verdicts));
}
