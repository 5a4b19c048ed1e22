//! YAML text of a JSON value.
//!
//! What may be read as something else by any reader of YAML 1.1 or 1.2 is in quotes; texts of several lines are
//! literal blocks. Lists stand at the column of their name, as AWS writes them.

use std::fmt::Write;

use serde_json::{Map, Value};

/// How far each level is moved to the right.
const STEP: usize = 2;
/// The longest name that may stand before its colon on one line; YAML allows 1024 characters with the quotes.
const LONGEST_NAME: usize = 500;
/// Words that readers of YAML 1.1 or 1.2 take for something else than a text, in lower case.
const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~", "=", "<<"];

/// The value as YAML, with a line break at its end.
pub fn print(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(entries) if !entries.is_empty() => map(&mut out, entries, 0, false),
        Value::Array(items) if !items.is_empty() => list(&mut out, items, 0, false),
        Value::String(text) => quoted(&mut out, text),
        other => scalar(&mut out, other, 0),
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// The entries of an object; `begun` when the first stands on a line that has begun.
fn map(out: &mut String, entries: &Map<String, Value>, column: usize, mut begun: bool) {
    for (name, value) in entries {
        if !begun {
            indent(out, column);
        }
        begun = false;
        if name.len() > LONGEST_NAME {
            out.push_str("? ");
            quoted(out, name);
            out.push('\n');
            indent(out, column);
        } else if is_plain(name) {
            out.push_str(name);
        } else {
            quoted(out, name);
        }
        out.push(':');
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                out.push('\n');
                map(out, entries, column + STEP, false);
            }
            Value::Array(items) if !items.is_empty() => {
                out.push('\n');
                list(out, items, column, false);
            }
            value => {
                out.push(' ');
                scalar(out, value, column);
            }
        }
    }
}

/// The items of a list; `begun` when the first stands on a line that has begun.
fn list(out: &mut String, items: &[Value], column: usize, mut begun: bool) {
    for item in items {
        if !begun {
            indent(out, column);
        }
        begun = false;
        out.push_str("- ");
        match item {
            Value::Object(entries) if !entries.is_empty() => map(out, entries, column + STEP, true),
            Value::Array(items) if !items.is_empty() => list(out, items, column + STEP, true),
            item => scalar(out, item, column),
        }
    }
}

/// A value on the rest of the line, or a block below it that stands to the right of the column.
fn scalar(out: &mut String, value: &Value, column: usize) {
    match value {
        Value::String(text) if is_block(text) => return block(out, text, column + STEP),
        Value::String(text) if is_plain(text) => out.push_str(text),
        Value::String(text) => quoted(out, text),
        // Empty lists and objects, numbers, truth values and null are written as in JSON.
        other => _ = write!(out, "{other}"),
    }
    out.push('\n');
}

/// Whether every reader takes the bare text for this text.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let begins = !first.is_ascii_digit() && !"-?:,[]{}#&*!|>'\"%@`+. ".contains(first);
    begins
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(is_printable)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a text is best read over several lines, and comes back as it was.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let last = body.rsplit('\n').next().unwrap_or_default();
    body.contains('\n')
        // Without an indentation indicator the first line tells how far the block is moved.
        && !text.starts_with([' ', '\n', '\t'])
        && !last.trim().is_empty()
        && text.chars().all(|next| is_printable(next) || matches!(next, '\n' | '\t'))
}

fn block(out: &mut String, text: &str, column: usize) {
    let body = text.strip_suffix('\n');
    out.push_str(if body.is_some() { "|\n" } else { "|-\n" });
    for line in body.unwrap_or(text).split('\n') {
        if !line.is_empty() {
            indent(out, column);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// A text in double quotes, with escapes that JSON and YAML share.
fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for next in text.chars() {
        match next {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            next if is_printable(next) => out.push(next),
            next => _ = write!(out, "\\u{:04x}", u32::from(next)),
        }
    }
    out.push('"');
}

/// Whether a character may stand as it is: no control, no line break of another alphabet, no mark of byte order.
fn is_printable(next: char) -> bool {
    !next.is_control()
        && !matches!(next, '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn indent(out: &mut String, column: usize) {
    out.extend(std::iter::repeat_n(' ', column));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::print;
    use crate::lang::document::parse;

    /// Texts that readers of YAML take for something else, or that a block would change.
    const TEXTS: &[&str] = &[
        "",
        " ",
        "a",
        "yes",
        "No",
        "on",
        "off",
        "y",
        "null",
        "~",
        "1",
        "1.5",
        "0x1F",
        "1_000",
        "2012-10-17",
        "12:30:45",
        ".inf",
        "-",
        "- a",
        "? a",
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#a",
        "a#b",
        "*",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'a'",
        "\"a\"",
        "{a}",
        "[a]",
        "a, b",
        " a",
        "a ",
        "a\tb",
        "\ta",
        "a\nb",
        "a\nb\n",
        "a\n\nb\n\n",
        "\na",
        " a\nb",
        "a\n ",
        "a\n  b\n c",
        "a\r\nb",
        "\u{85}",
        "\u{2028}",
        "\u{feff}a",
        "注文 🛒",
        "|",
        ">",
        "=",
        "<<",
        "---",
        "...",
        "a\n---\nb",
        "a\n# b",
        "\u{7f}",
        "\0",
        "#set($x = 1)\n{ \"x\": $x }",
    ];

    #[test]
    fn texts_come_back_as_texts() {
        for text in TEXTS {
            // As a name our reader takes the sign of YAML 1.1's merging for that, even in quotes.
            let text = *text;
            if text != "<<" {
                same(&json!({ text: text }));
            }
            same(&json!([text, [text], { "a": [text], "b": { "c": [[text]] } }]));
        }
        same(&json!({ "a".repeat(2000): "b" }));
    }

    #[test]
    fn values_come_back_as_values() {
        same(
            &json!({ "a": [], "b": {}, "c": [[], {}], "d": null, "e": true, "f": -1.5, "g": 1e100, "h": 0 }),
        );
        let value =
            json!({ "openapi": "3.0.1", "servers": [{ "url": "/" }], "paths": { "/a": { "200": "x" } } });
        let text = "openapi: \"3.0.1\"\nservers:\n- url: /\npaths:\n  /a:\n    \"200\": x\n";
        assert_eq!(print(&value), text);
    }

    fn same(value: &Value) {
        let text = print(value);
        let tree = parse(text.as_bytes()).unwrap_or_else(|fault| panic!("{}\n{text}", fault.message));
        assert!(tree.faults.is_empty(), "{text}");
        assert_eq!(tree.root().map(|root| root.to_json()).as_ref(), Some(value), "{text}");
    }
}
