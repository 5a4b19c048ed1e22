//! The shortest change that would let a refused request pass the step that refused it.

mod access;
mod backend;
mod ways;

use serde::Serialize;

use crate::design::inputs::Scenario;
use crate::design::{Api, ApiId, Design, Fix, Severity};

use super::{Step, StepKind, Trace};

/// A way past a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// The step that refused.
    pub step: StepKind,
    /// What to change, in one sentence.
    pub sentence: String,
    /// The change itself.
    pub change: Suggestion,
}

/// What would be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Suggestion {
    /// The design.
    Design(Fix),
    /// The request, or what the scenario lets a backend or an authorizer answer.
    Request(Box<Scenario>),
    /// Nothing that the studio could do by itself.
    None,
}

/// The ways past the step that refused a request, the shortest first; empty for a request that passed.
///
/// A change takes the reason of that refusal away, as of the moment after the trace; the request may still be refused
/// for another reason.
pub fn remedies(design: &Design, scenario: &Scenario, trace: &Trace) -> Vec<Remedy> {
    let Some(step) = trace.refused() else { return Vec::new() };
    let mut case = Case { design, scenario, trace, step, api: None, found: Vec::new() };
    case.api = trace.passage.api.and_then(|id| Some((id, &**design.apis.get(&id)?)));
    match step.kind {
        StepKind::Endpoint | StepKind::Route => ways::find(&mut case),
        StepKind::Waf | StepKind::Throttle | StepKind::ApiKey | StepKind::UsagePlan => {
            access::admit(&mut case)
        }
        StepKind::ResourcePolicy | StepKind::ResourcePolicyResult | StepKind::Authorizer => {
            access::authorize(&mut case);
        }
        _ => backend::find(&mut case),
    }
    if case.found.is_empty() {
        let sentence = case.help();
        case.found.push(Remedy { step: step.kind, sentence, change: Suggestion::None });
    }
    case.found
}

/// A refused request.
struct Case<'a> {
    design: &'a Design,
    scenario: &'a Scenario,
    trace: &'a Trace,
    step: &'a Step,
    api: Option<(ApiId, &'a Api)>,
    found: Vec<Remedy>,
}

impl Case<'_> {
    /// Whether the refusal came with a finding of this kind.
    fn has(&self, code: &str) -> bool {
        self.trace.diagnostics.iter().any(|found| found.code == code)
    }

    /// What the finding that came with the refusal says to do.
    fn help(&self) -> String {
        let mut found: Vec<_> =
            self.trace.diagnostics.iter().filter(|found| !found.help.is_empty()).collect();
        found.sort_by_key(|found| found.severity == Severity::Warning);
        let own = found.iter().find(|found| found.item == self.step.item);
        own.or(found.first()).map_or_else(|| self.step.reason.clone(), |found| found.help.clone())
    }

    /// Offers another request.
    fn request(&mut self, sentence: impl Into<String>, change: impl FnOnce(&mut Scenario)) {
        let mut scenario = self.scenario.clone();
        change(&mut scenario);
        let change = Suggestion::Request(Box::new(scenario));
        self.found.push(Remedy { step: self.step.kind, sentence: sentence.into(), change });
    }

    /// Offers a change of the design.
    fn design(&mut self, sentence: impl Into<String>, edit: crate::design::edit::Edit) {
        let sentence = sentence.into();
        let certainty = crate::design::Certainty::Likely;
        let fix = Fix { label: sentence.clone(), edit: Box::new(edit), certainty };
        self.found.push(Remedy { step: self.step.kind, sentence, change: Suggestion::Design(fix) });
    }
}
