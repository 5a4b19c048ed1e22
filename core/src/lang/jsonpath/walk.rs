//! Finding what a path names.

use std::sync::Arc;

use super::{Path, SelectError, Selection, step::Step};
use crate::lang::json::{Json, Members};
use crate::lang::pattern::{self, Pattern};

/// How many values one selection may look at, filters included: a few hundred milliseconds. A name in a list of
/// names, sixteen bytes that are compared and some steps of a pattern count as much as a value.
pub const WORK_MAX: u64 = 1_000_000;

/// How many steps of a pattern take as long as a look at a value.
const PATTERN_STEPS: u64 = 8;

/// How deep a selection may go: a step, a level of descent and a filter are one each. Bounds the stack.
const DEPTH_MAX: u32 = 1_000;

pub(super) fn select(path: &Path, value: &Json, work: &mut u64) -> Result<Selection, SelectError> {
    let limit = *work;
    let mut walk = Walk { path, root: value, strict: false, limit, left: limit, depth: 0, found: Vec::new() };
    let gone = walk.go(0, value);
    *work = walk.left;
    gone?;
    Ok(walk.selection())
}

/// A search under way.
pub(super) struct Walk<'p> {
    path: &'p Path,
    root: &'p Json,
    /// Whether every member that is named has to be there, as in a question for existence.
    strict: bool,
    limit: u64,
    left: u64,
    depth: u32,
    found: Vec<Json>,
}

fn thrown<T>(message: impl Into<String>) -> Result<T, SelectError> {
    Err(SelectError::Thrown(message.into()))
}

impl Walk<'_> {
    fn selection(self) -> Selection {
        let mut found = self.found;
        if self.path.definite { Selection::Definite(found.pop()) } else { Selection::Indefinite(found) }
    }

    /// What a path inside of this one finds, from the document's root or from the value here.
    pub(super) fn nested(&mut self, path: &Path, value: &Json) -> Result<Selection, SelectError> {
        self.inner(path, value, false)
    }

    /// What an argument's path finds: always from the document's root.
    pub(super) fn nested_root(&mut self, path: &Path) -> Result<Selection, SelectError> {
        let root = self.root;
        self.inner(path, root, false)
    }

    /// Whether a path inside of this one finds something.
    pub(super) fn exists(&mut self, path: &Path, value: &Json) -> Result<bool, SelectError> {
        match self.inner(path, value, true) {
            Ok(Selection::Definite(found)) => Ok(found.is_some()),
            Ok(Selection::Indefinite(_)) => Ok(true),
            Err(SelectError::Thrown(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn inner(&mut self, path: &Path, value: &Json, strict: bool) -> Result<Selection, SelectError> {
        let start = if path.from_root { self.root } else { value };
        let mut walk = Walk {
            path,
            root: self.root,
            strict,
            limit: self.limit,
            left: self.left,
            depth: self.depth + 1,
            found: Vec::new(),
        };
        let gone = walk.go(0, start);
        self.left = walk.left;
        gone?;
        Ok(walk.selection())
    }

    /// Goes on with the step of that number.
    fn go(&mut self, at: usize, value: &Json) -> Result<(), SelectError> {
        self.spend(1)?;
        self.depth += 1;
        let gone =
            if self.depth > DEPTH_MAX { thrown("The search is too deep") } else { self.step(at, value) };
        self.depth -= 1;
        gone
    }

    fn step(&mut self, at: usize, value: &Json) -> Result<(), SelectError> {
        let path = self.path;
        let Some(step) = path.steps.get(at) else {
            self.found.push(value.clone());
            return Ok(());
        };
        match step {
            Step::Members(names) => self.members(at, names, value),
            Step::Places(places) => self.places(at, places, value),
            Step::Slice(from, to) => self.slice(at, *from, *to, value),
            Step::All => self.all(at, value),
            Step::Descent => self.descend(at, value),
            Step::Filter(condition) => match value {
                Json::Object(_) if condition.holds(value, self)? => self.go(at + 1, value),
                Json::Object(_) => Ok(()),
                Json::Array(items) => {
                    for item in items.iter() {
                        if condition.holds(item, self)? {
                            self.go(at + 1, item)?;
                        }
                    }
                    Ok(())
                }
                _ if self.is_sure(at) => thrown("Filter can not be applied to primitives"),
                _ => Ok(()),
            },
            Step::Call(call) => {
                let result = call.invoke(value, self)?;
                self.go(at + 1, &result)
            }
        }
    }

    /// Takes off so many looks.
    pub(super) fn spend(&mut self, looks: u64) -> Result<(), SelectError> {
        match self.left.checked_sub(looks) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => self.too_much(),
        }
    }

    fn too_much<T>(&mut self) -> Result<T, SelectError> {
        self.left = 0;
        Err(SelectError::TooMuch { limit: self.limit })
    }

    /// Whether a pattern takes all of a text.
    pub(super) fn matches(&mut self, pattern: &Pattern, text: &str) -> Result<bool, SelectError> {
        let most = self.left.saturating_mul(PATTERN_STEPS).min(pattern::STEPS_MAX);
        let mut steps = most;
        let found = pattern.is_match_within(text, &mut steps);
        self.spend((most - steps) / PATTERN_STEPS)?;
        found.or_else(|_| self.too_much())
    }

    fn is_last(&self, at: usize) -> bool {
        at + 1 >= self.path.steps.len()
    }

    /// Whether the steps before this one name one place: then what is missing is an error.
    fn is_sure(&self, at: usize) -> bool {
        at <= self.path.sure
    }

    fn members(&mut self, at: usize, names: &[Arc<str>], value: &Json) -> Result<(), SelectError> {
        let Json::Object(members) = value else {
            return if self.is_sure(at) { thrown("Expected to find an object") } else { Ok(()) };
        };
        if let [name] = names {
            return match members.get(name) {
                Some(member) => self.go(at + 1, member),
                None if self.strict => thrown(format!("Missing property in path ['{name}']")),
                None => Ok(()),
            };
        }
        self.spend(names.len() as u64)?;
        if self.strict && names.iter().any(|name| !members.contains_key(name)) {
            return thrown("Missing property in path");
        }
        if self.is_last(at) {
            let named = |name: &Arc<str>| Some((Arc::clone(name), members.get(name)?.clone()));
            let merged: Members = names.iter().filter_map(named).collect();
            self.found.push(Json::object(merged));
            return Ok(());
        }
        names.iter().filter_map(|name| members.get(name)).try_for_each(|member| self.go(at + 1, member))
    }

    fn items<'v>(&self, at: usize, value: &'v Json) -> Result<&'v [Json], SelectError> {
        match value {
            Json::Array(items) => Ok(items),
            _ if self.is_sure(at) => thrown("Expected to find an array"),
            _ => Ok(&[]),
        }
    }

    fn places(&mut self, at: usize, places: &[i32], value: &Json) -> Result<(), SelectError> {
        let items = self.items(at, value)?;
        self.spend(places.len() as u64)?;
        places.iter().try_for_each(|place| self.place(at, items, i64::from(*place)))
    }

    fn place(&mut self, at: usize, items: &[Json], place: i64) -> Result<(), SelectError> {
        let place = if place < 0 { place + length(items) } else { place };
        match usize::try_from(place).ok().and_then(|place| items.get(place)) {
            Some(item) => self.go(at + 1, item),
            None => Ok(()),
        }
    }

    fn slice(
        &mut self,
        at: usize,
        from: Option<i32>,
        to: Option<i32>,
        value: &Json,
    ) -> Result<(), SelectError> {
        let items = self.items(at, value)?;
        let length = length(items);
        let end = |to: i32| if to < 0 { length + i64::from(to) } else { length.min(i64::from(to)) };
        let range = match (from.map(i64::from), to) {
            (Some(from), None) if from < 0 => (from + length).max(0)..length,
            (Some(from), None) => from..length,
            (None, Some(to)) => 0..end(to),
            // Jayway resolves neither end here, only each place: so `[-3:-1]` works and `[1:-1]` is empty.
            // Places before the first give nothing, but would cost a look each.
            (Some(from), Some(to)) => from.max(-length)..length.min(i64::from(to)),
            (None, None) => 0..length,
        };
        for place in range {
            self.place(at, items, place)?;
        }
        Ok(())
    }

    fn all(&mut self, at: usize, value: &Json) -> Result<(), SelectError> {
        match value {
            Json::Object(members) => members.values().try_for_each(|member| self.go(at + 1, member)),
            Json::Array(items) => items.iter().try_for_each(|item| self.go(at + 1, item)),
            _ => Ok(()),
        }
    }

    /// Whether the step that follows a descent is tried on this array or object.
    fn fits(&mut self, at: usize, value: &Json) -> Result<bool, SelectError> {
        let path = self.path;
        match (path.steps.get(at + 1), value) {
            (Some(Step::Members(names)), Json::Object(members)) => {
                self.spend(names.len() as u64)?;
                let definite = names.len() == 1 || self.is_last(at + 1);
                Ok(self.strict || !definite || names.iter().all(|name| members.contains_key(name)))
            }
            (Some(Step::Places(_) | Step::Slice(..)), Json::Array(_)) | (Some(Step::All), _) => Ok(true),
            (Some(Step::Filter(condition)), _) => condition.holds(value, self),
            _ => Ok(false),
        }
    }

    fn descend(&mut self, at: usize, value: &Json) -> Result<(), SelectError> {
        self.spend(1)?;
        self.depth += 1;
        let gone =
            if self.depth > DEPTH_MAX { thrown("The search is too deep") } else { self.below(at, value) };
        self.depth -= 1;
        gone
    }

    fn below(&mut self, at: usize, value: &Json) -> Result<(), SelectError> {
        match value {
            Json::Object(members) => {
                if self.fits(at, value)? {
                    self.go(at + 1, value)?;
                }
                members.values().try_for_each(|member| self.descend(at, member))
            }
            Json::Array(items) => {
                if self.fits(at, value)? {
                    if self.is_last(at + 1) {
                        self.go(at + 1, value)?;
                    } else {
                        // Jayway takes every item here, whatever the step's places or condition are.
                        items.iter().try_for_each(|item| self.go(at + 2, item))?;
                    }
                }
                items.iter().try_for_each(|item| self.descend(at, item))
            }
            _ => Ok(()),
        }
    }
}

fn length(items: &[Json]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}
