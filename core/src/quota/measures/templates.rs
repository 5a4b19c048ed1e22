//! Sizes of mapping templates.

use super::Subject;
use crate::design::{Integration, Item};

/// The largest template of each integration that has one, in bytes.
pub fn sizes(subject: Subject<'_>) -> impl Iterator<Item = (Item, usize)> {
    subject.api.integrations.iter().filter_map(move |(id, integration)| {
        Some((Item::Integration(subject.id, *id), largest(integration)?))
    })
}

fn largest(integration: &Integration) -> Option<usize> {
    let responses = integration.responses.iter().flat_map(|response| response.templates.values());
    integration.request_templates.values().chain(responses).map(String::len).max()
}
