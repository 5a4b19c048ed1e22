//! Where an argument goes that the user's own files say by an expression.

use crate::terraform::syntax::{Expr, reference_text};

/// The arguments that say who may call.
const GUARDS: &[&str] = &["authorization", "authorization_type", "authorizer_id"];

/// The argument that a path is for where it is one of this block alone: `[1 only 2] source_arn`.
pub(super) fn of_part<'p>(path: &'p str, mark: &str) -> Option<&'p str> {
    let (part, path) = path.strip_prefix('[')?.split_once("] ")?;
    (mark.splitn(3, ' ').nth(2).unwrap_or_default() == part).then_some(path)
}

/// Sets an argument to what the files have in this block alone, or takes it out.
pub(super) fn put_own(block: &mut hcl::Block, name: &str, word: Option<&str>) {
    if let Some((first, rest)) = name.split_once('.') {
        let inner = block.body.iter_mut().find_map(|structure| match structure {
            hcl::Structure::Block(inner) if inner.identifier() == first => Some(inner),
            _ => None,
        });
        match (inner, word) {
            (Some(inner), word) => put_own(inner, rest, word),
            (None, Some(word)) => put_argument(block, name, word, ""),
            (None, None) => {}
        }
        return;
    }
    let is_it = |structure: &hcl::Structure| matches!(structure, hcl::Structure::Attribute(attribute) if attribute.key() == name);
    let known = block.body.iter_mut().find(|structure| is_it(structure));
    match (known, word) {
        (Some(hcl::Structure::Attribute(attribute)), Some(word)) => attribute.expr = Expr::from(word),
        (_, Some(word)) => put_argument(block, name, word, ""),
        (_, None) => block.body.0.retain(|structure| !is_it(structure)),
    }
}

/// Puts an expression where the design left an argument that is no text at its default.
pub(super) fn put_argument(block: &mut hcl::Block, path: &str, word: &str, expression: &str) {
    let value = Expr::from(word);
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    if let Some(rest) = rest {
        let (first, mark) = match first.strip_suffix(']').and_then(|first| first.split_once('[')) {
            Some((first, mark)) => (first, Some(mark)),
            None => (first, None),
        };
        let is_meant = |block: &hcl::Block| {
            block.identifier() == first && block.labels.first().map(hcl::BlockLabel::as_str) == mark
        };
        let inner = block.body.iter_mut().find_map(|structure| match structure {
            hcl::Structure::Block(block) if is_meant(block) => Some(block),
            _ => None,
        });
        match inner {
            Some(inner) => put_argument(inner, rest, word, expression),
            // What it was for is gone from the design.
            None if mark.is_some() => {}
            None => {
                let mut inner = hcl::Block::new(hcl::Identifier::unchecked(first));
                put_argument(&mut inner, rest, word, expression);
                block.body.0.push(inner.into());
            }
        }
        return;
    }
    let known = block.body.iter_mut().find_map(|structure| match structure {
        hcl::Structure::Attribute(attribute) if attribute.key() == first => Some(attribute),
        _ => None,
    });
    match known {
        // The export names what it waits for by itself.
        Some(attribute) if first == "depends_on" && matches!(attribute.expr, Expr::Array(_)) => {
            let Expr::Array(names) = &mut attribute.expr else { return };
            let more = expression.trim_start_matches('[').trim_end_matches(']').split(',');
            names.extend(more.map(str::trim).filter(|name| !name.is_empty()).map(reference_text));
        }
        // The name stands for an expression where the function is known by its invocation URI alone.
        Some(attribute) if first == "function_name" && is_literal_name(&attribute.expr) => {
            attribute.expr = value;
        }
        // The design has the strictest of what an expression may choose.
        Some(attribute) if GUARDS.contains(&first) && may_be(expression, &attribute.expr) => {
            attribute.expr = value;
        }
        // What the user set in the design since then wins.
        Some(attribute) if !matches!(attribute.expr, Expr::Bool(false) | Expr::Null) => {}
        Some(attribute) => attribute.expr = value,
        None => {
            let at = block.body.iter().take_while(|structure| structure.as_attribute().is_some()).count();
            let attribute = hcl::Attribute::new(hcl::Identifier::unchecked(first), value);
            block.body.0.insert(at, attribute.into());
        }
    }
}

/// Takes off the marks by which one of several nested blocks of a name was found.
pub(super) fn unmark(body: &mut hcl::Body) {
    for structure in body.iter_mut() {
        if let hcl::Structure::Block(inner) = structure {
            inner.labels.clear();
            unmark(&mut inner.body);
        }
    }
}

/// Whether an expression may come to what the export writes: the authorizer is the one that it was written for.
fn may_be(expression: &str, written: &Expr) -> bool {
    match written {
        Expr::String(word) => !expression.contains('"') || expression.contains(&format!("\"{word}\"")),
        other => hcl::format::to_string(other).is_ok_and(|text| expression.contains(text.trim())),
    }
}

/// Whether it is a function's name as it stands in the design, or an expression of the files for its ARN.
fn is_literal_name(expr: &Expr) -> bool {
    matches!(expr, Expr::String(text) if !text.starts_with("arn:"))
}
