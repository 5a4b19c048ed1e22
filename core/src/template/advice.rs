//! What is unwise in a template.

use super::trial::{Expect, Prepared};
use crate::aws::{self, ApiKind, ContextUse};
use crate::lang::vtl::{Finding, Inputs, LintOptions, lint};

impl Prepared {
    /// What is unwise in a template of this kind of API and content type, by place; nothing for a text that is no
    /// template, of which [`Prepared::try_out`] says why. Variables of `inputs` count as set.
    pub fn advise(&self, kind: ApiKind, content_type: &str, inputs: Option<&Inputs>) -> Vec<Finding> {
        let knows_context: fn(&str) -> bool = match kind {
            ApiKind::WebSocket => |name| knows_context(ApiKind::WebSocket, name),
            _ => |name| knows_context(ApiKind::Rest, name),
        };
        let bytes_max = aws::mapping_template_bytes(kind);
        let options =
            LintOptions { json: Expect::of(content_type) == Expect::Json, bytes_max, knows_context, inputs };
        self.template().map(|template| lint(template, options)).unwrap_or_default()
    }
}

/// Whether templates have this name under `$context`, or names that go on from it.
fn knows_context(kind: ApiKind, name: &str) -> bool {
    let in_templates =
        |row: &aws::ContextVariable| row.use_on(kind).is_some_and(|used| used != ContextUse::Log);
    let goes_on =
        |row: &aws::ContextVariable| row.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    aws::context_variable(kind, name).is_some_and(|row| in_templates(row))
        || aws::context_variables().iter().any(|row| in_templates(row) && goes_on(row))
}
