//! How the nouns of a design are declared.

use std::sync::Arc;

use indexmap::IndexMap;

/// The nodes of one noun, in the user's order; cloning copies pointers only.
pub type Nodes<Id, Node> = IndexMap<Id, Arc<Node>>;

/// Texts by name, in the user's order.
pub type TextMap = IndexMap<String, String>;

/// Whether a field can be left out of the saved form.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares a struct whose fields all have a default and are saved only when they differ from it, so that
/// saved designs stay short and an older file reads in a newer studio.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[$field_doc])*
            #[serde(skip_serializing_if = "crate::design::record::is_default")]
            pub $field: $type),*
        }
    };
}
