//! What one change would save.

use std::sync::Arc;

use serde::Serialize;

use super::{Conversions, bill};
use crate::aws::{ApiKind, CacheSize, LogFormatName, LoggingLevel, PriceBook, log_format};
use crate::base::Picodollars;
use crate::design::edit::{Edit, apply};
use crate::design::inputs::Level;
use crate::design::{
    Api, ApiId, Architecture, AuthorizerMethod, Certainty, Document, Fix, Item, Stage, StageId,
};

/// Less than this a month is no reason to change a design: a cent.
const LEAST_SAVING: Picodollars = Picodollars::new(10_000_000_000);
/// How long an authorizer's result is kept where a saving proposes it, in seconds: AWS's default for REST APIs.
const AUTHORIZER_TTL_S: u32 = 300;

/// A change that makes the bill smaller.
#[derive(Clone, Debug, Serialize)]
pub struct Saving {
    /// What it is about.
    pub at: Item,
    /// What to know before: what is lost, or what it rests on.
    pub trade_off: String,
    /// The change, with its sentence.
    pub fix: Fix,
    /// What it saves a month at the likely level.
    pub saves: Picodollars,
}

/// Changes of a document that make its bill smaller, the largest saving first.
///
/// Each is priced by itself: of two that touch the same lines the second saves less than it says.
pub fn savings(document: &Document, book: &PriceBook) -> Vec<Saving> {
    savings_of(document, &Conversions::of(&document.design), book)
}

/// As [`savings`], with the design's conversions, which last as long as the design does.
pub fn savings_of(document: &Document, conversions: &Conversions, book: &PriceBook) -> Vec<Saving> {
    let total = |document: &Document| {
        bill(&document.design, &document.traffic, &document.usage, book, Level::Likely).estimate.total
    };
    let now = total(document);
    let mut found: Vec<Saving> = candidates(document, conversions)
        .into_iter()
        .filter_map(|candidate| {
            let after = apply(document, &candidate.edit).ok()?.document;
            let saves = now - total(&after);
            let certainty = Certainty::Likely;
            let fix = Fix { label: candidate.label, edit: Box::new(candidate.edit), certainty };
            (saves >= LEAST_SAVING).then_some(Saving {
                at: candidate.at,
                trade_off: candidate.trade_off,
                fix,
                saves,
            })
        })
        .collect();
    found.sort_by_key(|saving| std::cmp::Reverse(saving.saves));
    found
}

struct Candidate {
    at: Item,
    label: String,
    trade_off: String,
    edit: Edit,
}

fn candidates(document: &Document, conversions: &Conversions) -> Vec<Candidate> {
    let design = &document.design;
    let mut found = Vec::new();
    for (id, api) in &design.apis {
        if conversions.is_lossless(*id) {
            found.push(Candidate {
                at: Item::Api(*id),
                label: format!("Make `{}` an HTTP API", api.name),
                trade_off: "Nothing that the design uses is lost".to_owned(),
                edit: Edit::ConvertKind(*id, ApiKind::Http),
            });
        }
        for (stage_id, stage) in &api.stages {
            of_stage(&mut found, *id, api, *stage_id, stage);
        }
        authorizers(&mut found, *id, api);
    }
    for (id, function) in &design.functions {
        if function.architecture == Architecture::X86_64 {
            let mut changed = (**function).clone();
            changed.architecture = Architecture::Arm64;
            found.push(Candidate {
                at: Item::Function(*id),
                label: format!("Run `{}` on arm64", function.name),
                trade_off: "Native code in the function and its layers has to be built for arm64".to_owned(),
                edit: Edit::PutFunction(*id, Arc::new(changed)),
            });
        }
    }
    found
}

/// Changes of one stage.
struct Offers<'a> {
    found: &'a mut Vec<Candidate>,
    api: ApiId,
    id: StageId,
    stage: &'a Stage,
}

impl Offers<'_> {
    fn offer(&mut self, label: String, trade_off: &str, change: impl FnOnce(&mut Stage)) {
        let mut changed = self.stage.clone();
        change(&mut changed);
        let edit = Edit::PutStage(self.api, self.id, Arc::new(changed));
        let at = Item::Stage(self.api, self.id);
        self.found.push(Candidate { at, label, trade_off: trade_off.to_owned(), edit });
    }
}

fn of_stage(found: &mut Vec<Candidate>, api_id: ApiId, api: &Api, id: StageId, stage: &Stage) {
    let mut offers = Offers { found, api: api_id, id, stage };
    let name = &stage.name;
    if let Some(size) = stage.cache_cluster {
        if let Some(smaller) = CacheSize::ALL.iter().take_while(|one| **one != size).last() {
            offers.offer(
                format!("Make the cache of `{name}` {smaller} GB"),
                "Entries may go earlier, so that fewer requests are answered from it",
                |stage| stage.cache_cluster = Some(*smaller),
            );
        }
        offers.offer(
            format!("Switch the cache of `{name}` off"),
            "Every request goes to the backend, which takes longer and has to carry it",
            |stage| stage.cache_cluster = None,
        );
    }
    access_log(&mut offers, api.kind);
    if stage.defaults.logging_level == Some(LoggingLevel::Info) {
        offers.offer(
            format!("Log only errors in the execution log of `{name}`"),
            "Requests that go well leave no lines there",
            |stage| {
                stage.defaults.logging_level = Some(LoggingLevel::Error);
                stage.defaults.data_trace = None;
            },
        );
    }
    if stage.defaults.detailed_metrics == Some(true) {
        offers.offer(
            format!("Switch detailed metrics of `{name}` off"),
            "Metrics are kept for the stage as a whole; alarms on single routes get no data",
            |stage| stage.defaults.detailed_metrics = None,
        );
    }
    if stage.xray_tracing {
        offers.offer(
            format!("Switch X-Ray tracing of `{name}` off"),
            "No traces are recorded for its requests",
            |stage| stage.xray_tracing = false,
        );
    }
}

fn access_log(offers: &mut Offers<'_>, kind: ApiKind) {
    let Some(log) = &offers.stage.access_log else { return };
    let name = &offers.stage.name;
    let short = log_format(kind, LogFormatName::Clf).map(|format| format.text.clone());
    if let Some(short) = short.filter(|short| short.len() < log.format.len()) {
        offers.offer(
            format!("Write the access log of `{name}` in CLF"),
            "Lines hold what the console's Common Log Format holds, and no JSON fields",
            |stage| {
                if let Some(log) = &mut stage.access_log {
                    log.format = short;
                }
            },
        );
    }
}

/// Authorizers whose results are not kept though the traffic says that they could be.
fn authorizers(found: &mut Vec<Candidate>, api_id: ApiId, api: &Api) {
    for (id, authorizer) in &api.authorizers {
        let identified = match &authorizer.method {
            AuthorizerMethod::LambdaToken { .. } => true,
            AuthorizerMethod::LambdaRequest { identity_sources, .. } => !identity_sources.is_empty(),
            AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. } => false,
        };
        if !identified || api.kind == ApiKind::WebSocket || super::derive::keeps(api.kind, authorizer) {
            continue;
        }
        let mut changed = (**authorizer).clone();
        changed.result_ttl_s = Some(AUTHORIZER_TTL_S);
        found.push(Candidate {
            at: Item::Authorizer(api_id, *id),
            label: format!("Keep results of `{}` for {AUTHORIZER_TTL_S} seconds", authorizer.name),
            trade_off: "A permission that is taken away works on until the result is forgotten; a policy has to cover every route that shares it".to_owned(),
            edit: Edit::PutAuthorizer(api_id, *id, Arc::new(changed)),
        });
    }
}
