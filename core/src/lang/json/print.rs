//! json-smart's printing.

use std::fmt::Write;

use super::{Json, double_text};

/// The value as json-smart prints it: no blanks, `/` as `\/`, an infinite double as null.
pub fn to_text(value: &Json) -> String {
    let mut out = String::new();
    write::<true>(value, &mut out);
    out
}

/// The value as most programs write JSON: as [`to_text`], but escaping only what has to be.
pub fn to_plain_text(value: &Json) -> String {
    let mut out = String::new();
    write::<false>(value, &mut out);
    out
}

/// The same value for serde; an infinite double becomes null.
pub fn to_serde(value: &Json) -> serde_json::Value {
    serde_json::from_str(&to_plain_text(value)).unwrap_or_default()
}

/// `SMART`: with the escapes that json-smart adds.
fn write<const SMART: bool>(value: &Json, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Json::Int(number) => {
            let _ = write!(out, "{number}");
        }
        Json::BigInt(digits) => out.push_str(digits),
        Json::Double(number) if number.is_infinite() => out.push_str("null"),
        Json::Double(number) => out.push_str(&double_text(*number)),
        Json::Decimal(number) => out.push_str(&number.text()),
        Json::String(text) => quote::<SMART>(text, out),
        Json::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write::<SMART>(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (place, (name, member)) in members.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                quote::<SMART>(name, out);
                out.push(':');
                write::<SMART>(member, out);
            }
            out.push('}');
        }
    }
}

/// The text in quotes, escaped.
fn quote<const SMART: bool>(text: &str, out: &mut String) {
    out.push('"');
    for symbol in text.chars() {
        match symbol {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '/' if SMART => out.push_str("\\/"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04X}", u32::from(symbol));
            }
            '\u{7f}'..='\u{9f}' | '\u{2000}'..='\u{20ff}' if SMART => {
                let _ = write!(out, "\\u{:04X}", u32::from(symbol));
            }
            _ => out.push(symbol),
        }
    }
    out.push('"');
}
