//! The monthly cost.

mod panel;

pub use panel::CostPanel;
