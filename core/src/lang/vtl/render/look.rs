//! Looking at what is there already, without a value of its own: most references only pass through parsed JSON.
//!
//! What is not plain in this sense (lists that change, blocks, methods, errors) is left to [`Machine::reference`].

use super::Machine;
use super::input::{Part, simple_path};
use super::out::Out;
use super::print::{push_int, push_json};
use crate::lang::json::{Json, Members};
use crate::lang::vtl::Template;
use crate::lang::vtl::ast::{Expr, If, Known, Literal, Method, Node, OfLoop, Reference, Step, Word};
use crate::lang::vtl::inputs::{Inputs, PARAMETER_PARTS};
use crate::lang::vtl::methods::util;
use crate::lang::vtl::value::{Flavour, LoopScope, Value, frozen, held, member};

/// What a reference leads to.
#[derive(Clone, Copy)]
pub(super) enum Look<'m> {
    /// No value, which AWS takes for the empty text.
    Nothing,
    Json(&'m Json, Flavour),
    Value(&'m Value),
    Text(&'m str),
    Int(i32),
    Bool(bool),
}

/// What can be looked at while the output is written to.
#[derive(Clone, Copy)]
pub(super) struct Eyes<'m> {
    template: &'m Template,
    inputs: &'m Inputs,
    slots: &'m [Value],
    item: Item<'m>,
    /// Bytes of output at which printing stops.
    most: usize,
}

/// The item of the innermost loop, while it is in no variable yet: most loops never need it there.
#[derive(Clone, Copy)]
struct Item<'m> {
    slot: u32,
    json: &'m Json,
    flavour: Flavour,
}

/// No loop's.
const NO_ITEM: Item<'static> = Item { slot: u32::MAX, json: &Json::Null, flavour: Flavour::Java };

impl<'t> Machine<'t> {
    pub(super) fn eyes(&self) -> Eyes<'_> {
        let (template, inputs, slots, most) =
            (self.template, self.inputs, &self.slots, self.limits.output_bytes);
        Eyes { template, inputs, slots, item: NO_ITEM, most }
    }

    /// Prints text and plain references up to the first node that is neither, and says how many nodes that were.
    pub(super) fn print_plain(&mut self, nodes: &'t [Node]) -> usize {
        if self.recorder.is_some() {
            return 0;
        }
        let (template, inputs, slots, most) =
            (self.template, self.inputs, &self.slots, self.limits.output_bytes);
        Eyes { template, inputs, slots, item: NO_ITEM, most }.print_plain(nodes, &mut self.out)
    }

    /// As [`Self::print_plain`], with an item in the loop's variable that is not put there.
    pub(super) fn print_turn(
        &mut self,
        nodes: &'t [Node],
        slot: u32,
        json: &Json,
        flavour: Flavour,
    ) -> usize {
        if self.recorder.is_some() {
            return 0;
        }
        let (template, inputs, slots, most) =
            (self.template, self.inputs, &self.slots, self.limits.output_bytes);
        let item = Item { slot, json, flavour };
        Eyes { template, inputs, slots, item, most }.print_plain(nodes, &mut self.out)
    }
}

impl<'m> Eyes<'m> {
    /// A function of its own, so that what it needs stays in registers.
    #[inline(never)]
    fn print_plain(self, nodes: &'m [Node], out: &mut Out) -> usize {
        let text = self.template.text.as_bytes();
        for (index, node) in nodes.iter().enumerate() {
            let printed = match node {
                Node::Text(at) => {
                    out.push_bytes(text.get(at.start as usize..at.end as usize).unwrap_or_default());
                    true
                }
                // A value can be long, and a block can print many.
                Node::Reference(reference) => out.len() <= self.most && self.print(reference, out),
                Node::If(statement) => self.print_choice(statement, out),
                _ => false,
            };
            if !printed {
                return index;
            }
        }
        nodes.len()
    }

    /// Prints a plain reference; false when it is not plain, and nothing is printed.
    #[inline]
    fn print(self, reference: &'m Reference, out: &mut Out) -> bool {
        if reference.extra.is_some() {
            return false;
        }
        if reference.slot == self.item.slot {
            return match (self.item.json, reference.steps.as_slice()) {
                (Json::Object(members), [Step::Property(name, _)]) => {
                    self.print_member(members, self.item.flavour, *name, out)
                }
                _ => self.print_other(reference, out),
            };
        }
        match (self.slots.get(reference.slot as usize), reference.steps.as_slice()) {
            (Some(Value::Members(members, flavour)), [Step::Property(name, _)]) => {
                self.print_member(members, *flavour, *name, out)
            }
            (Some(Value::Text(text)), []) => {
                out.push_str(text);
                true
            }
            (Some(Value::Loop(scope)), [Step::OfLoop(OfLoop::Count, ..)]) => {
                push_int(out, i64::from(scope.index.get()) + 1);
                true
            }
            _ => self.print_other(reference, out),
        }
    }

    #[inline]
    fn print_member(self, members: &Members, flavour: Flavour, name: Word, out: &mut Out) -> bool {
        let name = self.template.bytes(name.0);
        match member(members, name) {
            _ if matches!(name, b"class" | b"Class") => return false,
            None | Some(Json::Null) => {}
            Some(Json::String(text)) => out.push_str(text),
            Some(Json::Int(number)) => push_int(out, *number),
            Some(found) => push_rest(out, found, flavour),
        }
        true
    }

    #[inline(never)]
    fn print_other(self, reference: &'m Reference, out: &mut Out) -> bool {
        let Some(argument) = self.escaped(reference) else {
            return self.look(reference).is_some_and(|look| look.push(out));
        };
        let text = self.text(argument);
        if let Some(text) = text {
            util::escaped_parts(text, |part| out.push_str(part));
        }
        text.is_some()
    }

    /// Prints an `#if` whose condition is a plain Boolean and whose block is but a text, as between items of a list.
    #[inline(never)]
    fn print_choice(self, statement: &'m If, out: &mut Out) -> bool {
        let ([arm], None) = (statement.arms.as_slice(), &statement.otherwise) else { return false };
        let ([Node::Text(at)], Expr::Reference(reference)) = (arm.block.as_slice(), &arm.condition) else {
            return false;
        };
        let Some(flag) = self.truth(reference) else { return false };
        if flag {
            out.push_bytes(self.template.bytes(*at));
        }
        true
    }

    /// Where a reference leads; none when it is not plain.
    pub(super) fn look(self, reference: &'m Reference) -> Option<Look<'m>> {
        if reference.extra.is_some() {
            return None;
        }
        let mut found = match self.slots.get(reference.slot as usize)? {
            _ if reference.slot == self.item.slot => Look::Json(self.item.json, self.item.flavour),
            Value::Null | Value::Masked => return Some(Look::Nothing),
            Value::Block(_) => return None,
            value => Look::Value(value),
        };
        for step in &reference.steps {
            found = match (found, step) {
                (Look::Value(Value::Loop(scope)), Step::OfLoop(known, ..)) => of_loop(scope, *known)?,
                (
                    Look::Value(Value::Members(members, flavour)),
                    Step::Property(name, _) | Step::OfLoop(_, name, _),
                ) => self.member(members, *flavour, self.template.bytes(name.0))?,
                (
                    Look::Json(Json::Object(members), flavour),
                    Step::Property(name, _) | Step::OfLoop(_, name, _),
                ) => self.member(members, flavour, self.template.bytes(name.0))?,
                (Look::Value(Value::Input), Step::Method(method)) => self.input(method)?,
                _ => return None,
            };
            if let Look::Nothing = found {
                return Some(found);
            }
        }
        Some(found)
    }

    /// Whether `#if` takes a plain reference; none when it is not plain.
    #[inline]
    pub(super) fn truth(self, reference: &'m Reference) -> Option<bool> {
        match (self.slots.get(reference.slot as usize), reference.steps.as_slice()) {
            (Some(Value::Loop(scope)), [Step::OfLoop(OfLoop::HasNext, ..)]) if reference.extra.is_none() => {
                Some(scope.has_next.get())
            }
            _ => Some(self.look(reference)?.flag().unwrap_or(true)),
        }
    }

    fn member(self, members: &'m Members, flavour: Flavour, name: &[u8]) -> Option<Look<'m>> {
        match member(members, name) {
            // Java's reflection, which the slow way answers.
            _ if matches!(name, b"class" | b"Class") => None,
            None | Some(Json::Null) => Some(Look::Nothing),
            Some(found) => Some(Look::Json(found, flavour)),
        }
    }

    /// `$input.path('$.plain.path')` and `$input.params('name')`.
    fn input(self, method: &'m Method) -> Option<Look<'m>> {
        let [Expr::Text(literal)] = &*method.arguments else { return None };
        if self.template.mutates {
            return None;
        }
        let literal = self.literal(literal);
        match method.known {
            Known::Path => {
                let found = plain(self.inputs.body_json().as_ref().ok()?, literal)?;
                Some(found.map_or(Look::Nothing, |found| Look::Json(found, Flavour::Json)))
            }
            Known::Params => {
                let found = parameter(self.inputs, literal);
                Some(found.map_or(Look::Nothing, |found| Look::Json(found, Flavour::Java)))
            }
            Known::EscapeJavaScript | Known::Other => None,
        }
    }

    pub(super) fn literal(self, literal: &'m Literal) -> &'m str {
        self.template.word(literal.word)
    }

    /// The argument of `$util.escapeJavaScript(…)`, when that is what the reference is.
    fn escaped(self, reference: &'m Reference) -> Option<&'m Expr> {
        let [Step::Method(method)] = &*reference.steps else { return None };
        let [argument] = &*method.arguments else { return None };
        let calls = method.known == Known::EscapeJavaScript
            && Some(reference.slot) == self.template.roots.util
            && reference.extra.is_none()
            && matches!(self.slots.get(reference.slot as usize), Some(Value::Util));
        calls.then_some(argument)
    }

    /// The text of a literal or of a plain reference to a text.
    fn text(self, expression: &'m Expr) -> Option<&'m str> {
        match self.operand(expression)? {
            Look::Nothing => Some(""),
            look => look.text(),
        }
    }

    /// What a literal or a plain reference is.
    pub(super) fn operand(self, expression: &'m Expr) -> Option<Look<'m>> {
        Some(match expression {
            Expr::Reference(reference) => self.look(reference)?,
            Expr::Text(literal) => Look::Text(self.literal(literal)),
            Expr::Int(number) => Look::Int(*number),
            Expr::Bool(flag) => Look::Bool(*flag),
            _ => return None,
        })
    }
}

impl<'m> Look<'m> {
    /// As a value; none for nothing.
    pub(super) fn value(self) -> Option<Value> {
        Some(match self {
            Look::Nothing => return None,
            Look::Json(json, flavour) => frozen(json, flavour),
            Look::Value(value) => value.clone(),
            Look::Text(text) => Value::text(text),
            Look::Int(number) => Value::Int(number),
            Look::Bool(flag) => Value::Bool(flag),
        })
    }

    /// The text when it is one; nothing counts as the empty text.
    pub(super) fn text(self) -> Option<&'m str> {
        match self {
            Look::Nothing => Some(""),
            Look::Json(Json::String(text), _) | Look::Value(Value::Text(text)) => Some(text),
            Look::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number when it is a whole one.
    pub(super) fn whole(self) -> Option<i64> {
        match self {
            Look::Json(Json::Int(number), _) | Look::Value(Value::Long(number)) => Some(*number),
            Look::Value(Value::Int(number)) => Some(i64::from(*number)),
            Look::Int(number) => Some(i64::from(number)),
            _ => None,
        }
    }

    /// The Boolean when it is one.
    pub(super) fn flag(self) -> Option<bool> {
        match self {
            Look::Json(Json::Bool(flag), _) | Look::Value(Value::Bool(flag)) => Some(*flag),
            Look::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// Prints it; false when it takes more than that.
    fn push(self, out: &mut Out) -> bool {
        match self {
            Look::Nothing => {}
            Look::Json(Json::String(text), _) | Look::Value(Value::Text(text)) => out.push_str(text),
            Look::Json(Json::Int(number), _) => push_int(out, *number),
            Look::Json(json, flavour) => push_json(out, json, flavour),
            Look::Text(text) => out.push_str(text),
            Look::Int(number) | Look::Value(&Value::Int(number)) => push_int(out, i64::from(number)),
            Look::Bool(flag) | Look::Value(&Value::Bool(flag)) => {
                out.push_str(if flag { "true" } else { "false" });
            }
            Look::Value(_) => return false,
        }
        true
    }
}

/// What is rarer than texts and whole numbers.
#[inline(never)]
fn push_rest(out: &mut Out, json: &Json, flavour: Flavour) {
    push_json(out, json, flavour);
}

fn of_loop<'m>(scope: &LoopScope, known: OfLoop) -> Option<Look<'m>> {
    let index = scope.index.get();
    Some(match known {
        OfLoop::Index => Look::Int(index),
        OfLoop::Count => Look::Int(index + 1),
        OfLoop::HasNext => Look::Bool(scope.has_next.get()),
        OfLoop::First => Look::Bool(index < 1),
        OfLoop::Last => Look::Bool(!scope.has_next.get()),
        OfLoop::Parent | OfLoop::Topmost | OfLoop::Replaced => return None,
    })
}

/// What `$input.params(name)` gives.
pub(super) fn parameter<'i>(inputs: &'i Inputs, name: &str) -> Option<&'i Json> {
    let parts = PARAMETER_PARTS.iter().filter_map(|part| held(inputs.params(), part));
    let mut found = parts.filter_map(|part| held(part, name));
    found.find(|value| !matches!(value, Json::Null))
}

/// What a path that needs no JSONPath finds; none when it needs one.
pub(super) fn plain<'j>(json: &'j Json, path: &str) -> Option<Option<&'j Json>> {
    let mut found = Some(json);
    for part in simple_path(path)? {
        found = match (part?, found) {
            (Part::Name(name), Some(Json::Object(members))) => member(members, name.as_bytes()),
            (Part::Index(index), Some(Json::Array(items))) => items.get(index),
            _ => None,
        };
    }
    Some(found.filter(|found| !matches!(found, Json::Null)))
}
