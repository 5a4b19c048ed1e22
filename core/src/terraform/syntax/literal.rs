//! String literals that Terraform evaluates back to exactly the text they were made from.

use std::fmt::Write as _;

/// Names that cannot stand bare as an object's key.
const RESERVED_KEYS: &[&str] = &["for", "if", "in", "true", "false", "null", "each", "self"];

/// The word that ends a heredoc.
const MARKER: &str = "EOT";

/// The inside of a quoted literal.
pub(in crate::terraform) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if rest.peek() == Some(&'{') => out.extend([char, char]),
            char if is_unprintable(char) => push_code(&mut out, char),
            char => out.push(char),
        }
    }
    out
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

/// A quoted object key, in ASCII so that its width is the same for every formatter.
pub(super) fn quoted_key(text: &str) -> String {
    let mut out = String::from("\"");
    for char in escaped(text).chars() {
        if char.is_ascii() { out.push(char) } else { push_code(&mut out, char) }
    }
    out.push('"');
    out
}

/// A text of several lines as a heredoc, where that holds exactly the text: `indent` is the column of the line
/// that the expression starts on.
pub(super) fn heredoc(text: &str, indent: usize) -> Option<String> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let plain = |char: char| char == '\n' || char == '\t' || !is_unprintable(char);
    if !body.contains('\n') || !text.chars().all(plain) || body.lines().any(|line| line.trim() == MARKER) {
        return None;
    }
    let mut out = format!("<<{MARKER}\n");
    let mut rest = body.chars().peekable();
    while let Some(char) = rest.next() {
        out.push(char);
        if matches!(char, '$' | '%') && rest.peek() == Some(&'{') {
            out.push(char);
        }
    }
    let _ = write!(out, "\n{MARKER}");
    if text.ends_with('\n') {
        return Some(out);
    }
    // A heredoc ends with a line break; this text does not.
    Some(format!("trimsuffix({out}\n{:indent$}, \"\\n\")", ""))
}

/// Whether a name can stand as an object's key without quotes.
pub(in crate::terraform) fn is_bare_key(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !RESERVED_KEYS.contains(&name)
}

fn is_unprintable(char: char) -> bool {
    char.is_control() || matches!(char, '\u{feff}' | '\u{2028}' | '\u{2029}')
}

fn push_code(out: &mut String, char: char) {
    let code = u32::from(char);
    // Writing to a string cannot fail.
    let _ = if code > 0xffff { write!(out, "\\U{code:08x}") } else { write!(out, "\\u{code:04x}") };
}
