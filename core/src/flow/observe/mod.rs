//! What those who watch an API see of a request: logs, metrics, traces and the bill.
//!
//! [`observe`] makes it out of a [`Trace`] when it is asked for, so that a simulation alone stays fast.

mod access;
mod bill;
mod execution;
mod execution_text;
mod metrics;
mod queries;
mod script;
mod segments;
mod services;
mod websocket;

use serde::Serialize;

use crate::aws::{self, Evidence, PriceBook};
use crate::design::{Api, Design, Stage};

use super::{Fidelity, Trace};

pub use access::{AccessLine, LogField};
pub use bill::{Bill, Charge};
pub use execution::{ExecutionLog, LogLine, test_invoke_log};
pub use metrics::{Datum, Metrics};
pub use queries::{LogQueries, LogQuery, log_queries};
pub use segments::{Segment, Segments};

/// What a request leaves behind in CloudWatch, X-Ray and on the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Observed {
    /// The line in the stage's access log.
    pub access_log: AccessLine,
    /// The lines in the execution log.
    pub execution_log: ExecutionLog,
    /// The data points in CloudWatch.
    pub metrics: Metrics,
    /// The segments in X-Ray.
    pub segments: Segments,
    /// What it costs.
    pub bill: Bill,
}

/// What a request leaves behind, at the published prices of the design's Region. The design is the one that the trace
/// was made with.
pub fn observe(design: &Design, trace: &Trace) -> Observed {
    observe_at_prices(design, trace, aws::price_book(super::exchange::region(design)))
}

/// As [`observe`], at these prices; without any, no amount is known.
pub fn observe_at_prices(design: &Design, trace: &Trace, book: Option<&PriceBook>) -> Observed {
    let scene = Scene::of(design, trace, book);
    let execution_log = execution::of(&scene);
    Observed {
        access_log: access::of(&scene),
        metrics: metrics::of(&scene),
        segments: segments::of(&scene),
        bill: bill::of(&scene, &execution_log),
        execution_log,
    }
}

/// A trace with what of the design it passed.
struct Scene<'a> {
    design: &'a Design,
    trace: &'a Trace,
    api: Option<&'a Api>,
    stage: Option<&'a Stage>,
    book: Option<&'a PriceBook>,
}

impl<'a> Scene<'a> {
    fn of(design: &'a Design, trace: &'a Trace, book: Option<&'a PriceBook>) -> Self {
        // A connection whose TLS handshake failed is no request, and nobody logs or counts it.
        let unanswered = trace.response.status.is_none() && trace.passage.refusal.is_some();
        let api =
            trace.passage.api.filter(|_| !unanswered).and_then(|id| design.apis.get(&id)).map(|api| &**api);
        let stage = api.zip(trace.passage.stage).and_then(|(api, id)| api.stages.get(&id));
        Self { design, trace, api, stage: stage.map(|stage| &**stage), book }
    }

    /// A `$context` variable's value; empty when unset.
    fn context(&self, name: &str) -> &'a str {
        self.trace.context.get(name).map_or("", String::as_str)
    }

    /// The status that the client gets.
    fn status(&self) -> Option<u16> {
        self.trace.response.status
    }
}

/// The studio's word for how well a fact is founded.
const fn fidelity(evidence: Evidence) -> Fidelity {
    match evidence {
        Evidence::Recorded => Fidelity::Recorded,
        Evidence::Documented => Fidelity::Documented,
        Evidence::Assumed => Fidelity::Assumed,
    }
}
