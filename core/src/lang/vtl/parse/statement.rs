//! Text, comments, escapes, and the choice between statements.

use smallvec::SmallVec;

use super::{Parsed, Parser};
use crate::lang::vtl::ast::{Arm, Assignment, At, Block, Expr, If, Node, Nodes, Reference};
use crate::lang::vtl::lex::{Kind, Token, push_stray};
use crate::lang::vtl::parts::Id;

/// The directives that Velocity has as plug-ins and AWS keeps.
pub(super) const DIRECTIVES: [&str; 8] =
    ["foreach", "define", "macro", "literal", "include", "parse", "break", "stop"];

/// The arms of one `#if`, while it is read.
type Arms = SmallVec<[Arm; 2]>;

impl Parser<'_, '_> {
    /// Statements up to a token that begins none.
    pub(super) fn statements(&mut self, nodes: &mut Nodes) -> Parsed<()> {
        loop {
            self.quick_statements(nodes)?;
            let token = self.peek(0)?;
            match token.kind {
                Kind::If => {
                    let node = self.nested(Self::if_statement)?;
                    nodes.push(node);
                }
                Kind::Identifier => self.print_reference(nodes)?,
                Kind::CurlyOpen if self.peek(1)?.kind == Kind::Identifier => self.print_reference(nodes)?,
                Kind::LineComment | Kind::BlockComment | Kind::FormalComment => self.comment(token, nodes)?,
                Kind::TextBlock => {
                    self.position += 1;
                    self.push_text(nodes, token.start + 3, token.end - 3);
                }
                Kind::Set => {
                    let node = self.nested(Self::set)?;
                    nodes.push(node);
                }
                Kind::EscapedDirective => self.escaped_directive(token, nodes),
                Kind::DoubleEscape => self.escapes(token, nodes)?,
                Kind::Word | Kind::BracketedWord => {
                    let node = self.nested(Self::directive)?;
                    nodes.extend(node);
                }
                Kind::Text
                | Kind::Dot
                | Kind::ParenOpen
                | Kind::ParenClose
                | Kind::Integer
                | Kind::Float
                | Kind::String
                | Kind::Escape
                | Kind::CurlyOpen
                | Kind::CurlyClose
                | Kind::EmptyIndex => self.text(token, nodes),
                _ => return Ok(()),
            }
        }
    }

    pub(super) fn block(&mut self) -> Parsed<Block> {
        let mut nodes = Nodes::new();
        self.statements(&mut nodes)?;
        Ok(self.shared.tree.nodes.keep(&nodes))
    }

    fn print_reference(&mut self, nodes: &mut Nodes) -> Parsed<()> {
        let reference = self.nested(Self::reference)?;
        nodes.push(Node::Reference(reference));
        Ok(())
    }

    fn text(&mut self, token: Token, nodes: &mut Nodes) {
        self.position += 1;
        if token.has_stray() {
            let mut text = String::new();
            push_stray(self.raw(token.stray, token.stray_end), &mut text);
            if !text.is_empty() {
                text.push_str(self.image(&token));
                let at = self.place(token.stray.min(token.start), token.end);
                nodes.push(self.altered(text, at));
                return;
            }
        }
        let start = if token.kind == Kind::Dot { token.end - 1 } else { token.start };
        self.push_text(nodes, start, token.end);
    }

    /// Adds text as it stands, joined with the text before it.
    pub(super) fn push_text(&mut self, nodes: &mut Nodes, start: u32, end: u32) {
        if start >= end {
            return;
        }
        if let super::Origin::Whole(at) = self.origin {
            let text = self.raw(start, end);
            nodes.push(self.altered(text, at));
            return;
        }
        let at = self.place(start, end);
        match nodes.last_mut() {
            Some(Node::Text(last)) if last.end == at.start => last.end = at.end,
            _ => nodes.push(Node::Text(at)),
        }
    }

    /// A text that differs from what stands in the template.
    pub(super) fn altered(&mut self, text: impl Into<Box<str>>, at: At) -> Node {
        Node::Altered(self.shared.tree.texts.push(text.into()), at)
    }

    fn comment(&mut self, token: Token, nodes: &mut Nodes) -> Parsed<()> {
        self.position += 1;
        let image = self.image(&token);
        if token.kind == Kind::LineComment {
            self.optional(Kind::LineCommentEnd)?;
        }
        let signs = image.find("##").or_else(|| image.find("#*")).unwrap_or(0);
        if signs > 0 {
            let end = token.start + u32::try_from(signs).unwrap_or(0);
            self.push_text(nodes, token.start, end);
        }
        Ok(())
    }

    fn escaped_directive(&mut self, token: Token, nodes: &mut Nodes) {
        self.position += 1;
        let image = self.image(&token);
        let last = image.rfind('\\').unwrap_or(0);
        let directive = image.get(last + 1..).unwrap_or_default();
        let name = directive.trim_start_matches('#');
        let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
        let known =
            matches!(name, "if" | "end" | "set" | "else" | "elseif" | "stop") || self.is_directive(name);
        let text = if known {
            format!("{}{directive}", image.get(..last / 2).unwrap_or_default())
        } else {
            image.to_owned()
        };
        self.rewrites.push((self.position - 1, text.clone()));
        nodes.push(self.altered(text, self.place_of(&token)));
    }

    fn is_directive(&self, name: &str) -> bool {
        DIRECTIVES.contains(&name) || self.shared.macros.iter().any(|declared| **declared == *name)
    }

    /// Backslashes in pairs: before a directive, each pair prints one.
    fn escapes(&mut self, first: Token, nodes: &mut Nodes) -> Parsed<()> {
        let mut last = first;
        let mut pairs = 0;
        while self.kind()? == Kind::DoubleEscape {
            last = self.take()?;
            pairs += (last.end - last.start) as usize / 2;
        }
        let next = self.peek(0)?;
        let mut control = matches!(next.kind, Kind::If | Kind::ElseIf | Kind::Else | Kind::EndDirective);
        let mut tag = self.image(&next).chars();
        tag.next();
        control |= self.is_directive(tag.as_str());
        let slash = if control { "\\" } else { "\\\\" };
        nodes.push(self.altered(slash.repeat(pairs), self.place(first.start, last.end)));
        Ok(())
    }

    fn if_statement(&mut self) -> Parsed<Node> {
        let start = self.peek(0)?.start;
        self.arms(self.place(start, start), Arms::new())
    }

    /// An `#if` whose first condition has been read.
    pub(super) fn if_after(&mut self, condition: Id<Expr>, at: At) -> Parsed<Node> {
        let block = self.block()?;
        let arms = Arms::from_slice(&[Arm { condition, block, at }]);
        if self.kind()? == Kind::ElseIf { self.arms(at, arms) } else { self.if_end(at, arms) }
    }

    /// The arms from here on, and what ends the whole; `at` is where the whole begins.
    fn arms(&mut self, at: At, mut arms: Arms) -> Parsed<Node> {
        loop {
            let first = self.position;
            self.take()?;
            self.optional(Kind::Blank)?;
            self.expect(Kind::ParenOpen, "`(`")?;
            let condition = self.expression()?.0;
            let condition = self.shared.tree.exprs.push(condition);
            self.expect(Kind::ParenClose, "`)`")?;
            let head = self.place_from(first);
            let block = self.block()?;
            arms.push(Arm { condition, block, at: head });
            if self.kind()? != Kind::ElseIf {
                return self.if_end(at, arms);
            }
        }
    }

    fn if_end(&mut self, at: At, arms: Arms) -> Parsed<Node> {
        let otherwise = if self.optional(Kind::Else)? { Some(self.block()?) } else { None };
        let end = self.expect(Kind::EndDirective, "`#end`")?;
        let at = At { start: at.start, end: self.place_of(&end).end };
        Ok(Node::If(If { arms: self.shared.tree.arms.keep(&arms), otherwise, at }))
    }

    fn set(&mut self) -> Parsed<Node> {
        let first = self.position;
        self.take()?;
        let (target, plain) = match self.quick_operand() {
            Some(target) => (target, true),
            None => self.set_target()?,
        };
        self.optional(Kind::Blank)?;
        self.expect(Kind::Assign, "`=`")?;
        let value = self.expression()?.0;
        self.expect(Kind::ParenClose, "`)`")?;
        self.lexer.leave_set();
        let at = self.trimmed(self.place_from(first));
        let stepped = !target.steps.is_empty();
        self.shared.mutates |= stepped;
        Ok(self.assignment(at, target, plain || stepped, value))
    }

    /// A `#set`.
    pub(super) fn assignment(&mut self, at: At, target: Reference, lands: bool, value: Expr) -> Node {
        let exprs = &mut self.shared.tree.exprs;
        let (target, value) = (exprs.push(Expr::Reference(target)), exprs.push(value));
        Node::Set(Assignment { at, target, lands, value })
    }

    /// What a `#set` sets, and whether it is written so that Velocity sets that variable.
    fn set_target(&mut self) -> Parsed<(Reference, bool)> {
        self.optional(Kind::Blank)?;
        let token = self.peek(0)?;
        let target = self.reference()?;
        let name = self.image(&token).trim_start_matches('\\').rsplit('$').next();
        Ok((target, name.is_some_and(|name| !name.starts_with(['{', '!']))))
    }

    /// Without the blanks that a directive's first and last token took.
    pub(super) fn trimmed(&self, at: At) -> At {
        let super::Origin::Offset(base) = self.origin else { return at };
        let text = self.raw(at.start - base, at.end - base);
        let front = u32::try_from(text.len() - text.trim_start().len()).unwrap_or(0);
        let back = u32::try_from(text.len() - text.trim_end().len()).unwrap_or(0);
        if front + back > at.end - at.start { at } else { At { start: at.start + front, end: at.end - back } }
    }
}
