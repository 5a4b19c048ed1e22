//! Classes of characters in square brackets.

use super::error::PatternError;
use super::escape;
use super::parse::Parser;
use super::set::Set;

/// The class whose bracket is here.
pub(super) fn class(parser: &mut Parser<'_>) -> Result<Set, PatternError> {
    parser.deeper()?;
    parser.at += 1;
    let inverted = parser.take("^");
    let mut parts = Vec::new();
    loop {
        match union(parser, parts.is_empty())? {
            Some(part) => parts.push(part),
            None if parts.is_empty() => return parser.fail("Bad class syntax"),
            None => {}
        }
        match parser.peek() {
            Some(']') => break,
            // What union stops at otherwise.
            Some('&') => parser.at += 2,
            _ => return parser.fail("Unclosed character class"),
        }
    }
    parser.at += 1;
    parser.depth -= 1;
    let found = Set::And(parts);
    Ok(if inverted { found.inverted() } else { found })
}

/// What stands up to `&&` or the closing bracket; None for nothing.
fn union(parser: &mut Parser<'_>, first: bool) -> Result<Option<Set>, PatternError> {
    let mut sets = Vec::new();
    loop {
        match parser.peek() {
            None => return parser.fail("Unclosed character class"),
            // A bracket that comes first is a character.
            Some(']') if !sets.is_empty() || !first => break,
            Some('&') if parser.rest().starts_with("&&") => break,
            Some('[') => sets.push(class(parser)?),
            Some('\\') if parser.rest().starts_with("\\Q") => {
                parser.at += 2;
                let end = parser.rest().find("\\E").unwrap_or(parser.rest().len());
                let quoted = parser.rest().get(..end).unwrap_or_default().to_owned();
                parser.at = (parser.at + end + 2).min(parser.text.len());
                let case = parser.flags.case();
                sets.extend(quoted.chars().map(|symbol| Set::One(symbol, case)));
            }
            Some(symbol) => sets.push(range(parser, symbol)?),
        }
    }
    Ok(match sets.pop() {
        None => None,
        Some(one) if sets.is_empty() => Some(one),
        last => Some(Set::Or(sets.into_iter().chain(last).collect())),
    })
}

/// A character, a range or an escaped class.
fn range(parser: &mut Parser<'_>, symbol: char) -> Result<Set, PatternError> {
    let case = parser.flags.case();
    let from = if symbol == '\\' {
        match escape::set(parser)? {
            Set::One(from, _) => from,
            set => return Ok(set),
        }
    } else {
        parser.at += symbol.len_utf8();
        symbol
    };
    if parser.peek() != Some('-') {
        return Ok(Set::One(from, case));
    }
    let start = parser.at;
    parser.at += 1;
    let to = match parser.peek() {
        None | Some('[' | ']') => {
            parser.at = start;
            return Ok(Set::One(from, case));
        }
        Some('\\') => escape::character(parser)?,
        Some(to) => {
            parser.at += to.len_utf8();
            to
        }
    };
    if to < from {
        return parser.fail("Illegal character range");
    }
    Ok(Set::Range(from, to, case))
}
