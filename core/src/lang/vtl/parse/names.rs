//! The variables of a template, numbered.

use indexmap::IndexMap;
use smallvec::SmallVec;

/// Below this many names a walk over all of them is quicker than a hash.
const WALKED: usize = 24;

/// A name: its first bytes as one number, and those that it has behind them. Most have none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Name {
    front: u64,
    rest: Box<[u8]>,
}

impl Name {
    /// The first bytes of a name. No byte of a name is 0, so that a shorter one differs.
    fn front(name: &[u8]) -> u64 {
        if let Some(front) = name.first_chunk() {
            return u64::from_le_bytes(*front);
        }
        match (name.first_chunk(), name.last_chunk()) {
            (Some(front), Some(back)) => {
                let (front, back) = (u32::from_le_bytes(*front), u32::from_le_bytes(*back));
                u64::from(front) | u64::from(back) << (8 * (name.len() - 4))
            }
            _ => name.iter().rev().fold(0, |front, byte| front << 8 | u64::from(*byte)),
        }
    }

    fn rest(name: &[u8]) -> &[u8] {
        name.get(8..).unwrap_or_default()
    }

    fn new(name: &[u8]) -> Self {
        Self { front: Self::front(name), rest: Self::rest(name).into() }
    }
}

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
    all: SmallVec<[Name; 8]>,
    /// The slots of all of them, once there are many.
    slots: Option<IndexMap<Name, u32>>,
    pub roots: Roots,
}

impl Names {
    /// The slot of a name; a new one when the name is new.
    pub fn slot(&mut self, name: &str) -> u32 {
        match self.find(name) {
            Some(slot) => slot,
            None => self.add(name),
        }
    }

    #[inline(never)]
    fn add(&mut self, name: &str) -> u32 {
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
        self.all.push(Name::new(name.as_bytes()));
        match &mut self.slots {
            Some(slots) => {
                slots.insert(Name::new(name.as_bytes()), slot);
            }
            None if self.all.len() > WALKED => self.slots = Some(self.all.iter().cloned().zip(0..).collect()),
            None => {}
        }
        slot
    }

    /// The slot of a name that the template has.
    #[inline]
    pub fn find(&self, name: &str) -> Option<u32> {
        if self.slots.is_some() {
            return self.find_hashed(name);
        }
        let (front, rest) = (Name::front(name.as_bytes()), Name::rest(name.as_bytes()));
        // To compare two empty texts costs more than all the rest on some processors.
        let is = |known: &Name| {
            known.front == front
                && known.rest.len() == rest.len()
                && (rest.is_empty() || *known.rest == *rest)
        };
        self.all.iter().position(is).and_then(|at| u32::try_from(at).ok())
    }

    #[inline(never)]
    fn find_hashed(&self, name: &str) -> Option<u32> {
        self.slots.as_ref()?.get(&Name::new(name.as_bytes())).copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }
}
