//! The canary of a REST stage: which requests fall to it, and what differs for them.
//!
//! Source: `canary-release` in the developer guide.

use std::borrow::Cow;

use crate::aws::{self, ApiKind};
use crate::base::Milli;
use crate::design::{Canary, LogDestination, Stage};

use super::exchange::{Place, api_identifier};
use super::ids::Ids;
use super::{Moment, Outcome};

/// Keeps the draw apart from the identifiers, which come from the same seed.
const SALT: u64 = 0xca4a_721e_5a17_0001;

/// Which release of a stage answers a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Release {
    /// The stage's own deployment.
    #[default]
    Production,
    /// The canary's.
    Canary,
}

/// Draws whether the canary takes the request, and sets the stage variables that hold for it.
pub(crate) fn draw(place: &mut Place<'_>, moment: Moment) {
    let Some((_, stage)) = place.stage else { return };
    place.variables = Cow::Borrowed(&stage.variables);
    if place.api.kind != ApiKind::Rest || place.verdict.outcome != Outcome::Pass {
        return;
    }
    let Some(canary) = &stage.canary else { return };
    let drawn = drawn(moment);
    let taken = drawn < canary.percent_traffic;
    let share = canary.percent_traffic;
    let whose = if taken { "and this request is one of them" } else { "and this request is none of them" };
    place
        .verdict
        .reason
        .push_str(&format!("; {share} % of the requests are drawn at random for the canary, {whose}"));
    let verdict = std::mem::replace(&mut place.verdict, super::verdict::Verdict::pass(""));
    place.verdict = verdict.saw("canary percent_traffic", share.to_string(), "stage").saw(
        "drawn",
        format!("{drawn} of 100"),
        "seed",
    );
    if taken {
        place.release = Release::Canary;
        take_over(place, stage, canary);
    }
}

/// A number from 0 to less than 100 that the seed and the request's number decide.
fn drawn(moment: Moment) -> Milli {
    const WHOLE: u64 = 100_000;
    let number = Ids::new(moment.seed ^ SALT, moment.number).number() % WHOLE;
    Milli::from_thousandths(i64::try_from(number).unwrap_or(0))
}

/// The canary's stage variables and log groups.
fn take_over(place: &mut Place<'_>, stage: &Stage, canary: &Canary) {
    let mut verdict = std::mem::replace(&mut place.verdict, super::verdict::Verdict::pass(""));
    verdict.reason.push_str(
        "; the design holds one deployment, so the canary has the same routes and shares cached answers",
    );
    if !canary.variable_overrides.is_empty() {
        let variables = place.variables.to_mut();
        for (name, value) in &canary.variable_overrides {
            variables.insert(name.clone(), value.clone());
            verdict = verdict.saw(format!("stageVariables.{name}"), value, "canary");
        }
    }
    let id = api_identifier(place.api_id, place.api);
    let group = aws::cause_text("log_group.execution", &[("api", &id), ("stage", &stage.name)]);
    verdict = verdict.saw("execution log groups", both(&group), "AWS");
    if let Some(log) = &stage.access_log {
        let group = match &log.destination {
            LogDestination::LogGroup { name, .. } if !name.is_empty() => Some(name),
            LogDestination::Existing { arn } => Some(arn),
            LogDestination::LogGroup { .. } => None,
        };
        if let Some(group) = group {
            verdict = verdict.saw("access log groups", both(group), "stage");
        }
    }
    place.verdict = verdict;
}

/// A log group and the canary's, which both get what a canary request leaves.
fn both(group: &str) -> String {
    format!("{group}, {}", aws::cause_text("log_group.canary", &[("group", group)]))
}
