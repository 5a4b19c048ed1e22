//! The variables of a run.
//!
//! A loop whose item is null hides its variable: Velocity renders the block in a context that answers null for it,
//! whatever is set meanwhile, until something removes the variable. Such covers nest.

use super::Machine;
use crate::lang::vtl::value::Value;

/// A variable that a loop at a null item covers.
#[derive(Debug)]
pub(super) struct Cover {
    slot: u32,
    active: bool,
    /// What the variable holds beneath; kept by the outermost cover of the slot.
    beneath: Value,
}

impl Machine<'_> {
    pub(super) fn slot(&self, slot: u32) -> &Value {
        self.slots.get(slot as usize).unwrap_or(&Value::Null)
    }

    /// Sets a variable.
    pub(super) fn set_slot(&mut self, slot: u32, value: Value) {
        if !self.covers.is_empty() && self.covers.iter().any(|cover| cover.slot == slot) {
            let activates = value.is_null();
            self.beneath(slot, value);
            for cover in self.covers.iter_mut().filter(|cover| cover.slot == slot) {
                cover.active |= activates;
            }
            self.show(slot);
            return;
        }
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = value;
        }
    }

    /// Takes a variable away, and with it what covers it.
    pub(super) fn remove_slot(&mut self, slot: u32) {
        for cover in self.covers.iter_mut().filter(|cover| cover.slot == slot) {
            cover.active = false;
        }
        self.beneath(slot, Value::Null);
        self.show(slot);
    }

    /// Covers a variable; [`Machine::uncover`] takes the cover off again.
    pub(super) fn cover(&mut self, slot: u32, active: bool) {
        let beneath = match self.slots.get_mut(slot as usize) {
            Some(place) if !matches!(place, Value::Masked) => std::mem::replace(place, Value::Null),
            _ => Value::Null,
        };
        let outer = self.covers.iter().any(|cover| cover.slot == slot);
        if outer {
            if !beneath.is_null() {
                self.beneath(slot, beneath);
            }
            self.covers.push(Cover { slot, active, beneath: Value::Null });
        } else {
            self.covers.push(Cover { slot, active, beneath });
        }
        self.show(slot);
    }

    /// Takes the last cover off and says whether it was still active.
    pub(super) fn uncover(&mut self) -> bool {
        let Some(cover) = self.covers.pop() else { return false };
        if self.covers.iter().any(|other| other.slot == cover.slot) {
            self.show(cover.slot);
        } else if let Some(place) = self.slots.get_mut(cover.slot as usize) {
            *place = cover.beneath;
        }
        cover.active
    }

    fn beneath(&mut self, slot: u32, value: Value) {
        match self.covers.iter_mut().find(|cover| cover.slot == slot) {
            Some(cover) => cover.beneath = value,
            None => {
                if let Some(place) = self.slots.get_mut(slot as usize) {
                    *place = value;
                }
            }
        }
    }

    /// Puts into the slot what can be seen.
    fn show(&mut self, slot: u32) {
        let Some(outermost) = self.covers.iter().find(|cover| cover.slot == slot) else { return };
        let hidden = self.covers.iter().any(|cover| cover.slot == slot && cover.active);
        let seen = if hidden { Value::Masked } else { outermost.beneath.clone() };
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = seen;
        }
    }
}
