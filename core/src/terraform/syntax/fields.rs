//! The body of a block, argument by argument.

use super::{Expr, text, text_map, texts};
use crate::design::TextMap;

/// The arguments and nested blocks of a block, in the order they are printed.
#[derive(Clone, Debug, Default)]
pub(in crate::terraform) struct Fields(Vec<hcl::Structure>);

impl Fields {
    pub(in crate::terraform) fn new() -> Self {
        Self::default()
    }

    /// An argument.
    #[must_use]
    pub(in crate::terraform) fn set(mut self, name: &str, value: impl Into<Expr>) -> Self {
        let attribute = hcl::Attribute::new(hcl::Identifier::unchecked(name), value.into());
        self.0.push(attribute.into());
        self
    }

    /// An argument that is there only when it has a value.
    #[must_use]
    pub(in crate::terraform) fn set_some<T: Into<Expr>>(self, name: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// These and the others behind them.
    #[must_use]
    pub(in crate::terraform) fn and(mut self, others: Fields) -> Self {
        self.0.extend(others.0);
        self
    }

    /// A text that is there only when it is not empty.
    #[must_use]
    pub(in crate::terraform) fn set_text(self, name: &str, value: &str) -> Self {
        if value.is_empty() { self } else { self.set(name, text(value)) }
    }

    /// A list of texts that is there only when it is not empty.
    #[must_use]
    pub(in crate::terraform) fn set_texts<T: AsRef<str>>(self, name: &str, values: &[T]) -> Self {
        if values.is_empty() { self } else { self.set(name, texts(values)) }
    }

    /// A map of texts that is there only when it is not empty.
    #[must_use]
    pub(in crate::terraform) fn set_map(self, name: &str, map: &TextMap) -> Self {
        if map.is_empty() { self } else { self.set(name, text_map(map)) }
    }

    /// `name = true`, or nothing.
    #[must_use]
    pub(in crate::terraform) fn set_true(self, name: &str, value: bool) -> Self {
        if value { self.set(name, true) } else { self }
    }

    /// A nested block.
    #[must_use]
    pub(in crate::terraform) fn block(mut self, name: &str, fields: Fields) -> Self {
        self.0.push(fields.into_block(name, &[]).into());
        self
    }

    /// A nested block with a label.
    #[must_use]
    pub(in crate::terraform) fn labelled(mut self, name: &str, label: &str, fields: Fields) -> Self {
        self.0.push(fields.into_block(name, &[label]).into());
        self
    }

    /// A nested block that is there only when it has a body.
    #[must_use]
    pub(in crate::terraform) fn block_some(self, name: &str, fields: Option<Fields>) -> Self {
        match fields {
            Some(fields) => self.block(name, fields),
            None => self,
        }
    }

    /// Whether nothing was set.
    pub(in crate::terraform) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of the arguments set, in order.
    pub(in crate::terraform) fn argument_names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|structure| match structure {
            hcl::Structure::Attribute(attribute) => Some(attribute.key()),
            hcl::Structure::Block(_) => None,
        })
    }

    /// A block with these labels and this body.
    pub(in crate::terraform) fn into_block(self, name: &str, labels: &[&str]) -> hcl::Block {
        let mut block = hcl::Block::new(hcl::Identifier::unchecked(name));
        block.labels = labels.iter().map(|label| hcl::BlockLabel::String((*label).to_owned())).collect();
        block.body = hcl::Body(self.0);
        block
    }
}
