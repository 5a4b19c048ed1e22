//! References: their values, and how they print.

use super::{Machine, Ran, empty};
use crate::lang::vtl::ast::{At, Expr, Form, Method, Reference, Step};
use crate::lang::vtl::error::Answer;
use crate::lang::vtl::methods::{self, Raised};
use crate::lang::vtl::value::{Flavour, Value, member};

impl<'t> Machine<'t> {
    /// A reference's value; the empty text when there is none, as on AWS.
    pub(super) fn reference(&mut self, reference: &'t Reference) -> Ran<Value> {
        if let Some(extra) = self.template.tree.extras.get(reference.extra)
            && matches!(extra.form, Form::Runt | Form::Silent)
        {
            return Ok(Value::Null);
        }
        if self.recorder.is_none()
            && let Some(look) = self.eyes().look(reference)
        {
            return Ok(look.value().unwrap_or_else(empty));
        }
        let mut value = match self.slot(reference.slot) {
            Value::Null | Value::Masked => {
                self.seen_nothing(reference);
                return Ok(empty());
            }
            value => value.clone(),
        };
        for step in self.template.tree.steps(reference) {
            value = self.step_into(&value, step)?;
            if value.is_null() {
                self.seen_nothing(reference);
                return Ok(empty());
            }
        }
        if self.recorder.is_some() {
            self.seen(reference, &value);
        }
        Ok(value)
    }

    pub(super) fn step_into(&mut self, value: &Value, step: &'t Step) -> Ran<Value> {
        match step {
            Step::Property(name, at) => self.property(value, self.template.word(*name), *at),
            Step::OfLoop(known, name, at) => match value {
                Value::Loop(scope) => Ok(methods::of_loop(scope, *known)),
                _ => self.property(value, self.template.word(*name), *at),
            },
            Step::Index(index, at) => self.index(value, self.template.tree.expr(*index), *at),
            Step::Method(method) => self.call(value, method),
        }
    }

    pub(super) fn print_reference(&mut self, reference: &'t Reference) -> Ran<()> {
        if self.recorder.is_some() {
            self.step(reference.at);
        }
        let Some(extra) = self.template.tree.extras.get(reference.extra) else {
            let value = self.reference(reference)?;
            let start = self.out.len();
            if let Value::Block(block) = &value {
                if !self.defined(block, reference.at)? {
                    self.print_source(reference.at);
                }
            } else {
                self.print(&value, reference.at)?;
            }
            self.piece(reference.at, start);
            return Ok(());
        };
        let start = self.out.len();
        match extra.form {
            Form::Runt => self.out.push_str(&extra.literal),
            Form::Silent => {}
            Form::Escaped => {
                self.reference(reference)?;
                self.slashes(extra.slashes);
                self.out.push_str(&extra.literal);
            }
            Form::Plain | Form::Quiet => {
                let value = self.reference(reference)?;
                if let Value::Block(block) = &value {
                    if !self.defined(block, reference.at)? {
                        self.slashes(extra.slashes * 2);
                        self.out.push_str(&extra.more);
                        self.out.push_str(&extra.literal);
                    }
                } else {
                    self.slashes(extra.slashes);
                    self.out.push_str(&extra.more);
                    self.print(&value, reference.at)?;
                }
            }
        }
        self.piece(reference.at, start);
        Ok(())
    }

    fn slashes(&mut self, count: u32) {
        self.out.push_signs(b'\\', count as usize);
    }

    fn property(&mut self, value: &Value, name: &str, at: At) -> Ran<Value> {
        match value {
            // Java's reflection is closed here; whether AWS leaves it open is not known.
            _ if matches!(name, "class" | "Class") => Ok(Value::Null),
            Value::Members(members, flavour) => Ok(member(members, name.as_bytes())
                .map_or(Value::Null, |json| crate::lang::vtl::value::frozen(json, *flavour))),
            Value::Map(map) => Ok(map.get(&Value::Text(name.into()))),
            Value::Input => self.input_property(name, at),
            Value::Loop(_) => Ok(value.map_get(&Value::Text(name.into()))),
            _ => self.checked(methods::property(value, name), at),
        }
    }

    fn index(&mut self, value: &Value, index: &'t Expr, at: At) -> Ran<Value> {
        let index = self.value(index)?;
        let index = match self.adjusted(value, index, at)? {
            Value::Int(number) => match value {
                Value::Items(..) | Value::List(_) => {
                    return self.checked(methods::list_get(value, number), at);
                }
                _ => Value::Int(number),
            },
            other => other,
        };
        match value {
            Value::Members(..) | Value::Map(_) | Value::Loop(_) => Ok(value.map_get(&index)),
            _ => Ok(Value::Null),
        }
    }

    /// A negative index counts from the end.
    pub(super) fn adjusted(&mut self, value: &Value, index: Value, at: At) -> Ran<Value> {
        let Value::Int(number) = index else { return Ok(index) };
        if number >= 0 {
            return Ok(index);
        }
        match methods::size(value) {
            Some(size) => Ok(Value::Int(i32::try_from(size).unwrap_or(i32::MAX).wrapping_add(number))),
            None => {
                let message = format!("A {} has no items to count from the end", value.type_name());
                self.fail(message, at, Answer::NotDocumented)
            }
        }
    }

    pub(super) fn call(&mut self, value: &Value, method: &'t Method) -> Ran<Value> {
        let given = self.template.tree.exprs.run(method.arguments);
        let mut arguments = Vec::with_capacity(given.len());
        for argument in given {
            arguments.push(self.value(argument)?);
        }
        let name = self.template.word(method.name);
        match value {
            Value::Input => return self.input_method(name, &arguments, method.at),
            Value::Util => return self.util_method(name, &arguments, method.at),
            _ => {}
        }
        if arguments.is_empty() && name == "toString" {
            return self.own_text(value);
        }
        self.burn(methods::cost(value, name, &arguments), method.at)?;
        let called = methods::call(value, name, &arguments, &mut self.fuel);
        if let Ok(made) = &called {
            self.burn(methods::weight(made), method.at)?;
        }
        self.checked(called, method.at)
    }

    fn own_text(&mut self, value: &Value) -> Ran<Value> {
        if let Value::Block(block) = value {
            return Ok(self.block_text(block, At::default())?.map_or(Value::Null, Value::Text));
        }
        self.text_of(value).map(Value::Text)
    }

    /// A method's result, or its exception as an error at its place.
    pub(super) fn checked(&self, result: Result<Value, Raised>, at: At) -> Ran<Value> {
        match result {
            Ok(value) => Ok(value),
            Err(Raised { message, ours }) => {
                self.fail(message, at, if ours { Answer::Ours } else { Answer::NotDocumented })
            }
        }
    }

    /// The flavour of what `$input` and `$util` give.
    pub(super) const fn json_flavour() -> Flavour {
        Flavour::Json
    }
}
