//! The view of `terraform`: the module that builds the design.

mod colours;
mod panel;

pub use panel::TerraformPanel;
