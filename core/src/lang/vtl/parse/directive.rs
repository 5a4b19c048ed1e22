//! `#foreach`, `#define`, `#break` and the like, and what only looks like a directive.

use super::statement::DIRECTIVES;
use super::{Parsed, Parser};
use crate::lang::vtl::ast::{At, Block, Expr, Foreach, Node, Reference};
use crate::lang::vtl::error::ParseError;
use crate::lang::vtl::lex::{Kind, Token};
use crate::lang::vtl::parts::{Id, Run};

/// An argument of a directive, and the index of its first token.
struct Argument {
    value: Expr,
    first: usize,
}

/// What was read before a directive's block.
struct Head {
    first: usize,
    token: Token,
    arguments: Vec<Argument>,
    at: At,
}

impl<'t> Parser<'t, '_> {
    /// A directive or a word that is printed; nothing for what AWS swallows.
    pub(super) fn directive(&mut self) -> Parsed<Option<Node>> {
        let first = self.position;
        let token = self.take()?;
        let image = self.image(&token);
        let name = match token.kind {
            Kind::BracketedWord => image.get(2..image.len() - 1).unwrap_or_default(),
            _ => image.get(1..).unwrap_or_default(),
        };
        self.lexer.enter_directive();
        let known = DIRECTIVES.contains(&name);
        if !self.lexer.paren_follows() {
            return self.bare(name, first, &token);
        }
        self.optional(Kind::Blank)?;
        self.expect(Kind::ParenOpen, "`(`")?;
        let arguments = self.arguments(name, known, &token)?;
        self.optional(Kind::Blank)?;
        self.expect(Kind::ParenClose, "`)`")?;
        let at = self.trimmed(self.place_from(first));
        let head = Head { first, token, arguments, at };
        match name {
            "foreach" => self.foreach(head),
            "define" => self.define(head),
            "macro" => self.declared_macro(head),
            "literal" => self.verbatim(head),
            _ if name.starts_with('@') => {
                self.block()?;
                self.expect(Kind::EndDirective, "`#end`")?;
                Ok(Some(self.printed(first)))
            }
            _ if known => self.line(name, head),
            _ => Ok(Some(self.printed(first))),
        }
    }

    fn bare(&mut self, name: &'t str, first: usize, token: &Token) -> Parsed<Option<Node>> {
        self.lexer.leave_directive();
        let at = self.place_of(token);
        match name {
            "foreach" | "define" | "macro" | "literal" => Err(ParseError::no_arguments(name, at)),
            "break" => Ok(Some(Node::Break(Id::NONE, at))),
            "stop" => Ok(Some(Node::Stop(Id::NONE, at))),
            "parse" => Ok(Some(self.failing("parse", at))),
            "include" => Ok(None),
            _ if name.starts_with('@') => {
                let text = format!("#{name}");
                Ok(Some(self.altered(text, at)))
            }
            _ => Ok(Some(self.printed(first))),
        }
    }

    /// The tokens from `first` on, as they stand.
    fn printed(&mut self, first: usize) -> Node {
        self.altered(self.literal(first, self.position, false), self.place_from(first))
    }

    fn failing(&mut self, name: &str, at: At) -> Node {
        Node::Fail(self.shared.tree.texts.push(name.into()), at)
    }

    fn arguments(&mut self, name: &str, known: bool, token: &Token) -> Parsed<Vec<Argument>> {
        let mut arguments = Vec::new();
        loop {
            let next = self.kind()?;
            if next == Kind::ParenClose || (next == Kind::Blank && self.peek(1)?.kind == Kind::ParenClose) {
                return Ok(arguments);
            }
            self.optional(Kind::Blank)?;
            if self.optional(Kind::Comma)? {
                self.optional(Kind::Blank)?;
            }
            let first = self.position;
            let kind = self.kind()?;
            let value = self.nested(Self::argument)?;
            let is_macro_name = name == "macro" && arguments.is_empty();
            let may_be_word = !known || is_macro_name || (name == "foreach" && arguments.len() == 1);
            if (kind == Kind::Word && !may_be_word) || (kind != Kind::Word && is_macro_name) {
                return Err(ParseError::wrong_argument(name, arguments.len(), self.place_of(token)));
            }
            arguments.push(Argument { value, first });
        }
    }

    fn argument(&mut self) -> Parsed<Expr> {
        if self.kind()? == Kind::Word {
            self.take()?;
            return Ok(Expr::Word);
        }
        self.value().map(|(value, _)| value)
    }

    fn end_block(&mut self) -> Parsed<Block> {
        let block = self.block()?;
        self.expect(Kind::EndDirective, "`#end`")?;
        Ok(block)
    }

    fn foreach(&mut self, head: Head) -> Parsed<Option<Node>> {
        let id = self.shared.loops;
        self.shared.loops += 1;
        let mut block = self.end_block()?;
        let count = head.arguments.len();
        let mut values = head.arguments.into_iter().map(|argument| argument.value);
        let slot = match values.next() {
            Some(Expr::Reference(reference)) => Some(reference.slot),
            _ => None,
        };
        // With two arguments, Velocity takes the block for the list, which has no items.
        let list = match count {
            2 => Some(Expr::Word),
            _ => values.nth(1),
        };
        let tree = &mut self.shared.tree;
        let list = list.map_or(Id::NONE, |list| tree.exprs.push(list));
        // With more arguments than it knows, Velocity takes the fourth for the body.
        if let Some(fourth) = values.next() {
            block = match fourth {
                Expr::Reference(reference) => tree.nodes.keep(&[Node::Reference(reference)]),
                _ => Run::default(),
            };
        }
        let statement = tree.loops.push(Foreach { slot, list, block, head: head.at, id });
        Ok(Some(Node::Foreach(statement, head.at)))
    }

    fn define(&mut self, head: Head) -> Parsed<Option<Node>> {
        let block = self.end_block()?;
        if head.arguments.len() != 1 {
            return Err(ParseError::no_arguments("define", head.at));
        }
        let slot = head.arguments.first().and_then(|argument| self.define_slot(argument));
        let defined = self.shared.tree.defined.push(block);
        Ok(Some(Node::Define(slot, defined, head.at)))
    }

    /// Velocity takes the first token without its first sign for the name, so `${x}` defines nothing of use.
    fn define_slot(&self, argument: &Argument) -> Option<u32> {
        let Expr::Reference(Reference { slot, .. }) = &argument.value else { return None };
        let token = self.tokens.get(argument.first)?;
        let sign = self.image(token).rsplit('$').next()?;
        (!sign.starts_with(['{', '!'])).then_some(*slot)
    }

    /// AWS does not let a template declare macros: the declaration prints nothing.
    fn declared_macro(&mut self, head: Head) -> Parsed<Option<Node>> {
        self.end_block()?;
        let Some(first) = head.arguments.first() else {
            return Err(ParseError::no_arguments("macro", head.at));
        };
        if let Some(token) = self.tokens.get(first.first) {
            self.shared.macros.push(self.image(token).into());
        }
        Ok(None)
    }

    fn verbatim(&mut self, head: Head) -> Parsed<Option<Node>> {
        let begin = self.position;
        self.block()?;
        let end = self.position;
        self.expect(Kind::EndDirective, "`#end`")?;
        let (from, to) = match head.arguments.first() {
            Some(argument) => (argument.first, argument.first + 1),
            None => (begin, end),
        };
        if from >= to {
            return Err(ParseError::no_arguments("literal", head.at));
        }
        Ok(Some(self.altered(self.literal(from, to, true), self.place_from(head.first))))
    }

    fn line(&mut self, name: &str, head: Head) -> Parsed<Option<Node>> {
        let at = head.at;
        let count = head.arguments.len();
        if count > 1 && matches!(name, "break" | "stop") {
            return Err(ParseError::wrong_argument(name, 1, self.place_of(&head.token)));
        }
        let argument = head.arguments.into_iter().next().map(|argument| argument.value);
        let argument = argument.map_or(Id::NONE, |value| self.shared.tree.exprs.push(value));
        Ok(match name {
            "break" => Some(Node::Break(argument, at)),
            "stop" => Some(Node::Stop(argument, at)),
            "include" if count == 0 => None,
            _ => Some(self.failing(name, at)),
        })
    }
}
