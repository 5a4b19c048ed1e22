//! Little languages, text in, value out.
