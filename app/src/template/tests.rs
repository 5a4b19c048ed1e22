//! The golden tests of the API in view, run one by one while the page is idle.

use std::collections::VecDeque;
use std::sync::Arc;

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::design::{Integration, IntegrationId};
use studio_core::template::{Verdict, run_test};

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

/// Runs the tests of the API in view after every change of it, one in a turn, so that no key waits for all of them.
pub fn keep_testing(studio: Studio) -> RwSignal<AllTested> {
    let tested = RwSignal::new(AllTested::new());
    let queue = StoredValue::new(VecDeque::<(IntegrationId, Arc<Integration>)>::new());
    let timer = Timer::new();
    Effect::new(move |_| {
        let (design, api) = (studio.design().get(), studio.current_api());
        let nodes = api.and_then(|api| design.apis.get(&api)).map(|api| api.integrations.clone());
        let mut nodes = nodes.unwrap_or_default();
        nodes.retain(|_, node| !node.template_tests.is_empty());
        let known = tested.get_untracked();
        let same = |id: &IntegrationId, node: &Arc<Integration>| {
            known.get(id).is_some_and(|tested| Arc::ptr_eq(&tested.node, node) || tested.node == *node)
        };
        if known.keys().any(|id| !nodes.contains_key(id)) {
            tested.update(|tested| tested.retain(|id, _| nodes.contains_key(id)));
        }
        queue.set_value(nodes.into_iter().filter(|(id, node)| !same(id, node)).collect());
        timer.after(PAUSE_MS, move || next(tested, queue, timer, Vec::new()));
    });
    tested
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
