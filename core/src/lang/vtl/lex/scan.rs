//! The longest token at a place, for each state of the lexer.
//!
//! Which tokens a state knows was compared with Velocity 1.7's own token manager, state by state.

use super::shape::{
    blanks_and_line_end, bracketed, byte, char_len, is_blank, line_end, name, number, run, set_directive,
    string, word,
};
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

fn token((kind, len): (Kind, usize)) -> Found {
    Found::Token(kind, len)
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
            common(rest).unwrap_or(Found::More(plain(rest)))
        }
    }
}

fn comment(rest: &[u8], end: Option<(Kind, usize)>) -> Found {
    if let Some((kind, len)) = end {
        return Found::Token(kind, len);
    }
    common(rest).unwrap_or(Found::Skip(plain(rest)))
}

/// A character, or all backslashes of a run that leads to no `$`.
fn plain(rest: &[u8]) -> usize {
    run(rest, 0, |byte| byte == b'\\').max(char_len(rest))
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
    // All pairs at once: one by one, a long run would be counted again for each.
    if slashes >= 2 { Found::Token(Kind::DoubleEscape, slashes & !1) } else { Found::Token(Kind::Escape, 1) }
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
        first if first.is_ascii_alphabetic() || first == b'_' => token(name(rest)),
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
        first if first.is_ascii_alphabetic() || first == b'_' => name(rest),
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
            let found = line_comment(rest).or_else(|| common(rest)).or_else(|| number(rest).map(token));
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
        _ => number(rest).map(token).or_else(|| common(rest)).unwrap_or(Found::Nothing),
    }
}
