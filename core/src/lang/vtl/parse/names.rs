//! The variables of a template, numbered.

use indexmap::IndexMap;
use smallvec::SmallVec;

use crate::lang::vtl::value::is_same;

/// Below this many names a walk over all of them is quicker than a hash.
const WALKED: usize = 24;

/// The bytes of a name.
type Name = SmallVec<[u8; 16]>;

/// The slots of the names that mean something, where the template has them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Roots {
    pub input: Option<u32>,
    pub util: Option<u32>,
    pub context: Option<u32>,
    pub stage_variables: Option<u32>,
    pub foreach: Option<u32>,
    pub velocity_count: Option<u32>,
    pub velocity_has_next: Option<u32>,
}

/// Every variable that a template names, each with its slot.
#[derive(Debug, Default)]
pub(crate) struct Names {
    all: Vec<Name>,
    slots: IndexMap<Name, u32>,
    pub roots: Roots,
}

impl Names {
    /// The slot of a name; a new one when the name is new.
    pub fn slot(&mut self, name: &str) -> u32 {
        if let Some(slot) = self.find(name) {
            return slot;
        }
        let slot = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let root = match name {
            "input" => Some(&mut self.roots.input),
            "util" => Some(&mut self.roots.util),
            "context" => Some(&mut self.roots.context),
            "stageVariables" => Some(&mut self.roots.stage_variables),
            "foreach" => Some(&mut self.roots.foreach),
            "velocityCount" => Some(&mut self.roots.velocity_count),
            "velocityHasNext" => Some(&mut self.roots.velocity_has_next),
            _ => None,
        };
        if let Some(root) = root {
            *root = Some(slot);
        }
        self.all.push(Name::from_slice(name.as_bytes()));
        if self.all.len() > WALKED {
            if self.slots.is_empty() {
                self.slots.extend(self.all.iter().cloned().zip(0..));
            } else {
                self.slots.insert(Name::from_slice(name.as_bytes()), slot);
            }
        }
        slot
    }

    /// The slot of a name that the template has.
    pub fn find(&self, name: &str) -> Option<u32> {
        if self.all.len() > WALKED {
            return self.slots.get(name.as_bytes()).copied();
        }
        self.all
            .iter()
            .position(|known| is_same(known, name.as_bytes()))
            .and_then(|at| u32::try_from(at).ok())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }
}
