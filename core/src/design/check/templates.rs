//! Mapping templates: whether they can be read at all.

use std::sync::Arc;

use super::finder::Finder;
use crate::aws::{ApiKind, mapping_template_bytes};
use crate::base::LineIndex;
use crate::design::{Api, ApiId, Diagnostic, Item, TextMap};
use crate::lang::vtl::Template;

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    // What is set there all the same is told of where the kinds are checked.
    if api.kind == ApiKind::Http {
        return;
    }
    let bytes_max = mapping_template_bytes(api.kind);
    for (integration_id, integration) in &api.integrations {
        let item = Item::Integration(id, *integration_id);
        of_map(find, item, ("request", "request_templates"), &integration.request_templates, bytes_max);
        for response in &integration.responses {
            let what = format!("response {}", response.status);
            of_map(find, item, (&what, "responses"), &response.templates, bytes_max);
        }
    }
}

fn of_map(
    find: &mut Finder<'_>,
    item: Item,
    (what, field): (&str, &str),
    templates: &TextMap,
    bytes_max: usize,
) {
    for (key, text) in templates {
        if text.len() > bytes_max {
            let bytes = text.len();
            let message = format!(
                "The {what} template `{key}` has {bytes} bytes, more than the {bytes_max} that AWS takes"
            );
            let found = Diagnostic::error("template-too-big", message).at(item).at_place(field);
            find.push(found.help("Move text to the backend"));
            continue;
        }
        let Err(error) = Template::parse(text) else { continue };
        let at = LineIndex::new(text).position(error.span.start);
        let message = format!(
            "The {what} template `{key}` cannot be read at line {}, column {}: {}; AWS's answer to a request that needs it: {}",
            at.line,
            at.column,
            error.message,
            error.answer.text()
        );
        let place = format!("{field}.{key}:{}:{}", at.line, at.column);
        let found = Diagnostic::error("template-unreadable", message).at(item).at_place(place);
        find.push(if error.help.is_empty() { found } else { found.help(error.help) });
    }
}
