//! The view of `quota`: AWS's limits and how near they are.

mod export;
mod panel;
mod raise;
mod row;
mod tools;
mod view;

pub use panel::QuotaPanel;
