//! `#foreach`.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use super::turn::Turns;
use super::{Machine, Ran, Stop};
use crate::lang::json::Json;
use crate::lang::vtl::Note;
use crate::lang::vtl::ast::Foreach;
use crate::lang::vtl::error::Answer;
use crate::lang::vtl::value::{Flavour, List, LoopScope, Map, Side, Value, View, frozen};

/// What a loop walks through.
enum Source {
    Frozen(Arc<Vec<Json>>, Flavour),
    /// A list that the loop's block may change.
    Live(Rc<List>, u32),
    /// A map that the loop's block may change: its keys at the start, and what of it is looked at.
    Keyed(Vec<Value>, View, Option<(Rc<Map>, u32)>),
    Copied(Vec<Value>),
}

/// The variables that a loop sets, with what they held before.
struct Before {
    item: Value,
    count: Value,
    has_next: Value,
}

impl<'t> Machine<'t> {
    pub(super) fn foreach(&mut self, statement: &'t Foreach) -> Ran<()> {
        let Some(list) = self.template.tree.exprs.get(statement.list) else {
            return self.fail("`#foreach` needs `$item in $list`", statement.head, Answer::NotDocumented);
        };
        let list = self.value(list)?;
        let Some(source) = source(&list) else { return Ok(()) };
        let roots = &self.template.roots;
        let (count, has_next, foreach) = (roots.velocity_count, roots.velocity_has_next, roots.foreach);
        let before = Before {
            item: self.held(statement.slot),
            count: self.held(count),
            has_next: self.held(has_next),
        };
        let scope = foreach.map(|slot| {
            let scope = Rc::new(scope(statement.id, self.slot(slot)));
            self.set_slot(slot, Value::Loop(scope.clone()));
            scope
        });
        let result = self.turns(statement, &source, scope.as_deref());
        self.restore(statement.slot, before.item);
        self.restore(count, before.count);
        self.restore(has_next, before.has_next);
        self.leave_scope(foreach);
        match result {
            Err(Stop::Break(None)) => Ok(()),
            Err(Stop::Break(Some(id))) if id == statement.id => Ok(()),
            result => result,
        }
    }

    /// One turn over parsed JSON, whose item is put into the loop's variable only when the block needs it there.
    fn turn(
        &mut self,
        turns: &Turns<'t>,
        slot: u32,
        item: (&Json, Flavour),
        scope: Option<&LoopScope>,
    ) -> Ran<()> {
        self.begin(turns.nodes)?;
        let plain = self.print_turn(turns, slot, item, scope);
        match turns.nodes.get(plain..) {
            None | Some([]) => turns.nodes.first().map_or(Ok(()), |node| self.room(node)),
            Some(rest) => {
                self.set_slot(slot, frozen(item.0, item.1));
                self.nodes(rest)
            }
        }
    }

    /// One turn over anything; `cover` is whether the cover over the loop's variable is still active, once there
    /// has been one.
    fn turn_of(
        &mut self,
        statement: &'t Foreach,
        source: &Source,
        index: usize,
        cover: &mut Option<bool>,
    ) -> Ran<()> {
        let Some(item) = source.get(index) else {
            let message = "The list or map changed while `#foreach` walks through it";
            return self.fail(message, statement.head, Answer::NotDocumented);
        };
        let is_null = item.is_null();
        if let Some(slot) = statement.slot {
            self.set_slot(slot, item);
        }
        let Some(slot) = statement.slot.filter(|_| is_null) else { return self.block(statement.block) };
        self.cover(slot, cover.unwrap_or(true));
        let result = self.block(statement.block);
        *cover = Some(self.uncover());
        result
    }

    fn turns(&mut self, statement: &'t Foreach, source: &Source, scope: Option<&LoopScope>) -> Ran<()> {
        let roots = &self.template.roots;
        let (count, has_next_slot) = (roots.velocity_count, roots.velocity_has_next);
        let mut cover: Option<bool> = None;
        let mut turns: Option<Turns<'t>> = None;
        let mut index: usize = 0;
        let mut more = source.has(0);
        while more {
            if index >= self.limits.foreach_iterations {
                self.notes.push(Note::iterations(statement.head, self.limits.foreach_iterations));
                return Ok(());
            }
            let number = i32::try_from(index + 1).unwrap_or(i32::MAX);
            more = source.has(index + 1);
            if let Some(slot) = count {
                self.set_slot(slot, Value::Int(number));
            }
            if let Some(slot) = has_next_slot {
                self.set_slot(slot, Value::Bool(more));
            }
            if let Some(scope) = scope {
                scope.index.set(number - 1);
                scope.has_next.set(more);
            }
            match (source, statement.slot) {
                (Source::Frozen(items, flavour), Some(slot)) if self.covers.is_empty() => {
                    match items.get(index) {
                        None | Some(Json::Null) => self.turn_of(statement, source, index, &mut cover)?,
                        Some(item) => {
                            let plan =
                                turns.get_or_insert_with(|| Turns::new(self.template, statement, slot));
                            self.turn(plan, slot, (item, *flavour), scope)?;
                        }
                    }
                }
                _ => self.turn_of(statement, source, index, &mut cover)?,
            }
            index += 1;
            if let Source::Live(list, _) = source {
                more = list.items.try_borrow().is_ok_and(|items| items.len() != index);
            }
        }
        Ok(())
    }

    fn held(&self, slot: Option<u32>) -> Value {
        match slot.map(|slot| self.slot(slot)) {
            None | Some(Value::Masked) => Value::Null,
            Some(value) => value.clone(),
        }
    }

    fn restore(&mut self, slot: Option<u32>, value: Value) {
        match slot {
            Some(slot) if value.is_null() => self.remove_slot(slot),
            Some(slot) => self.set_slot(slot, value),
            None => {}
        }
    }

    /// Gives `$foreach` back to the loop outside, unless the template has set it to something else.
    fn leave_scope(&mut self, foreach: Option<u32>) {
        let Some(place) = foreach.and_then(|slot| self.slots.get_mut(slot as usize)) else { return };
        if let Value::Loop(scope) = place {
            let outer = match &scope.parent {
                Some(parent) => Value::Loop(parent.clone()),
                None => scope.replaced.clone(),
            };
            *place = outer;
        }
    }
}

fn scope(id: u32, previous: &Value) -> LoopScope {
    let (parent, replaced) = match previous {
        Value::Loop(parent) => (Some(parent.clone()), Value::Null),
        other => (None, other.clone()),
    };
    let (index, has_next) = (Cell::new(-1), Cell::new(false));
    LoopScope { id, index, has_next, parent, replaced, own: Rc::default() }
}

fn source(list: &Value) -> Option<Source> {
    Some(match list {
        Value::Items(items, flavour) => Source::Frozen(items.clone(), *flavour),
        Value::List(list) if list.flavour != Flavour::Array => Source::Live(list.clone(), list.changes.get()),
        Value::Members(..) | Value::Map(_) => keyed(list.clone(), Side::Values),
        Value::View(view) => keyed(view.map.clone(), view.side),
        other => Source::Copied(other.items()?),
    })
}

fn keyed(map: Value, side: Side) -> Source {
    let live = match &map {
        Value::Map(map) => Some((map.clone(), map.changes.get())),
        _ => None,
    };
    Source::Keyed(map.map_keys(), View { side, map }, live)
}

impl Source {
    fn has(&self, index: usize) -> bool {
        match self {
            Source::Frozen(items, _) => index < items.len(),
            Source::Live(list, _) => list.items.try_borrow().is_ok_and(|items| items.len() != index),
            Source::Keyed(items, ..) | Source::Copied(items) => index < items.len(),
        }
    }

    /// The item; none when Java would raise a `ConcurrentModificationException`.
    fn get(&self, index: usize) -> Option<Value> {
        match self {
            Source::Frozen(items, flavour) => items.get(index).map(|item| frozen(item, *flavour)),
            Source::Live(list, changes) => {
                if list.changes.get() != *changes {
                    return None;
                }
                list.items.try_borrow().ok()?.get(index).cloned()
            }
            Source::Keyed(_, _, Some((map, changes))) if map.changes.get() != *changes => None,
            Source::Keyed(keys, view, _) => keys.get(index).map(|key| view.item(key)),
            Source::Copied(items) => items.get(index).cloned(),
        }
    }
}
