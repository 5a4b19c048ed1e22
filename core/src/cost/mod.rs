//! What it costs a month.
