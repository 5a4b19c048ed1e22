//! The variables of a template, numbered.

use indexmap::IndexMap;

/// Below this many names a walk over all of them is quicker than a hash.
const WALKED: usize = 24;

/// Every variable that a template names, each with its slot.
#[derive(Debug, Default)]
pub(crate) struct Names {
    all: Vec<Box<str>>,
    slots: IndexMap<Box<str>, u32>,
}

impl Names {
    /// The slot of a name; a new one when the name is new.
    pub fn slot(&mut self, name: &str) -> u32 {
        if let Some(slot) = self.find(name) {
            return slot;
        }
        let slot = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(name.into());
        if self.all.len() > WALKED {
            if self.slots.is_empty() {
                self.slots.extend(self.all.iter().cloned().zip(0..));
            } else {
                self.slots.insert(name.into(), slot);
            }
        }
        slot
    }

    /// The slot of a name that the template has.
    pub fn find(&self, name: &str) -> Option<u32> {
        if self.all.len() > WALKED {
            return self.slots.get(name).copied();
        }
        self.all.iter().position(|known| **known == *name).and_then(|at| u32::try_from(at).ok())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }
}
