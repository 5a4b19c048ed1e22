//! The module's variables and outputs, for the files that are written about it.

use super::module::Piece;
use crate::terraform::syntax::{Expr, expression_text, text};

/// A variable.
#[derive(Clone, Debug)]
pub(super) struct Input {
    pub(super) name: String,
    pub(super) description: String,
    /// Its type as written.
    pub(super) kind: String,
    /// Its type as an expression, where it has one.
    shape: Option<Expr>,
    /// Its default as written; none when a value is needed.
    pub(super) default: Option<String>,
    pub(super) sensitive: bool,
}

/// The variables in order.
pub(super) fn inputs<'p>(variables: impl Iterator<Item = &'p Piece>) -> Vec<Input> {
    let of = |piece: &Piece| {
        let find = |key: &str| {
            piece.block.body().attributes().find(|attribute| attribute.key() == key).map(hcl::Attribute::expr)
        };
        Input {
            name: label(piece),
            description: find("description").map(plain).unwrap_or_default(),
            kind: find("type").map_or_else(|| "any".to_owned(), type_text),
            shape: find("type").cloned(),
            default: find("default").map(expression_text),
            sensitive: find("sensitive").is_some(),
        }
    };
    variables.map(of).collect()
}

/// The outputs' names and descriptions, in order.
pub(super) fn outputs(outputs: &[Piece]) -> Vec<(String, String)> {
    let description = |piece: &Piece| {
        let mut found = piece.block.body().attributes().filter(|attribute| attribute.key() == "description");
        found.next().map(|attribute| plain(attribute.expr())).unwrap_or_default()
    };
    outputs.iter().map(|piece| (label(piece), description(piece))).collect()
}

/// A type in one line.
fn type_text(shape: &Expr) -> String {
    match shape {
        Expr::FuncCall(of) => {
            let inner: Vec<String> = of.args.iter().map(type_text).collect();
            format!("{}({})", of.name.name.as_str(), inner.join(", "))
        }
        Expr::Object(members) => {
            let members = members.iter().map(|(name, shape)| format!("{name} = {}", type_text(shape)));
            let members: Vec<String> = members.collect();
            if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) }
        }
        Expr::Array(inner) => format!("[{}]", inner.iter().map(type_text).collect::<Vec<_>>().join(", ")),
        other => expression_text(other),
    }
}

fn label(piece: &Piece) -> String {
    piece.block.labels().first().map(|label| label.as_str().to_owned()).unwrap_or_default()
}

fn plain(expr: &Expr) -> String {
    match expr {
        Expr::String(text) => text.clone(),
        other => expression_text(other),
    }
}

impl Input {
    /// A value in the shape that the variable wants, with the documentation's placeholder account.
    pub(super) fn example(&self) -> Expr {
        let name = self.name.as_str();
        let one = match () {
            () if name.ends_with("certificate_arn") => {
                "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
            }
            () if name.ends_with("load_balancer_arn") => {
                "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/example/0123456789abcdef"
            }
            () if name.ends_with("user_pool_arns") => {
                "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_EXAMPLE"
            }
            () if name.ends_with("function_name") => "example",
            () if name.ends_with("issuer") => "https://issuer.example.com",
            () if name.ends_with("audience") => "example-client",
            () if name.ends_with("subnet_ids") => "subnet-0123456789abcdef0",
            () if name.ends_with("security_group_ids") => "sg-0123456789abcdef0",
            () if name.ends_with("vpc_id") => "vpc-0123456789abcdef0",
            () if name.ends_with("zone_id") => "Z0123456789EXAMPLE",
            () if name.ends_with("_arn") => "arn:aws:iam::123456789012:role/example",
            () => "example",
        };
        self.shape.as_ref().map_or_else(|| text(one), |shape| shaped(shape, one))
    }
}

/// A value of a type, with this text where the type wants texts.
fn shaped(shape: &Expr, one: &str) -> Expr {
    match shape {
        Expr::Variable(name) => match name.as_str() {
            "number" => Expr::from(1),
            "bool" => Expr::Bool(false),
            _ => text(one),
        },
        Expr::FuncCall(of) => match (of.name.name.as_str(), of.args.as_slice()) {
            ("list" | "set", [inner, ..]) => Expr::Array(vec![shaped(inner, one)]),
            ("map", _) => Expr::Object(Default::default()),
            ("tuple", [Expr::Array(inner), ..]) => {
                Expr::Array(inner.iter().map(|inner| shaped(inner, one)).collect())
            }
            ("object", [Expr::Object(members), ..]) => {
                let needed = members.iter().filter(|(_, shape)| !is_optional(shape));
                Expr::Object(needed.map(|(name, shape)| (name.clone(), shaped(shape, one))).collect())
            }
            _ => text(one),
        },
        _ => text(one),
    }
}

fn is_optional(shape: &Expr) -> bool {
    matches!(shape, Expr::FuncCall(of) if of.name.name.as_str() == "optional")
}
