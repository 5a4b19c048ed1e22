//! The tree, and the handle that readers hold.

use std::cell::Cell;

use indexmap::IndexMap;

use super::Fault;
use crate::base::Position;

/// How many characters of a name a pointer shows.
const MAX_POINTER_NAME: usize = 100;

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list of values, by their index in the tree.
    List(Vec<usize>),
    /// Values by name, in the order of the document.
    Map(IndexMap<String, usize>),
}

/// How a value hangs on its parent.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Root,
    Key(String),
    Index(usize),
}

#[derive(Debug)]
pub(super) struct Slot {
    pub parent: usize,
    pub step: Step,
    pub position: Position,
    pub shape: Shape,
    /// One past the last slot of the value's subtree.
    // Invariant: slots are in the order of the document, so a subtree is a range.
    pub end: usize,
    pub seen: Cell<bool>,
}

/// A document. The tree remembers which values a reader has looked at, so that the rest can be reported.
#[derive(Debug)]
pub struct Tree {
    // Invariant: never empty; the first slot is the root.
    pub(super) slots: Vec<Slot>,
    /// Oddities of the text that a reader may want to show.
    pub faults: Vec<Fault>,
    /// Whether it is YAML with a text, not between quotes, that readers of YAML 1.1 may take for a number, a date or
    /// a truth value.
    pub is_other_in_1_1: bool,
}

/// A value in a tree.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    tree: &'a Tree,
    slot: &'a Slot,
    index: usize,
}

impl Tree {
    /// The outermost value; none only for a tree that no parser made.
    pub fn root(&self) -> Option<Node<'_>> {
        self.node(0)
    }

    fn node(&self, index: usize) -> Option<Node<'_>> {
        self.slots.get(index).map(|slot| Node { tree: self, slot, index })
    }
}

impl<'a> Node<'a> {
    /// The value under a name, which counts as seen from now on.
    pub fn get(self, key: &str) -> Option<Self> {
        let node = self.peek(key)?;
        node.slot.seen.set(true);
        Some(node)
    }

    /// The value under a name, without counting it as seen.
    pub fn peek(self, key: &str) -> Option<Self> {
        match &self.slot.shape {
            Shape::Map(entries) => self.tree.node(*entries.get(key)?),
            _ => None,
        }
    }

    /// The names and values of a map, which count as seen only when `see` is called; nothing for other shapes.
    pub fn entries(self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let entries = match &self.slot.shape {
            Shape::Map(entries) => Some(entries),
            _ => None,
        };
        let tree = self.tree;
        entries.into_iter().flatten().filter_map(move |(key, index)| Some((key.as_str(), tree.node(*index)?)))
    }

    /// The values of a list, which count as seen only when `see` is called; nothing for other shapes.
    pub fn items(self) -> impl Iterator<Item = Node<'a>> {
        let items = match &self.slot.shape {
            Shape::List(items) => items.as_slice(),
            _ => &[],
        };
        let tree = self.tree;
        items.iter().filter_map(move |index| tree.node(*index))
    }

    /// Counts the value itself, not what is in it, as seen.
    pub fn see(self) -> Self {
        self.slot.seen.set(true);
        self
    }

    /// Counts the value and everything in it as seen.
    pub fn see_all(self) -> Self {
        for slot in self.tree.slots.get(self.index..self.slot.end).unwrap_or_default() {
            slot.seen.set(true);
        }
        self
    }

    /// Whether a reader has looked at the value.
    pub fn seen(self) -> bool {
        self.slot.seen.get()
    }

    /// What the value is.
    pub fn shape(self) -> &'a Shape {
        &self.slot.shape
    }

    /// Whether the value is a map.
    pub fn is_map(self) -> bool {
        matches!(self.slot.shape, Shape::Map(_))
    }

    /// Whether the value is a list.
    pub fn is_list(self) -> bool {
        matches!(self.slot.shape, Shape::List(_))
    }

    /// The text of a text.
    pub fn text(self) -> Option<&'a str> {
        match &self.slot.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A text, number or truth value as text; numbers as they are written.
    pub fn scalar(self) -> Option<String> {
        match &self.slot.shape {
            Shape::Text(text) | Shape::Number(text) => Some(text.clone()),
            Shape::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// A truth value, also one written as a text.
    pub fn boolean(self) -> Option<bool> {
        match &self.slot.shape {
            Shape::Bool(value) => Some(*value),
            Shape::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The name or number under which the value hangs; empty for the root.
    pub fn key(self) -> String {
        match &self.slot.step {
            Step::Root => String::new(),
            Step::Key(key) => key.clone(),
            Step::Index(index) => index.to_string(),
        }
    }

    /// What the value is in; none for the root.
    pub fn parent(self) -> Option<Self> {
        match self.slot.step {
            Step::Root => None,
            _ => self.tree.node(self.slot.parent),
        }
    }

    /// Where the value starts.
    pub fn position(self) -> Position {
        self.slot.position
    }

    /// How many values the value is made of, itself included.
    pub fn size(self) -> usize {
        self.slot.end.saturating_sub(self.index).max(1)
    }

    /// The JSON pointer of the value, such as `/paths/~1pets/get`; empty for the root. Names of more than 100
    /// characters are cut.
    pub fn pointer(self) -> String {
        let mut steps = Vec::new();
        let mut node = Some(self);
        while let Some(here) = node {
            let key: String = match &here.slot.step {
                Step::Key(key) => key.chars().take(MAX_POINTER_NAME).collect(),
                _ => here.key(),
            };
            steps.push(key.replace('~', "~0").replace('/', "~1"));
            node = here.parent();
        }
        steps.pop();
        steps.iter().rev().map(|step| format!("/{step}")).collect()
    }

    /// The value that a JSON pointer without `#` leads to, seen from this one; it and what is passed on the
    /// way count as seen.
    pub fn follow(self, pointer: &str) -> Option<Self> {
        let mut node = self;
        for step in pointer.strip_prefix('/')?.split('/') {
            let step = step.replace("~1", "/").replace("~0", "~");
            node = match &node.slot.shape {
                Shape::List(items) => self.tree.node(*items.get(step.parse::<usize>().ok()?)?)?,
                _ => node.peek(&step)?,
            };
            node.see();
        }
        Some(node)
    }

    /// Line, column and JSON pointer: `12:5 /paths/~1pets`.
    pub fn place(self) -> String {
        let Position { line, column } = self.position();
        format!("{line}:{column} {}", self.pointer()).trim_end().to_owned()
    }

    /// The value and everything in it as JSON, all of which counts as seen.
    pub fn to_json(self) -> serde_json::Value {
        self.see();
        match &self.slot.shape {
            Shape::Null => serde_json::Value::Null,
            Shape::Bool(value) => (*value).into(),
            Shape::Number(text) => super::scalar::to_json(text),
            Shape::Text(text) => text.as_str().into(),
            Shape::List(_) => self.items().map(Self::to_json).collect(),
            Shape::Map(_) => self.entries().map(|(key, node)| (key.to_owned(), node.to_json())).collect(),
        }
    }

    /// The topmost values in this one that no reader has looked at.
    pub fn unseen(self) -> Vec<Node<'a>> {
        let mut found = Vec::new();
        let mut index = self.index;
        while index < self.slot.end {
            let Some(node) = self.tree.node(index) else { break };
            if node.detached() || !node.seen() {
                if !node.detached() {
                    found.push(node);
                }
                index = node.slot.end.max(index + 1);
            } else {
                index += 1;
            }
        }
        found
    }

    /// Whether a later value of the same name took the value's place.
    fn detached(self) -> bool {
        match (self.parent().map(Self::shape), &self.slot.step) {
            (Some(Shape::Map(entries)), Step::Key(key)) => entries.get(key) != Some(&self.index),
            _ => false,
        }
    }
}
