//! Words for syntax colours, of any text at all.

use super::lex::{Kind, Lexer, Token};
use crate::base::Span;

/// What a stretch of a template is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Text that is printed.
    Text,
    /// A comment, with its signs.
    Comment,
    /// `#if`, `#set(`, `#end` and any other directive.
    Directive,
    /// `$name`, with its signs.
    Variable,
    /// A property or method after a dot.
    Member,
    /// A string in quotes.
    String,
    /// A number.
    Number,
    /// `true`, `false`, `in` and other bare words.
    Word,
    /// `+`, `==`, `and` and the like.
    Operator,
    /// Brackets, commas, colons and dots.
    Bracket,
    /// An escaped sign or directive.
    Escape,
    /// Blanks between the above.
    Blank,
    /// What no template has here.
    Error,
}

/// Strings in strings that are coloured inside.
const STRINGS_MAX: u32 = 2;

/// Every byte of the text in one token, in order. Takes any text, never fails, and takes time linear in the text.
pub fn tokens(text: &str) -> Vec<(Span, TokenKind)> {
    let mut painter = Painter { out: Vec::new() };
    painter.paint(text, 0, 0);
    painter.out
}

struct Painter {
    out: Vec<(Span, TokenKind)>,
}

impl Painter {
    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        match self.out.last_mut() {
            _ if start >= end => {}
            Some((last, same)) if *same == kind && last.end == start && joins(kind) => last.end = end,
            _ => self.out.push((Span { start, end }, kind)),
        }
    }

    /// Colours `text`, which stands at byte `base`.
    fn paint(&mut self, text: &str, base: usize, depth: u32) {
        let mut from = 0;
        while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
            from += self.stretch(rest, base + from, depth);
        }
    }

    /// Colours up to the first place that is no template, and past it; gives how many bytes that is.
    fn stretch(&mut self, text: &str, base: usize, depth: u32) -> usize {
        let mut lexer = Lexer::new(text);
        let mut last = 0;
        let mut open = 0_u32;
        let mut in_comment = false;
        let mut after_dot = false;
        loop {
            let token = match lexer.next() {
                Ok(token) if token.kind == Kind::End => {
                    let kind = if in_comment { TokenKind::Comment } else { TokenKind::Text };
                    self.push(base + last, base + text.len(), kind);
                    return text.len();
                }
                Ok(token) => token,
                Err(error) => return self.broken(text, base, last, error.at),
            };
            steer(&mut lexer, token.kind, &mut open);
            let (start, end) = (token.start as usize, token.end as usize);
            let gap =
                if in_comment || ends_comment(token.kind) { TokenKind::Comment } else { TokenKind::Text };
            self.push(base + last, base + start, gap);
            in_comment = token.kind == Kind::LineComment;
            last = end;
            let kind = kind_of(&token, after_dot);
            after_dot = token.kind == Kind::Dot;
            match token.kind {
                Kind::String if depth < STRINGS_MAX => self.string(text, base, &token, depth),
                _ => self.push(base + start, base + end, kind),
            }
        }
    }

    /// A string in double quotes is a template of its own.
    fn string(&mut self, text: &str, base: usize, token: &Token, depth: u32) {
        let (start, end) = (token.start as usize, token.end as usize);
        let image = text.get(start..end).unwrap_or_default();
        if !image.starts_with('"') || !image.contains(['$', '#']) || image.len() < 2 {
            return self.push(base + start, base + end, TokenKind::String);
        }
        self.push(base + start, base + start + 1, TokenKind::String);
        let before = self.out.len();
        self.paint(text.get(start + 1..end - 1).unwrap_or_default(), base + start + 1, depth + 1);
        for (_, kind) in self.out.iter_mut().skip(before).filter(|(_, kind)| *kind == TokenKind::Text) {
            *kind = TokenKind::String;
        }
        self.push(base + end - 1, base + end, TokenKind::String);
    }

    /// What is left when the lexer stops: a string or comment that is not closed runs to the end.
    fn broken(&mut self, text: &str, base: usize, last: usize, at: usize) -> usize {
        let rest = text.get(last..).unwrap_or_default();
        let found = text.get(at..).and_then(|rest| rest.chars().next());
        let (end, kind) = match found {
            Some('"' | '\'') => (text.len(), TokenKind::String),
            Some(letter) => (at + letter.len_utf8(), TokenKind::Error),
            None if rest.starts_with("#*") || rest.starts_with("#[[") => (text.len(), TokenKind::Comment),
            None => (text.len(), TokenKind::Error),
        };
        self.push(base + last, base + at.min(end), if found.is_some() { TokenKind::Blank } else { kind });
        self.push(base + at.min(end), base + end, kind);
        end.max(1)
    }
}

const fn joins(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Text | TokenKind::Comment | TokenKind::Blank)
}

const fn ends_comment(kind: Kind) -> bool {
    matches!(kind, Kind::LineCommentEnd | Kind::BlockComment | Kind::FormalComment)
}

/// Does for the lexer what the parser does.
fn steer(lexer: &mut Lexer<'_>, kind: Kind, open: &mut u32) {
    match kind {
        Kind::Word | Kind::BracketedWord if *open == 0 => {
            if lexer.paren_follows() {
                lexer.enter_directive();
            } else {
                lexer.leave_directive();
            }
        }
        Kind::Set | Kind::ParenOpen => *open += 1,
        Kind::ParenClose => {
            *open = open.saturating_sub(1);
            if *open == 0 {
                lexer.leave_set();
            }
        }
        Kind::MethodClose => *open = open.saturating_sub(1),
        _ => {}
    }
}

fn kind_of(token: &Token, after_dot: bool) -> TokenKind {
    match token.kind {
        Kind::LineComment | Kind::LineCommentEnd | Kind::BlockComment | Kind::FormalComment => {
            TokenKind::Comment
        }
        Kind::Set | Kind::EndDirective | Kind::If | Kind::ElseIf | Kind::Else | Kind::BracketedWord => {
            TokenKind::Directive
        }
        Kind::Word if token.end > token.start => TokenKind::Directive,
        Kind::Identifier if after_dot => TokenKind::Member,
        Kind::Identifier => TokenKind::Variable,
        Kind::String => TokenKind::String,
        Kind::Integer | Kind::Float => TokenKind::Number,
        Kind::True | Kind::False | Kind::Word => TokenKind::Word,
        Kind::EscapedDirective | Kind::DoubleEscape | Kind::Escape => TokenKind::Escape,
        Kind::Blank => TokenKind::Blank,
        Kind::Minus
        | Kind::Plus
        | Kind::Times
        | Kind::Divide
        | Kind::Modulo
        | Kind::And
        | Kind::Or
        | Kind::Less
        | Kind::LessEqual
        | Kind::Greater
        | Kind::GreaterEqual
        | Kind::Equal
        | Kind::NotEqual
        | Kind::Not
        | Kind::Assign
        | Kind::Range => TokenKind::Operator,
        Kind::Text | Kind::TextBlock | Kind::EmptyIndex | Kind::End => TokenKind::Text,
        _ => TokenKind::Bracket,
    }
}
