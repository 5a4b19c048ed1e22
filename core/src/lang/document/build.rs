//! Puts a tree together, value by value, and keeps it within its limits.

use std::cell::Cell;

use indexmap::IndexMap;

use super::node::{Slot, Step};
use super::{Fault, MAX_ALIAS_BYTES, MAX_DEPTH, MAX_NODES, Shape, Tree};
use crate::base::Position;

/// A tree in the making. Values come in the order of the text.
#[derive(Default)]
pub(super) struct Builder {
    slots: Vec<Slot>,
    faults: Vec<Fault>,
    /// The lists and maps that are not closed yet.
    open: Vec<usize>,
    /// The name that the next value in a map gets, and where it stands.
    key: Option<(String, Position)>,
    alias_bytes: usize,
    /// Whether readers of YAML 1.1 would take one of the texts for something else.
    pub is_other_in_1_1: bool,
}

impl Builder {
    /// Adds a fault that leaves the tree as it is.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Says which name the next value has.
    pub fn key(&mut self, name: String, position: Position) {
        self.key = Some((name, position));
    }

    /// Whether a map is open and waits for a name.
    pub fn wants_key(&self) -> bool {
        let shape = self.open.last().and_then(|index| self.slots.get(*index)).map(|slot| &slot.shape);
        self.key.is_none() && matches!(shape, Some(Shape::Map(_)))
    }

    /// Whether the outermost value is complete.
    pub fn complete(&self) -> bool {
        self.open.is_empty() && !self.slots.is_empty()
    }

    /// Adds a value that holds no others, and tells its index.
    pub fn leaf(&mut self, shape: Shape, position: Position) -> Result<usize, Fault> {
        let index = self.slots.len();
        if index >= MAX_NODES {
            let message = format!("The document holds more than {MAX_NODES} values");
            return Err(Fault::new(position, message));
        }
        let parent = self.open.last().copied();
        let step = self.attach(parent, index);
        let position = match (&step, self.key.take()) {
            (Step::Key(_), Some((_, position))) => position,
            _ => position,
        };
        let seen = Cell::new(false);
        self.slots.push(Slot { parent: parent.unwrap_or(0), step, position, shape, end: index + 1, seen });
        Ok(index)
    }

    fn attach(&mut self, parent: Option<usize>, index: usize) -> Step {
        let Some(slot) = parent.and_then(|parent| self.slots.get_mut(parent)) else { return Step::Root };
        match (&mut slot.shape, &self.key) {
            (Shape::List(items), _) => {
                items.push(index);
                Step::Index(items.len() - 1)
            }
            (Shape::Map(entries), Some((name, position))) => {
                if entries.insert(name.clone(), index).is_some() {
                    let message = format!("`{name}` occurs twice here, and only the last one is read");
                    let help = "Take one of them out: AWS may refuse the document";
                    self.faults.push(Fault::new(*position, message).help(help));
                }
                Step::Key(name.clone())
            }
            _ => Step::Root,
        }
    }

    /// Opens an empty list or map and tells its index.
    pub fn open(&mut self, shape: Shape, position: Position) -> Result<usize, Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault::new(position, format!("Values are nested more than {MAX_DEPTH} deep")));
        }
        let index = self.leaf(shape, position)?;
        self.open.push(index);
        Ok(index)
    }

    /// Closes the list or map opened last and tells its index.
    pub fn close(&mut self) -> Option<usize> {
        let index = self.open.pop()?;
        let end = self.slots.len();
        if let Some(slot) = self.slots.get_mut(index) {
            slot.end = end;
        }
        Some(index)
    }

    /// Adds a copy of a complete value: what an alias stands for.
    pub fn copy(&mut self, index: usize, position: Position) -> Result<(), Fault> {
        let Some(slot) = self.slots.get(index) else { return Ok(()) };
        let shape = slot.shape.clone();
        let children: Vec<(Option<String>, usize)> = match &shape {
            Shape::List(items) => items.iter().map(|item| (None, *item)).collect(),
            Shape::Map(entries) => entries.iter().map(|(key, item)| (Some(key.clone()), *item)).collect(),
            Shape::Text(text) | Shape::Number(text) => {
                self.alias_bytes += text.len();
                Vec::new()
            }
            Shape::Null | Shape::Bool(_) => Vec::new(),
        };
        self.alias_bytes +=
            children.iter().filter_map(|(key, _)| key.as_ref()).map(String::len).sum::<usize>();
        if self.alias_bytes > MAX_ALIAS_BYTES {
            return Err(Fault::new(position, "The aliases stand for too much text")
                .help("Write the repeated values out, or use `$ref`"));
        }
        let empty = match shape {
            Shape::List(_) => Shape::List(Vec::new()),
            Shape::Map(_) => Shape::Map(IndexMap::new()),
            leaf => return self.leaf(leaf, position).map(|_| ()),
        };
        self.open(empty, position)?;
        for (key, child) in children {
            if let Some(key) = key {
                self.key(key, position);
            }
            self.copy(child, position)?;
        }
        self.close();
        Ok(())
    }

    /// Copies the values of other maps into the open map where it has no value of that name (`<<` in YAML).
    pub fn merge(&mut self, position: Position) -> Result<(), Fault> {
        let Some(Shape::Map(entries)) =
            self.open.last().and_then(|index| self.slots.get_mut(*index)).map(|slot| &mut slot.shape)
        else {
            return Ok(());
        };
        let Some(source) = entries.shift_remove("<<") else { return Ok(()) };
        let mut have: std::collections::BTreeSet<String> = entries.keys().cloned().collect();
        let sources = match self.slots.get(source).map(|slot| &slot.shape) {
            Some(Shape::List(items)) => items.clone(),
            _ => vec![source],
        };
        for source in sources {
            let Some(Shape::Map(entries)) = self.slots.get(source).map(|slot| slot.shape.clone()) else {
                self.fault(Fault::new(position, "`<<` stands before something that is not a map"));
                continue;
            };
            for (key, child) in entries {
                if have.insert(key.clone()) {
                    self.key(key, position);
                    self.copy(child, position)?;
                }
            }
        }
        Ok(())
    }

    /// The finished tree; none when no value was added.
    pub fn finish(self) -> Option<Tree> {
        if let Some(root) = self.slots.first() {
            root.seen.set(true);
            let Self { slots, faults, is_other_in_1_1, .. } = self;
            return Some(Tree { slots, faults, is_other_in_1_1 });
        }
        None
    }
}
