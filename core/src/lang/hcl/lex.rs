//! A text as words, in the sense of HCL's own scanner.

use std::ops::Range;

/// What a word is, as far as it decides about the spaces beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Newline,
    /// One that ends its line, or one between `/*` and `*/`.
    Comment,
    Name,
    Number,
    OpenQuote,
    CloseQuote,
    /// Text in quotes or in a heredoc.
    Literal,
    OpenHeredoc,
    CloseHeredoc,
    /// `${` or `%{`.
    OpenTemplate,
    /// The `}` of a template.
    CloseTemplate,
    OpenBrace,
    CloseBrace,
    /// `[` or `(`.
    OpenBracket,
    OpenParenthesis,
    CloseBracket,
    CloseParenthesis,
    Dot,
    Comma,
    Ellipsis,
    Equal,
    /// `:` or `?`, behind which a value begins.
    Choice,
    DoubleColon,
    Minus,
    Bang,
    /// Any other operator, behind which a value begins.
    Operator,
    /// `=>`.
    Arrow,
}

/// A word with the spaces before it.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    pub(crate) kind: Kind,
    pub(crate) text: &'t str,
    pub(crate) spaces: usize,
    /// Where it stood; none for what was not there.
    pub(crate) was: Option<Range<usize>>,
}

impl Token<'_> {
    /// Whether a line ends with it.
    pub(crate) fn ends_line(&self) -> bool {
        matches!(self.kind, Kind::Newline | Kind::Comment) && self.text.ends_with('\n')
    }
}

/// What the text around is part of.
enum Inside<'t> {
    Brackets,
    Quotes,
    Heredoc(&'t str),
    Template,
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token<'t>>,
    inside: Vec<Inside<'t>>,
}

/// The words of a text; none where it is broken off or no HCL.
pub(crate) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), inside: Vec::new() };
    while lexer.at < text.len() {
        match lexer.inside.last() {
            Some(Inside::Quotes) => lexer.quoted()?,
            Some(Inside::Heredoc(marker)) => lexer.heredoc(marker)?,
            _ => lexer.word()?,
        }
    }
    lexer.inside.is_empty().then_some(lexer.tokens)
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let was = self.at..self.at + length;
        let text = self.text.get(was.clone()).unwrap_or_default();
        self.tokens.push(Token { kind, text, spaces: 0, was: Some(was) });
        self.at += length;
    }

    /// Outside of texts.
    fn word(&mut self) -> Option<()> {
        let rest = self.rest();
        let mut chars = rest.chars();
        let first = chars.next()?;
        match first {
            ' ' | '\t' | '\u{feff}' => self.at += first.len_utf8(),
            '\r' if rest.starts_with("\r\n") => self.push(Kind::Newline, 2),
            '\n' => self.push(Kind::Newline, 1),
            '#' => self.comment(),
            '/' if rest.starts_with("//") => self.comment(),
            '/' if rest.starts_with("/*") => {
                let end = rest.find("*/")? + 2;
                self.push(Kind::Comment, end);
            }
            '"' => {
                self.push(Kind::OpenQuote, 1);
                self.inside.push(Inside::Quotes);
            }
            '<' if rest.starts_with("<<") => self.open_heredoc()?,
            char if char.is_ascii_digit() => self.push(Kind::Number, number_length(rest)),
            char if char.is_alphabetic() || char == '_' => {
                self.push(Kind::Name, rest.find(|char| !is_name(char)).unwrap_or(rest.len()));
            }
            _ => self.sign(rest)?,
        }
        Some(())
    }

    /// A comment up to the end of its line.
    fn comment(&mut self) {
        let rest = self.rest();
        self.push(Kind::Comment, rest.find('\n').map_or(rest.len(), |end| end + 1));
    }

    fn sign(&mut self, rest: &str) -> Option<()> {
        const LONG: &[(&str, Kind)] = &[
            ("...", Kind::Ellipsis),
            ("::", Kind::DoubleColon),
            ("=>", Kind::Arrow),
            ("==", Kind::Operator),
            ("!=", Kind::Operator),
            ("<=", Kind::Operator),
            (">=", Kind::Operator),
            ("&&", Kind::Operator),
            ("||", Kind::Operator),
        ];
        if let Some((sign, kind)) = LONG.iter().find(|(sign, _)| rest.starts_with(sign)) {
            self.push(*kind, sign.len());
            return Some(());
        }
        if rest.starts_with("~}") && matches!(self.inside.last(), Some(Inside::Template)) {
            self.inside.pop();
            self.push(Kind::CloseTemplate, 2);
            return Some(());
        }
        let mut kind = match rest.chars().next()? {
            '{' => Kind::OpenBrace,
            '}' => Kind::CloseBrace,
            '[' => Kind::OpenBracket,
            ']' => Kind::CloseBracket,
            '(' => Kind::OpenParenthesis,
            ')' => Kind::CloseParenthesis,
            '.' => Kind::Dot,
            ',' => Kind::Comma,
            '=' => Kind::Equal,
            ':' | '?' => Kind::Choice,
            '-' => Kind::Minus,
            '!' => Kind::Bang,
            '+' | '*' | '/' | '%' | '<' | '>' => Kind::Operator,
            _ => return None,
        };
        match kind {
            Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParenthesis => self.inside.push(Inside::Brackets),
            Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParenthesis => match self.inside.pop()? {
                Inside::Template if kind == Kind::CloseBrace => kind = Kind::CloseTemplate,
                Inside::Brackets => {}
                _ => return None,
            },
            _ => {}
        }
        self.push(kind, 1);
        Some(())
    }

    fn open_heredoc(&mut self) -> Option<()> {
        let rest = self.rest();
        let line = rest.get(..rest.find('\n')? + 1)?;
        let marker = line.strip_prefix("<<")?;
        let marker = marker.strip_prefix('-').unwrap_or(marker).trim_end_matches(['\n', '\r']);
        if marker.is_empty() || !marker.chars().all(is_name) {
            return None;
        }
        self.push(Kind::OpenHeredoc, line.len());
        self.inside.push(Inside::Heredoc(marker));
        Some(())
    }

    /// One line of a heredoc, or what is left of it behind a template.
    fn heredoc(&mut self, marker: &str) -> Option<()> {
        let rest = self.rest();
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = rest.get(..end)?;
        let begins = self.text.get(..self.at).is_some_and(|before| before.ends_with('\n'));
        if begins && line.trim() == marker {
            self.inside.pop();
            self.push(Kind::CloseHeredoc, line.trim_end_matches(['\n', '\r']).len());
        } else {
            self.literal(template_start(line).unwrap_or(line.len()))?;
        }
        Some(())
    }

    fn quoted(&mut self) -> Option<()> {
        let rest = self.rest();
        let mut at = 0;
        loop {
            at += rest.get(at..)?.find(['"', '\\', '\n', '$', '%'])?;
            match rest.as_bytes().get(at)? {
                b'"' if at == 0 => {
                    self.inside.pop();
                    self.push(Kind::CloseQuote, 1);
                    return Some(());
                }
                b'"' => return self.literal(at),
                b'\n' => return None,
                b'\\' => at += 1 + rest.get(at + 1..)?.chars().next()?.len_utf8(),
                _ => match signs(rest, at) {
                    (_, true) => return self.literal(at),
                    (end, false) => at = end,
                },
            }
        }
    }

    /// Text up to a place, where something else begins; a template when that is here.
    fn literal(&mut self, length: usize) -> Option<()> {
        if length > 0 {
            self.push(Kind::Literal, length);
            return Some(());
        }
        let keeps = self.rest().get(2..)?.starts_with('~');
        self.push(Kind::OpenTemplate, if keeps { 3 } else { 2 });
        self.inside.push(Inside::Template);
        Some(())
    }
}

/// Whether a name can hold it.
pub(crate) fn is_name(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '-')
}

/// Where the first template begins that is not escaped.
fn template_start(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find(['$', '%'])?;
        match signs(text, at) {
            (_, true) => return Some(at),
            (end, false) => at = end,
        }
    }
}

/// Where the dollar or percent signs from `at` on end, and whether they begin a template: two of them escape it.
fn signs(text: &str, at: usize) -> (usize, bool) {
    let rest = text.get(at..).unwrap_or_default().as_bytes();
    let count = rest.iter().take_while(|byte| Some(*byte) == rest.first()).count();
    (at + count, count == 1 && rest.get(1) == Some(&b'{'))
}

/// The length of the number that a text begins with.
fn number_length(text: &str) -> usize {
    let digits =
        |from: usize| text.get(from..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let mut length = digits(0);
    if text.get(length..).is_some_and(|rest| rest.starts_with('.')) && digits(length + 1) > 0 {
        length += 1 + digits(length + 1);
    }
    if text.get(length..).is_some_and(|rest| rest.starts_with(['e', 'E'])) {
        let sign = usize::from(text.get(length + 1..).is_some_and(|rest| rest.starts_with(['+', '-'])));
        let power = digits(length + 1 + sign);
        if power > 0 {
            length += 1 + sign + power;
        }
    }
    length
}
