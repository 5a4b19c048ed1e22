//! Values while they are computed: as [`Value`], but cheap to copy, and with sets.

use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Number;

use super::super::config::{Part, Reference, Value};
use super::limits::Fail;
use crate::terraform::format::formatted_expression;

/// The entries of a map or object, in the order in which they were made; Terraform visits them by name.
pub(super) type Entries = IndexMap<Rc<str>, Val>;

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Val {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    Text(Rc<str>),
    /// Neither empty nor one text or one expression alone; two texts do not follow each other.
    Template(Rc<Vec<Part>>),
    List(Rc<Vec<Val>>),
    /// Sorted where that is known, and each element once.
    Set(Rc<Vec<Val>>),
    Map(Rc<Entries>),
    /// As it was written.
    Opaque(Rc<str>),
}

impl Val {
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().into())
    }

    pub(super) fn list(values: Vec<Val>) -> Self {
        Self::List(Rc::new(values))
    }

    pub(super) fn map(entries: Entries) -> Self {
        Self::Map(Rc::new(entries))
    }

    pub(super) fn opaque(text: impl AsRef<str>) -> Self {
        Self::Opaque(text.as_ref().into())
    }

    pub(super) fn integer(value: usize) -> Self {
        Self::Number(Number::from(value))
    }

    /// Whether nothing in it is unknown, however deep.
    pub(super) fn is_known(&self) -> bool {
        match self {
            Self::Template(_) | Self::Opaque(_) => false,
            Self::List(values) | Self::Set(values) => values.iter().all(Self::is_known),
            Self::Map(entries) => entries.values().all(Self::is_known),
            _ => true,
        }
    }

    /// A list, set or tuple's elements.
    pub(super) fn elements(&self) -> Option<&Rc<Vec<Val>>> {
        match self {
            Self::List(values) | Self::Set(values) => Some(values),
            _ => None,
        }
    }

    /// A text, or a number or truth value as text.
    pub(super) fn as_text(&self) -> Option<Rc<str>> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number_text(number).into()),
            Self::Bool(value) => Some(if *value { "true".into() } else { "false".into() }),
            _ => None,
        }
    }

    /// What Terraform calls it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Number(_) => "a number",
            Self::Text(_) | Self::Template(_) => "a text",
            Self::List(_) => "a list",
            Self::Set(_) => "a set",
            Self::Map(_) => "a map",
            Self::Opaque(_) => "unknown",
        }
    }

    /// As it leaves the reader.
    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Number(number) => Value::Number(number),
            Self::Text(text) => Value::Text(text.as_ref().to_owned()),
            Self::Template(parts) => {
                let parts = Rc::unwrap_or_clone(parts);
                Value::Template(parts.into_iter().map(laid_out).collect())
            }
            Self::List(values) | Self::Set(values) => {
                let values = Rc::unwrap_or_clone(values);
                Value::List(values.into_iter().map(Self::into_value).collect())
            }
            Self::Map(entries) => {
                let entries = Rc::unwrap_or_clone(entries).into_iter();
                Value::Map(
                    entries.map(|(name, value)| (name.as_ref().to_owned(), value.into_value())).collect(),
                )
            }
            Self::Opaque(text) => Value::Opaque(formatted_expression(&text)),
        }
    }
}

/// A piece with its expression laid out in one way, whatever lines of the file it stood in.
fn laid_out(part: Part) -> Part {
    match part {
        Part::Text(_) => part,
        Part::Opaque(text) => Part::Opaque(formatted_expression(&text)),
        Part::Reference(reference) => {
            let text = formatted_expression(&reference.text);
            Part::Reference(Reference { text, ..reference })
        }
    }
}

/// The entries of a map by name, as Terraform visits them.
pub(super) fn by_name(entries: &Entries) -> Vec<(&Rc<str>, &Val)> {
    let mut sorted: Vec<_> = entries.iter().collect();
    if !sorted.is_sorted_by(|(one, _), (other, _)| one <= other) {
        sorted.sort_by_key(|(name, _)| *name);
    }
    sorted
}

/// A text that is put together of known and unknown pieces.
#[derive(Debug, Default)]
pub(super) struct Parts(Vec<Part>);

impl Parts {
    pub(super) fn push_text(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Part::Text(before)) => before.push_str(text),
            _ => self.0.push(Part::Text(text.to_owned())),
        }
    }

    pub(super) fn push_part(&mut self, part: &Part) {
        match part {
            Part::Text(text) => self.push_text(text),
            other => self.0.push(other.clone()),
        }
    }

    /// The value as a piece of text; null, lists and maps are none.
    pub(super) fn push(&mut self, value: &Val) -> Result<(), Fail> {
        match value {
            Val::Template(parts) => parts.iter().for_each(|part| self.push_part(part)),
            Val::Opaque(text) => self.0.push(Part::Opaque(text.as_ref().to_owned())),
            Val::Text(text) => self.push_text(text),
            other => match other.as_text() {
                Some(text) => self.push_text(&text),
                None => return Err(Fail::new(format!("A text cannot hold {}", other.kind()))),
            },
        }
        Ok(())
    }

    /// Everything together.
    pub(super) fn finish(mut self) -> Val {
        match (self.0.pop(), self.0.is_empty()) {
            (None, _) => Val::text(""),
            (Some(Part::Text(text)), true) => Val::text(text),
            (Some(Part::Opaque(text)), true) => Val::opaque(text),
            (Some(last), _) => {
                self.0.push(last);
                Val::Template(Rc::new(self.0))
            }
        }
    }
}

/// A number as Terraform writes it into a text: without an exponent.
pub(super) fn number_text(number: &Number) -> String {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(value), _, _) => value.to_string(),
        (_, Some(value), _) => value.to_string(),
        (_, _, Some(value)) => value.to_string(),
        _ => number.to_string(),
    }
}

/// A number; whole ones are kept as such.
pub(super) fn number(value: f64) -> Option<Number> {
    /// Doubles hold every whole number up to here.
    const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= WHOLE_MAX {
        // Such numbers fit exactly.
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
        return Some(Number::from(value as i64));
    }
    Number::from_f64(value)
}

/// The number that a text holds, if it holds nothing else.
pub(super) fn parse_number(text: &str) -> Option<Number> {
    if let Ok(value) = text.parse::<i64>() {
        return Some(Number::from(value));
    }
    if let Ok(value) = text.parse::<u64>() {
        return Some(Number::from(value));
    }
    let plain = |char: char| char.is_ascii_digit() || matches!(char, '.' | '-' | '+' | 'e' | 'E');
    if !text.chars().all(plain) || !text.contains(|char: char| char.is_ascii_digit()) {
        return None;
    }
    number(text.parse().ok()?)
}
