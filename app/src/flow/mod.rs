//! One request, step by step.

mod panel;

pub use panel::FlowPanel;
