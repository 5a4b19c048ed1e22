//! Blocks and expressions as text that `terraform fmt` leaves as it is.

use hcl::expr::{ObjectKey, Operation, TemplateExpr, TraversalOperator};

use super::Expr;
use super::literal::{escaped, heredoc, is_bare_key, quoted_key};
use crate::base::Span;

/// Spaces a level.
const INDENT: usize = 2;
/// A list on one line is at most this long.
const LINE_LIMIT: usize = 100;

/// A block's text, without a line break at its end.
pub(in crate::terraform) fn block_text(block: &hcl::Block) -> String {
    let mut out = String::new();
    push_block(&mut out, block, 0);
    out
}

/// An expression's text where it begins a line.
pub(in crate::terraform) fn expression_text(expr: &Expr) -> String {
    expression(expr, 0, Place::Inside)
}

fn push_block(out: &mut String, block: &hcl::Block, indent: usize) {
    push_indent(out, indent);
    out.push_str(block.identifier());
    for label in block.labels() {
        out.extend([" \"", &escaped(label.as_str()), "\""]);
    }
    if block.body().0.is_empty() {
        out.push_str(" {}");
        return;
    }
    out.push_str(" {\n");
    // A variable's default is a constant: Terraform allows no function there.
    let place = if block.identifier() == "variable" { Place::Inside } else { Place::Value };
    push_body(out, block.body(), indent + INDENT, place);
    push_indent(out, indent);
    out.push('}');
}

/// What stands before a line decides whether a blank line parts them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Tall,
}

fn push_body(out: &mut String, body: &hcl::Body, indent: usize, place: Place) {
    let mut before = None;
    let mut run: Vec<(String, String)> = Vec::new();
    for structure in body.iter() {
        let (shape, attribute) = match structure {
            hcl::Structure::Attribute(attribute) => {
                let value = expression(attribute.expr(), indent, place);
                (shape(&value), Some((attribute.key().to_owned(), value)))
            }
            hcl::Structure::Block(_) => (Shape::Tall, None),
        };
        if before.is_some_and(|before| before == Shape::Tall || shape == Shape::Tall) {
            flush(out, &mut run, indent);
            out.push('\n');
        }
        match (structure, attribute) {
            (hcl::Structure::Block(block), _) => {
                push_block(out, block, indent);
                out.push('\n');
            }
            (_, Some(attribute)) => run.push(attribute),
            _ => {}
        }
        before = Some(shape);
    }
    flush(out, &mut run, indent);
}

fn shape(value: &str) -> Shape {
    if value.contains('\n') { Shape::Tall } else { Shape::Line }
}

/// Whether a formatter sees the line of this value as one that lines up with its neighbours.
fn lines_up(value: &str) -> bool {
    !value.contains('\n') || value.starts_with("<<")
}

/// Writes `key = value` lines with the equals signs of neighbours in one column.
fn flush(out: &mut String, run: &mut Vec<(String, String)>, indent: usize) {
    let mut rest = run.as_slice();
    while let Some((first, _)) = rest.first() {
        let count = rest.iter().take_while(|(_, value)| lines_up(value)).count();
        let (chain, after) = rest.split_at(count.max(1));
        let width = chain.iter().map(|(key, _)| key.chars().count()).max().unwrap_or(first.len());
        for (key, value) in chain {
            push_indent(out, indent);
            out.push_str(key);
            push_indent(out, width - key.chars().count());
            out.extend([" = ", value, "\n"]);
        }
        rest = after;
    }
    run.clear();
}

/// A `locals` block that holds one map, and where each entry of it stands. Entries come with the lines above them.
pub(in crate::terraform) fn map_text(name: &str, entries: &[(&str, &str, &Expr)]) -> (String, Vec<Span>) {
    let inner = INDENT * 2;
    let rows: Vec<(String, String)> = entries
        .iter()
        .map(|(key, _, value)| {
            let key = if is_bare_key(key) { (*key).to_owned() } else { quoted_key(key) };
            (key, expression(value, inner, Place::Value))
        })
        .collect();
    let mut out = format!("locals {{\n{:INDENT$}{name} = {{\n", "");
    let mut spans = Vec::with_capacity(rows.len());
    let mut at = 0;
    while let Some(rest) = rows.get(at..).filter(|rest| !rest.is_empty()) {
        let comment = entries.get(at).map(|(_, comment, _)| *comment).unwrap_or_default();
        for line in comment.lines() {
            push_indent(&mut out, inner);
            out.extend(["# ", line.trim_end(), "\n"]);
        }
        // A line above an entry parts it from those before.
        let bare = |more: &usize| entries.get(at + more).is_none_or(|(_, comment, _)| comment.is_empty());
        let one_line = |(_, value): &(String, String)| shape(value) == Shape::Line;
        let count = 1
            + (1..rest.len()).take_while(|more| bare(more) && rest.get(*more).is_some_and(one_line)).count()
                * usize::from(rest.first().is_some_and(one_line));
        let chain = rest.get(..count).unwrap_or_default();
        let width = chain.iter().map(|(key, _)| key.chars().count()).max().unwrap_or_default();
        for (key, value) in chain {
            push_indent(&mut out, inner);
            let start = out.len();
            out.push_str(key);
            push_indent(&mut out, width - key.chars().count());
            out.extend([" = ", value]);
            spans.push(Span { start, end: out.len() });
            out.push('\n');
        }
        at += count;
    }
    push_indent(&mut out, INDENT);
    out.push_str("}\n}");
    (out, spans)
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// After an equals sign, where a heredoc may begin.
    Value,
    /// In a list, a call or a constant.
    Inside,
}

fn expression(expr: &Expr, indent: usize, place: Place) -> String {
    let inside = |expr: &Expr| expression(expr, indent, Place::Inside);
    match expr {
        Expr::Null => "null".to_owned(),
        Expr::Bool(value) => value.to_string(),
        Expr::Number(value) => value.to_string(),
        Expr::String(value) => string(value, indent, place),
        Expr::Array(values) => array(values, indent),
        Expr::Object(entries) => object(entries, indent, place),
        Expr::TemplateExpr(template) => match template.as_ref() {
            TemplateExpr::QuotedString(source) => format!("\"{source}\""),
            TemplateExpr::Heredoc(_) => format!("{template}"),
        },
        Expr::Variable(name) => name.to_string(),
        Expr::Traversal(traversal) => {
            let mut out = inside(&traversal.expr);
            for operator in &traversal.operators {
                out.push_str(&step(operator, indent));
            }
            out
        }
        Expr::FuncCall(call) => {
            let arguments: Vec<String> = call.args.iter().map(inside).collect();
            format!("{}({})", call.name.name, arguments.join(", "))
        }
        Expr::Parenthesis(inner) => format!("({})", inside(inner)),
        Expr::Conditional(choice) => format!(
            "{} ? {} : {}",
            inside(&choice.cond_expr),
            inside(&choice.true_expr),
            inside(&choice.false_expr)
        ),
        Expr::Operation(operation) => match operation.as_ref() {
            Operation::Unary(unary) => format!("{}{}", unary.operator, inside(&unary.expr)),
            Operation::Binary(binary) => {
                format!("{} {} {}", inside(&binary.lhs_expr), binary.operator, inside(&binary.rhs_expr))
            }
        },
        other => hcl::format::to_string(other).unwrap_or_default(),
    }
}

fn step(operator: &TraversalOperator, indent: usize) -> String {
    match operator {
        TraversalOperator::GetAttr(name) => format!(".{name}"),
        TraversalOperator::Index(index) => format!("[{}]", expression(index, indent, Place::Inside)),
        TraversalOperator::LegacyIndex(index) => format!(".{index}"),
        TraversalOperator::AttrSplat => ".*".to_owned(),
        TraversalOperator::FullSplat => "[*]".to_owned(),
    }
}

fn string(value: &str, indent: usize, place: Place) -> String {
    let long = if place == Place::Value { heredoc(value, indent) } else { None };
    long.unwrap_or_else(|| format!("\"{}\"", escaped(value)))
}

fn array(values: &[Expr], indent: usize) -> String {
    let flat: Vec<String> =
        values.iter().map(|value| expression(value, indent + INDENT, Place::Inside)).collect();
    let length: usize = flat.iter().map(|value| value.chars().count() + 2).sum();
    if length <= LINE_LIMIT && flat.iter().all(|value| shape(value) == Shape::Line) {
        return format!("[{}]", flat.join(", "));
    }
    let mut out = String::from("[\n");
    for value in flat {
        push_indent(&mut out, indent + INDENT);
        out.extend([&value, ",\n"]);
    }
    push_indent(&mut out, indent);
    out.push(']');
    out
}

fn object(entries: &hcl::expr::Object<ObjectKey, Expr>, indent: usize, place: Place) -> String {
    if entries.is_empty() {
        return "{}".to_owned();
    }
    let inner = indent + INDENT;
    let mut run: Vec<(String, String)> =
        entries.iter().map(|(key, value)| (object_key(key), expression(value, inner, place))).collect();
    let mut out = String::from("{\n");
    flush(&mut out, &mut run, inner);
    push_indent(&mut out, indent);
    out.push('}');
    out
}

fn object_key(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Identifier(name) => name.to_string(),
        ObjectKey::Expression(Expr::String(text)) => quoted_key(text),
        ObjectKey::Expression(expr) => format!("({})", expression(expr, 0, Place::Inside)),
        _ => String::new(),
    }
}

fn push_indent(out: &mut String, columns: usize) {
    out.extend(std::iter::repeat_n(' ', columns));
}
