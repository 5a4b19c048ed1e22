//! What the document expects of itself and does not get: scenarios and template tests that fail, and what the review
//! finds, whatever panel is in view.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Host, Studio};
use crate::parts;
use crate::platform::timer::Timer;

/// The review is fetched when what the first look at a design needs is there.
const REVIEW_WAITS_MS: u32 = 1_500;

/// How much fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failing {
    /// Scenarios that are not answered as they expect.
    pub scenarios: usize,
    /// Tests of templates that make something else.
    pub template_tests: usize,
    /// Findings of the review that nobody accepted.
    pub findings: usize,
}

/// What there is to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Wanted {
    scenarios: bool,
    template_tests: bool,
}

impl Studio {
    /// What fails, with the document as it is.
    pub fn failing(self) -> RwSignal<Failing> {
        self.failing
    }

    /// Has scenarios and template tests run after every change, once the document has such that expect something; until
    /// then their parts are not fetched.
    pub fn watch_expectations(self) {
        let wanted = Memo::new(move |_| {
            let document = self.document();
            let mut integrations = document.design.apis.values().flat_map(|api| api.integrations.values());
            Wanted {
                scenarios: document.scenarios.values().any(|scenario| !scenario.expect.is_empty()),
                template_tests: integrations.any(|integration| !integration.template_tests.is_empty()),
            }
        });
        Effect::new(move |_| {
            let Wanted { scenarios, template_tests } = wanted.get();
            // Without its part nothing is said of it; the panel says so when it is opened.
            if scenarios {
                spawn_local(
                    async move { parts::fetch_judging().await.into_iter().for_each(|run| run(self)) },
                );
            }
            if template_tests {
                spawn_local(
                    async move { parts::fetch_testing().await.into_iter().for_each(|run| run(self)) },
                );
            }
        });
        self.watch_findings();
    }

    /// Has the review count on the rail, once there is a design.
    fn watch_findings(self) {
        let timer = Timer::new();
        let empty = Memo::new(move |_| self.is_empty());
        Effect::new(move |_| {
            if !empty.get() && self.host == Host::Page {
                timer.after(REVIEW_WAITS_MS, move || {
                    spawn_local(async move {
                        parts::fetch_reviewing().await.into_iter().for_each(|run| run(self));
                    });
                });
            }
        });
    }
}
