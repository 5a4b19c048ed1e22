//! What is unwise in a template.

use super::trial::{Expect, Prepared};
use crate::aws::{ApiKind, quota};
use crate::lang::vtl::{Finding, LintOptions, lint};

/// What is unwise in a template of this kind of API and content type, by place; nothing for a text that is no
/// template, of which [`try_out`](super::try_out) says why.
pub fn advise(template: &str, kind: ApiKind, content_type: &str) -> Vec<Finding> {
    Prepared::new(template).advise(kind, content_type)
}

impl Prepared {
    /// As [`advise`].
    pub fn advise(&self, kind: ApiKind, content_type: &str) -> Vec<Finding> {
        let id = match kind {
            ApiKind::WebSocket => "websocket.mapping_template_bytes",
            _ => "rest.mapping_template_bytes",
        };
        let bytes_max = quota(id).and_then(|row| usize::try_from(row.limit).ok()).unwrap_or(usize::MAX);
        let options = LintOptions { json: Expect::of(content_type) == Expect::Json, bytes_max };
        self.template().map(|template| lint(template, options)).unwrap_or_default()
    }
}
