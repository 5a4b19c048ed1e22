//! The steps in square brackets.

use std::sync::Arc;

use super::reader::{Reader, unescaped};
use super::{PathError, filter, step::Step};

/// The step whose bracket begins here.
pub(super) fn bracket(reader: &mut Reader<'_>) -> Result<Step, PathError> {
    let inside = reader.rest().get(1..).unwrap_or_default().trim_start_matches(' ');
    match inside.chars().next() {
        Some(quote @ ('\'' | '"')) => members(reader, quote),
        Some('*') => all(reader),
        Some('?') => condition(reader),
        Some('0'..='9' | '-' | ':' | '(' | '@') => places(reader),
        _ => reader.fail("Could not parse token. Expected ?, ', 0-9, * "),
    }
}

fn all(reader: &mut Reader<'_>) -> Result<Step, PathError> {
    reader.at += 1;
    reader.skip_blanks();
    reader.at += 1;
    reader.skip_blanks();
    if reader.take("]") { Ok(Step::All) } else { reader.fail("Expected wildcard token to end with ']'") }
}

fn members(reader: &mut Reader<'_>, quote: char) -> Result<Step, PathError> {
    let mut names: Vec<Arc<str>> = Vec::new();
    reader.at += 1;
    loop {
        reader.skip_blanks();
        if reader.peek() != Some(quote) {
            return reader.fail("Found empty property");
        }
        let Some(end) = reader.closing_quote(reader.at, quote) else {
            return reader.fail(format!("Property has not been closed - missing closing {quote}"));
        };
        let inside = reader.text.get(reader.at + 1..end).unwrap_or_default();
        names.push(Arc::from(unescaped(inside)));
        reader.at = end + 1;
        reader.skip_blanks();
        if reader.take("]") {
            return Ok(Step::Members(names));
        }
        if !reader.take(",") {
            return reader.fail("Property must be separated by comma or closed by a square bracket");
        }
    }
}

fn condition(reader: &mut Reader<'_>) -> Result<Step, PathError> {
    let start = reader.at;
    reader.at += 1;
    reader.skip_blanks();
    reader.at += 1;
    reader.skip_blanks();
    if reader.peek() != Some('(') {
        return reader.fail("Not enough predicates supplied for filter");
    }
    let Some(close) = reader.closing_bracket(reader.at) else {
        reader.at = start;
        return reader.fail("Filter brackets are not balanced");
    };
    let mut inside = reader.inner(reader.at + 1, close)?;
    let condition = filter::parse(&mut inside)?;
    reader.at = close + 1;
    reader.skip_blanks();
    if reader.take("]") { Ok(Step::Filter(condition)) } else { reader.fail("Expected a closing ']'") }
}

fn places(reader: &mut Reader<'_>) -> Result<Step, PathError> {
    let Some((inside, _)) = reader.rest().get(1..).unwrap_or_default().split_once(']') else {
        return reader.fail("Expected a closing ']'");
    };
    let step = if inside.contains('@') {
        from_end(inside)
    } else if inside.contains(':') {
        slice(inside)
    } else {
        // Empty parts at the end do not count for Java.
        let parts = inside.trim_end_matches([',', ' ']).split(',');
        parts.map(|part| part.trim().parse().ok()).collect::<Option<_>>().map(Step::Places)
    };
    match step {
        Some(step) => {
            reader.at += inside.len() + 2;
            Ok(step)
        }
        None => reader.fail("Could not parse token. Expected ?, ', 0-9, * "),
    }
}

fn slice(inside: &str) -> Option<Step> {
    let number = |part: Option<&str>| match part.map(str::trim) {
        None | Some("") => Some(None),
        Some(digits) => digits.parse().ok().map(Some),
    };
    // A step width is passed over, as Jayway does.
    let mut parts = inside.split(':');
    let (from, to) = (number(parts.next())?, number(parts.next())?);
    (from.is_some() || to.is_some()).then_some(Step::Slice(from, to))
}

/// `(@.length-1)`, which releases before 2.1 take.
fn from_end(inside: &str) -> Option<Step> {
    let plain: String = inside.chars().filter(|symbol| !matches!(symbol, ' ' | '(' | ')')).collect();
    let number = plain.strip_prefix("@.length").or_else(|| plain.strip_prefix("@.size"))?;
    let place: i32 = number.strip_prefix('-')?.parse().ok()?;
    (place > 0).then(|| Step::Places(vec![-place]))
}
