//! The view of `template`: mapping templates, what they make of a request, and their tests.

mod editor;
mod golden;
mod list;
mod panel;
mod result;
mod state;
mod steps;
mod words;

pub use panel::TemplatePanel;
