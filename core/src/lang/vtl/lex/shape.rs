//! The shapes of tokens: how many bytes a name, a number, a string or a run of blanks takes.

use super::token::Kind;

/// A string up to its closing quote; a doubled quote stands for one.
pub(crate) fn string(rest: &[u8], quote: u8) -> Option<usize> {
    let mut at = 1;
    let mut closed = None;
    loop {
        at +=
            rest.get(at..)?.iter().position(|byte| *byte == quote).map_or(usize::MAX - at, |found| found + 1);
        if at > rest.len() {
            return closed;
        }
        closed = Some(at);
        if byte(rest, at) != quote {
            return closed;
        }
        at += 1;
    }
}

pub(crate) fn number(rest: &[u8]) -> Option<(Kind, usize)> {
    let sign = usize::from(byte(rest, 0) == b'-');
    let digits = run(rest, sign, |byte| byte.is_ascii_digit());
    let whole = sign + digits;
    let integer = match digits {
        0 => 0,
        _ if byte(rest, whole) == b'.' && byte(rest, whole + 1) == b'.' => whole + 2,
        _ => whole,
    };
    let float = float(rest, sign, digits);
    if float > integer {
        return Some((Kind::Float, float));
    }
    // The two dots of a range are looked at, but not taken.
    (digits > 0).then_some((Kind::Integer, whole))
}

fn float(rest: &[u8], sign: usize, digits: usize) -> usize {
    let whole = sign + digits;
    if byte(rest, whole) == b'.' {
        let fraction = run(rest, whole + 1, |byte| byte.is_ascii_digit());
        if digits == 0 && fraction == 0 {
            return 0;
        }
        let end = whole + 1 + fraction;
        return end + exponent(rest, end);
    }
    match exponent(rest, whole) {
        len if digits > 0 && len > 0 => whole + len,
        _ => 0,
    }
}

fn exponent(rest: &[u8], at: usize) -> usize {
    if !matches!(byte(rest, at), b'e' | b'E') {
        return 0;
    }
    let sign = usize::from(matches!(byte(rest, at + 1), b'+' | b'-'));
    match run(rest, at + 1 + sign, |byte| byte.is_ascii_digit()) {
        0 => 0,
        digits => 1 + sign + digits,
    }
}

pub(crate) fn name(rest: &[u8]) -> (Kind, usize) {
    let len = name_len(rest);
    let kind = match rest.get(..len) {
        Some(b"true") => Kind::True,
        Some(b"false") => Kind::False,
        _ => Kind::Identifier,
    };
    (kind, len)
}

/// The bytes of names.
static NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        byte += 1;
    }
    table
};

/// Whether a name can go on with this byte.
#[inline]
pub(crate) fn is_name_byte(byte: u8) -> bool {
    NAME_BYTES.get(usize::from(byte)).copied().unwrap_or(false)
}

/// How many bytes at the front are a name's.
fn name_len(rest: &[u8]) -> usize {
    rest.iter().position(|byte| !is_name_byte(*byte)).unwrap_or(rest.len())
}

pub(crate) fn word(rest: &[u8], at: usize) -> Option<usize> {
    let first = byte(rest, at);
    (first.is_ascii_alphabetic() || matches!(first, b'_' | b'@')).then(|| run(rest, at, is_directive_char))
}

pub(crate) fn bracketed(rest: &[u8], at: usize) -> Option<usize> {
    let first = byte(rest, at + 1);
    if byte(rest, at) != b'{' || !(first.is_ascii_alphabetic() || first == b'_') {
        return None;
    }
    let len = run(rest, at + 1, is_directive_char);
    (byte(rest, at + 1 + len) == b'}').then_some(len + 2)
}

/// `#set (` with the blanks before it.
pub(crate) fn set_directive(rest: &[u8]) -> Option<usize> {
    let blanks = run(rest, 0, |byte| matches!(byte, b' ' | b'\t'));
    let tail = rest.get(blanks..)?;
    let word = if tail.starts_with(b"#set") {
        4
    } else if tail.starts_with(b"#{set}") {
        6
    } else {
        return None;
    };
    let spaces = run(tail, word, |byte| byte == b' ');
    (byte(tail, word + spaces) == b'(').then_some(blanks + word + spaces + 1)
}

/// Blanks and the line end after them; nothing when the line goes on.
pub(crate) fn blanks_and_line_end(rest: &[u8], at: usize) -> usize {
    let blanks = run(rest, at, |byte| matches!(byte, b' ' | b'\t'));
    line_end(rest.get(at + blanks..).unwrap_or_default()).map_or(0, |len| blanks + len)
}

pub(crate) fn line_end(rest: &[u8]) -> Option<usize> {
    match (byte(rest, 0), byte(rest, 1)) {
        (b'\r', b'\n') => Some(2),
        (b'\r' | b'\n', _) => Some(1),
        _ => None,
    }
}

pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

pub(crate) fn is_directive_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@')
}

/// The byte there, or 0 past the end; 0 is part of no token.
pub(crate) fn byte(rest: &[u8], at: usize) -> u8 {
    rest.get(at).copied().unwrap_or(0)
}

/// How many bytes from `at` on pass.
pub(crate) fn run(rest: &[u8], at: usize, passes: impl Fn(u8) -> bool) -> usize {
    rest.get(at..).unwrap_or_default().iter().take_while(|byte| passes(**byte)).count()
}

/// The length of the character at the front, which is never empty.
pub(crate) fn char_len(rest: &[u8]) -> usize {
    match byte(rest, 0) {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}
