//! Tokens to a tree, with Velocity 1.7's grammar and its decisions of how far to look ahead.

mod directive;
#[cfg(test)]
mod dump;
mod expression;
mod names;
pub(super) mod quick;
pub(super) mod reference;
mod statement;
mod string;

use super::ast::{At, Expr, Nodes, Tree, Word};
use super::error::ParseError;
use super::lex::{Kind, LexError, Lexer, Token, push_stray};
use super::limits::NESTING_MAX;
pub(crate) use names::{Names, Roots};
use smallvec::SmallVec;

/// What a template and the strings in it share.
#[derive(Default)]
pub(super) struct Shared {
    pub names: Names,
    /// How many bytes the template has; words behind them are in `decoded`.
    pub source_len: u32,
    /// The text of strings that differ from what stands in the template.
    pub decoded: String,
    pub tree: Tree,
    pub loops: u32,
    /// Whether anything in the template can change a list or a map.
    pub mutates: bool,
    /// Macros that the template declares: AWS swallows them, but escapes see their names.
    pub macros: Vec<Box<str>>,
    pub depth: usize,
    /// Read with the lexer and the grammar only, to compare.
    #[cfg(test)]
    pub slow: bool,
}

/// Where the text of a parser lies in the template.
#[derive(Clone, Copy)]
pub(super) enum Origin {
    /// The text is the template from this byte on.
    Offset(u32),
    /// The text differs from the template: everything in it stands at this place.
    Whole(At),
}

pub(super) struct Parser<'t, 's> {
    text: &'t str,
    lexer: Lexer<'t>,
    tokens: Tokens,
    /// Bytes that a reference dropped from the front of the token of the same index.
    cuts: Vec<(usize, u32)>,
    /// What became of tokens of escaped directives.
    rewrites: Vec<(usize, String)>,
    position: usize,
    origin: Origin,
    /// Where the text begins among the words of the template.
    base: u32,
    shared: &'s mut Shared,
}

impl Shared {
    pub fn new(source: &str) -> Self {
        let tree = Tree::with_room_for(source.len().min(READ_AHEAD));
        Self { source_len: u32::try_from(source.len()).unwrap_or(u32::MAX), tree, ..Self::default() }
    }

    /// Keeps a text as a literal.
    pub fn literal(&mut self, word: Word) -> Expr {
        let number = self.tree.literals;
        self.tree.literals += 1;
        Expr::Text(word, number)
    }

    /// Keeps a text that does not stand in the template.
    pub fn decoded(&mut self, text: &str) -> Word {
        let start = self.source_len.saturating_add(u32::try_from(self.decoded.len()).unwrap_or(u32::MAX));
        self.decoded.push_str(text);
        Word(At { start, end: start.saturating_add(u32::try_from(text.len()).unwrap_or(u32::MAX)) })
    }
}

/// The tokens of a text; those of short templates lie where the parser lies.
type Tokens = SmallVec<[Token; 32]>;

/// The part of a text, in bytes, for which room is made before it is read.
const READ_AHEAD: usize = 64 * 1024;

type Parsed<T> = Result<T, Box<ParseError>>;

/// The whole of `text`.
pub(super) fn template(text: &str, origin: Origin, shared: &mut Shared) -> Parsed<Nodes> {
    let base = match origin {
        Origin::Offset(base) => base,
        Origin::Whole(_) => shared.decoded(text).0.start,
    };
    let mut parser = Parser {
        text,
        lexer: Lexer::new(text),
        tokens: Tokens::new(),
        cuts: Vec::new(),
        rewrites: Vec::new(),
        position: 0,
        origin,
        base,
        shared,
    };
    let mut nodes = Nodes::with_capacity(4 + text.len().min(READ_AHEAD) / 24);
    parser.statements(&mut nodes)?;
    parser.expect(Kind::End, "the end of the template")?;
    Ok(nodes)
}

impl<'t> Parser<'t, '_> {
    /// The token `ahead` places from here.
    #[inline]
    fn peek(&mut self, ahead: usize) -> Parsed<Token> {
        match self.tokens.get(self.position + ahead) {
            Some(token) => Ok(*token),
            None => self.read_to(ahead),
        }
    }

    fn read_to(&mut self, ahead: usize) -> Parsed<Token> {
        loop {
            match self.lexer.next() {
                Ok(token) => {
                    self.tokens.push(token);
                    if self.tokens.len() > self.position + ahead {
                        return Ok(token);
                    }
                }
                Err(error) => return Err(self.lexical(error)),
            }
        }
    }

    fn kind(&mut self) -> Parsed<Kind> {
        Ok(self.peek(0)?.kind)
    }

    fn take(&mut self) -> Parsed<Token> {
        let token = self.peek(0)?;
        self.position += 1;
        Ok(token)
    }

    fn expect(&mut self, kind: Kind, wanted: &str) -> Parsed<Token> {
        let token = self.peek(0)?;
        if token.kind != kind {
            return Err(self.unexpected(token, wanted));
        }
        self.position += 1;
        Ok(token)
    }

    /// Takes a token of this kind when it is next.
    fn optional(&mut self, kind: Kind) -> Parsed<bool> {
        let found = self.kind()? == kind;
        self.position += usize::from(found);
        Ok(found)
    }

    /// Runs `inner` one level deeper.
    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.shared.depth >= NESTING_MAX {
            let token = self.peek(0)?;
            return Err(ParseError::too_deep(self.place(token.start, token.end)));
        }
        self.shared.depth += 1;
        let result = inner(self);
        self.shared.depth -= 1;
        result
    }

    fn raw(&self, start: u32, end: u32) -> &'t str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn image(&self, token: &Token) -> &'t str {
        match token.kind {
            Kind::Dot => ".",
            _ => self.raw(token.start, token.end),
        }
    }

    /// A part of this parser's text as a word of the template.
    fn word(&self, part: &str) -> Word {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        match start.filter(|start| start + part.len() <= self.text.len()) {
            Some(start) => {
                let start = self.base + u32::try_from(start).unwrap_or(0);
                Word(At { start, end: start + u32::try_from(part.len()).unwrap_or(0) })
            }
            None => Word::default(),
        }
    }

    /// Where bytes of this parser's text stand in the template.
    fn place(&self, start: u32, end: u32) -> At {
        match self.origin {
            Origin::Offset(base) => At { start: start + base, end: end + base },
            Origin::Whole(at) => at,
        }
    }

    fn place_of(&self, token: &Token) -> At {
        self.place(token.start, token.end)
    }

    /// From the token of index `first` to the last one taken.
    fn place_from(&self, first: usize) -> At {
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let end = self
            .position
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |token| token.end);
        self.place(start, end.max(start))
    }

    /// The text of the tokens from `first` up to, not including, `end`, as Velocity puts it together.
    fn literal(&self, first: usize, end: usize, stray: bool) -> String {
        let mut out = String::new();
        for (index, token) in self.tokens.iter().enumerate().take(end).skip(first) {
            if stray && token.kind == Kind::BlockComment {
                continue;
            }
            if stray && token.has_stray() {
                push_stray(self.raw(token.stray, token.stray_end), &mut out);
            }
            if let Some((_, text)) = self.rewrites.iter().find(|rewrite| rewrite.0 == index) {
                out.push_str(text);
                continue;
            }
            let cut = self.cuts.iter().find(|cut| cut.0 == index).map_or(0, |cut| cut.1);
            out.push_str(self.image(token).get(cut as usize..).unwrap_or_default());
        }
        out
    }

    fn unexpected(&self, token: Token, wanted: &str) -> Box<ParseError> {
        ParseError::unexpected(token.kind, self.image(&token), wanted, self.place_of(&token))
    }

    fn lexical(&self, error: LexError) -> Box<ParseError> {
        let at = u32::try_from(error.at).unwrap_or(u32::MAX);
        let begin = u32::try_from(error.begin).unwrap_or(u32::MAX);
        let rest = self.text.get(error.at..).unwrap_or_default();
        match rest.chars().next() {
            Some(found) => {
                let end = at + u32::try_from(found.len_utf8()).unwrap_or(1);
                ParseError::stray_character(found, self.place(at, end))
            }
            None => ParseError::unfinished(self.raw(begin, at), self.place(begin, at)),
        }
    }
}
