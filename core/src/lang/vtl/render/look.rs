//! Looking at what is there already, without a value of its own: most references only pass through parsed JSON.
//!
//! What is not plain in this sense (lists that change, blocks, methods, errors) is left to [`Machine::reference`].

use super::Machine;
use super::out::Out;
use super::print::push_int;
use super::seen::{Look, Slots, decide, of_loop, parameter, plain, push_member};
use super::turn::Turns;
use crate::lang::json::{Json, Members};
use crate::lang::vtl::Template;
use crate::lang::vtl::ast::{Expr, If, Known, Method, Node, OfLoop, Reference, Step, Word};
use crate::lang::vtl::inputs::Inputs;
use crate::lang::vtl::methods::util;
use crate::lang::vtl::value::{Flavour, LoopScope, Value, member};

/// What can be looked at while the output is written to.
#[derive(Clone, Copy)]
pub(super) struct Eyes<'m, S> {
    pub(super) template: &'m Template,
    pub(super) inputs: &'m Inputs,
    pub(super) slots: S,
    pub(super) item: Item<'m>,
    /// Bytes of output at which printing stops.
    pub(super) most: usize,
}

/// The item of the innermost loop, while it is in no variable yet: most loops never need it there.
#[derive(Clone, Copy)]
pub(super) struct Item<'m> {
    slot: u32,
    json: &'m Json,
    flavour: Flavour,
}

/// No loop's.
pub(super) const NO_ITEM: Item<'static> = Item { slot: u32::MAX, json: &Json::Null, flavour: Flavour::Java };

impl<'t> Machine<'t> {
    pub(super) fn eyes(&self) -> Eyes<'_, &[Value]> {
        let (template, inputs, slots, most) =
            (self.template, self.inputs, self.slots.as_slice(), self.limits.output_bytes);
        Eyes { template, inputs, slots, item: NO_ITEM, most }
    }

    /// Prints text and plain references up to the first node that is neither, and says how many nodes that were.
    pub(super) fn print_plain(&mut self, nodes: &'t [Node]) -> usize {
        if self.recorder.is_some() {
            return 0;
        }
        let (template, inputs, slots, most) =
            (self.template, self.inputs, self.slots.as_slice(), self.limits.output_bytes);
        Eyes { template, inputs, slots, item: NO_ITEM, most }.print_plain(nodes, &mut self.out)
    }

    /// As [`Self::print_plain`], with an item in the loop's variable that is not put there.
    pub(super) fn print_turn(
        &mut self,
        turns: &Turns<'t>,
        slot: u32,
        (json, flavour): (&Json, Flavour),
        scope: Option<&LoopScope>,
    ) -> usize {
        if self.recorder.is_some() {
            return 0;
        }
        let (template, inputs, slots, most) =
            (self.template, self.inputs, self.slots.as_slice(), self.limits.output_bytes);
        let item = Item { slot, json, flavour };
        let eyes = Eyes { template, inputs, slots, item, most };
        turns.print(eyes, (json, flavour), scope, &mut self.out)
    }
}

impl<'m, S: Slots<'m>> Eyes<'m, S> {
    /// A function of its own, so that what it needs stays in registers.
    #[inline(never)]
    pub(super) fn print_plain(self, nodes: &'m [Node], out: &mut Out) -> usize {
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
    pub(super) fn print(self, reference: &'m Reference, out: &mut Out) -> bool {
        if !reference.extra.is_none() {
            return false;
        }
        if reference.slot == self.item.slot {
            return match (self.item.json, self.template.tree.steps(reference)) {
                (Json::Object(members), [Step::Property(name, _)]) => {
                    self.print_member(members, self.item.flavour, *name, out)
                }
                _ => self.print_other(reference, out),
            };
        }
        match (self.slots.seen(reference.slot), self.template.tree.steps(reference)) {
            (Some(Look::Value(Value::Members(members, flavour))), [Step::Property(name, _)]) => {
                self.print_member(members, *flavour, *name, out)
            }
            (Some(Look::Json(Json::Object(members), flavour)), [Step::Property(name, _)]) => {
                self.print_member(members, flavour, *name, out)
            }
            (Some(Look::Value(Value::Text(text))), []) => {
                out.push_str(text);
                true
            }
            (Some(Look::Value(Value::Loop(scope))), [Step::OfLoop(OfLoop::Count, ..)]) => {
                push_int(out, i64::from(scope.index.get()) + 1);
                true
            }
            _ => self.print_other(reference, out),
        }
    }

    #[inline]
    fn print_member(self, members: &Members, flavour: Flavour, name: Word, out: &mut Out) -> bool {
        let name = self.template.bytes(name.0);
        if matches!(name, b"class" | b"Class") {
            return false;
        }
        push_member(members, name, flavour, out);
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
    pub(super) fn print_choice(self, statement: &'m If, out: &mut Out) -> bool {
        let tree = &self.template.tree;
        let ([arm], None) = (tree.arms.run(statement.arms), &statement.otherwise) else { return false };
        let ([Node::Text(at)], Expr::Reference(reference)) =
            (tree.nodes.run(arm.block), tree.expr(arm.condition))
        else {
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
        if !reference.extra.is_none() {
            return None;
        }
        let mut found = match reference.slot == self.item.slot {
            true => Look::Json(self.item.json, self.item.flavour),
            false => self.slots.seen(reference.slot)?,
        };
        if let Look::Nothing = found {
            return Some(found);
        }
        for step in self.template.tree.steps(reference) {
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
        match (self.slots.seen(reference.slot), self.template.tree.steps(reference)) {
            (Some(Look::Value(Value::Loop(scope))), [Step::OfLoop(OfLoop::HasNext, ..)])
                if reference.extra.is_none() =>
            {
                Some(scope.has_next.get())
            }
            _ => Some(self.look(reference)?.flag().unwrap_or(true)),
        }
    }

    /// What a condition gives; none when it is not plain.
    pub(super) fn condition(self, condition: &'m Expr) -> Option<bool> {
        match condition {
            Expr::Bool(flag) => Some(*flag),
            Expr::Reference(reference) => self.truth(reference),
            Expr::Binary(binary) => {
                let tree = &self.template.tree;
                let left = self.operand(tree.expr(binary.left))?;
                decide(binary.operator, left, self.operand(tree.expr(binary.right))?)
            }
            _ => None,
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
        let [Expr::Text(literal, _)] = self.template.tree.exprs.run(method.arguments) else { return None };
        if self.template.mutates {
            return None;
        }
        let literal = self.template.word(*literal);
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

    /// The argument of `$util.escapeJavaScript(…)`, when that is what the reference is.
    fn escaped(self, reference: &'m Reference) -> Option<&'m Expr> {
        let [Step::Method(method)] = self.template.tree.steps(reference) else { return None };
        let [argument] = self.template.tree.exprs.run(method.arguments) else { return None };
        let calls = method.known == Known::EscapeJavaScript
            && Some(reference.slot) == self.template.roots.util
            && reference.extra.is_none()
            && matches!(self.slots.seen(reference.slot), Some(Look::Value(Value::Util)));
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
            Expr::Text(word, _) => Look::Text(self.template.word(*word)),
            Expr::Int(number) => Look::Int(*number),
            Expr::Bool(flag) => Look::Bool(*flag),
            _ => return None,
        })
    }
}
