//! Finding what a path names.

use std::sync::Arc;

use super::{Path, SelectError, Selection, step::Step};
use crate::lang::json::{Json, Members};

/// How many values one selection may look at, filters included: a few hundred milliseconds.
pub const WORK_MAX: u64 = 1_000_000;

pub(super) fn select(path: &Path, value: &Json) -> Result<Selection, SelectError> {
    let mut walk = Walk { steps: &path.steps, work: 0, found: Vec::new() };
    walk.go(0, value)?;
    Ok(if path.is_definite() {
        Selection::Definite(walk.found.pop())
    } else {
        Selection::Indefinite(walk.found)
    })
}

struct Walk<'p> {
    steps: &'p [Step],
    work: u64,
    found: Vec<Json>,
}

impl Walk<'_> {
    /// Goes on with the step of that number.
    fn go(&mut self, at: usize, value: &Json) -> Result<(), SelectError> {
        self.spend()?;
        let steps = self.steps;
        let Some(step) = steps.get(at) else {
            self.found.push(value.clone());
            return Ok(());
        };
        match step {
            Step::Members(names) => self.members(at, names, value),
            Step::Places(places) => self.places(at, places, value),
            Step::Slice(from, to) => self.slice(at, *from, *to, value),
            Step::All => self.all(at, value),
            Step::Descent => self.descend(at, value),
        }
    }

    fn spend(&mut self) -> Result<(), SelectError> {
        self.work += 1;
        if self.work > WORK_MAX { Err(SelectError::TooMuch { limit: WORK_MAX }) } else { Ok(()) }
    }

    fn is_last(&self, at: usize) -> bool {
        at + 1 >= self.steps.len()
    }

    /// Whether the steps before this one name one place: then what is missing is an error.
    fn is_sure(&self, at: usize) -> bool {
        self.steps.iter().take(at).all(|step| step.is_definite(false))
    }

    fn members(&mut self, at: usize, names: &[Arc<str>], value: &Json) -> Result<(), SelectError> {
        let Json::Object(members) = value else {
            let message = "Expected to find an object";
            return if self.is_sure(at) { Err(SelectError::Thrown(message.to_owned())) } else { Ok(()) };
        };
        if let [name] = names {
            return match members.get(name) {
                Some(member) => self.go(at + 1, member),
                None if self.is_sure(at) && !self.is_last(at) => {
                    Err(SelectError::Thrown(format!("Missing property in path ['{name}']")))
                }
                None => Ok(()),
            };
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
            _ if self.is_sure(at) => Err(SelectError::Thrown("Expected to find an array".to_owned())),
            _ => Ok(&[]),
        }
    }

    fn places(&mut self, at: usize, places: &[i32], value: &Json) -> Result<(), SelectError> {
        let items = self.items(at, value)?;
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
            (Some(from), Some(to)) => from..length.min(i64::from(to)),
            (None, None) => 0..length,
        };
        for place in range {
            self.spend()?;
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

    fn descend(&mut self, at: usize, value: &Json) -> Result<(), SelectError> {
        self.go(at + 1, value)?;
        match value {
            Json::Object(members) => members.values().try_for_each(|member| self.descend(at, member)),
            Json::Array(items) => items.iter().try_for_each(|item| self.descend(at, item)),
            _ => Ok(()),
        }
    }
}

fn length(items: &[Json]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}
