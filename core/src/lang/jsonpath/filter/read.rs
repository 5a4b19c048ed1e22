//! Reading a condition, as Jayway's filter compiler does.

use super::{Condition, Operand, Operator, literal};
use crate::lang::jsonpath::{PathError, parse, reader::Reader};

/// Operators written with signs; longer ones first.
const SIGNS: [(&str, Operator); 9] = [
    ("===", Operator::SameType),
    ("!==", Operator::NotSameType),
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessEqual),
    (">=", Operator::GreaterEqual),
    ("=~", Operator::Matches),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

/// Operators written with letters, in either case.
const WORDS: [(&str, Operator); 12] = [
    ("in", Operator::In),
    ("nin", Operator::NotIn),
    ("subsetof", Operator::SubsetOf),
    ("anyof", Operator::AnyOf),
    ("noneof", Operator::NoneOf),
    ("all", Operator::All),
    ("contains", Operator::Contains),
    ("size", Operator::Size),
    ("empty", Operator::Empty),
    ("exists", Operator::Exists),
    ("type", Operator::Foreign),
    ("matches", Operator::Foreign),
];

/// Reads all of the reader's text as a condition.
pub(in crate::lang::jsonpath) fn parse(reader: &mut Reader<'_>) -> Result<Condition, PathError> {
    let condition = any(reader)?;
    reader.skip_blanks();
    if reader.is_done() {
        return Ok(condition);
    }
    reader.fail(format!("Expected end of filter expression instead of: {}", reader.rest()))
}

fn any(reader: &mut Reader<'_>) -> Result<Condition, PathError> {
    let mut conditions = vec![all(reader)?];
    loop {
        reader.skip_blanks();
        if !reader.take("||") {
            break;
        }
        conditions.push(all(reader)?);
    }
    Ok(match conditions.pop() {
        Some(one) if conditions.is_empty() => one,
        last => Condition::Any(conditions.into_iter().chain(last).collect()),
    })
}

fn all(reader: &mut Reader<'_>) -> Result<Condition, PathError> {
    let mut conditions = vec![one(reader)?];
    loop {
        reader.skip_blanks();
        if !reader.take("&&") {
            break;
        }
        conditions.push(one(reader)?);
    }
    Ok(match conditions.pop() {
        Some(one) if conditions.is_empty() => one,
        last => Condition::All(conditions.into_iter().chain(last).collect()),
    })
}

fn one(reader: &mut Reader<'_>) -> Result<Condition, PathError> {
    reader.skip_blanks();
    if reader.rest().starts_with('!') {
        let mut negated = reader.clone();
        negated.at += 1;
        negated.skip_blanks();
        if !negated.rest().starts_with(['$', '@']) {
            // Only to count the level: signs can be many.
            let mut deeper = negated.inner(negated.at, negated.text.len())?;
            let condition = one(&mut deeper)?;
            reader.at = negated.at + deeper.at;
            return Ok(Condition::Not(Box::new(condition)));
        }
        let path = path(&mut negated)?;
        reader.at = negated.at;
        return relation(reader, path, false);
    }
    if reader.rest().starts_with('(') {
        let Some(close) = reader.closing_bracket(reader.at) else {
            return reader.fail("Expected a closing ')'");
        };
        let mut inside = reader.inner(reader.at + 1, close)?;
        let condition = parse(&mut inside)?;
        reader.at = close + 1;
        return Ok(condition);
    }
    let left = operand(reader)?;
    relation(reader, left, true)
}

/// A relation with what was read on its left, or the question whether that exists.
fn relation(reader: &mut Reader<'_>, left: Operand, wanted: bool) -> Result<Condition, PathError> {
    reader.skip_blanks();
    if reader.is_done() || reader.rest().starts_with(['&', '|', ')']) {
        return match left {
            Operand::Path(path) => Ok(Condition::Exists(path, wanted)),
            Operand::Value(_) => reader.fail("Expected a path"),
        };
    }
    let operator = operator(reader)?;
    let right = operand(reader)?;
    Ok(Condition::Compare(left, operator, right))
}

fn operator(reader: &mut Reader<'_>) -> Result<Operator, PathError> {
    if let Some((sign, operator)) = SIGNS.iter().find(|(sign, _)| reader.rest().starts_with(sign)) {
        reader.at += sign.len();
        return Ok(*operator);
    }
    let word = reader.rest().split(' ').next().unwrap_or_default();
    match WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
        Some((_, operator)) => {
            reader.at += word.len();
            Ok(*operator)
        }
        None => reader.fail(format!("Filter operator {word} is not supported!")),
    }
}

fn operand(reader: &mut Reader<'_>) -> Result<Operand, PathError> {
    reader.skip_blanks();
    if reader.rest().starts_with(['$', '@']) {
        return path(reader);
    }
    literal::read(reader).map(Operand::Value)
}

/// A path up to a blank, an operator or the bracket around it.
fn path(reader: &mut Reader<'_>) -> Result<Operand, PathError> {
    let start = reader.at;
    let mut skip_to = start + 1;
    let mut end = reader.text.len();
    let mut before = ' ';
    for (at, symbol) in reader.rest().char_indices() {
        let at = start + at;
        if at < skip_to {
            continue;
        }
        let call = symbol == '(' && !matches!(before, '.' | ' ' | '?');
        if symbol == '[' || call {
            let Some(close) = reader.closing_bracket(at) else {
                reader.at = at;
                return reader.fail("Square brackets does not match in filter");
            };
            skip_to = close + 1;
        } else if matches!(symbol, ' ' | ')' | '(' | '<' | '>' | '=' | '~' | '!')
            || ["&&", "||"]
                .iter()
                .any(|sign| reader.text.get(at..).is_some_and(|rest| rest.starts_with(sign)))
        {
            end = at;
            break;
        }
        before = symbol;
    }
    let mut inside = reader.inner(start, end)?;
    if inside.text.ends_with('.') {
        reader.at = end;
        return reader.fail("Path must not end with a '.' or '..'");
    }
    let path = parse::inner(&mut inside)?;
    reader.at = end;
    Ok(Operand::Path(path))
}

#[cfg(test)]
mod tests {
    use super::{Condition, Operand, parse};
    use crate::lang::jsonpath::{filter::Node, reader::Reader};

    #[test]
    fn and_binds_closer_than_or() {
        let mut reader = Reader { text: "@.a || @.b && @.c == null", at: 0, base: 0, depth: 0 };
        let Ok(Condition::Any(parts)) = parse(&mut reader) else { panic!("not an or") };
        let [Condition::Exists(..), Condition::All(parts)] = parts.as_slice() else { panic!("{parts:?}") };
        assert!(matches!(&parts[1], Condition::Compare(_, _, Operand::Value(Node::Null))));
    }
}
