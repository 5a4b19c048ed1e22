//! The common forms, read straight from the text: runs of text, `$name.property`, `$name.method('text', $other)`.
//!
//! What begins so and goes on in any other way is left to the lexer and the grammar, which know every form; what is
//! read here has to give the same tree, which the tests compare. One token stands for all that was read, because
//! the text of tokens is what Velocity prints for some of them.

mod scan;

use super::{Parsed, Parser};
use crate::lang::vtl::ast::{Arm, Assignment, Binary, Expr, Node, Operator, Reference};
use crate::lang::vtl::lex::shape::{blanks_and_line_end, byte, is_directive_char, set_directive};
use crate::lang::vtl::lex::{Kind, State, Token};
use scan::{DEPTH, Place, skip};

impl Parser<'_, '_> {
    /// Reads as many statements as are common ones.
    pub(super) fn quick_statements(&mut self, nodes: &mut Vec<Node>) -> Parsed<()> {
        while self.is_quick(State::Default) {
            let start = self.lexer.at();
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            let read = match byte(rest, 0) {
                b'$' => self.quick_reference(Place::Text).map(Node::Reference),
                b'\\' => None,
                b'#' if rest.starts_with(b"#if(") => match self.quick_head(start) {
                    Some(arm) => Some(self.nested(|parser| parser.if_after(arm))?),
                    None => None,
                },
                b'#' | b' ' | b'\t' if set_directive(rest).is_some() => self.quick_set(start),
                b'#' => return self.quick_end(start),
                _ => {
                    let len = memchr::memchr3(b'$', b'#', b'\\', rest).unwrap_or(rest.len());
                    if len == 0 {
                        return Ok(());
                    }
                    self.quick_token(Kind::Text, start, start + len);
                    self.push_text(nodes, start as u32, (start + len) as u32);
                    continue;
                }
            };
            let Some(node) = read else { return Ok(()) };
            nodes.push(node);
        }
        Ok(())
    }

    /// `#end` and `#else`, which are left for the statement that they belong to.
    fn quick_end(&mut self, start: usize) -> Parsed<()> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let (kind, len) = match rest {
            [b'#', b'e', b'n', b'd', ..] => (Kind::EndDirective, 4),
            [b'#', b'e', b'l', b's', b'e', ..] => (Kind::Else, 5),
            _ => return Ok(()),
        };
        if !is_directive_char(byte(rest, len)) {
            let end = start + len + blanks_and_line_end(rest, len);
            self.tokens.push(Token::plain(kind, start, end));
            self.lexer.go_to(end);
        }
        Ok(())
    }

    /// `#set($name = operand)` with the blanks before it.
    fn quick_set(&mut self, start: usize) -> Option<Node> {
        let bytes = self.text.as_bytes();
        let from = start + set_directive(bytes.get(start..)?)?;
        let (target, end) = self.scan_reference(skip(bytes, from), Place::Expression, DEPTH)?;
        let sign = skip(bytes, end);
        if byte(bytes, sign) != b'=' || byte(bytes, sign + 1) == b'=' {
            return None;
        }
        let (value, end) = self.scan_operand(sign + 1)?;
        if byte(bytes, end) != b')' {
            return None;
        }
        let first = skip(bytes, start);
        let at = self.quick_place(first, end + 1);
        self.quick_token(Kind::Text, start, end + 1 + blanks_and_line_end(bytes, end + 1));
        self.shared.mutates |= !target.steps.is_empty();
        Some(Node::Set(Box::new(Assignment { at, target, lands: true, value })))
    }

    /// `#if(operand)` or `#if(operand < operand)`; the block is still to be read.
    fn quick_head(&mut self, start: usize) -> Option<Arm> {
        let bytes = self.text.as_bytes();
        let (left, end) = self.scan_operand(start + 4)?;
        let rest = bytes.get(end..).unwrap_or_default();
        let (operator, len) = match (byte(rest, 0), byte(rest, 1)) {
            (b')', _) => (None, 0),
            (b'=', b'=') => (Some(Operator::Equal), 2),
            (b'!', b'=') => (Some(Operator::NotEqual), 2),
            (b'<', b'=') => (Some(Operator::LessEqual), 2),
            (b'>', b'=') => (Some(Operator::GreaterEqual), 2),
            (b'<', _) => (Some(Operator::Less), 1),
            (b'>', _) => (Some(Operator::Greater), 1),
            _ => return None,
        };
        let (condition, end) = match operator {
            None => (left, end),
            Some(operator) => {
                let (right, end) = self.scan_operand(end + len)?;
                let (left_text, right_text) = Default::default();
                (Expr::Binary(Box::new(Binary { operator, left, right, left_text, right_text })), end)
            }
        };
        if byte(bytes, end) != b')' {
            return None;
        }
        let end = end + 1 + blanks_and_line_end(bytes, end + 1);
        self.quick_token(Kind::Text, start, end);
        Some(Arm { condition, block: Vec::new(), at: self.quick_place(start, end) })
    }

    /// Reads blanks and a reference where an expression's operand begins.
    pub(super) fn quick_operand(&mut self) -> Option<Reference> {
        if !self.is_quick(State::Directive) {
            return None;
        }
        let start = self.lexer.at();
        let end = skip(self.text.as_bytes(), start);
        if end > start {
            self.quick_token(Kind::Blank, start, end);
        }
        self.quick_reference(Place::Expression)
    }

    /// Whether the lexer is in this state and nothing has been read ahead.
    #[inline]
    fn is_quick(&self, state: State) -> bool {
        #[cfg(test)]
        if self.shared.slow {
            return false;
        }
        self.position == self.tokens.len() && self.lexer.state() == state
    }

    /// Takes bytes as one token.
    fn quick_token(&mut self, kind: Kind, start: usize, end: usize) -> Token {
        let token = Token::plain(kind, start, end);
        self.tokens.push(token);
        self.position += 1;
        self.lexer.go_to(end);
        token
    }

    fn quick_reference(&mut self, place: Place) -> Option<Reference> {
        let start = self.lexer.at();
        let (reference, end) = self.scan_reference(start, place, DEPTH)?;
        self.quick_token(Kind::Identifier, start, end);
        Some(reference)
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::vtl::parse::{Origin, Shared, template};

    const PARTS: [&str; 72] = [
        "$a",
        "$b.c",
        "$a.index",
        "$foreach.hasNext",
        "$a.put('x', $b)",
        "$a.b('x\u{e9}')",
        "$a.b(\"x\")",
        "$a.b(\"$c\")",
        "$a.b('it''s')",
        "$a.b( 'x' , $c.d )",
        "$a.b()",
        "$a.b( )",
        "$a.b($c.d($e))",
        "$a[0]",
        "${a}",
        "$!a",
        "\\$a",
        "$true",
        "$a.true",
        "$a.b.",
        "$a-b",
        "$a.b-c.d",
        "$",
        "$$",
        "$.",
        "$[",
        "#",
        "##",
        "#end",
        "#else",
        "#elseif($a)",
        "#if($a)",
        "#if( $a )",
        "#if($a.b == 1)",
        "#if($a<=\"x\")",
        "#if($a && $b)",
        "#if(!$a)",
        "#if($a==$b.c('d'))",
        "#if ($a)",
        "#if(1)",
        "#set($a = 1)",
        "#set($a.b = 'x')",
        "#set( $a=$b.c )",
        "  #set($a = \"$b\")",
        "\t#set($a == 1)",
        "#set($a = $b + 1)",
        "#set($a=[1..2])",
        "#foreach($a in $b)",
        "#{end}",
        "#{set}($a = 1)",
        "#stop",
        "#endx",
        "#else_",
        "\n",
        "  ",
        " \n",
        "\r\n",
        "text ",
        "(",
        ")",
        "[",
        "{",
        "}",
        ".",
        ".c",
        ",",
        "=",
        "\"",
        "'",
        "\\",
        "-1",
        "*#",
    ];

    const TEXTS: usize = 60_000;

    /// The two ways of reading give the same tree and the same errors.
    #[test]
    fn quick_reads_as_slow_does() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut good = 0;
        for _ in 0..TEXTS {
            let text: String = (0..random.usize(1..9)).map(|_| PARTS[random.usize(..PARTS.len())]).collect();
            let mut read = |slow| {
                let mut shared = Shared { slow, ..Shared::new(&text) };
                let block = template(&text, Origin::Offset(0), &mut shared);
                good += usize::from(block.is_ok());
                format!("{block:?} {:?} {:?}", shared.names, shared.decoded)
            };
            assert_eq!(read(false), read(true), "{text:?}");
        }
        assert!(good > TEXTS / 4, "{good} of {TEXTS}");
    }
}
