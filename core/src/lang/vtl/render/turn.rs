//! The turns of a loop over parsed JSON: what its block prints is looked up once for the loop and not at every item.

use std::cell::Cell;

use super::look::Eyes;
use super::out::Out;
use super::print::push_int;
use super::seen::push_found;
use crate::lang::json::{Json, Members};
use crate::lang::vtl::Template;
use crate::lang::vtl::ast::{Expr, Foreach, If, Node, OfLoop, Reference, Step};
use crate::lang::vtl::value::{Flavour, LoopScope, Value, is_same, place_of};

/// What one node prints.
enum Print<'t> {
    Text(&'t [u8]),
    /// A property of the item, and where the last item had it: items of one list mostly look alike.
    Member(&'t [u8], Cell<usize>),
    /// `$foreach.count`.
    Count,
    /// A text that stands behind every item but the last.
    Between(&'t [u8]),
    Reference(&'t Reference),
    Choice(&'t If),
}

/// What the first nodes of a loop's block print, one for each node, up to the first that does more than print.
pub(super) struct Turns<'t> {
    pub nodes: &'t [Node],
    prints: Vec<Print<'t>>,
}

/// What is asked of nodes to find out what they print.
struct Planner<'t> {
    template: &'t Template,
    /// The loop's variable.
    slot: u32,
    /// The slot of `$foreach`, where nothing in the block can put anything else there.
    foreach: Option<u32>,
}

impl<'t> Turns<'t> {
    pub fn new(template: &'t Template, statement: &Foreach, slot: u32) -> Self {
        let nodes = template.tree.nodes.run(statement.block);
        let prints = |node: &Node| matches!(node, Node::Text(_) | Node::Reference(_) | Node::If(_));
        let foreach = template.roots.foreach.filter(|foreach| *foreach != slot && nodes.iter().all(prints));
        let planner = Planner { template, slot, foreach };
        Self { nodes, prints: nodes.iter().map_while(|node| planner.node(node)).collect() }
    }

    /// Prints one turn up to the first node that needs more, and says how many nodes that were; `eyes` have the item.
    #[inline]
    pub fn print(
        &self,
        eyes: Eyes<'_, &[Value]>,
        (item, flavour): (&Json, Flavour),
        scope: Option<&LoopScope>,
        out: &mut Out,
    ) -> usize {
        let Json::Object(members) = item else { return eyes.print_plain(self.nodes, out) };
        for (index, print) in self.prints.iter().enumerate() {
            let printed = match print {
                Print::Text(text) => {
                    out.push_bytes(text);
                    true
                }
                // A value can be long, and a block can print many.
                _ if out.len() > eyes.most => false,
                Print::Member(name, place) => {
                    let there = members.get_index(place.get());
                    let found = match there {
                        Some((known, value)) if is_same(known.as_bytes(), name) => Some(value),
                        _ => find(members, name, place),
                    };
                    push_found(found, flavour, out);
                    true
                }
                Print::Count => {
                    push_int(out, scope.map_or(0, |scope| i64::from(scope.index.get()) + 1));
                    true
                }
                Print::Between(text) => {
                    if scope.is_some_and(|scope| scope.has_next.get()) {
                        out.push_bytes(text);
                    }
                    true
                }
                Print::Reference(reference) => eyes.print(reference, out),
                Print::Choice(statement) => eyes.print_choice(statement, out),
            };
            if !printed {
                return index;
            }
        }
        self.prints.len()
    }
}

/// A property that is not where the last item had it.
#[inline(never)]
fn find<'m>(members: &'m Members, name: &[u8], place: &Cell<usize>) -> Option<&'m Json> {
    let found = place_of(members, name)?;
    place.set(found);
    members.get_index(found).map(|(_, value)| value)
}

impl<'t> Planner<'t> {
    fn node(&self, node: &'t Node) -> Option<Print<'t>> {
        Some(match node {
            Node::Text(at) => Print::Text(self.template.bytes(*at)),
            Node::Reference(reference) => self.reference(reference),
            Node::If(statement) => self.between(statement).map_or(Print::Choice(statement), Print::Between),
            _ => return None,
        })
    }

    fn reference(&self, reference: &'t Reference) -> Print<'t> {
        if !reference.extra.is_none() {
            return Print::Reference(reference);
        }
        match self.template.tree.steps(reference) {
            [Step::Property(name, _)] if reference.slot == self.slot => match self.template.bytes(name.0) {
                // Java's reflection, which is answered elsewhere.
                b"class" | b"Class" => Print::Reference(reference),
                name => Print::Member(name, Cell::new(0)),
            },
            [Step::OfLoop(OfLoop::Count, ..)] if Some(reference.slot) == self.foreach => Print::Count,
            _ => Print::Reference(reference),
        }
    }

    /// The text of `#if($foreach.hasNext)…#end`.
    fn between(&self, statement: &If) -> Option<&'t [u8]> {
        let tree = &self.template.tree;
        let ([arm], None) = (tree.arms.run(statement.arms), statement.otherwise) else { return None };
        let ([Node::Text(at)], Expr::Reference(reference)) =
            (tree.nodes.run(arm.block), tree.expr(arm.condition))
        else {
            return None;
        };
        let asks = matches!(tree.steps(reference), [Step::OfLoop(OfLoop::HasNext, ..)])
            && Some(reference.slot) == self.foreach
            && reference.extra.is_none();
        asks.then(|| self.template.bytes(*at))
    }
}
