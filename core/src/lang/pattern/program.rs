//! An expression as steps that are tried one by one.

use std::sync::Arc;

use super::PROGRAM_MAX;
use super::set::{Case, Class};
use super::tree::{Greed, Look, Node, Place};

/// One step.
#[derive(Clone, Debug)]
pub(super) enum Inst {
    /// Takes one character.
    Set(Arc<Class>),
    /// Takes as many as possible, up to a number, and gives back one by one unless it is possessive.
    Run(Arc<Class>, u32, Greed),
    /// Tries the first place, then the second.
    Split(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Remembers the position in a slot.
    Save(usize),
    /// Remembers where a round of a loop begins.
    Mark(usize),
    /// Ends a round: goes on at the place when it took something.
    Again(usize, usize),
    /// Holds at some positions only.
    Place(Place),
    /// What a group took.
    Back(Option<usize>, Case),
    /// The steps up to the place, once and for all.
    Atomic(usize),
    /// The steps up to the place as a look at up to so many characters behind.
    Look(Look, u32, usize),
    /// The end of an inner part, or of all.
    End,
}

/// How many parts are written for one program; only those without steps make it more than [`PROGRAM_MAX`].
const VISITS_MAX: usize = 50 * PROGRAM_MAX;

/// A whole program.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Inst>,
    pub(super) marks: usize,
    /// How many parts were written so far, those without steps included.
    visits: usize,
}

/// The program is longer than [`PROGRAM_MAX`].
#[derive(Debug)]
pub(super) struct TooLong;

impl Program {
    pub(super) fn new(node: &Node) -> Result<Program, TooLong> {
        let mut program = Program::default();
        program.add(node)?;
        program.push(Inst::End)?;
        Ok(program)
    }

    fn push(&mut self, step: Inst) -> Result<usize, TooLong> {
        if self.steps.len() >= PROGRAM_MAX {
            return Err(TooLong);
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn put(&mut self, at: usize, step: Inst) {
        if let Some(place) = self.steps.get_mut(at) {
            *place = step;
        }
    }

    fn add(&mut self, node: &Node) -> Result<(), TooLong> {
        self.visits += 1;
        if self.visits > VISITS_MAX {
            return Err(TooLong);
        }
        match node {
            Node::Set(set) => self.push(Inst::Set(Arc::clone(set))).map(drop),
            Node::Cat(parts) => parts.iter().try_for_each(|part| self.add(part)),
            Node::Alt(parts) => self.alternatives(parts),
            Node::Repeat(part, least, most, greed) => self.repeat(part, *least, *most, *greed),
            Node::Group(part, number) => {
                self.push(Inst::Save(2 * number))?;
                self.add(part)?;
                self.push(Inst::Save(2 * number + 1)).map(drop)
            }
            Node::Atomic(part) => self.inner(|it| it.add(part), Inst::Atomic),
            Node::Look(part, look) => {
                let longest = part.longest().unwrap_or(0);
                self.inner(|it| it.add(part), |end| Inst::Look(*look, longest, end))
            }
            Node::Back(group, case) => self.push(Inst::Back(*group, *case)).map(drop),
            Node::Place(place) => self.push(Inst::Place(*place)).map(drop),
        }
    }

    /// A part that is run by itself.
    fn inner(
        &mut self,
        add: impl FnOnce(&mut Self) -> Result<(), TooLong>,
        step: impl FnOnce(usize) -> Inst,
    ) -> Result<(), TooLong> {
        let at = self.push(Inst::End)?;
        add(self)?;
        let end = self.push(Inst::End)?;
        self.put(at, step(end + 1));
        Ok(())
    }

    fn alternatives(&mut self, parts: &[Node]) -> Result<(), TooLong> {
        let mut jumps = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if place + 1 == parts.len() {
                self.add(part)?;
                break;
            }
            let split = self.push(Inst::End)?;
            self.add(part)?;
            jumps.push(self.push(Inst::End)?);
            self.put(split, Inst::Split(split + 1, self.steps.len()));
        }
        for jump in jumps {
            self.put(jump, Inst::Jump(self.steps.len()));
        }
        Ok(())
    }

    fn repeat(&mut self, part: &Node, least: u32, most: Option<u32>, greed: Greed) -> Result<(), TooLong> {
        if let (Node::Set(set), false) = (part, greed == Greed::Lazy) {
            (0..least).try_for_each(|_| self.push(Inst::Set(Arc::clone(set))).map(drop))?;
            let more = most.map_or(u32::MAX, |most| most - least);
            let run = Inst::Run(Arc::clone(set), more, greed);
            return if more == 0 { Ok(()) } else { self.push(run).map(drop) };
        }
        if greed == Greed::Possessive {
            return self.inner(|it| it.repeat(part, least, most, Greed::Greedy), Inst::Atomic);
        }
        for _ in 0..least {
            let before = self.steps.len();
            self.add(part)?;
            // What takes no step once takes none again.
            if self.steps.len() == before {
                break;
            }
        }
        let Some(most) = most else { return self.endless(part, greed) };
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.push(Inst::End)?);
            self.add(part)?;
        }
        let end = self.steps.len();
        for split in splits {
            self.put(split, fork(greed, split + 1, end));
        }
        Ok(())
    }

    fn endless(&mut self, part: &Node, greed: Greed) -> Result<(), TooLong> {
        let mark = self.marks;
        self.marks += 1;
        let split = self.push(Inst::End)?;
        self.push(Inst::Mark(mark))?;
        self.add(part)?;
        self.push(Inst::Again(mark, split))?;
        self.put(split, fork(greed, split + 1, self.steps.len()));
        Ok(())
    }
}

fn fork(greed: Greed, more: usize, end: usize) -> Inst {
    if greed == Greed::Lazy { Inst::Split(end, more) } else { Inst::Split(more, end) }
}
