//! What follows a backslash.

use super::error::PatternError;
use super::parse::Parser;
use super::set::{Set, is_horizontal, is_space, is_vertical, is_word, property};
use super::tree::{Node, Place};

/// The part whose backslash is here, outside of a class.
pub(super) fn outside(parser: &mut Parser<'_>) -> Result<Node, PatternError> {
    let Some(symbol) = parser.rest().chars().nth(1) else {
        return parser.fail("Unexpected internal error");
    };
    let place = match symbol {
        'A' => Place::Start,
        'Z' => Place::LastLineEnd,
        'z' => Place::End,
        'G' => Place::LastMatch,
        'B' => Place::NotWord,
        'b' if parser.rest().starts_with("\\b{") => {
            return parser.refuse("`\\b{…}`, a boundary of Unicode text, is not known to the studio");
        }
        'b' => Place::Word,
        'X' => return parser.refuse("`\\X`, a grapheme cluster, is not known to the studio"),
        'R' => {
            parser.at += 2;
            let one = |symbol| Node::set(Set::One(symbol, super::set::Case::Exact));
            return Ok(Node::Alt(vec![
                Node::Cat(vec![one('\r'), one('\n')]),
                Node::set(Set::Kind(is_vertical)),
            ]));
        }
        'k' => return named(parser),
        '1'..='9' => return Ok(numbered(parser)),
        _ => return set(parser).map(Node::set),
    };
    parser.at += 2;
    Ok(Node::Place(place))
}

fn named(parser: &mut Parser<'_>) -> Result<Node, PatternError> {
    parser.at += 2;
    if !parser.take("<") {
        return parser.fail("\\k is not followed by '<' for named capturing group");
    }
    let name = parser.name()?;
    match parser.groups.iter().position(|other| other.as_ref() == Some(&name)) {
        Some(group) => Ok(Node::Back(Some(group), parser.flags.case())),
        None => parser.fail(&format!("named capturing group <{name}> does not exist")),
    }
}

/// A group's number: as many digits as there are groups for.
fn numbered(parser: &mut Parser<'_>) -> Node {
    parser.at += 1;
    let mut group = 0_usize;
    while let Some(digit) = parser.rest().chars().next().and_then(|symbol| symbol.to_digit(10)) {
        let more = group.saturating_mul(10).saturating_add(usize::try_from(digit).unwrap_or(0));
        if group > 0 && more >= parser.groups.len() {
            break;
        }
        group = more;
        parser.at += 1;
    }
    let exists = group < parser.groups.len();
    Node::Back(exists.then_some(group), parser.flags.case())
}

/// The set whose backslash is here.
pub(super) fn set(parser: &mut Parser<'_>) -> Result<Set, PatternError> {
    let Some(symbol) = parser.rest().chars().nth(1) else {
        return parser.fail("Unexpected internal error");
    };
    let takes: fn(char) -> bool = match symbol {
        'd' | 'D' => |symbol| symbol.is_ascii_digit(),
        'w' | 'W' => is_word,
        's' | 'S' => is_space,
        'h' | 'H' => is_horizontal,
        'v' | 'V' => is_vertical,
        'p' | 'P' => return unicode(parser, symbol == 'P'),
        _ => {
            let symbol = character(parser)?;
            return Ok(Set::One(symbol, parser.flags.case()));
        }
    };
    parser.at += 2;
    let set = Set::Kind(takes);
    Ok(if symbol.is_ascii_uppercase() { set.inverted() } else { set })
}

/// `\p{name}` or `\pN`.
fn unicode(parser: &mut Parser<'_>, inverted: bool) -> Result<Set, PatternError> {
    let rest = parser.rest().get(2..).unwrap_or_default();
    let (name, length) = if let Some(inside) = rest.strip_prefix('{') {
        match inside.split_once('}') {
            Some((name, _)) => (name.to_owned(), name.len() + 2),
            None => return parser.fail("Unclosed character family"),
        }
    } else {
        let name: String = rest.chars().take(1).collect();
        let length = name.len();
        (name, length)
    };
    if name.is_empty() {
        return parser.fail("Empty character family");
    }
    let Some(set) = property(&name, parser.flags.case()) else {
        return parser.refuse(format!("the Unicode property `\\p{{{name}}}` is not known to the studio"));
    };
    parser.at += 2 + length;
    Ok(if inverted { set.inverted() } else { set })
}

/// The character whose backslash is here.
pub(super) fn character(parser: &mut Parser<'_>) -> Result<char, PatternError> {
    let Some(symbol) = parser.rest().chars().nth(1) else {
        return parser.fail("Unexpected internal error");
    };
    parser.at += 1 + symbol.len_utf8();
    match symbol {
        't' => Ok('\t'),
        'n' => Ok('\n'),
        'r' => Ok('\r'),
        'f' => Ok('\u{c}'),
        'a' => Ok('\u{7}'),
        'e' => Ok('\u{1b}'),
        '0' => octal(parser),
        'x' => hexadecimal(parser),
        'u' => match (digits(parser, 4), parser.rest().starts_with("\\u")) {
            (Some(unit @ 0xD800..=0xDBFF), true) => {
                parser.at += 2;
                let pair =
                    digits(parser, 4).map(|low| [unit, low].map(|unit| u16::try_from(unit).unwrap_or(0)));
                match pair.and_then(|pair| char::decode_utf16(pair).next()) {
                    Some(Ok(symbol)) => Ok(symbol),
                    _ => parser.refuse("half of a surrogate pair is not known to the studio"),
                }
            }
            (Some(unit), _) => match char::from_u32(unit) {
                Some(symbol) => Ok(symbol),
                None => parser.refuse("half of a surrogate pair is not known to the studio"),
            },
            (None, _) => parser.fail("Illegal Unicode escape sequence"),
        },
        'c' => match parser.rest().chars().next() {
            Some(control) => {
                parser.at += control.len_utf8();
                char::from_u32(u32::from(control) ^ 64)
                    .map_or_else(|| parser.fail("Illegal control escape sequence"), Ok)
            }
            None => parser.fail("Illegal control escape sequence"),
        },
        'N' => parser.refuse("`\\N{…}`, a character's name, is not known to the studio"),
        _ if symbol.is_ascii_alphanumeric() => {
            parser.at -= 1;
            parser.fail("Illegal/unsupported escape sequence")
        }
        _ => Ok(symbol),
    }
}

/// So many hexadecimal digits.
fn digits(parser: &mut Parser<'_>, count: usize) -> Option<u32> {
    let digits = parser.rest().get(..count)?;
    let all = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = all.then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
    parser.at += count;
    Some(number)
}

fn hexadecimal(parser: &mut Parser<'_>) -> Result<char, PatternError> {
    const WRONG: &str = "Illegal hexadecimal escape sequence";
    if parser.take("{") {
        let Some((inside, _)) = parser.rest().split_once('}') else {
            return parser.fail("Unclosed hexadecimal escape sequence");
        };
        let length = inside.len() + 1;
        let number = u32::from_str_radix(inside, 16).ok().filter(|_| !inside.starts_with('+'));
        let Some(symbol) = number.and_then(char::from_u32) else { return parser.fail(WRONG) };
        parser.at += length;
        return Ok(symbol);
    }
    match digits(parser, 2).and_then(char::from_u32) {
        Some(symbol) => Ok(symbol),
        None => parser.fail(WRONG),
    }
}

/// One to three octal digits, up to 377.
fn octal(parser: &mut Parser<'_>) -> Result<char, PatternError> {
    let mut number = 0;
    let mut count = 0;
    while let Some(digit) = parser.rest().chars().next().and_then(|symbol| symbol.to_digit(8)) {
        if count == 3 || number * 8 + digit > 0o377 {
            break;
        }
        number = number * 8 + digit;
        count += 1;
        parser.at += 1;
    }
    match char::from_u32(number) {
        Some(symbol) if count > 0 => Ok(symbol),
        _ => parser.fail("Illegal octal escape sequence"),
    }
}
