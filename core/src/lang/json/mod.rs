//! JSON as the Java library behind API Gateway's templates reads, holds and prints it.
//!
//! The library is json-smart 2.2, and the observed behaviour of that release is the reference here: numbers keep
//! Java's kinds, objects keep their order, and the reader accepts far more than JSON.

mod big;
mod decimal;
mod double;
mod error;
mod parse;
mod print;
mod scan;
mod text;

use std::sync::Arc;

use indexmap::IndexMap;

pub use decimal::Decimal;
pub use double::double_text;
pub use error::JsonError;
pub use parse::{DEPTH_MAX, parse_lenient};
pub use print::{to_plain_text, to_serde, to_text};
pub(crate) use text::Units;

/// An object's members in the order in which they were first written.
pub type Members = IndexMap<Arc<str>, Json>;

/// A JSON value; cloning is cheap. At most [`DEPTH_MAX`] levels when it was read from text.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Int(i64),
    /// A whole number beyond 64 bits, as Java prints it.
    BigInt(Arc<str>),
    /// A number with a fraction or an exponent.
    Double(f64),
    /// A number with a fraction or an exponent that is written with more than 18 characters.
    Decimal(Arc<Decimal>),
    /// A text.
    String(Arc<str>),
    /// An array.
    Array(Arc<Vec<Json>>),
    /// An object.
    Object(Arc<Members>),
}

impl Json {
    /// A text.
    pub fn string(text: &str) -> Json {
        Json::String(Arc::from(text))
    }

    /// An array.
    pub fn array(items: Vec<Json>) -> Json {
        Json::Array(Arc::new(items))
    }

    /// An object.
    pub fn object(members: Members) -> Json {
        Json::Object(Arc::new(members))
    }

    /// The member of that name; None when there is none or this is no object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// How many bytes its text or digits have; items and members do not count.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Json::String(text) | Json::BigInt(text) => text.len() as u64,
            Json::Decimal(number) => number.bytes(),
            _ => 0,
        }
    }

    /// The text when this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// The nearest double when this is a number, as Java's `doubleValue` gives it.
    pub fn as_double(&self) -> Option<f64> {
        match self {
            Json::Int(number) => Some(*number as f64),
            Json::Double(number) => Some(*number),
            Json::BigInt(digits) => digits.parse().ok(),
            Json::Decimal(number) => number.text().parse().ok(),
            _ => None,
        }
    }

    /// The value that serde read.
    ///
    /// Errors: more than [`DEPTH_MAX`] levels.
    pub fn from_serde(value: &serde_json::Value) -> Result<Json, JsonError> {
        convert(value, 0)
    }
}

fn convert(value: &serde_json::Value, depth: usize) -> Result<Json, JsonError> {
    use serde_json::Value;
    if depth > DEPTH_MAX {
        return Err(JsonError::too_deep('[', 0));
    }
    Ok(match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => Json::Int(whole),
            (None, Some(whole)) => Json::BigInt(whole.to_string().into()),
            (None, None) => Json::Double(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => Json::string(text),
        Value::Array(items) => {
            Json::array(items.iter().map(|item| convert(item, depth + 1)).collect::<Result<_, _>>()?)
        }
        Value::Object(members) => Json::object(
            members
                .iter()
                .map(|(name, member)| Ok((Arc::from(name.as_str()), convert(member, depth + 1)?)))
                .collect::<Result<_, _>>()?,
        ),
    })
}
