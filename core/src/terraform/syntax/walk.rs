//! What stands in an expression.

use hcl::expr::Operation;

use super::Expr;

/// Shows the expressions that one is made of, but for those in a template's text and behind a traversal's root.
pub(in crate::terraform) fn each_inner(expr: &mut Expr, see: &mut dyn FnMut(&mut Expr)) {
    match expr {
        Expr::Array(inner) => inner.iter_mut().for_each(see),
        Expr::Object(entries) => entries.values_mut().for_each(see),
        Expr::FuncCall(call) => call.args.iter_mut().for_each(see),
        Expr::Parenthesis(inner) => see(inner),
        Expr::Traversal(traversal) => see(&mut traversal.expr),
        Expr::Conditional(choice) => {
            see(&mut choice.cond_expr);
            see(&mut choice.true_expr);
            see(&mut choice.false_expr);
        }
        Expr::Operation(operation) => match operation.as_mut() {
            Operation::Unary(unary) => see(&mut unary.expr),
            Operation::Binary(binary) => {
                see(&mut binary.lhs_expr);
                see(&mut binary.rhs_expr);
            }
        },
        _ => {}
    }
}

/// Shows the expressions of a body's arguments and of those of the blocks in it.
pub(in crate::terraform) fn each_argument(body: &mut hcl::Body, see: &mut dyn FnMut(&mut Expr)) {
    for structure in body.iter_mut() {
        match structure {
            hcl::Structure::Attribute(attribute) => see(&mut attribute.expr),
            hcl::Structure::Block(block) => each_argument(&mut block.body, see),
        }
    }
}
