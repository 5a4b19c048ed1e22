//! The longest token at a place, for each state of the lexer.
//!
//! Which tokens a state knows was compared with Velocity 1.7's own token manager, state by state.

use super::token::Kind;

/// Where the lexer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Text.
    Default,
    /// After `$`.
    Reference,
    /// After the dot in a reference.
    Modifier,
    /// In a method's arguments.
    Arguments,
    /// In `[…]` of a reference.
    Index,
    /// After `#`.
    PreDirective,
    /// In a directive's parentheses.
    Directive,
    LineComment,
    BlockComment,
    FormalComment,
    TextBlock,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A token of so many bytes.
    Token(Kind, usize),
    /// `$`, with backslashes before it and perhaps `!` after it: the token goes on in a reference.
    Dollar(usize),
    /// `#`: the token goes on in a directive.
    Hash,
    /// `#[[`.
    TextBlockStart,
    /// `#**` and one more character; the bytes include that character.
    FormalCommentStart(usize),
    /// `#*`.
    BlockCommentStart,
    /// A character that goes into the token being read.
    More(usize),
    /// A character that is dropped.
    Skip(usize),
    /// A character that ends the state without being taken.
    Terminator(usize),
    /// Nothing fits: a lexical error.
    Nothing,
}

/// The longest match at `at` in this state; `at` is in range.
pub(crate) fn find(state: State, text: &[u8], at: usize) -> Found {
    let rest = text.get(at..).unwrap_or_default();
    match state {
        State::Default => default(rest),
        State::Reference | State::Modifier => reference(state, rest),
        State::Arguments => arguments(rest),
        State::Index => index(rest),
        State::PreDirective => pre_directive(rest),
        State::Directive => directive(rest),
        State::LineComment => comment(rest, line_end(rest).map(|len| (Kind::LineCommentEnd, len))),
        State::BlockComment => comment(rest, rest.starts_with(b"*#").then_some((Kind::BlockComment, 2))),
        State::FormalComment => comment(rest, rest.starts_with(b"*#").then_some((Kind::FormalComment, 2))),
        State::TextBlock => {
            if rest.starts_with(b"]]#") {
                return Found::Token(Kind::TextBlock, 3);
            }
            common(rest).unwrap_or(Found::More(char_len(rest)))
        }
    }
}

fn comment(rest: &[u8], end: Option<(Kind, usize)>) -> Found {
    if let Some((kind, len)) = end {
        return Found::Token(kind, len);
    }
    common(rest).unwrap_or(Found::Skip(char_len(rest)))
}

fn default(rest: &[u8]) -> Found {
    let first = byte(rest, 0);
    match first {
        b'$' => return empty_index(rest).or_else(|| common(rest)).unwrap_or(Found::Nothing),
        b'#' => {
            if let Some(len) = set_directive(rest) {
                return Found::Token(Kind::Set, len);
            }
            return line_comment(rest).or_else(|| common(rest)).unwrap_or(Found::Nothing);
        }
        b'\\' => return escape(rest),
        b' ' | b'\t' => {
            if let Some(len) = set_directive(rest) {
                return Found::Token(Kind::Set, len);
            }
        }
        _ => {}
    }
    let len = rest.iter().position(|byte| matches!(byte, b'$' | b'#' | b'\\')).unwrap_or(rest.len());
    Found::Token(Kind::Text, len)
}

fn escape(rest: &[u8]) -> Found {
    if let Some(found) = common(rest) {
        return found;
    }
    let slashes = run(rest, 0, |byte| byte == b'\\');
    if slashes % 2 == 1
        && byte(rest, slashes) == b'#'
        && let Some(word) = word(rest, slashes + 1).or_else(|| bracketed(rest, slashes + 1))
    {
        return Found::Token(Kind::EscapedDirective, slashes + 1 + word);
    }
    if slashes >= 2 { Found::Token(Kind::DoubleEscape, 2) } else { Found::Token(Kind::Escape, 1) }
}

fn reference(state: State, rest: &[u8]) -> Found {
    let modifier = state == State::Modifier;
    match byte(rest, 0) {
        b'[' => Found::Token(Kind::IndexOpen, 1),
        b'(' if modifier => Found::Token(Kind::ParenOpen, 1),
        b'{' => Found::Token(Kind::CurlyOpen, 1),
        b'}' => Found::Token(Kind::CurlyClose, 1),
        b'.' if byte(rest, 1).is_ascii_alphabetic() => Found::Token(Kind::Dot, 1),
        b'$' => match empty_index(rest) {
            Some(found) if !modifier => found,
            _ => common(rest).unwrap_or(Found::Nothing),
        },
        first if first.is_ascii_alphabetic() || first == b'_' => name(rest),
        b'#' | b' ' | b'\t' | b'\\' => {
            if let Some(len) = set_directive(rest) {
                return Found::Token(Kind::Set, len);
            }
            let comment = if modifier { None } else { line_comment(rest) };
            comment.or_else(|| common(rest)).unwrap_or(Found::Terminator(1))
        }
        _ => Found::Terminator(char_len(rest)),
    }
}

fn arguments(rest: &[u8]) -> Found {
    let token = match byte(rest, 0) {
        b'[' => (Kind::ListOpen, 1),
        b']' => (Kind::ListClose, 1),
        b',' => (Kind::Comma, 1),
        b':' => (Kind::Colon, 1),
        b'{' => (Kind::MapOpen, 1),
        b'}' => (Kind::MapClose, 1),
        b')' => (Kind::MethodClose, 1),
        b'.' if byte(rest, 1) == b'.' => (Kind::Range, 2),
        b'.' if byte(rest, 1).is_ascii_alphabetic() => (Kind::Dot, 1),
        b' ' | b'\t' | b'#' => match set_directive(rest) {
            Some(len) => (Kind::Set, len),
            None => return blank_or_common(rest),
        },
        first if first.is_ascii_alphabetic() || first == b'_' => return name(rest),
        _ => return literal(rest),
    };
    Found::Token(token.0, token.1)
}

fn index(rest: &[u8]) -> Found {
    match byte(rest, 0) {
        b']' => Found::Token(Kind::IndexClose, 1),
        b't' if rest.starts_with(b"true") => Found::Token(Kind::True, 4),
        b'f' if rest.starts_with(b"false") => Found::Token(Kind::False, 5),
        _ => literal(rest),
    }
}

fn directive(rest: &[u8]) -> Found {
    let second = byte(rest, 1);
    let token = match byte(rest, 0) {
        b'(' => (Kind::ParenOpen, 1),
        b')' => (Kind::ParenClose, 1 + blanks_and_line_end(rest, 1)),
        b'[' => (Kind::ListOpen, 1),
        b']' => (Kind::ListClose, 1),
        b',' => (Kind::Comma, 1),
        b':' => (Kind::Colon, 1),
        b'{' => match bracketed(rest, 0) {
            Some(len) => (Kind::BracketedWord, len),
            None => (Kind::MapOpen, 1),
        },
        b'}' => (Kind::MapClose, 1),
        b'.' if second == b'.' => (Kind::Range, 2),
        b'+' => (Kind::Plus, 1),
        b'*' => (Kind::Times, 1),
        b'/' => (Kind::Divide, 1),
        b'%' => (Kind::Modulo, 1),
        b'&' if second == b'&' => (Kind::And, 2),
        b'|' if second == b'|' => (Kind::Or, 2),
        b'<' if second == b'=' => (Kind::LessEqual, 2),
        b'<' => (Kind::Less, 1),
        b'>' if second == b'=' => (Kind::GreaterEqual, 2),
        b'>' => (Kind::Greater, 1),
        b'=' if second == b'=' => (Kind::Equal, 2),
        b'=' => (Kind::Assign, 1),
        b'!' if second == b'=' => (Kind::NotEqual, 2),
        b'!' => (Kind::Not, 1),
        b'#' => return line_comment(rest).or_else(|| common(rest)).unwrap_or(Found::Nothing),
        b'-' => {
            return if let Found::Token(kind, len) = literal(rest) {
                Found::Token(kind, len)
            } else {
                Found::Token(Kind::Minus, 1)
            };
        }
        _ => match word(rest, 0) {
            Some(len) => (operator(rest.get(..len).unwrap_or_default()), len),
            None => return literal(rest),
        },
    };
    Found::Token(token.0, token.1)
}

fn operator(word: &[u8]) -> Kind {
    match word {
        b"and" => Kind::And,
        b"or" => Kind::Or,
        b"lt" => Kind::Less,
        b"le" => Kind::LessEqual,
        b"gt" => Kind::Greater,
        b"ge" => Kind::GreaterEqual,
        b"eq" => Kind::Equal,
        b"ne" => Kind::NotEqual,
        b"not" => Kind::Not,
        b"true" => Kind::True,
        b"false" => Kind::False,
        _ => Kind::Word,
    }
}

fn pre_directive(rest: &[u8]) -> Found {
    let (inner, len, brackets) = match (word(rest, 0), bracketed(rest, 0)) {
        (Some(len), _) => (rest.get(..len).unwrap_or_default(), len, false),
        (None, Some(len)) => (rest.get(1..len - 1).unwrap_or_default(), len, true),
        (None, None) => {
            let found = line_comment(rest).or_else(|| common(rest)).or_else(|| number(rest));
            return found.unwrap_or(Found::Terminator(char_len(rest)));
        }
    };
    match inner {
        b"end" => Found::Token(Kind::EndDirective, len + blanks_and_line_end(rest, len)),
        b"else" => Found::Token(Kind::Else, len + blanks_and_line_end(rest, len)),
        b"if" => Found::Token(Kind::If, len),
        b"elseif" => Found::Token(Kind::ElseIf, len),
        _ => Found::Token(if brackets { Kind::BracketedWord } else { Kind::Word }, len),
    }
}

/// What every state knows: `$` with backslashes, and the ways in which `#` begins.
fn common(rest: &[u8]) -> Option<Found> {
    match byte(rest, 0) {
        b'$' | b'\\' => {
            let slashes = run(rest, 0, |byte| byte == b'\\');
            if byte(rest, slashes) != b'$' {
                return None;
            }
            let more = run(rest, slashes + 1, |byte| byte == b'\\');
            let bang = slashes + 1 + more;
            Some(Found::Dollar(if byte(rest, bang) == b'!' { bang + 1 } else { slashes + 1 }))
        }
        b'#' => Some(if rest.starts_with(b"#[[") {
            Found::TextBlockStart
        } else if rest.starts_with(b"#**") && rest.len() > 3 && byte(rest, 3) != b'#' {
            Found::FormalCommentStart(3 + char_len(rest.get(3..).unwrap_or_default()))
        } else if byte(rest, 1) == b'*' {
            Found::BlockCommentStart
        } else {
            Found::Hash
        }),
        _ => None,
    }
}

fn line_comment(rest: &[u8]) -> Option<Found> {
    rest.starts_with(b"##").then_some(Found::Token(Kind::LineComment, 2))
}

/// `$[` and the like, which are text.
fn empty_index(rest: &[u8]) -> Option<Found> {
    let len = [b"$[".as_slice(), b"$.", b"$![", b"$\\!["].iter().find(|sign| rest.starts_with(sign))?.len();
    Some(Found::Token(Kind::EmptyIndex, len))
}

fn blank_or_common(rest: &[u8]) -> Found {
    let blanks = run(rest, 0, is_blank);
    if blanks > 0 { Found::Token(Kind::Blank, blanks) } else { common(rest).unwrap_or(Found::Nothing) }
}

/// Blanks, a string, a number, or what every state knows.
fn literal(rest: &[u8]) -> Found {
    match byte(rest, 0) {
        quote @ (b'"' | b'\'') => match string(rest, quote) {
            Some(len) => Found::Token(Kind::String, len),
            None => Found::Nothing,
        },
        b' ' | b'\t' | b'\n' | b'\r' => blank_or_common(rest),
        _ => number(rest).or_else(|| common(rest)).unwrap_or(Found::Nothing),
    }
}

/// A string up to its closing quote; a doubled quote stands for one.
fn string(rest: &[u8], quote: u8) -> Option<usize> {
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

fn number(rest: &[u8]) -> Option<Found> {
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
        return Some(Found::Token(Kind::Float, float));
    }
    // The two dots of a range are looked at, but not taken.
    (digits > 0).then_some(Found::Token(Kind::Integer, whole))
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

fn name(rest: &[u8]) -> Found {
    let len = run(rest, 0, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let kind = match rest.get(..len) {
        Some(b"true") => Kind::True,
        Some(b"false") => Kind::False,
        _ => Kind::Identifier,
    };
    Found::Token(kind, len)
}

fn word(rest: &[u8], at: usize) -> Option<usize> {
    let first = byte(rest, at);
    (first.is_ascii_alphabetic() || matches!(first, b'_' | b'@')).then(|| run(rest, at, is_directive_char))
}

fn bracketed(rest: &[u8], at: usize) -> Option<usize> {
    let first = byte(rest, at + 1);
    if byte(rest, at) != b'{' || !(first.is_ascii_alphabetic() || first == b'_') {
        return None;
    }
    let len = run(rest, at + 1, is_directive_char);
    (byte(rest, at + 1 + len) == b'}').then_some(len + 2)
}

/// `#set (` with the blanks before it.
fn set_directive(rest: &[u8]) -> Option<usize> {
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
fn blanks_and_line_end(rest: &[u8], at: usize) -> usize {
    let blanks = run(rest, at, |byte| matches!(byte, b' ' | b'\t'));
    line_end(rest.get(at + blanks..).unwrap_or_default()).map_or(0, |len| blanks + len)
}

fn line_end(rest: &[u8]) -> Option<usize> {
    match (byte(rest, 0), byte(rest, 1)) {
        (b'\r', b'\n') => Some(2),
        (b'\r' | b'\n', _) => Some(1),
        _ => None,
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_directive_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@')
}

/// The byte there, or 0 past the end; 0 is part of no token.
fn byte(rest: &[u8], at: usize) -> u8 {
    rest.get(at).copied().unwrap_or(0)
}

/// How many bytes from `at` on pass.
fn run(rest: &[u8], at: usize, passes: impl Fn(u8) -> bool) -> usize {
    rest.get(at..).unwrap_or_default().iter().take_while(|byte| passes(**byte)).count()
}

/// The length of the character at the front, which is never empty.
fn char_len(rest: &[u8]) -> usize {
    match byte(rest, 0) {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}
