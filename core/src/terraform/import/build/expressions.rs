//! The expressions of a block's arguments as texts that can be written again.

use hcl::Expression;
use hcl::expr::TemplateExpr;
use hcl_edit::Span as _;
use hcl_edit::structure::Body;

use super::variables::body;
use crate::terraform::export::{each, is_expression};
use crate::terraform::syntax::expression_text;

/// The arguments of a block, by path.
pub(super) fn arguments(text: &str) -> Vec<(String, String)> {
    let Some(mut body) = body(text) else { return Vec::new() };
    let mut all: Option<Vec<String>> = None;
    let (mut found, mut at) = (Vec::new(), 0);
    each(&mut body, "", &mut |path, expr| {
        let again =
            written_text(expr).or_else(|| all.get_or_insert_with(|| as_written(text)).get(at).cloned());
        found.extend(again.filter(|text| is_expression(text)).map(|text| (path.to_owned(), text)));
        at += 1;
    });
    found
}

/// An expression's text in the form that it is read back in; none where it would not be the same.
fn written_text(expr: &Expression) -> Option<String> {
    let is_heredoc =
        matches!(expr, Expression::TemplateExpr(one) if matches!(**one, TemplateExpr::Heredoc(_)));
    if !is_heredoc {
        let text = expression_text(expr);
        return (!has_breaks(expr) && read(&text).as_ref() == Some(expr)).then_some(text);
    }
    // One that takes its lines' spaces away is one that does not, once they are gone.
    hcl::format::to_string(&read(&hcl::format::to_string(expr).ok()?)?).ok()
}

/// Whether a quoted text in it has line breaks, which Terraform wants to be written as `\n`.
fn has_breaks(expr: &Expression) -> bool {
    match expr {
        Expression::TemplateExpr(one) => {
            matches!(one.as_ref(), TemplateExpr::QuotedString(text) if text.contains(char::is_control))
        }
        Expression::Array(values) => values.iter().any(has_breaks),
        Expression::Object(entries) => entries.values().any(has_breaks),
        Expression::FuncCall(call) => call.args.iter().any(has_breaks),
        Expression::Parenthesis(inner) => has_breaks(inner),
        Expression::Conditional(choice) => {
            [&choice.cond_expr, &choice.true_expr, &choice.false_expr].into_iter().any(has_breaks)
        }
        _ => false,
    }
}

fn read(text: &str) -> Option<Expression> {
    let body = hcl::parse(&format!("x = {text}\n")).ok()?;
    Some(body.attributes().next()?.expr().clone())
}

/// The texts of a block's arguments in their order.
fn as_written(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let body: Option<Body> = hcl_edit::parser::parse_body(text).ok();
    if let Some(block) = body.as_ref().and_then(|body| body.blocks().next()) {
        walk(&block.body, text, &mut found);
    }
    found
}

fn walk(body: &Body, text: &str, found: &mut Vec<String>) {
    for structure in body {
        if let Some(attribute) = structure.as_attribute() {
            let written = attribute.value.span().and_then(|span| text.get(span));
            found.push(written.unwrap_or_default().trim().to_owned());
        } else if let Some(block) = structure.as_block() {
            walk(&block.body, text, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::arguments;

    #[test]
    fn texts_with_quotes_stay_as_they_are_written() {
        let block = "resource \"a\" \"b\" {\n  x = \"say \\\"${var.n}\\\" loud\"\n  c \"d\" {\n    y = var.z\n  }\n}\n";
        let wanted = [("x", "\"say \\\"${var.n}\\\" loud\""), ("c[0].y", "var.z")];
        let found = arguments(block);
        assert_eq!(found, wanted.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }
}
