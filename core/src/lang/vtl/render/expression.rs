//! Expressions.

use std::cmp::Ordering;
use std::rc::Rc;

use super::{Machine, Ran};
use crate::lang::vtl::ast::{At, Binary, Expr, Number, Operator, Sides};
use crate::lang::vtl::error::Answer;
use crate::lang::vtl::value::{Flavour, Map, Value, compare, compute, equal};

impl<'t> Machine<'t> {
    pub(super) fn value(&mut self, expression: &'t Expr) -> Ran<Value> {
        let tree = &self.template.tree;
        Ok(match expression {
            Expr::Reference(reference) => self.reference(reference)?,
            Expr::Text(word, number) => Value::Text(self.template.literal(*word, *number)),
            Expr::Int(number) => Value::Int(*number),
            Expr::Bool(flag) => Value::Bool(*flag),
            Expr::Number(number) => match tree.numbers.get(*number) {
                Some(Number::Long(number)) => Value::Long(*number),
                Some(Number::Double(number)) => Value::Double(*number),
                Some(Number::Big(digits)) => Value::Big(digits.clone()),
                None => Value::Null,
            },
            Expr::Template(block, cut) => {
                let mut text =
                    self.deeper(At::default(), |machine| machine.captured(|machine| machine.block(*block)))?;
                if *cut {
                    text.pop();
                }
                self.burn(text.len() as u64 / 16, At::default())?;
                Value::Text(self.shared(text))
            }
            Expr::List(items) => {
                let items = tree.exprs.run(*items);
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    values.push(self.value(item)?);
                }
                Value::list(values, Flavour::Java)
            }
            Expr::Map(entries) => {
                let map = Map::default();
                for [key, value] in tree.exprs.run(*entries).as_chunks::<2>().0 {
                    let key = self.value(key)?;
                    let value = self.value(value)?;
                    map.put(key, value);
                }
                Value::Map(Rc::new(map))
            }
            Expr::Range(start, end) => self.range(tree.expr(*start), tree.expr(*end))?,
            Expr::Not(_) => Value::Bool(self.truth(expression)?),
            Expr::Binary(binary) => match binary.operator {
                Operator::Add => self.add(binary)?,
                Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo => {
                    self.arithmetic(binary)?
                }
                _ => Value::Bool(self.truth(expression)?),
            },
            Expr::Word => Value::Null,
        })
    }

    /// Whether `#if` takes it: a missing value does, and a text, a number or a list that is written there does not.
    pub(super) fn truth(&mut self, expression: &'t Expr) -> Ran<bool> {
        let tree = &self.template.tree;
        if self.recorder.is_none()
            && let Some(flag) = self.eyes().condition(expression)
        {
            return Ok(flag);
        }
        match expression {
            Expr::Bool(flag) => Ok(*flag),
            Expr::Reference(reference) => match self.reference(reference)? {
                Value::Null | Value::Masked => Ok(false),
                Value::Bool(flag) => Ok(flag),
                Value::Block(block) => Ok(self.block_text(&block, reference.at)?.is_some()),
                _ => Ok(true),
            },
            Expr::Not(inner) => Ok(!self.truth(tree.expr(*inner))?),
            Expr::Binary(binary) => match binary.operator {
                Operator::And => {
                    Ok(self.truth(tree.expr(binary.left))? && self.truth(tree.expr(binary.right))?)
                }
                Operator::Or => {
                    Ok(self.truth(tree.expr(binary.left))? || self.truth(tree.expr(binary.right))?)
                }
                Operator::Equal => self.is_equal(binary),
                Operator::NotEqual => Ok(!self.is_equal(binary)?),
                Operator::Less => self.is_ordered(binary, |order| order == Ordering::Less),
                Operator::LessEqual => self.is_ordered(binary, |order| order != Ordering::Greater),
                Operator::Greater => self.is_ordered(binary, |order| order == Ordering::Greater),
                Operator::GreaterEqual => self.is_ordered(binary, |order| order != Ordering::Less),
                _ => Ok(false),
            },
            _ => Ok(false),
        }
    }

    fn sides(&mut self, binary: &Binary) -> Ran<(Value, Value)> {
        let tree = &self.template.tree;
        let left = self.value(tree.expr(binary.left))?;
        Ok((left, self.value(tree.expr(binary.right))?))
    }

    fn is_equal(&mut self, binary: &'t Binary) -> Ran<bool> {
        let (left, right) = self.sides(binary)?;
        if left.is_number() && right.is_number() {
            return Ok(compare(&left, &right) == Some(Ordering::Equal));
        }
        if left.is_null() || right.is_null() {
            return Ok(left.is_null() && right.is_null());
        }
        if let (Value::Text(left), Value::Text(right)) = (&left, &right) {
            return Ok(left == right);
        }
        if related(&left, &right) {
            return Ok(equal(&left, &right));
        }
        Ok(self.text_of(&left)? == self.text_of(&right)?)
    }

    fn is_ordered(&mut self, binary: &'t Binary, passes: impl Fn(Ordering) -> bool) -> Ran<bool> {
        let (left, right) = self.sides(binary)?;
        Ok(left.is_number() && right.is_number() && compare(&left, &right).is_some_and(passes))
    }

    fn add(&mut self, binary: &'t Binary) -> Ran<Value> {
        let (left, right) = self.sides(binary)?;
        if !matches!(left, Value::Text(_)) && !matches!(right, Value::Text(_)) {
            return self.computed(binary, &left, &right);
        }
        // A side without a value is joined as it stands in the template.
        let texts = self.template.tree.sides.get(binary.texts);
        let shown = |value: Value, side: fn(&Sides) -> &str| match texts {
            Some(texts) if value.is_null() => Value::text(side(texts)),
            _ => value,
        };
        let (left, right) = (shown(left, |[text, _]| text), shown(right, |[_, text]| text));
        let joined = self.captured(|machine| {
            machine.print(&left, At::default())?;
            machine.print(&right, At::default())
        })?;
        self.burn(joined.len() as u64 / 16, At::default())?;
        Ok(Value::Text(self.shared(joined)))
    }

    fn arithmetic(&mut self, binary: &'t Binary) -> Ran<Value> {
        let (left, right) = self.sides(binary)?;
        self.computed(binary, &left, &right)
    }

    fn computed(&mut self, binary: &'t Binary, left: &Value, right: &Value) -> Ran<Value> {
        match compute(binary.operator, left, right) {
            Some(value) => Ok(value),
            None => self.fail("The numbers are too big to compute with", At::default(), Answer::Ours),
        }
    }

    fn range(&mut self, start: &'t Expr, end: &'t Expr) -> Ran<Value> {
        let start = self.value(start)?;
        let end = self.value(end)?;
        let (Some(start), Some(end)) = (int_value(&start), int_value(&end)) else { return Ok(Value::Null) };
        self.burn(u64::from(start.abs_diff(end)), At::default())?;
        let items = if start >= end {
            (end..=start).rev().map(Value::Int).collect()
        } else {
            (start..=end).map(Value::Int).collect()
        };
        Ok(Value::list(items, Flavour::Java))
    }
}

/// Java's `intValue` of a number.
fn int_value(value: &Value) -> Option<i32> {
    Some(match value {
        Value::Int(number) => *number,
        Value::Long(number) => *number as i32,
        Value::Double(number) => *number as i32,
        Value::Big(digits) => digits.parse::<i128>().ok()? as i32,
        _ => return None,
    })
}

/// Whether one's Java class is the other's or extends it; else `==` compares the printed texts.
fn related(left: &Value, right: &Value) -> bool {
    let class = |value: &Value| match value {
        Value::Items(..) => 1,
        Value::List(list) if list.flavour != Flavour::Array => 1,
        Value::List(_) => 2,
        Value::Members(..) | Value::Map(_) => 3,
        Value::Loop(_) => 4,
        Value::View(view) => 5 + view.side as i32,
        Value::Entry(_) => 8,
        Value::Iterator(_) => 9,
        Value::Block(_) => 10,
        Value::Bool(_) => 11,
        Value::Char(_) => 12,
        Value::Input => 13,
        Value::Util => 14,
        _ => -1,
    };
    class(left) >= 0 && class(left) == class(right)
}
