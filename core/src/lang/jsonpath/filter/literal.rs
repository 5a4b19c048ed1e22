//! The literals in conditions.

use std::sync::Arc;

use super::Node;
use crate::lang::{
    json::{Decimal, parse_lenient},
    jsonpath::{
        PathError,
        reader::{Reader, unescaped},
    },
    pattern::Pattern,
};

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Node, PathError> {
    match reader.peek() {
        Some(quote @ ('\'' | '"')) => text(reader, quote),
        Some('t') if reader.take("true") => Ok(Node::Bool(true)),
        Some('f') if reader.take("false") => Ok(Node::Bool(false)),
        Some('n') if reader.take("null") => Ok(Node::Null),
        Some('[' | '{') => json(reader),
        Some('/') => pattern(reader),
        Some('0'..='9' | '-' | '.') => number(reader),
        _ => reader.fail("Expected a path or a literal"),
    }
}

fn text(reader: &mut Reader<'_>, quote: char) -> Result<Node, PathError> {
    let Some(end) = reader.closing_quote(reader.at, quote) else {
        return reader.fail(format!("String not closed. Expected {quote}"));
    };
    let inside = reader.text.get(reader.at + 1..end).unwrap_or_default();
    reader.at = end + 1;
    Ok(Node::Text(Arc::from(unescaped(inside))))
}

fn json(reader: &mut Reader<'_>) -> Result<Node, PathError> {
    let Some(end) = reader.closing_bracket(reader.at) else {
        return reader.fail("JSON is not closed");
    };
    match parse_lenient(reader.text.get(reader.at..=end).unwrap_or_default()) {
        Ok(value) => {
            reader.at = end + 1;
            Ok(Node::Json(value))
        }
        Err(error) => reader.fail(error.message),
    }
}

fn number(reader: &mut Reader<'_>) -> Result<Node, PathError> {
    let rest = reader.rest();
    let is_part = |symbol: char| symbol.is_ascii_digit() || matches!(symbol, '-' | '.' | 'E' | 'e' | '+');
    let digits = rest.get(..rest.find(|symbol| !is_part(symbol)).unwrap_or(rest.len())).unwrap_or_default();
    match Decimal::parse(digits) {
        Ok(number) => {
            reader.at += digits.len();
            Ok(Node::Number(Arc::new(number)))
        }
        Err(_) => reader.fail(format!("`{digits}` is not a number")),
    }
}

/// `/expression/flags`
fn pattern(reader: &mut Reader<'_>) -> Result<Node, PathError> {
    let Some(end) = reader.closing_quote(reader.at, '/') else {
        return reader.fail("Pattern not closed. Expected /");
    };
    let inside = reader.text.get(reader.at + 1..end).unwrap_or_default();
    let after = reader.text.get(end + 1..).unwrap_or_default();
    let flags = after.get(..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len()));
    let flags = flags.unwrap_or_default();
    // Jayway passes over flags that it does not know.
    let known: String = flags.chars().filter(|flag| "dixmsuU".contains(*flag)).collect();
    let whole = if known.is_empty() { inside.to_owned() } else { format!("(?{known}){inside}") };
    match Pattern::whole(&whole) {
        Ok(pattern) => {
            reader.at = end + 1 + flags.len();
            Ok(Node::Pattern(Arc::new(pattern)))
        }
        Err(error) => reader.fail(error.to_string()),
    }
}
