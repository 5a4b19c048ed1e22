//! The conditions in `[?(…)]`.

mod compare;
mod list;
mod literal;
mod read;

pub(super) use read::parse;

use std::sync::Arc;

use super::{Path, SelectError};
use crate::lang::{
    json::{Decimal, Json},
    pattern::Pattern,
};

/// What has to hold for a value to be selected.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// All have to hold.
    All(Vec<Condition>),
    /// One has to hold.
    Any(Vec<Condition>),
    /// It must not hold.
    Not(Box<Condition>),
    /// The path finds something, or nothing when that is not wanted.
    Exists(Path, bool),
    /// Two operands stand in a relation.
    Compare(Operand, Operator, Operand),
}

/// One side of a relation.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// What the path finds.
    Path(Path),
    /// A value as Jayway compares it.
    Value(Node),
}

/// A value as Jayway compares it.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A path without a result; equals nothing.
    Undefined,
    Null,
    Bool(bool),
    Number(Arc<Decimal>),
    Text(Arc<str>),
    /// An array or object.
    Json(Json),
    Pattern(Arc<Pattern>),
}

impl Node {
    /// How long it takes to read, in looks at values; what an array or object holds is counted when it is read.
    fn weight(&self) -> u64 {
        match self {
            Node::Number(number) => number.bytes() / 16,
            Node::Text(text) => text.len() as u64 / 16,
            _ => 0,
        }
    }
}

/// A relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    SameType,
    NotSameType,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Matches,
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    All,
    Contains,
    Size,
    Empty,
    Exists,
    /// `type` and `matches`, which only Java code can use.
    Foreign,
}
