//! The saved scenarios, run after every change in turns that no key waits for.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::Document;
use studio_core::flow::{Judged, Suite, SuiteReport};

use crate::platform::now;
use crate::platform::timer::Timer;
use crate::studio::Studio;

/// After a change, scenarios begin to run after a pause this long.
const PAUSE_MS: u32 = 60;

/// How long one turn takes at most, but for the request that ends it.
const TURN_MS: f64 = 4.0;

/// How the scenarios went, and whether they run; the page's.
#[derive(Clone, Copy, Default)]
struct Judging {
    report: RwSignal<Option<Arc<SuiteReport>>>,
    running: RwSignal<bool>,
    kept: RwSignal<bool>,
}

/// How the scenarios of the document went with the design as it is; none until they ran for the first time. What is
/// running is told by the second signal. Begins with the first call, and goes on for as long as the page is there.
pub fn keep_judging(studio: Studio) -> (RwSignal<Option<Arc<SuiteReport>>>, RwSignal<bool>) {
    let Judging { report, running, kept } = studio.keep::<Judging>().get_untracked();
    if !kept.get_untracked() {
        kept.set(true);
        studio.outlive(|| begin(studio, report, running));
    }
    (report, running)
}

fn begin(studio: Studio, report: RwSignal<Option<Arc<SuiteReport>>>, running: RwSignal<bool>) {
    let timer = Timer::new();
    let design = studio.design();
    // Layout and quantities change the document, and no answer.
    let scenarios = Memo::new(move |_| studio.document().scenarios.clone());
    Effect::new(move |_| {
        let failed = report.read().as_ref().map_or(0, |report| report.count(Judged::Failed));
        studio.failing().update(|failing| failing.scenarios = failed);
    });
    Effect::new(move |_| {
        let design = design.get();
        let document =
            Document { design: (*design).clone(), scenarios: scenarios.get(), ..Document::default() };
        running.set(true);
        timer.after(PAUSE_MS, move || turn(Suite::new(&document), report, running, timer));
    });
}

/// Runs scenarios for a moment, and comes back for the others.
fn turn(mut suite: Suite, report: RwSignal<Option<Arc<SuiteReport>>>, running: RwSignal<bool>, timer: Timer) {
    let began = now::elapsed_ms();
    while suite.advance() {
        if now::elapsed_ms() - began > TURN_MS {
            return timer.after(0, move || turn(suite, report, running, timer));
        }
    }
    let done = Arc::new(suite.finish());
    report.set(Some(done));
    running.set(false);
}
