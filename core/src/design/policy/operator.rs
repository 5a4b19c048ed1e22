//! Condition operators by their names.

use std::cmp::Ordering;

/// An operator, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    pub test: Test,
    /// `…Not…`: holds where the test does not.
    pub negated: bool,
    /// `…IfExists`: holds where the key is missing.
    pub if_exists: bool,
    pub set: Option<Set>,
}

/// What a value is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Exact,
    AnyCase,
    Like,
    Number(Comparison),
    Date(Comparison),
    Bool,
    Binary,
    Address,
    Arn,
    Null,
}

/// Which values of a key with several must pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    Any,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    /// The comparison at the end of a numeric or date operator, and whether it is negated.
    fn read(name: &str) -> Option<(Self, bool)> {
        Some(match name {
            "Equals" => (Self::Equal, false),
            "NotEquals" => (Self::Equal, true),
            "LessThan" => (Self::Less, false),
            "LessThanEquals" => (Self::LessOrEqual, false),
            "GreaterThan" => (Self::Greater, false),
            "GreaterThanEquals" => (Self::GreaterOrEqual, false),
            _ => return None,
        })
    }
}

impl Operator {
    /// Reads a name such as `ForAllValues:StringNotLikeIfExists`; none for a name that AWS does not have.
    pub fn read(name: &str) -> Option<Self> {
        if name == "Null" {
            return Some(Self { test: Test::Null, negated: false, if_exists: false, set: None });
        }
        let (set, name) = match name.split_once(':') {
            Some(("ForAnyValue", rest)) => (Some(Set::Any), rest),
            Some(("ForAllValues", rest)) => (Some(Set::All), rest),
            Some(_) => return None,
            None => (None, name),
        };
        let (name, if_exists) = match name.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (test, negated) = match name {
            "StringEquals" => (Test::Exact, false),
            "StringNotEquals" => (Test::Exact, true),
            "StringEqualsIgnoreCase" => (Test::AnyCase, false),
            "StringNotEqualsIgnoreCase" => (Test::AnyCase, true),
            "StringLike" => (Test::Like, false),
            "StringNotLike" => (Test::Like, true),
            "Bool" => (Test::Bool, false),
            "BinaryEquals" => (Test::Binary, false),
            "IpAddress" => (Test::Address, false),
            "NotIpAddress" => (Test::Address, true),
            "ArnEquals" | "ArnLike" => (Test::Arn, false),
            "ArnNotEquals" | "ArnNotLike" => (Test::Arn, true),
            _ => compared(name)?,
        };
        Some(Self { test, negated, if_exists, set })
    }

    /// Whether it holds for a call that has no value of the key.
    pub fn without_value(self, wanted: &[String]) -> bool {
        if self.test == Test::Null {
            return wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case("true"));
        }
        match self.set {
            _ if self.if_exists => true,
            Some(Set::All) => true,
            Some(Set::Any) => false,
            None => self.negated,
        }
    }

    /// Whether `Null` holds for a call that has the key.
    pub fn wants_presence(self, wanted: &[String]) -> bool {
        wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case("false"))
    }
}

fn compared(name: &str) -> Option<(Test, bool)> {
    if let Some(rest) = name.strip_prefix("Numeric") {
        return Comparison::read(rest).map(|(comparison, negated)| (Test::Number(comparison), negated));
    }
    let (comparison, negated) = Comparison::read(name.strip_prefix("Date")?)?;
    Some((Test::Date(comparison), negated))
}
