//! Operands, read from the text: what they are and where they end. Nothing is taken, so that the lexer can begin anew.

use smallvec::SmallVec;

use super::super::Parser;
use super::super::reference::is_mutator;
use crate::lang::vtl::ast::{At, Expr, Known, Literal, Method, OfLoop, Reference, Step, Steps, Word};
use crate::lang::vtl::lex::shape::{byte, is_blank, name_len, run, set_directive};

/// How deep references may be arguments of each other here.
pub(super) const DEPTH: u32 = 4;

/// Where a reference stands, which decides what may follow it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Expression,
}

impl Parser<'_, '_> {
    /// A text, a whole number or a reference, with the blanks around it, and where it ends.
    pub(super) fn scan_operand(&mut self, start: usize) -> Option<(Expr, usize)> {
        let bytes = self.text.as_bytes();
        let at = skip(bytes, start);
        let (value, end) = match byte(bytes, at) {
            b'$' => {
                let (reference, end) = self.scan_reference(at, Place::Expression, DEPTH)?;
                (Expr::Reference(reference), end)
            }
            b'\'' | b'"' => self.scan_text(at)?,
            b'0'..=b'9' => {
                let len = run(bytes, at, |byte| byte.is_ascii_digit());
                (Expr::Int(self.text.get(at..at + len)?.parse().ok()?), at + len)
            }
            _ => return None,
        };
        let after = skip(bytes, end);
        matches!(byte(bytes, after), b')' | b'=' | b'!' | b'<' | b'>').then_some((value, after))
    }

    /// A text in quotes that is no template itself.
    pub(super) fn scan_text(&self, start: usize) -> Option<(Expr, usize)> {
        let bytes = self.text.as_bytes();
        let quote = byte(bytes, start);
        let len = bytes.get(start + 1..)?.iter().position(|byte| *byte == quote)?;
        let end = start + 1 + len;
        let inner = bytes.get(start + 1..end)?;
        // A doubled quote stands for one, and double quotes hold templates.
        if byte(bytes, end + 1) == quote
            || (quote == b'"' && inner.iter().any(|byte| matches!(byte, b'$' | b'#' | b'\\')))
        {
            return None;
        }
        let word = self.quick_word(start + 1, end);
        Some((Expr::Text(Literal { word, ..Literal::default() }), end + 1))
    }

    /// A reference from its `$` on, and where it ends; nothing is taken.
    pub(super) fn scan_reference(
        &mut self,
        start: usize,
        place: Place,
        depth: u32,
    ) -> Option<(Reference, usize)> {
        let bytes = self.text.as_bytes();
        if byte(bytes, start) != b'$' {
            return None;
        }
        let name = scan_name(bytes, start + 1)?;
        let mut end = name.1;
        let mut steps = Steps::new();
        let mut in_modifier = false;
        while byte(bytes, end) == b'.' && byte(bytes, end + 1).is_ascii_alphabetic() {
            let (from, to) = scan_name(bytes, end + 1)?;
            let text = self.text.get(from..to)?;
            in_modifier = byte(bytes, to) != b'(';
            if in_modifier {
                let at = self.quick_place(from, to);
                steps.push(match OfLoop::named(text) {
                    Some(known) => Step::OfLoop(known, self.quick_word(from, to), at),
                    None => Step::Property(self.quick_word(from, to), at),
                });
                end = to;
                continue;
            }
            let (arguments, after) = self.scan_arguments(to + 1, depth)?;
            let (name, known) = (self.quick_word(from, to), Known::named(text));
            let at = self.quick_place(from, after);
            self.shared.mutates |= is_mutator(text);
            steps.push(Step::Method(Box::new(Method { name, known, arguments, at })));
            end = after;
        }
        if !ends(bytes, end, place, in_modifier) {
            return None;
        }
        let slot = self.shared.names.slot(self.text.get(name.0..name.1)?);
        Some((Reference { slot, at: self.quick_place(start, end), steps, extra: None }, end))
    }

    /// A method's arguments up to the closing parenthesis: texts and references.
    pub(super) fn scan_arguments(
        &mut self,
        start: usize,
        depth: u32,
    ) -> Option<(SmallVec<[Expr; 1]>, usize)> {
        let bytes = self.text.as_bytes();
        let mut arguments = SmallVec::new();
        if byte(bytes, start) == b')' {
            return Some((arguments, start + 1));
        }
        let mut at = start;
        loop {
            at = skip(bytes, at);
            match byte(bytes, at) {
                b'\'' | b'"' => {
                    let (text, end) = self.scan_text(at)?;
                    arguments.push(text);
                    at = end;
                }
                b'$' if depth > 0 => {
                    let (reference, end) = self.scan_reference(at, Place::Expression, depth - 1)?;
                    arguments.push(Expr::Reference(reference));
                    at = end;
                }
                _ => return None,
            }
            at = skip(bytes, at);
            match byte(bytes, at) {
                b',' => at += 1,
                b')' => return Some((arguments, at + 1)),
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

/// From a name's first to behind its last byte; none for `true` and `false`, which are no names.
fn scan_name(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let first = byte(bytes, start);
    if !first.is_ascii_alphabetic() && first != b'_' {
        return None;
    }
    let end = start + name_len(bytes.get(start..).unwrap_or_default());
    (!matches!(bytes.get(start..end), Some(b"true" | b"false"))).then_some((start, end))
}

pub(super) fn skip(bytes: &[u8], at: usize) -> usize {
    at + run(bytes, at, is_blank)
}

/// Whether a reference surely ends here, and leaves the lexer in the state in which it began.
fn ends(bytes: &[u8], at: usize, place: Place, in_modifier: bool) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    let (first, second) = (byte(rest, 0), byte(rest, 1));
    match first {
        b' ' | b'\t' => set_directive(rest).is_none(),
        b')' | b',' | b'=' | b'<' | b'>' | b'!' | b'&' | b'|' | b']' | b'\n' | b'\r' => true,
        _ if place == Place::Expression => false,
        b'[' | b'{' | b'}' | b'(' | b'\\' => false,
        b'#' => second.is_ascii_alphabetic() && set_directive(rest).is_none(),
        b'$' => !in_modifier && (second.is_ascii_alphabetic() || second == b'_'),
        b'.' => !second.is_ascii_alphabetic(),
        _ => !first.is_ascii_alphabetic() && first != b'_',
    }
}
