//! Relations with lists, sizes and patterns.

use super::compare::{equal, node, thrown};
use super::{Node, SelectError};
use crate::lang::json::Json;
use crate::lang::jsonpath::walk::Walk;

const NO_LIST: &str = "Expected value list node";

/// The items of a list; None for an object.
fn items(value: &Node, walk: &mut Walk<'_>) -> Result<Option<Vec<Node>>, SelectError> {
    match value {
        Node::Json(Json::Array(items)) => {
            let mut nodes = Vec::new();
            for one in items.iter() {
                walk.spend(1 + one.bytes() / 16)?;
                nodes.push(item(one)?);
            }
            Ok(Some(nodes))
        }
        Node::Json(_) => Ok(None),
        _ => thrown(NO_LIST),
    }
}

/// Jayway cannot look into lists of arrays or objects.
fn item(value: &Json) -> Result<Node, SelectError> {
    match value {
        Json::Array(_) | Json::Object(_) => thrown("Could not determine value type"),
        // It takes such a text for a path, and a path equals nothing here.
        Json::String(text) if text.starts_with(['$', '@']) => Ok(Node::Undefined),
        value => node(value),
    }
}

fn has(items: &[Node], wanted: &Node, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    for item in items {
        if equal(wanted, item, walk)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn is_in(left: &Node, right: &Node, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    items(right, walk)?.map_or(Ok(false), |items| has(&items, left, walk))
}

pub(super) fn contains(left: &Node, right: &Node, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    match (left, right) {
        (Node::Text(text), Node::Text(part)) => Ok(text.contains(&**part)),
        (Node::Json(_), _) => is_in(right, left, walk),
        _ => Ok(false),
    }
}

pub(super) fn has_all(left: &Node, right: &Node, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    let Some(wanted) = items(right, walk)? else { return thrown(NO_LIST) };
    let Node::Json(_) = left else { return Ok(false) };
    let Some(items) = items(left, walk)? else { return Ok(true) };
    for one in &wanted {
        if !has(&items, one, walk)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// For each item of the list on the left whether the list on the right has it; None when one is an object.
pub(super) fn shared(
    left: &Node,
    right: &Node,
    walk: &mut Walk<'_>,
) -> Result<Option<Vec<bool>>, SelectError> {
    let Some(right) = items(right, walk)? else { return Ok(None) };
    let Some(left) = items(left, walk)? else { return Ok(None) };
    left.iter().map(|item| has(&right, item, walk)).collect::<Result<_, _>>().map(Some)
}

pub(super) fn has_size(left: &Node, right: &Node) -> bool {
    let Node::Number(wanted) = right else { return false };
    let length = match left {
        Node::Text(text) => text.encode_utf16().count(),
        Node::Json(Json::Array(items)) => items.len(),
        // An object's length is -1 here.
        Node::Json(_) => return wanted.text() == "-1",
        _ => return false,
    };
    wanted.text() == length.to_string()
}

pub(super) fn is_empty(left: &Node, right: &Node) -> Result<bool, SelectError> {
    let empty = match left {
        Node::Text(text) => text.is_empty(),
        Node::Json(Json::Array(items)) => items.is_empty(),
        Node::Json(Json::Object(members)) => members.is_empty(),
        _ => return Ok(false),
    };
    match right {
        Node::Bool(wanted) => Ok(empty == *wanted),
        _ => thrown("Expected boolean node"),
    }
}

/// Whether a pattern on one side takes the whole text on the other, or one of its texts.
pub(super) fn matches(left: &Node, right: &Node, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    let (pattern, value) = match (left, right) {
        (Node::Pattern(_), Node::Pattern(_)) => return Ok(false),
        (Node::Pattern(pattern), value) | (value, Node::Pattern(pattern)) => (pattern, value),
        _ => return Ok(false),
    };
    let Node::Json(Json::Array(items)) = value else { return walk.matches(pattern, &input(value)) };
    for one in items.iter() {
        walk.spend(1 + one.bytes() / 16)?;
        if walk.matches(pattern, &input(&item(one).unwrap_or(Node::Undefined)))? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn input(value: &Node) -> String {
    match value {
        Node::Text(text) => text.to_string(),
        Node::Number(number) => number.text(),
        Node::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}
