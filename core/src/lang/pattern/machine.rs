//! Trying a program on a text, the way Java does: by turns, with the first success taken.

use super::program::{Inst, Program};
use super::set::{Case, is_line_end, is_word};
use super::tree::{Greed, Look, Place};
use super::{STACK_MAX, STEPS_MAX};

/// Trying takes too many steps or too much memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

/// What to return to when something does not match.
enum Frame {
    Go(usize, usize),
    /// A run that may give back: its next step, where it began and where it is.
    Shrink(usize, usize, usize),
    Save(usize, Option<usize>),
    Mark(usize, usize),
}

/// A text under trial.
pub(super) struct Machine<'a> {
    pub(super) program: &'a Program,
    pub(super) text: &'a str,
    /// Where the groups begin and end, in bytes.
    pub(super) saves: Vec<Option<usize>>,
    marks: Vec<usize>,
    stack: Vec<Frame>,
    steps: u64,
    /// Where the last match ended.
    last: usize,
    whole: bool,
}

impl<'a> Machine<'a> {
    pub(super) fn new(program: &'a Program, groups: usize, text: &'a str, whole: bool) -> Machine<'a> {
        let (saves, marks) = (vec![None; 2 * groups], vec![usize::MAX; program.marks]);
        Machine { program, text, saves, marks, stack: Vec::new(), steps: 0, last: 0, whole }
    }

    /// The next match from a position on; its groups are in `saves`.
    pub(super) fn find(&mut self, from: usize, last: usize) -> Result<Option<(usize, usize)>, TooMuch> {
        self.last = last;
        let first = match self.program.steps.first() {
            Some(Inst::Set(super::set::Set::One(symbol, Case::Exact))) if !self.whole => Some(*symbol),
            _ => None,
        };
        let mut start = from;
        loop {
            if let Some(symbol) = first {
                match self.text.get(start..).and_then(|rest| rest.find(symbol)) {
                    Some(skipped) => start += skipped,
                    None => return Ok(None),
                }
            }
            self.saves.iter_mut().for_each(|save| *save = None);
            if let Some(end) = self.run(0, start, 0)? {
                if let [first, second, ..] = self.saves.as_mut_slice() {
                    (*first, *second) = (Some(start), Some(end));
                }
                return Ok(Some((start, end)));
            }
            match self.symbol(start) {
                Some(symbol) if !self.whole => start += symbol.len_utf8(),
                _ => return Ok(None),
            }
        }
    }

    fn symbol(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn spend(&mut self) -> Result<(), TooMuch> {
        self.steps += 1;
        if self.steps > STEPS_MAX || self.stack.len() > STACK_MAX { Err(TooMuch) } else { Ok(()) }
    }

    /// Runs from a step on to its end; the end's position, or None. Depth is how many parts it lies in.
    fn run(&mut self, mut pc: usize, mut at: usize, depth: usize) -> Result<Option<usize>, TooMuch> {
        let base = self.stack.len();
        loop {
            self.spend()?;
            match self.step(&mut pc, &mut at, depth)? {
                Next::On => {}
                Next::Done if depth == 0 && self.whole && at != self.text.len() => {
                    if !self.back(base, &mut pc, &mut at) {
                        return Ok(None);
                    }
                }
                Next::Done => {
                    self.forget(base);
                    return Ok(Some(at));
                }
                Next::Fail => {
                    if !self.back(base, &mut pc, &mut at) {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// Drops what could be tried since, but not how to restore.
    fn forget(&mut self, base: usize) {
        let tail = self.stack.split_off(base.min(self.stack.len()));
        self.stack
            .extend(tail.into_iter().filter(|frame| matches!(frame, Frame::Save(..) | Frame::Mark(..))));
    }

    /// Returns to what can still be tried; false when there is nothing.
    fn back(&mut self, base: usize, pc: &mut usize, at: &mut usize) -> bool {
        while self.stack.len() > base {
            match self.stack.pop() {
                Some(Frame::Go(to, position)) => {
                    (*pc, *at) = (to, position);
                    return true;
                }
                Some(Frame::Shrink(to, low, position)) => {
                    let shorter = position - self.before(position).map_or(1, char::len_utf8);
                    if shorter > low {
                        self.stack.push(Frame::Shrink(to, low, shorter));
                    }
                    (*pc, *at) = (to, shorter);
                    return true;
                }
                Some(Frame::Save(slot, old)) => {
                    if let Some(save) = self.saves.get_mut(slot) {
                        *save = old;
                    }
                }
                Some(Frame::Mark(slot, old)) => {
                    if let Some(mark) = self.marks.get_mut(slot) {
                        *mark = old;
                    }
                }
                None => return false,
            }
        }
        false
    }

    fn step(&mut self, pc: &mut usize, at: &mut usize, depth: usize) -> Result<Next, TooMuch> {
        let program = self.program;
        let Some(step) = program.steps.get(*pc) else { return Ok(Next::Fail) };
        *pc += 1;
        match step {
            Inst::Set(set) => match self.symbol(*at) {
                Some(symbol) if set.has(symbol) => *at += symbol.len_utf8(),
                _ => return Ok(Next::Fail),
            },
            Inst::Run(set, most, greed) => {
                let low = *at;
                let mut count = 0;
                while count < *most {
                    let Some(symbol) = self.symbol(*at).filter(|symbol| set.has(*symbol)) else { break };
                    *at += symbol.len_utf8();
                    count += 1;
                    self.spend()?;
                }
                if *at > low && *greed == Greed::Greedy {
                    self.stack.push(Frame::Shrink(*pc, low, *at));
                }
            }
            Inst::Split(first, second) => {
                self.stack.push(Frame::Go(*second, *at));
                *pc = *first;
            }
            Inst::Jump(to) => *pc = *to,
            Inst::Save(slot) => {
                if let Some(save) = self.saves.get_mut(*slot) {
                    self.stack.push(Frame::Save(*slot, *save));
                    *save = Some(*at);
                }
            }
            Inst::Mark(slot) => {
                if let Some(mark) = self.marks.get_mut(*slot) {
                    self.stack.push(Frame::Mark(*slot, *mark));
                    *mark = *at;
                }
            }
            Inst::Again(slot, to) => {
                if self.marks.get(*slot) != Some(at) {
                    *pc = *to;
                }
            }
            Inst::Place(place) if !self.is_at(*place, *at) => return Ok(Next::Fail),
            Inst::Place(_) => {}
            Inst::Back(group, case) => match group.and_then(|group| self.again(group, *case, *at)) {
                Some(end) => *at = end,
                None => return Ok(Next::Fail),
            },
            Inst::Atomic(after) => match self.run(*pc, *at, depth + 1)? {
                Some(end) => (*pc, *at) = (*after, end),
                None => return Ok(Next::Fail),
            },
            Inst::Look(look, longest, after) => {
                if !self.look(*look, *longest, *pc, *at, depth)? {
                    return Ok(Next::Fail);
                }
                *pc = *after;
            }
            Inst::End => return Ok(Next::Done),
        }
        Ok(Next::On)
    }

    fn look(
        &mut self,
        look: Look,
        longest: u32,
        pc: usize,
        at: usize,
        depth: usize,
    ) -> Result<bool, TooMuch> {
        let base = self.stack.len();
        let mut found = false;
        let mut start = at;
        for _ in 0..=if look.behind { longest } else { 0 } {
            self.spend()?;
            if self.run_to(pc, start, look.behind.then_some(at), depth)? {
                found = true;
                break;
            }
            match self.before(start) {
                Some(symbol) => start -= symbol.len_utf8(),
                None => break,
            }
        }
        if look.negated {
            // What was remembered inside is undone.
            let (mut pc, mut at) = (0, 0);
            self.back(base, &mut pc, &mut at);
        }
        Ok(found != look.negated)
    }

    /// Runs an inner part that has to end at a position when one is given.
    fn run_to(&mut self, pc: usize, at: usize, end: Option<usize>, depth: usize) -> Result<bool, TooMuch> {
        let Some(end) = end else { return Ok(self.run(pc, at, depth + 1)?.is_some()) };
        let base = self.stack.len();
        let (mut pc, mut at) = (pc, at);
        loop {
            self.spend()?;
            match self.step(&mut pc, &mut at, depth + 1)? {
                Next::On => {}
                Next::Done if at == end => {
                    self.forget(base);
                    return Ok(true);
                }
                Next::Done | Next::Fail => {
                    if !self.back(base, &mut pc, &mut at) {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Where what the group took ends when it comes again here.
    fn again(&mut self, group: usize, case: Case, at: usize) -> Option<usize> {
        let start = self.saves.get(2 * group).copied().flatten()?;
        let end = self.saves.get(2 * group + 1).copied().flatten()?;
        let taken = self.text.get(start..end)?;
        let mut symbols = self.text.get(at..)?.chars();
        let mut length = 0;
        for wanted in taken.chars() {
            let symbol = symbols.next().filter(|symbol| case.same(wanted, *symbol))?;
            length += symbol.len_utf8();
        }
        // Long groups cost as many steps.
        self.steps += u64::try_from(length).unwrap_or(0);
        Some(at + length)
    }

    fn is_at(&self, place: Place, at: usize) -> bool {
        let (before, after) = (self.before(at), self.symbol(at));
        let inside_break = before == Some('\r') && after == Some('\n');
        let word = |symbol: Option<char>| {
            symbol.is_some_and(
                |symbol| if symbol.is_ascii() { is_word(symbol) } else { symbol.is_alphanumeric() },
            )
        };
        match place {
            Place::Start => at == 0,
            Place::LineStart => {
                at == 0 || before.is_some_and(is_line_end) && !inside_break && after.is_some()
            }
            Place::LineEnd => after.is_none_or(is_line_end) && !inside_break,
            Place::LastLineEnd => {
                let rest = self.text.get(at..).unwrap_or_default();
                let ends = rest == "\r\n"
                    || after.is_none_or(|symbol| is_line_end(symbol) && rest.len() == symbol.len_utf8());
                ends && !inside_break
            }
            Place::End => after.is_none(),
            Place::Word => word(before) != word(after),
            Place::NotWord => word(before) == word(after),
            Place::LastMatch => at == self.last,
        }
    }
}

/// How it goes on after a step.
enum Next {
    On,
    Fail,
    Done,
}
