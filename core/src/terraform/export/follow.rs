//! Responses whose status was edited: what the files say of the block stays with it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::design::{Design, Item};

/// The resources that a status tells from others of their item.
const METHOD_RESPONSE: &str = "aws_api_gateway_method_response";
const INTEGRATION_RESPONSE: &str = "aws_api_gateway_integration_response";

/// The design with what it keeps for a response under the status that the response has now; none where none changed.
///
/// A response is followed where it is the only one of its method that is gone, and only one is new.
pub(super) fn followed(design: &Design) -> Option<Design> {
    let kept = &design.terraform;
    let mut had: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for mark in kept.addresses.keys() {
        if let Some((kind, item, status)) = parts(mark) {
            had.entry((kind, item)).or_default().insert(status);
        }
    }
    let mut changed: Vec<(String, String)> = Vec::new();
    for ((kind, item), had) in had {
        let Some(has) = statuses(design, kind, item) else { continue };
        let mut gone = had.difference(&has);
        let mut new = has.difference(&had);
        if let (Some(old), None, Some(new), None) = (gone.next(), gone.next(), new.next(), new.next()) {
            let start = format!("{kind} {item}");
            let mark = format!("{start} {old}");
            if kept.names.contains_key(&mark)
                || kept.computed.contains_key(&mark)
                || kept.comments.contains_key(&mark)
            {
                changed.push((mark, format!("{start} {new}")));
            }
        }
    }
    if changed.is_empty() {
        return None;
    }
    let mut design = design.clone();
    let kept = &mut design.terraform;
    for (old, new) in &changed {
        rename(&mut kept.addresses, old, new);
        rename(&mut kept.names, old, new);
        rename(&mut kept.computed, old, new);
        rename(&mut kept.comments, old, new);
    }
    let arguments = std::mem::take(&mut kept.arguments);
    kept.arguments = arguments.into_iter().map(|(key, value)| (argument(key, &changed), value)).collect();
    Some(design)
}

/// The type, item and status of a mark.
fn parts(mark: &str) -> Option<(&str, &str, &str)> {
    let (kind, rest) = mark.split_once(' ')?;
    let (item, status) = rest.split_once(' ')?;
    matches!(kind, METHOD_RESPONSE | INTEGRATION_RESPONSE).then_some((kind, item, status))
}

/// The statuses that an item has such resources of.
fn statuses<'d>(design: &'d Design, kind: &str, item: &str) -> Option<BTreeSet<&'d str>> {
    let Ok(Item::Route(api, route)) = item.parse() else { return None };
    let api = design.apis.get(&api)?;
    let route = api.routes.get(&route)?;
    if kind == METHOD_RESPONSE {
        return Some(route.responses.keys().map(String::as_str).collect());
    }
    let responses = &api.integrations.get(&route.integration?)?.responses;
    Some(responses.iter().map(|response| response.status.as_str()).collect())
}

/// Gives a value another key in its place.
fn rename<V>(map: &mut IndexMap<String, V>, old: &str, new: &str) {
    if let Some((at, _, value)) = map.shift_remove_full(old) {
        let at = at.min(map.len());
        map.shift_insert(at, new.to_owned(), value);
    }
}

/// The key of an argument that the status tells from those of other responses, `route-1-2 TYPE [200] path`.
fn argument(key: String, changed: &[(String, String)]) -> String {
    let mut words = key.splitn(4, ' ');
    let (Some(item), Some(kind), Some(status), Some(path)) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return key;
    };
    let Some(status) = status.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return key };
    let mark = format!("{kind} {item} {status}");
    let new = changed.iter().find(|(old, _)| *old == mark).and_then(|(_, new)| parts(new));
    new.map_or_else(|| key.clone(), |(_, _, status)| format!("{item} {kind} [{status}] {path}"))
}
