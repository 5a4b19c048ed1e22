//! Templates, taken from their text: `hcl-edit` strips indentation otherwise than Terraform where directives are.

use std::rc::Rc;

use hcl_edit::Span as _;
use hcl_edit::template::{Directive, Element, Strip, Template};

use super::convert::{Converter, name};
use super::tree::{Expr, Piece, TemplateFor};

/// A piece of a template before directives are paired.
enum Token {
    /// The text up to the end of its line, at most.
    Text(String),
    Value(Expr),
    If(Expr),
    Else,
    End,
    For(Option<Rc<str>>, Rc<str>, Expr),
}

/// The pieces between quotes.
pub(super) fn quoted(converter: &Converter<'_>, template: &Template) -> Vec<Piece> {
    let mut flat = Flat { converter, quoted: true, tokens: Vec::new(), trims: false };
    flat.template(template);
    paired(flat.tokens)
}

/// The pieces of a heredoc or a template file; `flush` when it begins with `<<-`.
pub(super) fn heredoc(converter: &Converter<'_>, template: &Template, flush: bool) -> Vec<Piece> {
    let mut flat = Flat { converter, quoted: false, tokens: Vec::new(), trims: false };
    flat.template(template);
    if flush {
        unindent(&mut flat.tokens);
    }
    paired(flat.tokens)
}

struct Flat<'c, 't> {
    converter: &'c Converter<'t>,
    quoted: bool,
    tokens: Vec<Token>,
    /// Whether `~}` stood before, so that the next text loses the space that it begins with.
    trims: bool,
}

impl Flat<'_, '_> {
    fn template(&mut self, template: &Template) {
        for element in template {
            match element {
                Element::Literal(literal) => {
                    let raw = literal.span().and_then(|span| self.converter.text.get(span));
                    self.text(raw.unwrap_or(literal.value()));
                }
                Element::Interpolation(inner) => {
                    let value = self.converter.expression(&inner.expr);
                    self.marker(inner.strip, Token::Value(value));
                }
                Element::Directive(directive) => self.directive(directive),
            }
        }
    }

    fn directive(&mut self, directive: &Directive) {
        match directive {
            Directive::If(choice) => {
                let condition = self.converter.expression(&choice.if_expr.cond_expr);
                self.marker(choice.if_expr.strip, Token::If(condition));
                self.template(&choice.if_expr.template);
                if let Some(other) = &choice.else_expr {
                    self.marker(other.strip, Token::Else);
                    self.template(&other.template);
                }
                self.marker(choice.endif_expr.strip, Token::End);
            }
            Directive::For(each) => {
                let intro = &each.for_expr;
                let over = self.converter.expression(&intro.collection_expr);
                let token = Token::For(intro.key_var.as_ref().map(name), name(&intro.value_var), over);
                self.marker(intro.strip, token);
                self.template(&intro.template);
                self.marker(each.endfor_expr.strip, Token::End);
            }
        }
    }

    fn marker(&mut self, strip: Strip, token: Token) {
        if strip.strip_start()
            && let Some(Token::Text(before)) = self.tokens.last_mut()
        {
            before.truncate(before.trim_end().len());
        }
        self.tokens.push(token);
        self.trims = strip.strip_end();
    }

    fn text(&mut self, raw: &str) {
        // Between quotes a line break is written `\n`, so that the text is one piece.
        let lines: Vec<&str> = if self.quoted { vec![raw] } else { raw.split_inclusive('\n').collect() };
        for line in lines {
            let mut text = unescaped(line, self.quoted);
            if std::mem::take(&mut self.trims) {
                text = text.trim_start().to_owned();
            }
            self.tokens.push(Token::Text(text));
        }
    }
}

/// The text that a literal stands for.
fn unescaped(raw: &str, quoted: bool) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(char) = rest.chars().next() {
        let after = rest.get(char.len_utf8()..).unwrap_or_default();
        let escape = if quoted && char == '\\' { escape(after) } else { None };
        let doubled = matches!(char, '$' | '%') && after.starts_with(char) && after[1..].starts_with('{');
        rest = match escape {
            Some((decoded, length)) => {
                out.push(decoded);
                after.get(length..).unwrap_or_default()
            }
            None => {
                out.push(char);
                if doubled { after.get(1..).unwrap_or_default() } else { after }
            }
        };
        if doubled && rest.starts_with('{') {
            out.push('{');
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    out
}

/// The character that an escape stands for, and how many bytes it has after the backslash.
fn escape(after: &str) -> Option<(char, usize)> {
    let code = |digits: usize| {
        let hex = after.get(1..1 + digits)?;
        char::from_u32(u32::from_str_radix(hex, 16).ok()?).map(|char| (char, 1 + digits))
    };
    match after.chars().next()? {
        'n' => Some(('\n', 1)),
        'r' => Some(('\r', 1)),
        't' => Some(('\t', 1)),
        '"' => Some(('"', 1)),
        '\\' => Some(('\\', 1)),
        'u' => code(4),
        'U' => code(8),
        _ => None,
    }
}

/// Takes off the indentation that all lines share, as Terraform counts it: a line that begins with a marker has
/// none, and a line after text that a `~` took the line break of is no line.
fn unindent(tokens: &mut [Token]) {
    let mut least = usize::MAX;
    let mut starts = Vec::new();
    let mut new_line = true;
    for (at, token) in tokens.iter().enumerate() {
        let Token::Text(text) = token else {
            if std::mem::take(&mut new_line) {
                least = 0;
            }
            continue;
        };
        if std::mem::take(&mut new_line) {
            let trimmed = text.trim_start();
            if !(trimmed.is_empty() && text.ends_with('\n')) {
                least = least.min(text.chars().count() - trimmed.chars().count());
                starts.push(at);
            }
        }
        new_line = text.ends_with('\n');
    }
    for at in starts {
        if let Some(Token::Text(text)) = tokens.get_mut(at) {
            *text = text.chars().skip(least).collect();
        }
    }
}

/// What is still open while directives are paired.
enum Open {
    All(Vec<Piece>),
    If(Expr, Vec<Piece>, Option<Vec<Piece>>),
    For(Option<Rc<str>>, Rc<str>, Expr, Vec<Piece>),
}

impl Open {
    fn inside(&mut self) -> &mut Vec<Piece> {
        match self {
            Self::All(pieces) | Self::For(_, _, _, pieces) => pieces,
            Self::If(_, yes, no) => no.as_mut().unwrap_or(yes),
        }
    }

    fn close(self) -> Vec<Piece> {
        match self {
            Self::All(pieces) => pieces,
            Self::If(condition, yes, no) => vec![Piece::If(condition, yes, no.unwrap_or_default())],
            Self::For(key_name, value_name, over, body) => {
                vec![Piece::For(Box::new(TemplateFor { key_name, value_name, over, body }))]
            }
        }
    }
}

fn paired(tokens: Vec<Token>) -> Vec<Piece> {
    let several = tokens.len() > 1;
    let mut last = Open::All(Vec::new());
    let mut outer = Vec::new();
    for token in tokens {
        match token {
            Token::Text(text) if text.is_empty() => {}
            Token::Text(text) => last.inside().push(Piece::Text(text.into())),
            Token::Value(value) => last.inside().push(Piece::Value(value)),
            Token::If(condition) => {
                outer.push(std::mem::replace(&mut last, Open::If(condition, Vec::new(), None)));
            }
            Token::For(key, value, over) => {
                outer.push(std::mem::replace(&mut last, Open::For(key, value, over, Vec::new())));
            }
            Token::Else => {
                if let Open::If(_, _, no) = &mut last {
                    *no = Some(Vec::new());
                }
            }
            Token::End => {
                if let Some(up) = outer.pop() {
                    let closed = std::mem::replace(&mut last, up).close();
                    last.inside().extend(closed);
                }
            }
        }
    }
    while let Some(up) = outer.pop() {
        let closed = std::mem::replace(&mut last, up).close();
        last.inside().extend(closed);
    }
    let mut pieces = last.close();
    // Only an expression that was alone from the beginning keeps its type.
    if several && pieces.len() == 1 {
        pieces.push(Piece::Text("".into()));
    }
    pieces
}
