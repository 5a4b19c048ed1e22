//! Everything of the design as a tree.
