//! Which resources an expression refers to, and how it refers to them when they are instances of one block.

use std::rc::Rc;

use hcl::expr::{TemplateExpr, Traversal, TraversalOperator, Variable};
use indexmap::IndexMap;

use crate::terraform::syntax::{Expr, escaped, reference};

/// What resources became instances of, by their types and names.
#[derive(Debug, Default)]
pub(in crate::terraform::export) struct Instances(IndexMap<String, IndexMap<String, Instance>>);

/// The block and key that a resource became an instance of.
#[derive(Debug, PartialEq)]
pub(in crate::terraform::export) struct Instance {
    /// The number of the plan.
    pub(super) plan: usize,
    pub(super) block: Rc<str>,
    pub(super) key: Rc<str>,
}

impl Instances {
    pub(super) fn get(&self, kind: &str, name: &str) -> Option<&Instance> {
        self.0.get(kind)?.get(name)
    }

    pub(super) fn insert(&mut self, kind: &str, name: &str, instance: Instance) {
        match self.0.get_mut(kind) {
            Some(of_kind) => _ = of_kind.insert(name.to_owned(), instance),
            None => _ = self.0.insert(kind.to_owned(), [(name.to_owned(), instance)].into_iter().collect()),
        }
    }
}

/// Calls for every resource that the expression refers to.
pub(super) fn visit(expr: &Expr, found: &mut dyn FnMut(&str, &str)) {
    if let Some((kind, name)) = resource(expr) {
        return found(kind, name);
    }
    match expr {
        Expr::Array(values) => values.iter().for_each(|value| visit(value, found)),
        Expr::Object(entries) => entries.values().for_each(|value| visit(value, found)),
        Expr::FuncCall(call) => call.args.iter().for_each(|value| visit(value, found)),
        Expr::Parenthesis(inner) => visit(inner, found),
        Expr::Conditional(choice) => {
            for value in [&choice.cond_expr, &choice.true_expr, &choice.false_expr] {
                visit(value, found);
            }
        }
        Expr::Traversal(traversal) => visit(&traversal.expr, found),
        Expr::TemplateExpr(template) => {
            if let TemplateExpr::QuotedString(source) = template.as_ref() {
                for path in paths(source) {
                    if let Some((kind, name)) = split(path) {
                        found(kind, name);
                    }
                }
            }
        }
        _ => {}
    }
}

/// The type and name of the resource that a traversal begins with.
pub(super) fn resource(expr: &Expr) -> Option<(&str, &str)> {
    let Expr::Traversal(traversal) = expr else { return None };
    let Expr::Variable(kind) = &traversal.expr else { return None };
    let Some(TraversalOperator::GetAttr(name)) = traversal.operators.first() else { return None };
    kind.as_str().starts_with("aws_").then_some((kind.as_str(), name.as_str()))
}

/// Makes the expression refer to instances; `own` is the key of the instance that it belongs to, if it does.
pub(super) fn rewrite(expr: &mut Expr, instances: &Instances, own: Option<&str>) {
    let instance = resource(expr).and_then(|(kind, name)| instances.get(kind, name));
    match expr {
        Expr::Array(values) => values.iter_mut().for_each(|value| rewrite(value, instances, own)),
        Expr::Object(entries) => entries.values_mut().for_each(|value| rewrite(value, instances, own)),
        Expr::FuncCall(call) => call.args.iter_mut().for_each(|value| rewrite(value, instances, own)),
        Expr::Parenthesis(inner) => rewrite(inner, instances, own),
        Expr::Conditional(choice) => {
            for value in [&mut choice.cond_expr, &mut choice.true_expr, &mut choice.false_expr] {
                rewrite(value, instances, own);
            }
        }
        Expr::Traversal(traversal) => match instance {
            Some(instance) => point(traversal, instance, own),
            None => rewrite(&mut traversal.expr, instances, own),
        },
        Expr::TemplateExpr(template) => {
            if let TemplateExpr::QuotedString(source) = template.as_mut()
                && source.contains("${aws_")
            {
                *source = rewritten(source, instances, own);
            }
        }
        _ => {}
    }
}

/// Every expression of the body.
pub(super) fn rewrite_body(body: &mut hcl::Body, instances: &Instances, own: Option<&str>) {
    for structure in body.iter_mut() {
        match structure {
            hcl::Structure::Attribute(attribute) => rewrite(&mut attribute.expr, instances, own),
            hcl::Structure::Block(block) => rewrite_body(&mut block.body, instances, own),
        }
    }
}

fn point(traversal: &mut Traversal, instance: &Instance, own: Option<&str>) {
    let key = instance.key.as_ref();
    let index = if own == Some(key) { reference("each.key") } else { Expr::from(key) };
    if let Some(first) = traversal.operators.first_mut() {
        *first = TraversalOperator::GetAttr(hcl::Identifier::unchecked(instance.block.as_ref()));
    }
    traversal.operators.insert(1, TraversalOperator::Index(index));
}

/// The paths between `${` and `}`; ours hold no braces.
fn paths(source: &str) -> impl Iterator<Item = &str> {
    pieces(source).into_iter().filter_map(|(path, inside)| inside.then_some(path))
}

/// The text in pieces, and whether each stands between `${` and `}`.
fn pieces(source: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(at) = source.get(from..).and_then(|rest| rest.find("${")).map(|at| at + from) {
        if at > start && source.as_bytes().get(at - 1) == Some(&b'$') {
            from = at + 2;
            continue;
        }
        let inside = at + 2;
        let Some(end) = source.get(inside..).and_then(|rest| rest.find('}')).map(|end| end + inside) else {
            break;
        };
        found.push((source.get(start..inside).unwrap_or_default(), false));
        found.push((source.get(inside..end).unwrap_or_default(), true));
        (start, from) = (end, end);
    }
    found.push((source.get(start..).unwrap_or_default(), false));
    found
}

fn split(path: &str) -> Option<(&str, &str)> {
    let (kind, rest) = path.split_once('.')?;
    let name = rest.split(['.', '[']).next()?;
    kind.starts_with("aws_").then_some((kind, name))
}

fn rewritten(source: &str, instances: &Instances, own: Option<&str>) -> String {
    let mut out = String::with_capacity(source.len());
    for (piece, inside) in pieces(source) {
        let instance = split(piece)
            .filter(|_| inside)
            .and_then(|(kind, name)| Some((kind, name, instances.get(kind, name)?)));
        match instance {
            Some((kind, name, Instance { block, key, .. })) => {
                let rest = piece.get(kind.len() + 1 + name.len()..).unwrap_or_default();
                let is_own = own == Some(key.as_ref());
                let index = if is_own { "each.key".to_owned() } else { format!("\"{}\"", escaped(key)) };
                out.extend([kind, ".", block, "[", &index, "]", rest]);
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// `kind.block[each.key].attribute`.
pub(super) fn of_each(kind: &str, block: &str, attribute: &str) -> Expr {
    let mut traversal =
        Traversal::new(Expr::Variable(Variable::unchecked(kind)), Vec::<TraversalOperator>::new());
    traversal.operators = vec![
        TraversalOperator::GetAttr(hcl::Identifier::unchecked(block)),
        TraversalOperator::Index(reference("each.key")),
        TraversalOperator::GetAttr(hcl::Identifier::unchecked(attribute)),
    ];
    Expr::Traversal(Box::new(traversal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_texts_are_found_and_changed() {
        let source = "a $${aws_x.y.id} ${aws_x.y.id}/${var.z}/${aws_x.w.id}";
        let mut instances = Instances::default();
        instances.insert("aws_x", "y", Instance { plan: 0, block: "this".into(), key: "k".into() });
        let text = rewritten(source, &instances, None);
        assert_eq!(text, "a $${aws_x.y.id} ${aws_x.this[\"k\"].id}/${var.z}/${aws_x.w.id}");
        assert!(rewritten(source, &instances, Some("k")).contains("${aws_x.this[each.key].id}"));
        let mut found = Vec::new();
        visit(&Expr::TemplateExpr(Box::new(TemplateExpr::QuotedString(source.into()))), &mut |kind, name| {
            found.push(format!("{kind}.{name}"));
        });
        assert_eq!(found, ["aws_x.y", "aws_x.w"]);
    }
}
