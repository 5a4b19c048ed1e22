//! Statements.

use std::cell::Cell;
use std::rc::Rc;

use super::{Machine, Ran, Stop};
use crate::lang::vtl::ast::{Assignment, At, Block, Expr, If, Node};
use crate::lang::vtl::error::Answer;
use crate::lang::vtl::parts::Id;
use crate::lang::vtl::value::{DefinedBlock, Value};

impl<'t> Machine<'t> {
    pub(super) fn block(&mut self, block: Block) -> Ran<()> {
        self.whole(self.template.tree.nodes.run(block))
    }

    /// All nodes of a block.
    pub(super) fn whole(&mut self, nodes: &'t [Node]) -> Ran<()> {
        self.begin(nodes)?;
        self.nodes(nodes)
    }

    /// Takes the steps of a block.
    pub(super) fn begin(&mut self, block: &[Node]) -> Ran<()> {
        let steps = block.len() as u64 + 1;
        if self.fuel < steps {
            let at = block.first().map_or(At::default(), Node::at);
            return self.burn(steps, at);
        }
        self.fuel -= steps;
        Ok(())
    }

    /// Runs a part of a block whose steps are taken.
    pub(super) fn nodes(&mut self, nodes: &'t [Node]) -> Ran<()> {
        let mut rest = nodes;
        while !rest.is_empty() {
            let plain = self.print_plain(rest);
            let Some((node, after)) = rest.get(plain..).and_then(<[Node]>::split_first) else { break };
            self.room(node)?;
            self.node(node)?;
            rest = after;
        }
        nodes.first().map_or(Ok(()), |node| self.room(node))
    }

    /// Whether the output may grow.
    pub(super) fn room(&self, node: &Node) -> Ran<()> {
        if self.out.len() > self.limits.output_bytes {
            return self.fail("The output is bigger than the studio holds", node.at(), Answer::Ours);
        }
        Ok(())
    }

    fn node(&mut self, node: &'t Node) -> Ran<()> {
        match node {
            Node::Text(at) => self.print_source(*at),
            Node::Altered(text, at) => self.print_text(self.template.tree.text(*text), *at),
            Node::Reference(reference) => return self.print_reference(reference),
            Node::If(statement) => return self.choose(statement),
            Node::Set(assignment) => return self.set(assignment),
            Node::Foreach(statement, head) => {
                self.step(*head);
                let Some(statement) = self.template.tree.loops.get(*statement) else { return Ok(()) };
                return self.deeper(*head, |machine| machine.foreach(statement));
            }
            Node::Define(slot, index, at) => {
                self.step(*at);
                if let Some(slot) = slot {
                    let block = DefinedBlock { block: *index, depth: Cell::new(0) };
                    self.set_slot(*slot, Value::Block(Rc::new(block)));
                }
            }
            Node::Break(scope, at) => {
                self.step(*at);
                return Err(self.break_from(*scope, *at)?);
            }
            Node::Stop(message, at) => {
                self.step(*at);
                if let Some(message) = self.template.tree.exprs.get(*message) {
                    self.value(message)?;
                }
                return Err(Stop::All);
            }
            Node::Fail(name, at) => {
                let name = self.template.tree.text(*name);
                return self.fail(format!("`#{name}` is not there on AWS"), *at, Answer::InternalServerError);
            }
        }
        Ok(())
    }

    fn break_from(&mut self, scope: Id<Expr>, at: At) -> Ran<Stop> {
        let Some(scope) = self.template.tree.exprs.get(scope) else { return Ok(Stop::Break(None)) };
        match self.value(scope)? {
            Value::Loop(scope) => Ok(Stop::Break(Some(scope.id))),
            _ => self.fail("`#break` takes `$foreach` and its parents only", at, Answer::NotDocumented),
        }
    }

    fn choose(&mut self, statement: &'t If) -> Ran<()> {
        let tree = &self.template.tree;
        for arm in tree.arms.run(statement.arms) {
            self.step(arm.at);
            if self.truth(tree.expr(arm.condition))? {
                return self.deeper(arm.at, |machine| machine.block(arm.block));
            }
        }
        match statement.otherwise {
            Some(block) => self.deeper(statement.at, |machine| machine.block(block)),
            None => Ok(()),
        }
    }

    fn set(&mut self, assignment: &'t Assignment) -> Ran<()> {
        self.step(assignment.at);
        let tree = &self.template.tree;
        let value = self.value(tree.expr(assignment.value))?;
        let Expr::Reference(target) = tree.expr(assignment.target) else { return Ok(()) };
        if value.is_null() || !assignment.lands {
            return Ok(());
        }
        if self.recorder.is_some() {
            self.record_set(target, &value);
        }
        if target.steps.is_empty() {
            self.set_slot(target.slot, value);
            return Ok(());
        }
        self.assign(target, value)
    }

    /// Renders a `#define`d block; false when it is inside itself too often.
    pub(super) fn defined(&mut self, block: &DefinedBlock, at: At) -> Ran<bool> {
        /// Velocity's `directive.define.max.depth`.
        const DEPTH: u32 = 2;
        if block.depth.get() >= DEPTH {
            return Ok(false);
        }
        let Some(defined) = self.template.tree.defined.get(block.block) else { return Ok(true) };
        block.depth.set(block.depth.get() + 1);
        let result = self.deeper(at, |machine| machine.block(*defined));
        block.depth.set(block.depth.get() - 1);
        match result {
            Ok(()) | Err(Stop::Break(None)) => Ok(true),
            Err(stop) => Err(stop),
        }
    }
}

impl Node {
    /// Where the node stands.
    pub(crate) fn at(&self) -> At {
        match self {
            Node::Text(at) | Node::Altered(_, at) => *at,
            Node::Reference(reference) => reference.at,
            Node::Set(assignment) => assignment.at,
            Node::If(statement) => statement.at,
            Node::Foreach(_, at)
            | Node::Define(_, _, at)
            | Node::Break(_, at)
            | Node::Stop(_, at)
            | Node::Fail(_, at) => *at,
        }
    }
}
