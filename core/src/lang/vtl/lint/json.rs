//! Whether what a template prints can be JSON: a sketch of the output, with stand-ins for values, is read as JSON.

use std::collections::BTreeSet;

use super::{Finding, finding};
use crate::lang::vtl::Template;
use crate::lang::vtl::ast::{Assignment, At, Block, Expr, Node, OfLoop, Reference, Step};

/// Which arms a sketch takes where it cannot know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arms {
    First,
    Last,
}

/// A sketch of the output.
struct Sketch<'t> {
    template: &'t Template,
    text: String,
    /// Where in the template each part of the sketch comes from: its first byte, and the place.
    parts: Vec<(usize, At)>,
    arms: Arms,
    /// Whether a loop has another item, for the loop that is being sketched.
    has_next: bool,
    in_string: bool,
    unescaped: Vec<At>,
    /// JSON of `$input.json` between quotes.
    quoted: Vec<At>,
    /// Variables that hold a parameter of the request as it is.
    raw: BTreeSet<u32>,
    /// A value in the sketch whose text decides by itself whether it is JSON.
    unknown: bool,
    /// How many nodes were looked at, each again for each turn of each loop around it.
    visits: usize,
}

/// How many nodes a sketch may take: loops in loops double them.
const SKETCH_VISITS_MAX: usize = 100_000;

/// How long a sketch may get; longer ones say nothing.
const SKETCH_BYTES_MAX: usize = 1024 * 1024;

/// Where the output may be no JSON: by its structure, and by text that is put into strings without escaping.
pub(super) fn json_risks(template: &Template) -> Vec<Finding> {
    let mut found = Vec::new();
    for arms in [Arms::First, Arms::Last] {
        let mut sketch = Sketch::new(template, arms);
        sketch.nodes(&template.block);
        if sketch.unknown || sketch.text.len() > SKETCH_BYTES_MAX || sketch.text.trim().is_empty() {
            continue;
        }
        if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&sketch.text) {
            let at = sketch.place_of(error.line(), error.column());
            let message = "The output is no JSON here on one of the ways through the template".to_owned();
            found.push(finding(
                "json-risk",
                message,
                "Check commas, quotes and brackets of each branch and loop",
                at,
            ));
        }
        for at in sketch.quoted {
            let message = "JSON is put into a JSON string, which its own quotes end".to_owned();
            let help =
                "Remove the quotes around it, or write `$util.escapeJavaScript($input.path(…))` for a text";
            found.push(finding("json-in-string", message, help, at));
        }
        for at in sketch.unescaped {
            let message = "Text of the request is put into a JSON string without escaping".to_owned();
            let help = "Write `$util.escapeJavaScript(…).replaceAll(\"\\\\'\",\"'\")` around it";
            found.push(finding("unescaped-text", message, help, at));
        }
    }
    found
}

impl<'t> Sketch<'t> {
    fn new(template: &'t Template, arms: Arms) -> Self {
        Self {
            template,
            text: String::new(),
            parts: Vec::new(),
            arms,
            has_next: false,
            in_string: false,
            unescaped: Vec::new(),
            quoted: Vec::new(),
            raw: BTreeSet::new(),
            unknown: false,
            visits: 0,
        }
    }

    fn push(&mut self, text: &str, at: At) {
        self.parts.push((self.text.len(), at));
        self.text.push_str(text);
        let mut escaped = false;
        for byte in text.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if self.in_string => escaped = true,
                b'"' => self.in_string = !self.in_string,
                _ => {}
            }
        }
    }

    fn block(&mut self, block: Block) {
        self.nodes(self.template.tree.nodes.run(block));
    }

    fn nodes(&mut self, block: &'t [Node]) {
        let tree = &self.template.tree;
        self.visits += block.len() + 1;
        self.unknown |= self.visits > SKETCH_VISITS_MAX;
        if self.unknown || self.text.len() > SKETCH_BYTES_MAX {
            return;
        }
        for node in block {
            match node {
                Node::Text(at) => {
                    let text =
                        self.template.source().get(at.start as usize..at.end as usize).unwrap_or_default();
                    self.push(text, *at);
                }
                Node::Altered(text, at) => self.push(tree.text(*text), *at),
                Node::Reference(reference) => self.reference(reference),
                Node::If(statement) => {
                    let first = tree.arms.run(statement.arms).first();
                    let known = first.and_then(|arm| self.known(tree.expr(arm.condition)));
                    let taken = known.unwrap_or(self.arms == Arms::First);
                    match (taken, first, statement.otherwise) {
                        (true, Some(arm), _) => self.block(arm.block),
                        (false, _, Some(block)) => self.block(block),
                        _ => {}
                    }
                }
                Node::Foreach(statement, _) => {
                    let Some(statement) = tree.loops.get(*statement) else { continue };
                    let outer = self.has_next;
                    for has_next in [true, false] {
                        self.has_next = has_next;
                        self.block(statement.block);
                    }
                    self.has_next = outer;
                }
                Node::Define(..) => self.unknown = true,
                Node::Stop(..) | Node::Break(..) | Node::Fail(..) => self.unknown = true,
                Node::Set(assignment) => self.assign(assignment),
            }
        }
    }

    /// Follows a parameter that is put into a variable.
    fn assign(&mut self, assignment: &Assignment) {
        let tree = &self.template.tree;
        let Expr::Reference(target) = tree.expr(assignment.target) else { return };
        if !assignment.lands || !target.steps.is_empty() {
            return;
        }
        match tree.expr(assignment.value) {
            Expr::Reference(value) if self.is_parameter(value) => _ = self.raw.insert(target.slot),
            _ => _ = self.raw.remove(&target.slot),
        }
    }

    /// Whether it is `$input.params('name')`.
    fn is_parameter(&self, reference: &Reference) -> bool {
        let is_params =
            |step: &Step| matches!(step, Step::Method(method) if self.template.word(method.name) == "params");
        Some(reference.slot) == self.template.roots.input
            && matches!(self.template.tree.steps(reference), [step] if is_params(step))
    }

    /// A condition on `$foreach.hasNext`.
    fn known(&self, condition: &Expr) -> Option<bool> {
        match condition {
            Expr::Not(inner) => self.known(self.template.tree.expr(*inner)).map(|flag| !flag),
            Expr::Reference(reference) if Some(reference.slot) == self.template.roots.velocity_has_next => {
                Some(self.has_next)
            }
            Expr::Reference(reference) if Some(reference.slot) == self.template.roots.foreach => {
                match self.template.tree.steps(reference) {
                    [Step::OfLoop(OfLoop::HasNext, ..)] => Some(self.has_next),
                    [Step::OfLoop(OfLoop::Last, ..)] => Some(!self.has_next),
                    [Step::OfLoop(OfLoop::First, ..)] => Some(self.has_next),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn reference(&mut self, reference: &Reference) {
        if self.in_string {
            let is_text = self.is_request_text(reference);
            let told = if self.is_json(reference) { &mut self.quoted } else { &mut self.unescaped };
            if is_text && !told.contains(&reference.at) {
                told.push(reference.at);
            }
            return self.push("x", reference.at);
        }
        // A bare variable may hold any piece of JSON, brackets and commas included.
        self.unknown |= reference.steps.is_empty();
        self.push("0", reference.at);
    }

    /// Whether it is `$input.json(…)`.
    fn is_json(&self, reference: &Reference) -> bool {
        let is_json =
            |step: &Step| matches!(step, Step::Method(method) if self.template.word(method.name) == "json");
        Some(reference.slot) == self.template.roots.input
            && matches!(self.template.tree.steps(reference), [step] if is_json(step))
    }

    /// Whether the text comes from the request as it is.
    fn is_request_text(&self, reference: &Reference) -> bool {
        if reference.steps.is_empty() && self.raw.contains(&reference.slot) {
            return true;
        }
        if Some(reference.slot) != self.template.roots.input {
            return false;
        }
        match self.template.tree.steps(reference).last() {
            Some(Step::Method(method)) => {
                !matches!(self.template.word(method.name), "replaceAll" | "size" | "length" | "indexOf")
            }
            Some(Step::Property(..)) => true,
            _ => false,
        }
    }

    /// The place in the template of a place in the sketch; both count from 1, the column in bytes.
    fn place_of(&self, line: usize, column: usize) -> At {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let byte = (start + column.saturating_sub(1)).min(self.text.len());
        let index = self.parts.partition_point(|(from, _)| *from <= byte).saturating_sub(1);
        let Some((from, at)) = self.parts.get(index) else { return At::default() };
        let inside = u32::try_from(byte - from).unwrap_or(0);
        let mut start = (at.start + inside).min(at.end.saturating_sub(1)).max(at.start) as usize;
        let source = self.template.source();
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        let length = source.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        At { start: clamp(start), end: clamp(start + length) }
    }
}
