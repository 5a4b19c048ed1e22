//! The module to deploy.

mod panel;

pub use panel::TerraformPanel;
