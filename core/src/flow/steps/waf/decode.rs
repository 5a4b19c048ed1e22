//! Decodings among the transformations; what is not validly encoded stays as it is.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Whether `%uHHHH` is decoded beside `%HH`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unicode {
    Yes,
    No,
}

/// Whose escape sequences they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    C,
    JavaScript,
}

/// Percent encoding; a plus sign is a space.
pub(super) fn url(bytes: &[u8], unicode: Unicode) -> Vec<u8> {
    walk(bytes, |rest| {
        let wide = || digits(rest.strip_prefix(b"%u")?, 4, 16).map(|value| (narrow(value), 6));
        let byte = || digits(rest.strip_prefix(b"%")?, 2, 16).map(|value| (low(value), 3));
        let plus = || rest.starts_with(b"+").then_some((b' ', 1));
        let wide = if unicode == Unicode::Yes { wide() } else { None };
        wide.or_else(byte).or_else(plus).map(|(byte, taken)| (vec![byte], taken))
    })
}

/// The entities that AWS names, and characters by their number.
pub(super) fn html(bytes: &[u8]) -> Vec<u8> {
    const NAMED: [(&[u8], &str); 4] =
        [(b"&quot;", "\""), (b"&nbsp;", "\u{a0}"), (b"&lt;", "<"), (b"&gt;", ">")];
    walk(bytes, |rest| {
        if let Some((name, text)) = NAMED.iter().find(|(name, _)| rest.starts_with(name)) {
            return Some((text.as_bytes().to_vec(), name.len()));
        }
        let number = rest.strip_prefix(b"&#")?;
        let (number, radix, start) = match number.strip_prefix(b"x").or_else(|| number.strip_prefix(b"X")) {
            Some(number) => (number, 16, 3),
            None => (number, 10, 2),
        };
        let length =
            number.iter().position(|byte| *byte == b';').filter(|length| (1..=7).contains(length))?;
        let symbol = char::from_u32(digits(number, length, radix)?)?;
        Some((symbol.to_string().into_bytes(), start + length + 1))
    })
}

pub(super) fn base64(bytes: &[u8]) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(bytes).unwrap_or_else(|_| bytes.to_vec())
}

/// Base64 without its padding, and with characters in between that do not belong there.
pub(super) fn base64_forgiving(bytes: &[u8]) -> Vec<u8> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let valid: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        .collect();
    GeneralPurpose::new(&STANDARD, config).decode(&valid).unwrap_or_else(|_| bytes.to_vec())
}

pub(super) fn hex(bytes: &[u8]) -> Vec<u8> {
    hex_bytes(bytes).unwrap_or_else(|| bytes.to_vec())
}

fn hex_bytes(bytes: &[u8]) -> Option<Vec<u8>> {
    let even = bytes.len().is_multiple_of(2) && !bytes.is_empty();
    even.then(|| bytes.chunks(2).map(|pair| digits(pair, 2, 16).map(low)).collect())?
}

/// `0x414243` among other text.
pub(super) fn sql_hex(bytes: &[u8]) -> Vec<u8> {
    walk(bytes, |rest| {
        let number = rest.strip_prefix(b"0x").or_else(|| rest.strip_prefix(b"0X"))?;
        let length = number.iter().take_while(|byte| byte.is_ascii_hexdigit()).count() / 2 * 2;
        Some((hex_bytes(number.get(..length)?)?, length + 2))
    })
}

/// Backslash escapes of C or JavaScript.
pub(super) fn escapes(bytes: &[u8], dialect: Dialect) -> Vec<u8> {
    walk(bytes, |rest| {
        let escape = rest.strip_prefix(b"\\")?;
        let simple = match escape.first()? {
            b'a' => 0x07,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0B,
            b'x' => return digits(escape.get(1..)?, 2, 16).map(|value| (vec![low(value)], 4)),
            b'u' if dialect == Dialect::JavaScript => {
                return digits(escape.get(1..)?, 4, 16).map(|value| (vec![narrow(value)], 6));
            }
            b'0'..=b'7' => {
                // C's octal code is `\0OOO`, JavaScript's `\OOO`.
                let most = if dialect == Dialect::C { 4 } else { 3 };
                let length =
                    escape.iter().take(most).take_while(|byte| (b'0'..=b'7').contains(*byte)).count();
                return digits(escape, length, 8).map(|value| (vec![low(value)], length + 1));
            }
            other @ (b'\\' | b'?' | b'\'' | b'"') => *other,
            other if dialect == Dialect::JavaScript => *other,
            _ => return None,
        };
        Some((vec![simple], 2))
    })
}

/// CSS 2 escapes: a backslash and up to six digits, of which two bytes are used, or any other character.
pub(super) fn css(bytes: &[u8]) -> Vec<u8> {
    walk(bytes, |rest| {
        let escape = rest.strip_prefix(b"\\")?;
        let length = escape.iter().take(6).take_while(|byte| byte.is_ascii_hexdigit()).count();
        if length == 0 {
            let plain = *escape.first()?;
            return Some((if plain == b'\n' { Vec::new() } else { vec![plain] }, 2));
        }
        let space = escape.get(length).is_some_and(u8::is_ascii_whitespace);
        let value = digits(escape, length, 16)?;
        Some((vec![narrow(value & 0xFFFF)], 1 + length + usize::from(space)))
    })
}

/// Everything that is not ASCII becomes `%uHHHH`.
pub(super) fn to_unicode(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let written = |symbol: char| {
        if symbol.is_ascii() { symbol.to_string() } else { format!("%u{:04x}", u32::from(symbol)) }
    };
    text.chars().map(written).collect::<String>().into_bytes()
}

/// Puts in what `decoded` makes of the start of the rest, with how much it takes; other bytes stay.
fn walk(bytes: &[u8], decoded: impl Fn(&[u8]) -> Option<(Vec<u8>, usize)>) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, tail)) = rest.split_first() {
        match decoded(rest) {
            Some((made, taken)) => {
                out.extend(made);
                rest = rest.get(taken.max(1)..).unwrap_or_default();
            }
            None => {
                out.push(*byte);
                rest = tail;
            }
        }
    }
    out
}

/// A number of exactly so many digits.
fn digits(bytes: &[u8], length: usize, radix: u32) -> Option<u32> {
    bytes.get(..length)?.iter().try_fold(0_u32, |number, byte| {
        let digit = char::from(*byte).to_digit(radix)?;
        number.checked_mul(radix)?.checked_add(digit)
    })
}

fn low(value: u32) -> u8 {
    u8::try_from(value & 0xFF).unwrap_or(0)
}

/// The lower byte; of a full-width form, the ASCII character that it is the wide form of.
fn narrow(value: u32) -> u8 {
    let byte = low(value);
    if (0xFF01..=0xFF5E).contains(&value) { byte.wrapping_add(0x20) } else { byte }
}
