//! Expressions as text that `terraform fmt` leaves as it is.

use std::fmt::Write as _;

use hcl::expr::{ObjectKey, Operation, TemplateExpr, TraversalOperator};

use super::Expr;
use super::literal::{push_escaped, push_heredoc, push_quoted_key};
use super::print::{INDENT, Place, Printer};

/// A list on one line is at most this long.
const LINE_LIMIT: usize = 100;

impl Printer<'_> {
    /// Writes an expression that stands in a line of this indentation.
    pub(super) fn expression(&mut self, expr: &Expr, indent: usize, place: Place) {
        match expr {
            Expr::Null => self.out.push_str("null"),
            Expr::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Expr::Number(value) => self.display(value),
            Expr::String(value) => self.string(value, indent, place),
            Expr::Array(values) => self.array(values, indent),
            Expr::Object(entries) => self.object(entries, indent, place),
            Expr::TemplateExpr(template) => match template.as_ref() {
                TemplateExpr::QuotedString(source) => self.out.extend(["\"", source, "\""]),
                TemplateExpr::Heredoc(_) => self.display(template),
            },
            Expr::Variable(name) => self.out.push_str(name.as_str()),
            Expr::Traversal(traversal) => {
                self.expression(&traversal.expr, indent, Place::Inside);
                traversal.operators.iter().for_each(|operator| self.step(operator, indent));
            }
            Expr::FuncCall(call) => {
                self.out.push_str(call.name.name.as_str());
                self.out.push('(');
                for (at, argument) in call.args.iter().enumerate() {
                    if at > 0 {
                        self.out.push_str(", ");
                    }
                    self.expression(argument, indent, Place::Inside);
                }
                self.out.push(')');
            }
            Expr::Parenthesis(inner) => {
                self.out.push('(');
                self.expression(inner, indent, Place::Inside);
                self.out.push(')');
            }
            Expr::Conditional(choice) => {
                self.expression(&choice.cond_expr, indent, Place::Inside);
                self.out.push_str(" ? ");
                self.expression(&choice.true_expr, indent, Place::Inside);
                self.out.push_str(" : ");
                self.expression(&choice.false_expr, indent, Place::Inside);
            }
            Expr::Operation(operation) => self.operation(operation, indent),
            other => self.out.push_str(&hcl::format::to_string(other).unwrap_or_default()),
        }
    }

    fn display(&mut self, value: &impl std::fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{value}");
    }

    fn operation(&mut self, operation: &Operation, indent: usize) {
        match operation {
            Operation::Unary(unary) => {
                self.display(&unary.operator);
                self.expression(&unary.expr, indent, Place::Inside);
            }
            Operation::Binary(binary) => {
                self.expression(&binary.lhs_expr, indent, Place::Inside);
                let _ = write!(self.out, " {} ", binary.operator);
                self.expression(&binary.rhs_expr, indent, Place::Inside);
            }
        }
    }

    fn step(&mut self, operator: &TraversalOperator, indent: usize) {
        match operator {
            TraversalOperator::GetAttr(name) => self.out.extend([".", name.as_str()]),
            TraversalOperator::Index(index) => {
                self.out.push('[');
                self.expression(index, indent, Place::Inside);
                self.out.push(']');
            }
            TraversalOperator::LegacyIndex(index) => {
                self.out.push('.');
                self.display(index);
            }
            TraversalOperator::AttrSplat => self.out.push_str(".*"),
            TraversalOperator::FullSplat => self.out.push_str("[*]"),
        }
    }

    fn string(&mut self, value: &str, indent: usize, place: Place) {
        if place == Place::Value && push_heredoc(self.out, value, indent) {
            return;
        }
        self.out.push('"');
        push_escaped(self.out, value);
        self.out.push('"');
    }

    /// On one line where that is short and none of the values has several.
    fn array(&mut self, values: &[Expr], indent: usize) {
        let (first, start) = (self.rows.len(), self.out.len());
        let mut tall = false;
        for value in values {
            self.begin(self.out.len());
            tall |= self.value(value, indent + INDENT, Place::Inside);
        }
        let end = self.out.len();
        let letters = self.out.get(start..).map_or(0, |text| text.chars().count());
        let flat = !tall && letters + 2 * values.len() <= LINE_LIMIT;
        self.out.push_str(if flat { "[" } else { "[\n" });
        let mut at = start;
        for number in first..self.rows.len() {
            let Some(value_end) = self.rows.get(number).map(|row| row.end) else { break };
            match flat {
                true if number > first => self.out.push_str(", "),
                true => {}
                false => self.indent(indent + INDENT),
            }
            self.out.extend_from_within(at..value_end);
            if !flat {
                self.out.push_str(",\n");
            }
            at = value_end;
        }
        if !flat {
            self.indent(indent);
        }
        self.out.push(']');
        self.rows.truncate(first);
        self.out.replace_range(start..end, "");
    }

    fn object(&mut self, entries: &hcl::expr::Object<ObjectKey, Expr>, indent: usize, place: Place) {
        if entries.is_empty() {
            self.out.push_str("{}");
            return;
        }
        self.out.push_str("{\n");
        let (first, start) = (self.rows.len(), self.out.len());
        for (key, value) in entries {
            let at = self.out.len();
            match key {
                ObjectKey::Identifier(name) => self.out.push_str(name.as_str()),
                ObjectKey::Expression(Expr::String(text)) => push_quoted_key(self.out, text),
                // One that was read has its parentheses.
                ObjectKey::Expression(expr @ Expr::Parenthesis(_)) => {
                    self.expression(expr, 0, Place::Inside);
                }
                ObjectKey::Expression(expr) => {
                    self.out.push('(');
                    self.expression(expr, 0, Place::Inside);
                    self.out.push(')');
                }
                _ => {}
            }
            self.begin(at);
            self.value(value, indent + INDENT, place);
        }
        self.flush(start, first, indent + INDENT);
        self.indent(indent);
        self.out.push('}');
    }
}
