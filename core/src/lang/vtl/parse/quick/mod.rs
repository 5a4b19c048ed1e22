//! The common forms, read straight from the text: runs of text, `$name.property`, `$name.method('text', $other)`.
//!
//! What begins so and goes on in any other way is left to the lexer and the grammar, which know every form; what is
//! read here has to give the same tree, which the tests compare. One token stands for all that was read, because
//! the text of tokens is what Velocity prints for some of them.

pub(in crate::lang::vtl) mod forms;
mod scan;

use std::num::NonZeroUsize;

use super::{Parsed, Parser};
use crate::lang::vtl::ast::{Assignment, Binary, Expr, Node, Nodes, Reference};
use crate::lang::vtl::lex::shape::{blanks_and_line_end, byte, set_directive};
use crate::lang::vtl::lex::{Kind, State, Token};
use crate::lang::vtl::parts::Id;
use forms::{DEPTH, Place, closing, comparison, skip, text_len};

impl Parser<'_, '_> {
    /// Reads as many statements as are common ones.
    pub(super) fn quick_statements(&mut self, nodes: &mut Nodes) -> Parsed<()> {
        let mut begun = false;
        while self.is_quick(State::Default) {
            let start = self.lexer.at();
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            let end = match byte(rest, 0) {
                b'$' => {
                    let scan = |parser: &mut Self| parser.scan_reference(start, Place::Text, DEPTH);
                    let Some(found) = self.or_undone(scan) else { return Ok(()) };
                    nodes.push(Node::Reference(self.found(start, found)));
                    found.end.get() as usize
                }
                b'\\' => return Ok(()),
                b'#' if rest.starts_with(b"#if(") => {
                    let Some((condition, end)) = self.or_undone(|parser| parser.quick_head(start)) else {
                        return Ok(());
                    };
                    self.quick_token(Kind::Text, start, end);
                    begun = false;
                    let at = self.quick_place(start, end);
                    let node = self.nested(|parser| parser.if_after(condition, at))?;
                    nodes.push(node);
                    continue;
                }
                b'#' | b' ' | b'\t' if set_directive(rest).is_some() => {
                    match self.or_undone(|parser| parser.quick_set(nodes, start)) {
                        Some(end) => end.get(),
                        None => return Ok(()),
                    }
                }
                b'#' => return self.quick_end(start),
                _ => {
                    let end = start + text_len(rest);
                    self.push_text(nodes, start as u32, end as u32);
                    end
                }
            };
            self.quick_more(&mut begun, start, end);
            if end == self.text.len() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Takes bytes with the token that the first of these statements began.
    fn quick_more(&mut self, begun: &mut bool, start: usize, end: usize) {
        match self.tokens.last_mut() {
            Some(token) if *begun => {
                token.end = end as u32;
                self.lexer.go_to(end);
            }
            _ => {
                self.quick_token(Kind::Text, start, end);
                *begun = true;
            }
        }
    }

    /// `#end` and `#else`, which are left for the statement that they belong to.
    fn quick_end(&mut self, start: usize) -> Parsed<()> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        if let Some((kind, len)) = closing(rest) {
            self.tokens.push(Token::plain(kind, start, start + len));
            self.lexer.go_to(start + len);
        }
        Ok(())
    }

    /// `#set($name = operand)` with the blanks before it and what it takes behind it; where that ends.
    fn quick_set(&mut self, nodes: &mut Nodes, start: usize) -> Option<NonZeroUsize> {
        let bytes = self.text.as_bytes();
        let from = skip(bytes, start + set_directive(bytes.get(start..)?)?);
        let found = self.scan_reference(from, Place::Expression, DEPTH)?;
        let target = self.found(from, found);
        let sign = skip(bytes, found.end.get() as usize);
        if byte(bytes, sign) != b'=' || byte(bytes, sign + 1) == b'=' {
            return None;
        }
        let target_id = self.shared.tree.exprs.push(Expr::Reference(target));
        let (value, end) = self.scan_operand(sign + 1)?;
        if byte(bytes, end) != b')' {
            return None;
        }
        let at = self.quick_place(skip(bytes, start), end + 1);
        self.shared.mutates |= !target.steps.is_empty();
        nodes.push(Node::Set(Assignment { at, target: target_id, lands: true, value }));
        NonZeroUsize::new(end + 1 + blanks_and_line_end(bytes, end + 1))
    }

    /// `#if(operand)` or `#if(operand < operand)`: the condition, and where the block begins.
    fn quick_head(&mut self, start: usize) -> Option<(Id<Expr>, usize)> {
        let bytes = self.text.as_bytes();
        let (left, end) = self.scan_operand(start + 4)?;
        let (operator, len) = comparison(bytes.get(end..).unwrap_or_default())?;
        let (condition, end) = match operator {
            None => (left, end),
            Some(operator) => {
                let (right, end) = self.scan_operand(end + len)?;
                let whole = Expr::Binary(Binary { operator, left, right, texts: Id::NONE });
                (self.shared.tree.exprs.push(whole), end)
            }
        };
        (byte(bytes, end) == b')').then(|| (condition, end + 1 + blanks_and_line_end(bytes, end + 1)))
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

    /// What `read` reads; without it, nothing that it kept on the way.
    fn or_undone<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let tree = &self.shared.tree;
        let (exprs, steps, literals) = (tree.exprs.len(), tree.steps.len(), tree.literals);
        let found = read(self);
        if found.is_none() {
            let tree = &mut self.shared.tree;
            tree.exprs.truncate(exprs);
            tree.steps.truncate(steps);
            tree.literals = literals;
        }
        found
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
        let found = self.or_undone(|parser| parser.scan_reference(start, place, DEPTH))?;
        self.quick_token(Kind::Identifier, start, found.end.get() as usize);
        Some(self.found(start, found))
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::vtl::parse::dump::dump;
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
                let tree = block.map(|nodes| dump(&shared.tree, &nodes));
                format!("{tree:?} {:?} {:?} {}", shared.names, shared.decoded, shared.tree.literals)
            };
            assert_eq!(read(false), read(true), "{text:?}");
        }
        assert!(good > TEXTS / 4, "{good} of {TEXTS}");
    }
}
