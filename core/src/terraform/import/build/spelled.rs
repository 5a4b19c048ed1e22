//! JSON texts as the files spell them, for the export to write them so.

use hcl_edit::Span as _;
use hcl_edit::structure::Body as Source;

use super::body::Body;
use super::json;
use super::kept_needs::mentions;
use super::work::written;
use crate::design::Item;
use crate::terraform::import::read::encoded;
use crate::terraform::spelled::{keys, print};

/// Keeps how a JSON text is spelled that the design says as `known`, where the export would spell it otherwise.
pub(super) fn keep(body: &Body<'_, '_>, item: Item, part: &str, name: &str, known: &str) {
    let Some(value) = body.peek(name) else { return };
    let Some((text, _)) = json::marked(value) else { return };
    let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) else { return };
    if !json.is_object() || !json::is_encoded_again(&json) || encoded(&json).is_some_and(|own| own == text) {
        return;
    }
    let work = body.work;
    let spelled = source(body, name).unwrap_or_else(|| written(value));
    let (key, then) = keys(item, work.graph.kind(body.at), part, &body.path(name));
    work.keep(key, spelled);
    work.keep(then, print(known));
}

/// The text of the argument in the file, where it means the same in the files of an export.
fn source(body: &Body<'_, '_>, name: &str) -> Option<String> {
    let graph = &body.work.graph;
    let resource = graph.resource(body.at)?;
    let block = graph.config.blocks.get(resource.block?)?;
    let file: Source = hcl_edit::parser::parse_body(&block.text).ok()?;
    let mut inner = &file.blocks().next()?.body;
    let path = body.path(name);
    let (above, last) = path.rsplit_once('.').map_or(("", path.as_str()), |(above, last)| (above, last));
    for step in above.split('.').filter(|step| !step.is_empty()) {
        inner = &inner.get_blocks(step).next()?.body;
    }
    let value = &inner.get_attribute(last)?.value;
    let text = block.text.get(value.span()?)?.trim();
    let named = mentions(text);
    let is_fixed = named.iter().all(|name| name.starts_with("aws_") || name.starts_with("data.aws_"));
    let is_literal = text.starts_with("<<") || text.starts_with('"');
    let address = &resource.address;
    let is_alone = address.module.is_empty() && address.key.is_none();
    (is_literal && is_fixed && is_alone && !text.contains("${path.")).then(|| text.to_owned())
}
