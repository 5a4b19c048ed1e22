//! Trying a program on a text, the way Java does: by turns, with the first success taken.

use super::STACK_MAX;
use super::program::{Inst, Program};
use super::set::{Case, Class, is_line_end, is_word};
use super::tree::{Greed, Look, Place};

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
    /// How many steps may still be tried.
    pub(super) left: u64,
    /// Where the last match ended.
    last: usize,
    whole: bool,
}

impl<'a> Machine<'a> {
    pub(super) fn new(
        program: &'a Program,
        groups: usize,
        text: &'a str,
        whole: bool,
        steps: u64,
    ) -> Machine<'a> {
        let (saves, marks) = (vec![None; 2 * groups], vec![usize::MAX; program.marks]);
        Machine { program, text, saves, marks, stack: Vec::new(), left: steps, last: 0, whole }
    }

    /// The next match from a position on; its groups are in `saves`.
    pub(super) fn find(&mut self, from: usize, last: usize) -> Result<Option<(usize, usize)>, TooMuch> {
        self.last = last;
        let first = match self.program.steps.first() {
            Some(Inst::Set(class)) if !self.whole => class.single(),
            _ => None,
        };
        // A try that fails restores what it remembered, so once is enough.
        self.stack.clear();
        self.saves.fill(None);
        self.spend(self.saves.len() as u64 / 16)?;
        let mut start = from;
        loop {
            if let Some(symbol) = first {
                match self.text.get(start..).and_then(|rest| rest.find(symbol)) {
                    Some(skipped) => {
                        self.spend(skipped as u64 / 16)?;
                        start += skipped;
                    }
                    None => return Ok(None),
                }
            }
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

    fn spend(&mut self, steps: u64) -> Result<(), TooMuch> {
        match self.left.checked_sub(steps) {
            Some(left) if self.stack.len() <= STACK_MAX => self.left = left,
            _ => {
                self.left = 0;
                return Err(TooMuch);
            }
        }
        Ok(())
    }

    /// Runs from a step on to its end; the end's position, or None. Depth is how many parts it lies in.
    fn run(&mut self, mut pc: usize, mut at: usize, depth: usize) -> Result<Option<usize>, TooMuch> {
        let base = self.stack.len();
        loop {
            self.spend(1)?;
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
        let mut kept = base;
        for place in base..self.stack.len() {
            if matches!(self.stack.get(place), Some(Frame::Save(..) | Frame::Mark(..))) {
                self.stack.swap(kept, place);
                kept += 1;
            }
        }
        self.stack.truncate(kept);
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
            Inst::Set(class) => {
                let Some(symbol) = self.symbol(*at) else { return Ok(Next::Fail) };
                self.spend(class.weight(symbol))?;
                if !class.has(symbol) {
                    return Ok(Next::Fail);
                }
                *at += symbol.len_utf8();
            }
            Inst::Run(class, most, greed) => {
                let low = *at;
                *at = self.taken(class, *most, low)?;
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
            Inst::Back(None, _) => return Ok(Next::Fail),
            Inst::Back(Some(group), case) => match self.again(*group, *case, *at)? {
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

    /// Where as many characters of a class as there are end, up to a number.
    fn taken(&mut self, class: &Class, most: u32, from: usize) -> Result<usize, TooMuch> {
        let mut at = from;
        for _ in 0..most {
            let Some(symbol) = self.symbol(at) else { break };
            self.spend(1 + class.weight(symbol))?;
            if !class.has(symbol) {
                break;
            }
            at += symbol.len_utf8();
        }
        Ok(at)
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
            self.spend(1)?;
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
            self.spend(1)?;
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
    fn again(&mut self, group: usize, case: Case, at: usize) -> Result<Option<usize>, TooMuch> {
        let save = |slot: usize| self.saves.get(slot).copied().flatten();
        let (Some(start), Some(end)) = (save(2 * group), save(2 * group + 1)) else { return Ok(None) };
        let (Some(taken), mut end_again) = (self.text.get(start..end), at) else { return Ok(None) };
        for wanted in taken.chars() {
            // Long groups cost as many steps, whether they come again or not.
            self.spend(1)?;
            match self.symbol(end_again).filter(|symbol| case.same(wanted, *symbol)) {
                Some(symbol) => end_again += symbol.len_utf8(),
                None => return Ok(None),
            }
        }
        Ok(Some(end_again))
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
