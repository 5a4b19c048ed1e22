//! Where resources are found.

use crate::terraform::syntax::{Expr, attribute_of_resource, reference};

/// Where a resource is found: `aws_api_gateway_rest_api.this`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    kind: String,
    name: String,
}

impl Address {
    /// The address of a resource of this type and name.
    pub(super) fn of(kind: &str, name: &str) -> Self {
        Self { kind: kind.to_owned(), name: name.to_owned() }
    }

    /// The path of one of its attributes.
    pub(super) fn path(&self, attribute: &str) -> String {
        [self.kind.as_str(), ".", &self.name, ".", attribute].concat()
    }

    /// One of its attributes.
    pub(super) fn get(&self, attribute: &str) -> Expr {
        if attribute.contains(['.', '[']) {
            return reference(&self.path(attribute));
        }
        attribute_of_resource(&self.kind, &self.name, attribute)
    }

    /// The resource itself, as people read it.
    pub(super) fn text(&self) -> String {
        [self.kind.as_str(), ".", &self.name].concat()
    }

    /// The resource itself, as `depends_on` names it.
    pub(super) fn whole(&self) -> Expr {
        reference(&[self.kind.as_str(), ".", &self.name].concat())
    }
}
