//! `$util`: escaping and coding as the Java libraries behind it do.

use std::fmt::Write;

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

/// What `$util` has; each takes a text.
pub(crate) const NAMES: [&str; 6] =
    ["escapeJavaScript", "parseJson", "urlEncode", "urlDecode", "base64Encode", "base64Decode"];

/// As `StringEscapeUtils.escapeJavaScript` of commons-lang 2: quotes of both kinds, the slash, the backslash, control
/// characters and everything beyond ASCII.
pub(crate) fn escape_java_script(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escaped_parts(text, |part| out.push_str(part));
    out
}

/// As [`escape_java_script`], part by part: what stays as it is is not taken apart.
pub(crate) fn escaped_parts(text: &str, mut push: impl FnMut(&str)) {
    let mut rest = text;
    let changes = |byte: u8| matches!(byte, b'\'' | b'"' | b'\\' | b'/' | ..b' ' | 0x80..);
    while let Some(at) = rest.bytes().position(changes) {
        let (kept, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        push(kept);
        let Some(letter) = tail.chars().next() else { return };
        rest = tail.get(letter.len_utf8()..).unwrap_or_default();
        match letter {
            '\'' => push("\\'"),
            '"' => push("\\\""),
            '\\' => push("\\\\"),
            '/' => push("\\/"),
            '\u{8}' => push("\\b"),
            '\n' => push("\\n"),
            '\t' => push("\\t"),
            '\u{c}' => push("\\f"),
            '\r' => push("\\r"),
            _ => letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| push(&format!("\\u{unit:04X}"))),
        }
    }
    push(rest);
}

/// As `URLEncoder`: a blank is `+`.
pub(crate) fn url_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// As `URLDecoder`.
///
/// Errors: a `%` without two hexadecimal digits.
pub(crate) fn url_decode(text: &str) -> Result<String, String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let digits = text.get(at + 1..at + 3);
                let number = digits.and_then(|digits| i32::from_str_radix(digits, 16).ok());
                let Some(number) = number.and_then(|number| u8::try_from(number).ok()) else {
                    return Err("`$util.urlDecode` finds a `%` without two hexadecimal digits".to_owned());
                };
                out.push(number);
                at += 2;
            }
            _ => out.push(*byte),
        }
        at += 1;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

pub(crate) fn base64_encode(text: &str) -> String {
    STANDARD.encode(text)
}

/// As Java's basic decoder, which takes a text with or without its padding.
///
/// Errors: a character that is not of the alphabet, or a text of the wrong length.
pub(crate) fn base64_decode(text: &str) -> Result<String, String> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(&base64::alphabet::STANDARD, config);
    match engine.decode(text) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => Err(format!("`$util.base64Decode` cannot read its text: {error}")),
    }
}
