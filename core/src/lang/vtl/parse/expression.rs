//! Expressions: operators by precedence, literals, lists, maps and ranges.

use std::sync::Arc;

use super::reference::starts_parameter;
use super::{Parsed, Parser};
use crate::lang::json::{Json, parse_lenient};
use crate::lang::vtl::ast::{Binary, Expr, Number, Operator};
use crate::lang::vtl::lex::Kind;
use crate::lang::vtl::parts::Id;

/// An expression, and the tokens whose text stands for it when it has no value.
pub(super) type Read = (Expr, (usize, usize));

impl Parser<'_, '_> {
    pub(super) fn expression(&mut self) -> Parsed<Read> {
        let first = self.position;
        let (value, _) = self.binary(0)?;
        Ok((value, (first, self.position)))
    }

    /// Operators that bind at least as tight as `weakest`, from the left.
    fn binary(&mut self, weakest: u32) -> Parsed<Read> {
        let mut left = self.unary()?;
        while let Some((operator, level)) = operator(self.kind()?).filter(|(_, level)| *level >= weakest) {
            self.take()?;
            let first = self.position;
            let right = self.binary(level + 1)?;
            let text = |read: &(usize, usize)| self.literal(read.0, read.1, true).into_boxed_str();
            let texts = match operator {
                Operator::Add => {
                    let sides = [text(&left.1), text(&right.1)];
                    self.shared.tree.sides.push(sides)
                }
                _ => Id::NONE,
            };
            let exprs = &mut self.shared.tree.exprs;
            let (left_id, right_id) = (exprs.push(left.0), exprs.push(right.0));
            let binary = Binary { operator, left: left_id, right: right_id, texts };
            left = (Expr::Binary(binary), (first, self.position));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed<Read> {
        if let Some(reference) = self.quick_operand() {
            let read = (Expr::Reference(reference), (self.position - 1, self.position));
            self.optional(Kind::Blank)?;
            return Ok(read);
        }
        let negated = match self.kind()? {
            Kind::Not => true,
            Kind::Blank => self.peek(1)?.kind == Kind::Not,
            _ => false,
        };
        if !negated {
            return self.primary();
        }
        self.optional(Kind::Blank)?;
        self.take()?;
        let first = self.position;
        let (inner, _) = self.nested(Self::unary)?;
        Ok((Expr::Not(self.shared.tree.exprs.push(inner)), (first, self.position)))
    }

    fn primary(&mut self) -> Parsed<Read> {
        self.optional(Kind::Blank)?;
        let read = if self.kind()? == Kind::ParenOpen {
            self.take()?;
            let read = self.nested(Self::expression)?;
            self.expect(Kind::ParenClose, "`)`")?;
            read
        } else {
            self.nested(Self::value)?
        };
        self.optional(Kind::Blank)?;
        Ok(read)
    }

    /// A value with the blanks around it.
    pub(super) fn parameter(&mut self) -> Parsed<Read> {
        self.optional(Kind::Blank)?;
        let read = self.nested(Self::value)?;
        self.optional(Kind::Blank)?;
        Ok(read)
    }

    /// A literal, a list, a map, a range or a reference.
    pub(super) fn value(&mut self) -> Parsed<Read> {
        let first = self.position;
        let token = self.peek(0)?;
        let value = match token.kind {
            Kind::Identifier | Kind::CurlyOpen => Expr::Reference(self.reference()?),
            Kind::ListOpen => self.list()?,
            Kind::MapOpen => self.map()?,
            Kind::String => {
                self.take()?;
                self.string(&token)?
            }
            Kind::True | Kind::False => {
                self.take()?;
                Expr::Bool(token.kind == Kind::True)
            }
            Kind::Integer => {
                self.take()?;
                match integer(self.image(&token)) {
                    Some(Whole::Int(number)) => Expr::Int(number),
                    Some(Whole::More(number)) => self.number(number),
                    None => return Err(self.unexpected(token, "a number")),
                }
            }
            Kind::Float => {
                self.take()?;
                let number = self.image(&token).parse().map_err(|_| self.unexpected(token, "a number"))?;
                self.number(Number::Double(number))
            }
            _ => return Err(self.unexpected(token, "a value")),
        };
        Ok((value, (first, self.position)))
    }

    fn number(&mut self, number: Number) -> Expr {
        Expr::Number(self.shared.tree.numbers.push(number))
    }

    fn list(&mut self) -> Parsed<Expr> {
        self.take()?;
        let mut items = Vec::new();
        if starts_parameter(self.kind()?) {
            loop {
                items.push(self.parameter()?.0);
                if items.len() == 1 && self.kind()? == Kind::Range {
                    return self.range(items);
                }
                if !self.optional(Kind::Comma)? {
                    break;
                }
            }
        }
        self.expect(Kind::ListClose, "`,` or `]`")?;
        Ok(Expr::List(self.shared.tree.exprs.keep(&items)))
    }

    fn range(&mut self, mut items: Vec<Expr>) -> Parsed<Expr> {
        let dots = self.take()?;
        let end_token = if self.kind()? == Kind::Blank { self.peek(1)? } else { self.peek(0)? };
        let end = self.parameter()?.0;
        let start = items.pop().unwrap_or(Expr::Word);
        if !self.is_bound(&start) {
            return Err(self.unexpected(dots, "`,` or `]`"));
        }
        if !self.is_bound(&end) {
            return Err(self.unexpected(end_token, "a whole number or a reference"));
        }
        self.expect(Kind::ListClose, "`]`")?;
        let exprs = &mut self.shared.tree.exprs;
        Ok(Expr::Range(exprs.push(start), exprs.push(end)))
    }

    fn map(&mut self) -> Parsed<Expr> {
        self.take()?;
        let mut entries = Vec::new();
        let blank_first = self.kind()? == Kind::Blank && !starts_parameter(self.peek(1)?.kind);
        if blank_first {
            self.take()?;
        } else if starts_parameter(self.kind()?) {
            loop {
                let key = self.parameter()?.0;
                self.expect(Kind::Colon, "`:`")?;
                entries.extend([key, self.parameter()?.0]);
                if !self.optional(Kind::Comma)? {
                    break;
                }
            }
        }
        if self.kind()? == Kind::CurlyClose {
            self.take()?;
        } else {
            self.expect(Kind::MapClose, "`,` or `}`")?;
        }
        Ok(Expr::Map(self.shared.tree.exprs.keep(&entries)))
    }

    /// Whether a range can begin or end so.
    fn is_bound(&self, value: &Expr) -> bool {
        match value {
            Expr::Int(_) | Expr::Reference(_) => true,
            Expr::Number(id) => !matches!(self.shared.tree.numbers.get(*id), Some(Number::Double(_))),
            _ => false,
        }
    }
}

/// A whole number, by its size.
enum Whole {
    Int(i32),
    More(Number),
}

/// An operator and how tight it binds.
fn operator(kind: Kind) -> Option<(Operator, u32)> {
    Some(match kind {
        Kind::Or => (Operator::Or, 0),
        Kind::And => (Operator::And, 1),
        Kind::Equal => (Operator::Equal, 2),
        Kind::NotEqual => (Operator::NotEqual, 2),
        Kind::Less => (Operator::Less, 3),
        Kind::LessEqual => (Operator::LessEqual, 3),
        Kind::Greater => (Operator::Greater, 3),
        Kind::GreaterEqual => (Operator::GreaterEqual, 3),
        Kind::Plus => (Operator::Add, 4),
        Kind::Minus => (Operator::Subtract, 4),
        Kind::Times => (Operator::Multiply, 5),
        Kind::Divide => (Operator::Divide, 5),
        Kind::Modulo => (Operator::Modulo, 5),
        _ => return None,
    })
}

/// A whole number; none when a stray sign stands before its digits.
fn integer(digits: &str) -> Option<Whole> {
    if let Ok(number) = digits.parse::<i32>() {
        return Some(Whole::Int(number));
    }
    if let Ok(number) = digits.parse::<i64>() {
        return Some(Whole::More(Number::Long(number)));
    }
    let bare = digits.strip_prefix('-').unwrap_or(digits);
    if !bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match parse_lenient(digits) {
        Ok(Json::BigInt(number)) => Some(Whole::More(Number::Big(number))),
        _ => Some(Whole::More(Number::Big(Arc::from(digits)))),
    }
}
