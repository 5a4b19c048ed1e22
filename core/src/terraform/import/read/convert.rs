//! What `hcl-edit` parsed as the expressions that are computed.

use std::rc::Rc;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ObjectKey, TraversalOperator};
use hcl_edit::structure::{Body, Structure};

use super::template;
use super::tree::{Block, Call, Expr, For, Key, Kind, Step, StepKind};
use super::value::{Val, number, number_text};
use crate::base::Span;

/// The blocks and arguments of a body. `text` is what was parsed, and `base` where that begins in its file.
pub(super) struct Converter<'t> {
    pub text: &'t str,
    pub base: usize,
}

impl Converter<'_> {
    /// A body's arguments and blocks, as the content of a block without a name.
    pub(super) fn body(&self, body: &Body) -> Block {
        let mut block = Block::default();
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    let value = self.expression(&attribute.value);
                    block.arguments.push((attribute.key.as_str().into(), value));
                }
                Structure::Block(inner) => {
                    let mut made = self.body(&inner.body);
                    made.span = self.span(inner.span());
                    made.word = inner.ident.as_str().to_owned();
                    made.labels = inner.labels.iter().map(|label| label.as_str().to_owned()).collect();
                    block.blocks.push(made);
                }
            }
        }
        block
    }

    /// One expression.
    pub(super) fn expression(&self, expression: &Expression) -> Expr {
        let mut span = self.span(expression.span());
        let kind = match expression {
            Expression::Null(_) => Kind::Literal(Val::Null),
            Expression::Bool(value) => Kind::Literal(Val::Bool(*value.value())),
            Expression::Number(value) => Kind::Literal(self.number(value.value())),
            Expression::String(value) => Kind::Literal(Val::text(value.value())),
            Expression::Array(values) => {
                Kind::List(values.iter().map(|value| self.expression(value)).collect())
            }
            Expression::Object(entries) => Kind::Object(
                entries.iter().map(|(key, value)| (self.key(key), self.expression(value.expr()))).collect(),
            ),
            Expression::StringTemplate(inner) => Kind::Template(template::quoted(self, inner)),
            Expression::HeredocTemplate(heredoc) => {
                let head = self.text.get(heredoc.span().unwrap_or_default()).unwrap_or_default();
                Kind::Template(template::heredoc(self, &heredoc.template, head.starts_with("<<-")))
            }
            Expression::Parenthesis(inner) => Kind::Inside(Box::new(self.expression(inner.inner()))),
            Expression::Variable(name) => Kind::Name(name.as_str().into()),
            Expression::Conditional(choice) => Kind::Choice(Box::new([
                self.expression(&choice.cond_expr),
                self.expression(&choice.true_expr),
                self.expression(&choice.false_expr),
            ])),
            Expression::FuncCall(call) => {
                let spaces = call.name.namespace.iter().map(|part| part.as_str());
                let name = spaces.chain([call.name.name.as_str()]).collect::<Vec<_>>().join("::");
                let arguments = call.args.iter().map(|value| self.expression(value)).collect();
                Kind::Call(Call { name: name.into(), arguments, spread: call.args.expand_final() })
            }
            Expression::Traversal(path) => {
                let steps = path.operators.iter().map(|step| self.step(step.value()));
                Kind::Path(Box::new(self.expression(&path.expr)), steps.collect())
            }
            Expression::UnaryOp(unary) => {
                Kind::Unary(*unary.operator.value(), Box::new(self.expression(&unary.expr)))
            }
            Expression::BinaryOp(binary) => {
                let sides = [self.expression(&binary.lhs_expr), self.expression(&binary.rhs_expr)];
                // Inner operations of a chain come without a place of their own.
                if expression.span().is_none() {
                    span = Span { start: sides[0].span.start, end: sides[1].span.end };
                }
                Kind::Binary(*binary.operator.value(), Box::new(sides))
            }
            Expression::ForExpr(each) => Kind::For(Box::new(For {
                key_name: each.intro.key_var.as_ref().map(|name| name.as_str().into()),
                value_name: each.intro.value_var.as_str().into(),
                over: self.expression(&each.intro.collection_expr),
                key: each.key_expr.as_ref().map(|key| self.expression(key)),
                value: self.expression(&each.value_expr),
                grouped: each.grouping,
                condition: each.cond.as_ref().map(|condition| self.expression(&condition.expr)),
            })),
        };
        Expr { span, kind }
    }

    pub(super) fn span(&self, range: Option<std::ops::Range<usize>>) -> Span {
        let range = range.unwrap_or_default();
        Span { start: self.base + range.start, end: self.base + range.end }
    }

    fn number(&self, value: &hcl_edit::Number) -> Val {
        let exact = value.as_i64().map(Into::into).or_else(|| value.as_u64().map(Into::into));
        let parsed = exact.or_else(|| value.as_f64().and_then(number));
        parsed.map_or(Val::Null, Val::Number)
    }

    fn key(&self, key: &ObjectKey) -> Key {
        match key {
            ObjectKey::Ident(name) => Key::Name(name.as_str().into()),
            ObjectKey::Expression(expression) => match self.expression(expression) {
                Expr { kind: Kind::Literal(Val::Text(text)), .. } => Key::Name(text),
                Expr { kind: Kind::Literal(Val::Number(number)), .. } => {
                    Key::Name(number_text(&number).into())
                }
                // `null`, `true` and `false` are names here.
                Expr { kind: Kind::Literal(Val::Null), .. } => Key::Name("null".into()),
                Expr { kind: Kind::Literal(value), .. } => Key::Name(value.as_text().unwrap_or_default()),
                other => Key::Computed(other),
            },
        }
    }

    fn step(&self, step: &TraversalOperator) -> Step {
        let kind = match step {
            TraversalOperator::GetAttr(name) => StepKind::Attribute(name.as_str().into()),
            TraversalOperator::Index(index) => StepKind::Index(self.expression(index)),
            TraversalOperator::LegacyIndex(index) => {
                let kind = Kind::Literal(Val::Number((*index.value()).into()));
                StepKind::Index(Expr { span: self.span(index.span()), kind })
            }
            TraversalOperator::FullSplat(_) => StepKind::Full,
            TraversalOperator::AttrSplat(_) => StepKind::Attributes,
        };
        Step { kind }
    }
}

/// A name that is bound somewhere.
pub(super) fn name(ident: &hcl_edit::Decorated<hcl_edit::Ident>) -> Rc<str> {
    ident.as_str().into()
}
