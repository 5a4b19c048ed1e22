//! `#set` on a property or an item.

use super::{Machine, Ran};
use crate::lang::vtl::Note;
use crate::lang::vtl::ast::{Reference, Step};
use crate::lang::vtl::methods;
use crate::lang::vtl::value::{Map, Value};

impl<'t> Machine<'t> {
    /// Sets what the last step names; does nothing when there is nothing to set it on, as Velocity does.
    pub(super) fn assign(&mut self, target: &'t Reference, value: Value) -> Ran<()> {
        let mut holder = match self.slot(target.slot) {
            Value::Null | Value::Masked => return Ok(()),
            holder => holder.clone(),
        };
        let tree = &self.template.tree;
        let Some((last, steps)) = tree.steps(target).split_last() else { return Ok(()) };
        for step in steps {
            holder = self.step_into(&holder, step)?;
            if holder.is_null() {
                return Ok(());
            }
        }
        let key = match last {
            Step::Property(name, _) | Step::OfLoop(_, name, _) => Value::text(self.template.word(*name)),
            Step::Method(method) => Value::text(self.template.word(method.name)),
            Step::Index(index, at) => {
                let index = self.value(tree.expr(*index))?;
                self.adjusted(&holder, index, *at)?
            }
        };
        match (&holder, &key) {
            (Value::Map(map), _) => self.put(map, key, value, target),
            (Value::Loop(scope), _) => {
                scope.own.put(key, value);
            }
            (Value::List(_), Value::Int(index)) if matches!(last, Step::Index(..)) => {
                let set = methods::list_set(&holder, *index, value);
                self.checked(set, last.at())?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts a value and notes when an override is written a second time, which AWS answers with a 5XX.
    fn put(&mut self, map: &Map, key: Value, value: Value, target: &Reference) {
        let former = map.put(key, value);
        let steps = self.template.tree.steps(target);
        let overrides = matches!(steps.first(), Some(Step::Property(name, _)) if self.template.word(*name).ends_with("Override"));
        if overrides
            && !former.is_null()
            && Some(target.slot) == self.template.roots.context
            && steps.len() > 2
        {
            self.notes.push(Note::overridden_twice(target.at));
        }
    }
}
