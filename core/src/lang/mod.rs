//! Little languages, text in, value out.

pub mod document;
