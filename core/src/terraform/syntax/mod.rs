//! HCL as Terraform writes it: expressions built on `hcl`, printed the way `terraform fmt` wants.

mod expression;
mod fields;
mod literal;
mod print;
mod walk;

pub(super) use fields::Fields;
pub(super) use literal::{escaped, is_bare_key};
pub(super) use print::{block_text, expression_text, push_block_text, push_map_text};
pub(super) use walk::{each_argument, each_inner};

use std::borrow::Cow;

use hcl::expr::{FuncCall, ObjectKey, TemplateExpr, Traversal, TraversalOperator, Variable};
use serde_json::Value;

use crate::base::Milli;
use crate::design::TextMap;

/// An expression of the Terraform language.
pub(super) type Expr = hcl::Expression;

/// A piece of a quoted template.
#[derive(Clone, Debug)]
pub(super) enum Part<'a> {
    /// Text that must come out as it is.
    Text(Cow<'a, str>),
    /// A reference such as `var.name`, between `${` and `}`.
    Reference(String),
}

impl<'a> Part<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn reference(path: impl Into<String>) -> Self {
        Self::Reference(path.into())
    }
}

/// A string literal.
pub(super) fn text(value: impl Into<String>) -> Expr {
    Expr::String(value.into())
}

/// A list of string literals.
pub(super) fn texts<T: AsRef<str>>(values: &[T]) -> Expr {
    Expr::Array(values.iter().map(|value| text(value.as_ref())).collect())
}

/// A whole number.
pub(super) fn number(value: impl Into<u64>) -> Expr {
    Expr::Number(value.into().into())
}

/// A number with up to three places.
pub(super) fn decimal(value: Milli) -> Expr {
    if value.thousandths() % 1000 == 0 {
        return Expr::from(value.thousandths() / 1000);
    }
    // Three places survive the trip through a double, which is what Terraform reads.
    let number = value.to_string().parse::<f64>().ok().and_then(hcl::Number::from_f64);
    number.map_or(Expr::Null, Expr::Number)
}

/// `name`, `var.name`, `aws_x.y.id` or `aws_x.y.list[0].id`.
pub(super) fn reference(path: &str) -> Expr {
    let mut steps = path.split('.');
    let root = Expr::Variable(Variable::unchecked(steps.next().unwrap_or_default()));
    let mut operators = Vec::new();
    for step in steps {
        let (name, index) = match step.split_once('[') {
            Some((name, index)) => (name, index.trim_end_matches(']').parse::<u64>().ok()),
            None => (step, None),
        };
        operators.push(TraversalOperator::GetAttr(hcl::Identifier::unchecked(name)));
        operators.extend(index.map(|index| TraversalOperator::Index(Expr::from(index))));
    }
    if operators.is_empty() {
        return root;
    }
    Expr::Traversal(Box::new(Traversal::new(root, operators)))
}

/// `kind.name.attribute`.
pub(super) fn attribute_of_resource(kind: &str, name: &str, attribute: &str) -> Expr {
    let operators =
        [name, attribute].map(|step| TraversalOperator::GetAttr(hcl::Identifier::unchecked(step)));
    Expr::Traversal(Box::new(Traversal::new(Variable::unchecked(kind), operators)))
}

/// A function call.
pub(super) fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    let mut call = FuncCall::new(hcl::Identifier::unchecked(name));
    call.args = arguments;
    Expr::FuncCall(Box::new(call))
}

/// An attribute of what an expression gives.
pub(super) fn attribute_of(expr: Expr, attribute: &str) -> Expr {
    let mut traversal = Traversal::new(expr, Vec::<TraversalOperator>::new());
    traversal.operators = vec![TraversalOperator::GetAttr(hcl::Identifier::unchecked(attribute))];
    Expr::Traversal(Box::new(traversal))
}

/// A conditional expression.
pub(super) fn choose(condition: Expr, then: Expr, otherwise: Expr) -> Expr {
    Expr::Conditional(Box::new(hcl::expr::Conditional::new(condition, then, otherwise)))
}

/// `value == null`.
pub(super) fn is_null(value: Expr) -> Expr {
    let operation = hcl::expr::BinaryOp::new(value, hcl::expr::BinaryOperator::Eq, Expr::Null);
    Expr::Operation(Box::new(hcl::expr::Operation::Binary(operation)))
}

/// A quoted template of texts and references; a string literal when there is no reference.
pub(super) fn template(parts: &[Part<'_>]) -> Expr {
    let mut merged: Vec<Part<'_>> = Vec::new();
    for part in parts {
        match (merged.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(more)) => before.to_mut().push_str(more),
            _ => merged.push(part.clone()),
        }
    }
    if merged.is_empty() {
        return text("");
    }
    if let [Part::Text(only)] = merged.as_slice() {
        return text(only.clone());
    }
    if let [Part::Reference(only)] = merged.as_slice() {
        return reference(only);
    }
    let mut source = String::new();
    for (at, part) in merged.iter().enumerate() {
        match part {
            Part::Text(text) => {
                let followed = merged.get(at + 1).is_some();
                source.push_str(&literal::escaped_before_reference(text, followed));
            }
            Part::Reference(path) => source.extend(["${", path, "}"]),
        }
    }
    Expr::TemplateExpr(Box::new(TemplateExpr::QuotedString(source)))
}

/// An object whose keys are bare where they can be.
pub(super) fn object<K: AsRef<str>>(entries: impl IntoIterator<Item = (K, Expr)>) -> Expr {
    let key = |name: &str| match literal::is_bare_key(name) {
        true => ObjectKey::Identifier(hcl::Identifier::unchecked(name)),
        false => ObjectKey::Expression(text(name)),
    };
    Expr::Object(entries.into_iter().map(|(name, value)| (key(name.as_ref()), value)).collect())
}

/// A map of strings.
pub(super) fn text_map(map: &TextMap) -> Expr {
    object(map.iter().map(|(name, value)| (name, text(value))))
}

/// A JSON value as the HCL value that `jsonencode` turns back into it; strings go through `string`.
pub(super) fn json(value: &Value, string: &dyn Fn(&str) -> Expr) -> Expr {
    match value {
        Value::Null => Expr::Null,
        Value::Bool(value) => Expr::Bool(*value),
        Value::Number(number) => json_number(number).unwrap_or(Expr::Null),
        Value::String(value) => string(value),
        Value::Array(values) => Expr::Array(values.iter().map(|value| json(value, string)).collect()),
        Value::Object(map) => object(map.iter().map(|(name, value)| (name, json(value, string)))),
    }
}

/// The JSON text as `jsonencode({…})`, which shows changes line by line; the text as it is where that could
/// change its meaning.
pub(super) fn json_document(source: &str, string: &dyn Fn(&str) -> Expr) -> Expr {
    match serde_json::from_str::<Value>(source) {
        Ok(value) if value.is_object() && keeps_meaning(&value) => {
            call("jsonencode", vec![json(&value, string)])
        }
        _ => text(source),
    }
}

fn json_number(number: &serde_json::Number) -> Option<Expr> {
    if let Some(value) = number.as_i64() {
        return Some(Expr::from(value));
    }
    if let Some(value) = number.as_u64() {
        return Some(Expr::from(value));
    }
    number.as_f64().and_then(hcl::Number::from_f64).map(Expr::Number)
}

/// Whether Terraform reads back every number of the value as it was written.
pub(super) fn keeps_meaning(value: &Value) -> bool {
    match value {
        Value::Number(number) if number.is_f64() => {
            let text = number.to_string();
            text.len() <= 15 && !text.contains(['e', 'E']) && !text.ends_with(".0")
        }
        Value::Array(values) => values.iter().all(keeps_meaning),
        Value::Object(map) => map.values().all(keeps_meaning),
        _ => true,
    }
}

/// An expression that is written as it is.
pub(super) fn reference_text(source: &str) -> Expr {
    Expr::Variable(Variable::unchecked(source))
}
