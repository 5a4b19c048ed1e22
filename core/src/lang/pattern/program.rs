//! An expression as steps that are tried one by one.

use super::PROGRAM_MAX;
use super::set::{Case, Set};
use super::tree::{Greed, Look, Node, Place};

/// One step.
#[derive(Clone, Debug)]
pub(super) enum Inst {
    /// Takes one character.
    Set(Set),
    /// Takes as many as possible, up to a number, and gives back one by one unless it is possessive.
    Run(Set, u32, Greed),
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

/// A whole program.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Inst>,
    pub(super) marks: usize,
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
        match node {
            Node::Set(set) => self.push(Inst::Set(set.clone())).map(drop),
            Node::Cat(parts) => parts.iter().try_for_each(|part| self.add(part)),
            Node::Alt(parts) => self.alternatives(parts),
            Node::Repeat(part, least, most, greed) => self.repeat(part, *least, *most, *greed),
            Node::Group(part, number) => {
                self.push(Inst::Save(2 * number))?;
                self.add(part)?;
                self.push(Inst::Save(2 * number + 1)).map(drop)
            }
            Node::Atomic(part) => self.inner(part, Inst::Atomic),
            Node::Look(part, look) => {
                let longest = part.longest().unwrap_or(0);
                self.inner(part, |end| Inst::Look(*look, longest, end))
            }
            Node::Back(group, case) => self.push(Inst::Back(*group, *case)).map(drop),
            Node::Place(place) => self.push(Inst::Place(*place)).map(drop),
        }
    }

    /// A part that is run by itself.
    fn inner(&mut self, part: &Node, step: impl Fn(usize) -> Inst) -> Result<(), TooLong> {
        let at = self.push(Inst::End)?;
        self.add(part)?;
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
            (0..least).try_for_each(|_| self.push(Inst::Set(set.clone())).map(drop))?;
            let more = most.map_or(u32::MAX, |most| most - least);
            return if more == 0 { Ok(()) } else { self.push(Inst::Run(set.clone(), more, greed)).map(drop) };
        }
        if greed == Greed::Possessive {
            let all = Node::Repeat(Box::new(part.clone()), least, most, Greed::Greedy);
            return self.inner(&all, Inst::Atomic);
        }
        (0..least).try_for_each(|_| self.add(part))?;
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
