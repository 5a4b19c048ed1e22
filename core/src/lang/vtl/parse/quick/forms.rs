//! The shapes of the common forms in the text, without what they mean.

use crate::lang::vtl::ast::Operator;
use crate::lang::vtl::lex::Kind;
use crate::lang::vtl::lex::shape::{
    blanks_and_line_end, byte, is_blank, is_directive_char, is_name_byte, run, set_directive,
};

/// How deep references may be arguments of each other here.
pub(in crate::lang::vtl) const DEPTH: u32 = 4;

/// Where a reference stands, which decides what may follow it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lang::vtl) enum Place {
    Text,
    Expression,
}

/// Where a name ends; none for `true` and `false`, which are no names.
#[inline]
pub(in crate::lang::vtl) fn scan_name(bytes: &[u8], start: usize) -> Option<usize> {
    let first = byte(bytes, start);
    if !first.is_ascii_alphabetic() && first != b'_' {
        return None;
    }
    let mut end = start + 1;
    while is_name_byte(byte(bytes, end)) {
        end += 1;
    }
    let is_word = matches!(first, b't' | b'f') && matches!(bytes.get(start..end), Some(b"true" | b"false"));
    (!is_word).then_some(end)
}

pub(in crate::lang::vtl) fn skip(bytes: &[u8], at: usize) -> usize {
    at + run(bytes, at, is_blank)
}

/// Whether a reference surely ends here, and leaves the lexer in the state in which it began.
pub(in crate::lang::vtl) fn ends(bytes: &[u8], at: usize, place: Place, in_modifier: bool) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    let (first, second) = (byte(rest, 0), byte(rest, 1));
    match first {
        b' ' | b'\t' => set_directive(rest).is_none(),
        b')' | b',' | b'=' | b'<' | b'>' | b'!' | b'&' | b'|' | b']' | b'\n' | b'\r' => true,
        _ if place == Place::Expression => false,
        b'[' | b'{' | b'}' | b'(' | b'\\' => false,
        b'#' => second.is_ascii_alphabetic() && (second != b's' || set_directive(rest).is_none()),
        b'$' => !in_modifier && (second.is_ascii_alphabetic() || second == b'_'),
        b'.' => !second.is_ascii_alphabetic(),
        _ => !first.is_ascii_alphabetic() && first != b'_',
    }
}

/// Where a text in quotes ends that is no template itself.
pub(in crate::lang::vtl) fn text_end(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = byte(bytes, start);
    let len = bytes.get(start + 1..)?.iter().position(|byte| *byte == quote)?;
    let end = start + 1 + len;
    let inner = bytes.get(start + 1..end)?;
    // A doubled quote stands for one, and double quotes hold templates.
    let more = byte(bytes, end + 1) == quote
        || (quote == b'"' && inner.iter().any(|byte| matches!(byte, b'$' | b'#' | b'\\')));
    (!more).then_some(end + 1)
}

/// What stands between the sides of a comparison, with its length; no operator where the condition ends.
pub(in crate::lang::vtl) fn comparison(rest: &[u8]) -> Option<(Option<Operator>, usize)> {
    Some(match (byte(rest, 0), byte(rest, 1)) {
        (b')', _) => (None, 0),
        (b'=', b'=') => (Some(Operator::Equal), 2),
        (b'!', b'=') => (Some(Operator::NotEqual), 2),
        (b'<', b'=') => (Some(Operator::LessEqual), 2),
        (b'>', b'=') => (Some(Operator::GreaterEqual), 2),
        (b'<', _) => (Some(Operator::Less), 1),
        (b'>', _) => (Some(Operator::Greater), 1),
        _ => return None,
    })
}

/// `#end` or `#else`, with all that it takes.
pub(in crate::lang::vtl) fn closing(rest: &[u8]) -> Option<(Kind, usize)> {
    let (kind, len) = match rest {
        [b'#', b'e', b'n', b'd', ..] => (Kind::EndDirective, 4),
        [b'#', b'e', b'l', b's', b'e', ..] => (Kind::Else, 5),
        _ => return None,
    };
    (!is_directive_char(byte(rest, len))).then(|| (kind, len + blanks_and_line_end(rest, len)))
}

/// How many bytes are text: up to the next `$`, `#` or `\\`.
pub(in crate::lang::vtl) fn text_len(rest: &[u8]) -> usize {
    /// The eight bytes that are looked at in one step, and the steps after which the text is a long one.
    const STEP: usize = 8;
    const SHORT: usize = 6 * STEP;
    let marks = |word: u64, sign: u8| {
        let differs = word ^ u64::from_le_bytes([sign; STEP]);
        differs.wrapping_sub(u64::from_le_bytes([0x01; STEP])) & !differs & u64::from_le_bytes([0x80; STEP])
    };
    let mut at = 0;
    while let (true, Some(chunk)) = (at < SHORT, rest.get(at..).and_then(<[u8]>::first_chunk)) {
        let word = u64::from_le_bytes(*chunk);
        let found = marks(word, b'$') | marks(word, b'#') | marks(word, b'\\');
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += STEP;
    }
    let rest_len = rest.len() - at;
    at + memchr::memchr3(b'$', b'#', b'\\', rest.get(at..).unwrap_or_default()).unwrap_or(rest_len)
}
