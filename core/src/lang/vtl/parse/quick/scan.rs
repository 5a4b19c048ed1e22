//! Operands, read from the text: what they are and where they end. Nothing is taken, so that the lexer can begin anew.

use std::num::{NonZeroU32, NonZeroUsize};

use super::super::Parser;
use super::super::reference::is_mutator;
use super::forms::{DEPTH, Place, ends, scan_name, skip, text_end};
use crate::lang::vtl::ast::{At, Expr, Known, Method, OfLoop, Reference, Step, Word};
use crate::lang::vtl::lex::shape::{byte, run};
use crate::lang::vtl::parts::{Id, Run};

/// What was found of a reference, small enough to be handed on in registers: to hand on whole nodes took a quarter of
/// the time.
#[derive(Clone, Copy)]
pub(super) struct Found {
    slot: u32,
    /// Where it ends.
    pub end: NonZeroU32,
    steps: Run<Step>,
}

impl Parser<'_, '_> {
    /// The reference that begins here.
    #[inline]
    pub(super) fn found(&self, start: usize, found: Found) -> Reference {
        let at = self.place(start as u32, found.end.get());
        Reference { slot: found.slot, at, steps: found.steps, extra: Id::NONE }
    }

    /// A text, a whole number or a reference, with the blanks around it, and where it ends.
    pub(super) fn scan_operand(&mut self, start: usize) -> Option<(Id<Expr>, usize)> {
        let bytes = self.text.as_bytes();
        let at = skip(bytes, start);
        let (value, end) = match byte(bytes, at) {
            b'$' => {
                let found = self.scan_reference(at, Place::Expression, DEPTH)?;
                let value = Expr::Reference(self.found(at, found));
                (self.shared.tree.exprs.push(value), found.end.get() as usize)
            }
            b'\'' | b'"' => {
                let end = text_end(bytes, at)?;
                let value = self.text_between(at, end);
                (self.shared.tree.exprs.push(value), end)
            }
            b'0'..=b'9' => {
                let end = at + run(bytes, at, |byte| byte.is_ascii_digit());
                let value = Expr::Int(self.text.get(at..end)?.parse().ok()?);
                (self.shared.tree.exprs.push(value), end)
            }
            _ => return None,
        };
        let after = skip(bytes, end);
        matches!(byte(bytes, after), b')' | b'=' | b'!' | b'<' | b'>').then_some((value, after))
    }

    /// The text with these quotes.
    #[inline]
    fn text_between(&mut self, start: usize, end: usize) -> Expr {
        let word = self.quick_word(start + 1, end - 1);
        self.shared.literal(word)
    }

    /// A reference from its `$` on; nothing is taken.
    pub(super) fn scan_reference(&mut self, start: usize, place: Place, depth: u32) -> Option<Found> {
        let bytes = self.text.as_bytes();
        if byte(bytes, start) != b'$' {
            return None;
        }
        let name_end = scan_name(bytes, start + 1)?;
        let mut end = name_end;
        let mut steps = Run::default();
        let mut in_modifier = false;
        while byte(bytes, end) == b'.' && byte(bytes, end + 1).is_ascii_alphabetic() {
            let from = end + 1;
            let to = scan_name(bytes, from)?;
            in_modifier = byte(bytes, to) != b'(';
            if !in_modifier {
                end = self.scan_method(&mut steps, from, to, depth)?.get();
                continue;
            }
            end = to;
            let (word, at) = (self.quick_word(from, to), self.quick_place(from, to));
            let step = match OfLoop::named(bytes.get(from..to)?) {
                Some(known) => Step::OfLoop(known, word, at),
                None => Step::Property(word, at),
            };
            if !self.shared.tree.steps.add(&mut steps, step) {
                return None;
            }
        }
        if !ends(bytes, end, place, in_modifier) {
            return None;
        }
        let slot = self.shared.names.slot(self.text.get(start + 1..name_end)?);
        Some(Found { slot, end: NonZeroU32::new(end as u32)?, steps })
    }

    /// A method's name, which ends at `to`, and its arguments; where it ends.
    #[inline(never)]
    fn scan_method(
        &mut self,
        steps: &mut Run<Step>,
        from: usize,
        to: usize,
        depth: u32,
    ) -> Option<NonZeroUsize> {
        let mut arguments = Run::default();
        let end = self.scan_arguments(&mut arguments, to + 1, depth)?;
        let text = self.text.as_bytes().get(from..to)?;
        self.shared.mutates |= is_mutator(text);
        let (name, at) = (self.quick_word(from, to), self.quick_place(from, end));
        let method = Method { name, known: Known::named(text), arguments, at };
        // An argument's own steps may stand between.
        let added = self.shared.tree.steps.add(steps, Step::Method(method));
        NonZeroUsize::new(end).filter(|_| added)
    }

    /// A method's arguments, texts and references, up to behind the closing parenthesis.
    fn scan_arguments(&mut self, arguments: &mut Run<Expr>, start: usize, depth: u32) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if byte(bytes, start) == b')' {
            return Some(start + 1);
        }
        let mut at = start;
        loop {
            at = skip(bytes, at);
            let (argument, end) = match byte(bytes, at) {
                b'\'' | b'"' => {
                    let end = text_end(bytes, at)?;
                    (self.text_between(at, end), end)
                }
                b'$' if depth > 0 => {
                    let found = self.scan_reference(at, Place::Expression, depth - 1)?;
                    (Expr::Reference(self.found(at, found)), found.end.get() as usize)
                }
                _ => return None,
            };
            if !self.shared.tree.exprs.add(arguments, argument) {
                return None;
            }
            at = skip(bytes, end);
            match byte(bytes, at) {
                b',' => at += 1,
                b')' => return Some(at + 1),
                _ => return None,
            }
        }
    }

    pub(super) fn quick_word(&self, start: usize, end: usize) -> Word {
        Word(At { start: self.base + start as u32, end: self.base + end as u32 })
    }

    pub(super) fn quick_place(&self, start: usize, end: usize) -> At {
        self.place(start as u32, end as u32)
    }
}
