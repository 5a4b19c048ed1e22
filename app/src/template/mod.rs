//! The view of `template`: mapping templates, what they make of a request, and their tests.

mod editor;
mod format;
mod golden;
mod key;
mod list;
mod origin;
mod panel;
mod result;
mod sample;
mod state;
mod steps;
mod tests;
mod words;

pub use panel::TemplatePanel;
pub use tests::keep_testing;
