//! What the stages of every kind of API have in common.

use super::Subject;
use crate::design::{Item, Stage, TextMap};
use crate::quota::gauge::Gauge;

/// The ids that the quotas on stages have on one kind of API.
pub struct Ids {
    /// Stages of an API.
    pub stages: &'static str,
    /// Stage variables of a stage, the length of a name, and of a value; none where AWS lists none.
    pub variables: Option<[&'static str; 3]>,
    /// The access log format.
    pub log: &'static str,
    /// Tags of a stage; none where AWS lists none.
    pub tags: Option<&'static str>,
}

pub fn measure(gauge: &mut Gauge<'_>, subject: Subject<'_>, ids: &Ids) {
    gauge.count(ids.stages, subject.item(), subject.api.stages.len());
    if let Some([count, key, value]) = ids.variables {
        gauge.counts(count, each(subject, |stage| Some(stage.variables.len())));
        gauge.sizes(key, each(subject, |stage| longest(variables(stage).flat_map(TextMap::keys))));
        gauge.sizes(value, each(subject, |stage| longest(variables(stage).flat_map(TextMap::values))));
    }
    gauge.sizes(ids.log, each(subject, |stage| stage.access_log.as_ref().map(|log| log.format.len())));
    if let Some(tags) = ids.tags {
        let shared = &subject.design.tags;
        let own = |stage: &Stage| stage.tags.keys().filter(|tag| !shared.contains_key(*tag)).count();
        gauge.counts(tags, each(subject, |stage| Some(shared.len() + own(stage))));
    }
}

/// The stage's variables, and those that its canary has in their place.
fn variables(stage: &Stage) -> impl Iterator<Item = &TextMap> {
    let canary = stage.canary.iter().map(|canary| &canary.variable_overrides);
    std::iter::once(&stage.variables).chain(canary)
}

fn each(subject: Subject<'_>, used: impl Fn(&Stage) -> Option<usize>) -> impl Iterator<Item = (Item, usize)> {
    let stages = subject.api.stages.iter();
    stages.filter_map(move |(id, stage)| Some((Item::Stage(subject.id, *id), used(stage)?)))
}

fn longest<'a>(texts: impl Iterator<Item = &'a String>) -> Option<usize> {
    texts.map(|text| text.chars().count()).max()
}
