//! The view of `quota`: AWS's limits and how near they are.

mod panel;

pub use panel::QuotaPanel;
