//! The review of the document, run when somebody looks and a moment after every change.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use studio_core::base::Day;
use studio_core::review::review;

use super::view::{Findings, Row, key};
use crate::platform::now;
use crate::platform::timer::Timer;
use crate::studio::Studio;

/// After a change, the count on the rail waits this long; the panel does not.
const PAUSE_MS: u32 = 300;
const MS_A_SECOND: u64 = 1000;
const SECONDS_A_DAY: u64 = 86_400;

/// The page's one review.
#[derive(Clone, Copy, Default)]
struct Kept(Option<Findings>);

/// The day by the device's clock, in UTC, as waivers are looked at.
pub fn today() -> Day {
    day_in(0)
}

/// The day so many days from now.
pub fn day_in(days: u64) -> Day {
    Day::at(now::epoch_ms() / MS_A_SECOND + days * SECONDS_A_DAY)
}

/// Everything that the review says of the document. Begins with the first call, and counts on the rail for as long as
/// the page is there.
pub fn keep_reviewing(studio: Studio) -> Findings {
    let kept = studio.keep::<Kept>();
    let known = kept.get_untracked().0;
    known.unwrap_or_else(|| {
        let findings = studio.outlive(|| begin(studio));
        kept.set(Kept(Some(findings)));
        findings
    })
}

fn begin(studio: Studio) -> Findings {
    let design = studio.design();
    // Layout and quantities change the document, and no finding.
    let waivers = Memo::new(move |_| studio.document().waivers.clone());
    let findings = Memo::new(move |_| {
        let found = review(&design.read(), &waivers.read(), today());
        let mut times: HashMap<String, usize> = HashMap::new();
        let rows = found.into_iter().map(|finding| {
            let key = key(&finding);
            // Two findings may say the same in every word.
            let nth = times.entry(key.clone()).or_default();
            *nth += 1;
            Row { key: format!("{nth} {key}"), finding }
        });
        Arc::new(rows.collect::<Vec<Row>>())
    });
    let timer = Timer::new();
    Effect::new(move |_| {
        design.track();
        waivers.track();
        timer.after(PAUSE_MS, move || {
            let open = findings.read_untracked().iter().filter(|row| row.finding.is_open()).count();
            studio.failing().update(|failing| failing.findings = open);
        });
    });
    findings
}
