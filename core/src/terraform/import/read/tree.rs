//! Expressions as they are computed, with the places of their text.

use std::rc::Rc;

use hcl_edit::expr::{BinaryOperator, UnaryOperator};

use super::value::Val;
use crate::base::Span;

/// An expression.
#[derive(Clone, Debug)]
pub(super) struct Expr {
    pub span: Span,
    pub kind: Kind,
}

/// What an expression does.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Literal(Val),
    Template(Vec<Piece>),
    List(Vec<Expr>),
    Object(Vec<(Key, Expr)>),
    /// `name`, without anything after it.
    Name(Rc<str>),
    /// `base.name[index]`.
    Path(Box<Expr>, Vec<Step>),
    Call(Call),
    Choice(Box<[Expr; 3]>),
    Unary(UnaryOperator, Box<Expr>),
    Binary(BinaryOperator, Box<[Expr; 2]>),
    For(Box<For>),
    /// Between parentheses.
    Inside(Box<Expr>),
}

/// The key of an object's entry.
#[derive(Clone, Debug)]
pub(super) enum Key {
    Name(Rc<str>),
    Computed(Expr),
}

/// A step of a path.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub kind: StepKind,
}

/// What a step leads to.
#[derive(Clone, Debug)]
pub(super) enum StepKind {
    Attribute(Rc<str>),
    Index(Expr),
    /// `[*]`: all that follows is done for each element.
    Full,
    /// `.*`: the attributes that follow are taken of each element.
    Attributes,
}

/// A call of a function.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub name: Rc<str>,
    pub arguments: Vec<Expr>,
    /// Whether `...` stands behind the last argument.
    pub spread: bool,
}

/// `[for k, v in over : value if condition]`, `{for k, v in over : key => value...}`.
#[derive(Clone, Debug)]
pub(super) struct For {
    pub key_name: Option<Rc<str>>,
    pub value_name: Rc<str>,
    pub over: Expr,
    pub key: Option<Expr>,
    pub value: Expr,
    pub grouped: bool,
    pub condition: Option<Expr>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(Rc<str>),
    Value(Expr),
    If(Expr, Vec<Piece>, Vec<Piece>),
    For(Box<TemplateFor>),
}

/// `%{ for k, v in over }…%{ endfor }`.
#[derive(Clone, Debug)]
pub(super) struct TemplateFor {
    pub key_name: Option<Rc<str>>,
    pub value_name: Rc<str>,
    pub over: Expr,
    pub body: Vec<Piece>,
}

/// A block with its arguments and blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub span: Span,
    pub word: String,
    pub labels: Vec<String>,
    pub arguments: Vec<(Rc<str>, Expr)>,
    pub blocks: Vec<Block>,
}

impl Block {
    pub(super) fn argument(&self, name: &str) -> Option<&Expr> {
        self.arguments.iter().find(|(key, _)| key.as_ref() == name).map(|(_, value)| value)
    }

    pub(super) fn label(&self, number: usize) -> &str {
        self.labels.get(number).map_or("", String::as_str)
    }
}

impl Expr {
    /// The text of the expression.
    pub(super) fn source<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.start..self.span.end).unwrap_or_default()
    }

    /// Visits every expression that is part of this one.
    pub(super) fn each_part<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        match &self.kind {
            Kind::Literal(_) | Kind::Name(_) => {}
            Kind::Template(pieces) => pieces.iter().for_each(|piece| piece.each_part(visit)),
            Kind::List(values) => values.iter().for_each(visit),
            Kind::Object(entries) => {
                for (key, value) in entries {
                    if let Key::Computed(key) = key {
                        visit(key);
                    }
                    visit(value);
                }
            }
            Kind::Path(base, steps) => {
                visit(base);
                for step in steps {
                    if let StepKind::Index(index) = &step.kind {
                        visit(index);
                    }
                }
            }
            Kind::Call(call) => call.arguments.iter().for_each(visit),
            Kind::Choice(parts) => parts.iter().for_each(visit),
            Kind::Unary(_, inner) | Kind::Inside(inner) => visit(inner),
            Kind::Binary(_, sides) => sides.iter().for_each(visit),
            Kind::For(each) => {
                visit(&each.over);
                [&each.key, &each.condition].into_iter().flatten().for_each(&mut *visit);
                visit(&each.value);
            }
        }
    }
}

impl Piece {
    fn each_part<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        match self {
            Self::Text(_) => {}
            Self::Value(value) => visit(value),
            Self::If(condition, yes, no) => {
                visit(condition);
                yes.iter().chain(no).for_each(|piece| piece.each_part(visit));
            }
            Self::For(each) => {
                visit(&each.over);
                each.body.iter().for_each(|piece| piece.each_part(visit));
            }
        }
    }
}
