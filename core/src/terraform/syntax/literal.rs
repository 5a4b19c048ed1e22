//! String literals that Terraform evaluates back to exactly the text they were made from.

use std::fmt::Write as _;

/// Names that cannot stand bare as an object's key.
const RESERVED_KEYS: &[&str] = &["for", "if", "in", "true", "false", "null", "each", "self"];

/// The word that ends a heredoc.
const MARKER: &str = "EOT";

/// The inside of a quoted literal.
pub(in crate::terraform) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_escaped(&mut out, text);
    out
}

/// Adds the inside of a quoted literal.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    // Beyond ASCII, some characters are written by their code.
    let is_special = |byte: u8| matches!(byte, b'"' | b'\\' | b'$' | b'%' | ..=0x1f | 0x7f..);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        let Some(char) = chars.next() else { return };
        rest = chars.as_str();
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if rest.starts_with('{') => out.extend([char, char]),
            char if is_unprintable(char) => push_code(out, char),
            char => out.push(char),
        }
    }
    out.push_str(rest);
}

/// The inside of a quoted template up to a reference: a final `$` would join with the reference's own.
pub(super) fn escaped_before_reference(text: &str, followed: bool) -> String {
    let mut out = escaped(text);
    if followed && out.ends_with('$') {
        out.pop();
        push_code(&mut out, '$');
    }
    out
}

/// Adds a quoted object key. What may join with its neighbours is written by its code, so that the key's width is the
/// same for every formatter.
pub(super) fn push_quoted_key(out: &mut String, text: &str) {
    out.push('"');
    if text.is_ascii() {
        push_escaped(out, text);
    } else {
        for char in escaped(text).chars() {
            if is_one_column(char) { out.push(char) } else { push_code(out, char) }
        }
    }
    out.push('"');
}

/// Adds a text of several lines as a heredoc, where that holds exactly the text; says whether it does. `indent` is the
/// column of the line that the expression starts on.
pub(super) fn push_heredoc(out: &mut String, text: &str, indent: usize) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let plain = |char: char| char == '\n' || char == '\t' || !is_unprintable(char);
    if !body.contains('\n') || !text.chars().all(plain) || body.lines().any(|line| line.trim() == MARKER) {
        return false;
    }
    // A heredoc ends with a line break; other texts do not.
    let whole = text.ends_with('\n');
    out.extend([if whole { "<<" } else { "trimsuffix(<<" }, MARKER, "\n"]);
    let mut rest = body;
    while let Some(at) = rest.find(['$', '%']) {
        let (plain, sign) = rest.split_at(at + 1);
        out.push_str(plain);
        if sign.starts_with('{') {
            out.extend(plain.chars().next_back());
        }
        rest = sign;
    }
    out.extend([rest, "\n", MARKER]);
    if !whole {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n{:indent$}, \"\\n\")", "");
    }
    true
}

/// Whether a name can stand as an object's key without quotes.
pub(in crate::terraform) fn is_bare_key(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !RESERVED_KEYS.contains(&name)
}

/// Whether formatters count a character as one, whatever stands beside it: letters of the usual scripts without marks
/// that join.
fn is_one_column(char: char) -> bool {
    const LETTERS: &[std::ops::RangeInclusive<char>] = &[
        '\u{c0}'..='\u{24f}',
        '\u{388}'..='\u{3ff}',
        '\u{400}'..='\u{481}',
        '\u{48a}'..='\u{52f}',
        '\u{3041}'..='\u{3096}',
        '\u{30a1}'..='\u{30fa}',
        '\u{4e00}'..='\u{9fff}',
    ];
    char.is_ascii() || LETTERS.iter().any(|range| range.contains(&char))
}

fn is_unprintable(char: char) -> bool {
    char.is_control() || matches!(char, '\u{feff}' | '\u{2028}' | '\u{2029}')
}

fn push_code(out: &mut String, char: char) {
    let code = u32::from(char);
    // Writing to a string cannot fail.
    let _ = if code > 0xffff { write!(out, "\\U{code:08x}") } else { write!(out, "\\u{code:04x}") };
}
