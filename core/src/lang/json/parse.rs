//! json-smart's permissive reading.

use std::sync::Arc;

use super::decimal::Decimal;
use super::error::JsonError;
use super::scan::{END, Scan, Stop};
use super::text::Units;
use super::{Json, Members};

/// How many arrays and objects may lie in one another; json-smart's own limit.
pub const DEPTH_MAX: usize = 400;

/// From how many characters on a number with a fraction keeps all its digits.
const EXACT_MIN: usize = 19;

/// Reads a text as json-smart's permissive mode does: bare words, single quotes, doubled and trailing commas,
/// leading zeros and anything after the value pass.
///
/// A control character `1A` counts as the end of the text. Half of a surrogate pair becomes a question mark.
/// Errors: as the library words them; more than [`DEPTH_MAX`] levels.
pub fn parse_lenient(text: &str) -> Result<Json, JsonError> {
    let mut scan = Scan::new(text);
    while matches!(scan.byte, b' ' | b'\r' | b'\n' | b'\t') {
        scan.read();
    }
    if scan.byte == END {
        return Ok(Json::string(""));
    }
    main(&mut scan, Stop::Outside, 0)
}

fn main(scan: &mut Scan<'_>, stop: Stop, depth: usize) -> Result<Json, JsonError> {
    loop {
        let start = scan.at;
        match scan.byte {
            b' ' | b'\r' | b'\n' | b'\t' => scan.read(),
            b':' | b'}' | b']' => return Err(JsonError::character(scan.symbol(), scan.position())),
            b'{' => return object(scan, depth + 1),
            b'[' => return array(scan, depth + 1),
            b'"' | b'\'' => return Ok(Json::String(string(scan)?)),
            b'0'..=b'9' | b'-' => return number(scan, stop),
            first => {
                scan.skip_word(stop);
                return Ok(match scan.word(start) {
                    // A word behind a control character is never looked at.
                    word if first <= b' ' => Json::string(word),
                    "null" => Json::Null,
                    "true" => Json::Bool(true),
                    "false" => Json::Bool(false),
                    "NaN" => Json::Double(f64::NAN),
                    word => Json::string(word),
                });
            }
        }
    }
}

fn array(scan: &mut Scan<'_>, depth: usize) -> Result<Json, JsonError> {
    if depth > DEPTH_MAX {
        return Err(JsonError::too_deep(scan.symbol(), scan.position()));
    }
    let mut items = Vec::new();
    scan.read();
    loop {
        match scan.byte {
            b' ' | b'\r' | b'\n' | b'\t' | b',' => scan.read(),
            b']' => {
                scan.read();
                return Ok(Json::array(items));
            }
            b':' | b'}' => return Err(JsonError::character(scan.symbol(), scan.position())),
            END => return Err(JsonError::end("EOF", scan.position().saturating_sub(1))),
            _ => items.push(main(scan, Stop::Array, depth)?),
        }
    }
}

fn object(scan: &mut Scan<'_>, depth: usize) -> Result<Json, JsonError> {
    if depth > DEPTH_MAX {
        return Err(JsonError::too_deep(scan.symbol(), scan.position()));
    }
    let mut members = Members::new();
    loop {
        scan.read();
        match scan.byte {
            b' ' | b'\r' | b'\n' | b'\t' | b',' => continue,
            b':' | b']' | b'[' | b'{' => {
                return Err(JsonError::character(scan.symbol(), scan.position()));
            }
            b'}' => break,
            _ => {}
        }
        let name = name(scan)?;
        let value = main(scan, Stop::Value, depth)?;
        members.insert(name, value);
        scan.skip_space();
        match scan.byte {
            b'}' => break,
            b',' => {}
            END => return Err(JsonError::end("null", scan.position().saturating_sub(1))),
            _ => {
                return Err(JsonError::token(&scan.symbol().to_string(), scan.position().saturating_sub(1)));
            }
        }
    }
    scan.read();
    Ok(Json::object(members))
}

/// A member's name with its colon.
fn name(scan: &mut Scan<'_>) -> Result<Arc<str>, JsonError> {
    let start = scan.at;
    let name = if matches!(scan.byte, b'"' | b'\'') {
        string(scan)?
    } else {
        scan.skip_word(Stop::Key);
        Arc::from(scan.word(start))
    };
    scan.skip_space();
    match scan.byte {
        b':' => scan.read_on()?,
        END => return Err(JsonError::end("null", scan.position().saturating_sub(1))),
        _ => return Err(JsonError::character(scan.symbol(), scan.position().saturating_sub(1))),
    }
    Ok(name)
}

/// A text in quotes of either kind.
fn string(scan: &mut Scan<'_>) -> Result<Arc<str>, JsonError> {
    let start = scan.at + 1;
    let quote = char::from(scan.byte);
    let rest = scan.text.get(start..).unwrap_or_default();
    let Some(length) = rest.find(quote) else {
        return Err(JsonError::end("null", scan.text.encode_utf16().count()));
    };
    let plain = rest.get(..length).unwrap_or_default();
    if plain.contains('\\') {
        return escaped(scan);
    }
    scan.jump(start + length + 1);
    Ok(Arc::from(plain))
}

/// A text in quotes with escapes: unknown ones and control characters are dropped.
fn escaped(scan: &mut Scan<'_>) -> Result<Arc<str>, JsonError> {
    let quote = scan.byte;
    let mut out = Units::default();
    let mut plain = scan.at + 1;
    loop {
        scan.read();
        let byte = scan.byte;
        if byte > b'\\' && byte != 0x7F || byte >= b' ' && !matches!(byte, b'"' | b'\'' | b'\\' | 0x7F) {
            continue;
        }
        if matches!(byte, b'"' | b'\'') && byte != quote {
            continue;
        }
        out.text(scan.text.get(plain..scan.at.min(scan.text.len())).unwrap_or_default());
        match byte {
            END => return Err(JsonError::end("null", scan.position().saturating_sub(1))),
            b'\\' => {
                scan.read();
                escape(scan, &mut out)?;
            }
            _ if byte == quote => {
                scan.read();
                return Ok(Arc::from(out.done()));
            }
            _ => {}
        }
        plain = scan.at + 1;
    }
}

/// One escape, from the character behind the backslash on; ends at its last character.
fn escape(scan: &mut Scan<'_>, out: &mut Units) -> Result<(), JsonError> {
    match scan.byte {
        b't' => out.unit(0x09),
        b'n' => out.unit(0x0A),
        b'r' => out.unit(0x0D),
        b'f' => out.unit(0x0C),
        b'b' => out.unit(0x08),
        b'\\' | b'/' | b'\'' | b'"' => out.unit(u16::from(scan.byte)),
        b'u' => out.unit(hexadecimal(scan, 4)?),
        b'x' => out.unit(hexadecimal(scan, 2)?),
        _ => {
            let dropped = scan.text.get(scan.at..).and_then(|rest| rest.chars().next());
            let mut units = [0; 2];
            // Only the first half of a pair is dropped.
            if let Some([_, low]) = dropped.map(|dropped| &*dropped.encode_utf16(&mut units)) {
                out.unit(*low);
            }
            scan.jump(scan.at + dropped.map_or(1, char::len_utf8) - 1);
        }
    }
    Ok(())
}

fn hexadecimal(scan: &mut Scan<'_>, digits: usize) -> Result<u16, JsonError> {
    let mut value = 0;
    for _ in 0..digits {
        scan.read();
        let digit = char::from(scan.byte).to_digit(16).and_then(|digit| u16::try_from(digit).ok());
        match digit {
            Some(digit) => value = value << 4 | digit,
            None if scan.byte == END => return Err(JsonError::end("EOF", scan.position())),
            None => return Err(JsonError::unicode(scan.symbol(), scan.position())),
        }
    }
    Ok(value)
}

/// A number, or the word that only began as one.
fn number(scan: &mut Scan<'_>, stop: Stop) -> Result<Json, JsonError> {
    let start = scan.at;
    scan.read();
    scan.skip_digits();
    let mut whole = true;
    if scan.byte == b'.' {
        whole = false;
        scan.read();
        scan.skip_digits();
    }
    if matches!(scan.byte, b'E' | b'e') {
        whole = false;
        scan.read();
        if !matches!(scan.byte, b'+' | b'-' | b'0'..=b'9') {
            scan.skip_word(stop);
            return Ok(Json::string(scan.word(start)));
        }
        scan.read();
        scan.skip_digits();
    }
    scan.skip_space();
    // Characters from the tilde on end a number but no word: so the library's tables have it.
    if scan.byte < b'~' && !stop.at(scan.byte) {
        scan.skip_word(stop);
        return Ok(Json::string(scan.word(start)));
    }
    let word = scan.word(start);
    if whole { Ok(integer(word)) } else { fraction(word) }
}

/// Digits with an optional minus; a minus alone is zero.
fn integer(word: &str) -> Json {
    if word == "-" {
        return Json::Int(0);
    }
    match word.parse() {
        Ok(number) if word.len() <= 20 => Json::Int(number),
        _ => {
            let (sign, digits) = word.strip_prefix('-').map_or(("", word), |digits| ("-", digits));
            let digits = digits.trim_start_matches('0');
            Json::BigInt(if digits.is_empty() { "0".into() } else { format!("{sign}{digits}").into() })
        }
    }
}

fn fraction(word: &str) -> Result<Json, JsonError> {
    if word.len() >= EXACT_MIN {
        return Ok(Json::Decimal(Arc::new(Decimal::parse(word).map_err(JsonError::number)?)));
    }
    match word.parse() {
        Ok(number) => Ok(Json::Double(number)),
        Err(_) => Err(JsonError::number(format!("For input string: \"{word}\""))),
    }
}
