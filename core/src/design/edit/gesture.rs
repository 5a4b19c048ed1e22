//! Several edits that a person feels as one.

use crate::design::Item;

/// What is being done in one go: while the same gesture goes on, history keeps one moment for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Gesture {
    /// Typing in one field of an item.
    Field(Item, String),
    /// Dragging an item over the diagram or a list.
    Drag(Item),
}
