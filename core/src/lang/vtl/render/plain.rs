//! The beginning of a run, as far as variables need no values of their own: they point at what is there already.

use smallvec::{SmallVec, smallvec};

use super::look::{Eyes, NO_ITEM};
use super::out::Out;
use super::seen::Look;
use crate::lang::json::Json;
use crate::lang::vtl::ast::{Assignment, Expr, If, Node};
use crate::lang::vtl::value::{Flavour, Value};
use crate::lang::vtl::{Inputs, Limits, Template};

/// How deep conditions may nest here.
const NESTED_MAX: u32 = 16;

const INPUT: &Value = &Value::Input;
const UTIL: &Value = &Value::Util;

/// A run that has met nothing but text, plain references, `#set` of variables and `#if`.
pub(in crate::lang::vtl) struct Plain<'m> {
    template: &'m Template,
    inputs: &'m Inputs,
    limits: &'m Limits,
    pub slots: SmallVec<[Look<'m>; 8]>,
    pub out: Out,
    /// Steps that were taken.
    pub steps: u64,
}

/// How far a plain run came.
pub(in crate::lang::vtl) enum Reached {
    /// It is over.
    End,
    /// The node of this index among the template's own needs more.
    Node(usize),
    /// Something within a node needs more, or a limit was met: the run has to begin anew.
    Nowhere,
}

impl<'m> Plain<'m> {
    pub fn new(template: &'m Template, inputs: &'m Inputs, limits: &'m Limits) -> Self {
        let mut slots = smallvec![Look::Nothing; template.names.len()];
        for (name, value) in inputs.variables() {
            let place = template.names.find(name).and_then(|slot| slots.get_mut(slot as usize));
            if let (Some(place), false) = (place, matches!(value, Json::Null)) {
                *place = Look::Json(value, Flavour::Java);
            }
        }
        let roots = &template.roots;
        let mut fill = |slot: Option<u32>, look| {
            if let Some(place) = slot.and_then(|slot| slots.get_mut(slot as usize)) {
                *place = look;
            }
        };
        fill(roots.input, Look::Value(INPUT));
        fill(roots.util, Look::Value(UTIL));
        fill(roots.stage_variables, Look::Json(inputs.stage_variables(), Flavour::Java));
        fill(roots.context, Look::Json(inputs.context(), Flavour::Java));
        Self { template, inputs, limits, slots, out: Out::with_capacity(template.room()), steps: 0 }
    }

    /// Runs the template from its start.
    pub fn run(&mut self) -> Reached {
        let template = self.template;
        // What can change has to be a value.
        if template.mutates {
            return Reached::Nowhere;
        }
        self.steps = template.block.len() as u64 + 1;
        for (index, node) in template.block.iter().enumerate() {
            let before = self.out.len();
            if self.node(node, 0).is_none() {
                // Nothing is printed in part but by the blocks of a condition.
                let within = matches!(node, Node::If(_)) || self.out.len() != before;
                return if within { Reached::Nowhere } else { Reached::Node(index) };
            }
        }
        let fits = self.out.len() <= self.limits.output_bytes && self.steps <= self.limits.steps;
        if fits { Reached::End } else { Reached::Nowhere }
    }

    fn eyes(&self) -> Eyes<'m, &[Look<'m>]> {
        let most = self.limits.output_bytes;
        Eyes { template: self.template, inputs: self.inputs, slots: &self.slots, item: NO_ITEM, most }
    }

    fn node(&mut self, node: &'m Node, depth: u32) -> Option<()> {
        match node {
            Node::Text(at) => self.out.push_bytes(self.template.bytes(*at)),
            Node::Reference(reference) => {
                let most = self.limits.output_bytes;
                let slots = self.slots.as_slice();
                let eyes = Eyes { template: self.template, inputs: self.inputs, slots, item: NO_ITEM, most };
                let printed = self.out.len() <= most && eyes.print(reference, &mut self.out);
                return printed.then_some(());
            }
            Node::Set(assignment) => return self.set(assignment),
            Node::If(statement) => return self.choose(statement, depth),
            _ => return None,
        }
        Some(())
    }

    fn set(&mut self, assignment: &Assignment) -> Option<()> {
        let tree = &self.template.tree;
        let Expr::Reference(target) = tree.expr(assignment.target) else { return None };
        if !assignment.lands || !target.steps.is_empty() {
            return None;
        }
        let value = match self.eyes().operand(tree.expr(assignment.value))? {
            Look::Nothing => Look::Text(""),
            value => value,
        };
        *self.slots.get_mut(target.slot as usize)? = value;
        Some(())
    }

    fn choose(&mut self, statement: &If, depth: u32) -> Option<()> {
        let tree = &self.template.tree;
        let mut taken = statement.otherwise;
        for arm in tree.arms.run(statement.arms) {
            if self.eyes().condition(tree.expr(arm.condition))? {
                taken = Some(arm.block);
                break;
            }
        }
        let nodes = tree.nodes.run(taken.unwrap_or_default());
        if taken.is_some() {
            self.steps += nodes.len() as u64 + 1;
        }
        if depth >= NESTED_MAX {
            return None;
        }
        nodes.iter().try_for_each(|node| self.node(node, depth + 1))
    }
}
