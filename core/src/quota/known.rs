//! What is known beside the design.

use crate::design::inputs::{Scenario, Traffic, Usage};
use crate::design::{ApiId, Document, Nodes, ScenarioId};

/// What a design is measured with; whatever is not known is not measured.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The quantities of a month.
    pub usage: Option<&'a Usage>,
    /// How much the APIs are used.
    pub traffic: Option<&'a Traffic>,
    /// Saved requests, which are measured as clients would send them.
    pub scenarios: Option<&'a Nodes<ScenarioId, Scenario>>,
    /// The size of the document that each REST API is imported from.
    pub openapi_bytes: &'a [(ApiId, u64)],
    /// How much the traffic grows a month, in thousandths.
    pub growth_permille: u32,
}

impl<'a> Known<'a> {
    /// What a document knows.
    pub fn of(document: &'a Document) -> Self {
        Self {
            usage: Some(&document.usage),
            traffic: Some(&document.traffic),
            scenarios: Some(&document.scenarios),
            openapi_bytes: &[],
            growth_permille: document.traffic.growth_permille,
        }
    }
}
