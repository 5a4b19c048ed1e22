//! The view of `template`: mapping templates, what they make of a request, and their tests.

mod editor;
mod format;
mod golden;
mod list;
mod origin;
mod panel;
mod result;
mod state;
mod steps;
mod tests;
mod words;

pub use panel::TemplatePanel;
