//! CloudFormation functions where OpenAPI has a text: turned into a text that a person can read.

use super::import::Import;
use crate::design::Diagnostic;
use crate::lang::document::{Node, Shape};

impl<'a> Import<'a> {
    /// A value's text, see [`Import::text`].
    pub fn text_of(&mut self, node: Node<'a>) -> Option<String> {
        if !node.is_map() {
            return node.scalar();
        }
        let text = placeholder(node)?;
        node.see_all();
        let message = format!("A CloudFormation function stands for a text here; it is kept as `{text}`");
        let help = "Replace the placeholder, or export the API from API Gateway after it is deployed";
        self.say(node, Diagnostic::warning("import-expression", message).help(help));
        Some(text)
    }
}

/// The text that a CloudFormation function stands for, with `${…}` where only a deployment knows it.
fn placeholder(node: Node<'_>) -> Option<String> {
    let Shape::Map(entries) = node.shape() else { return None };
    if entries.len() != 1 {
        return None;
    }
    let (name, value) = node.entries().next()?;
    Some(match name {
        "Ref" => format!("${{{}}}", value.text()?),
        "Fn::GetAtt" if value.is_list() => {
            let parts: Vec<_> = value.items().filter_map(Node::text).collect();
            format!("${{{}}}", parts.join("."))
        }
        "Fn::GetAtt" => format!("${{{}}}", value.text()?),
        "Fn::Sub" => match value.items().next() {
            Some(first) => first.text()?.to_owned(),
            None => value.text()?.to_owned(),
        },
        "Fn::Join" => {
            let mut parts = value.items();
            let separator = parts.next()?.text()?;
            let pieces: Vec<String> = parts.next()?.items().filter_map(piece).collect();
            pieces.join(separator)
        }
        other => format!("${{{}}}", other.strip_prefix("Fn::")?),
    })
}

fn piece(node: Node<'_>) -> Option<String> {
    node.scalar().or_else(|| placeholder(node))
}
