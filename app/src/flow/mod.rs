//! The view of `flow`: one request, step by step.

mod backend_form;
mod caller_form;
mod detail;
mod message;
mod panel;
mod paste;
mod player;
mod request_form;
mod saved;
mod sent;
mod state;
mod steps;
mod token;
mod what_if;

pub use panel::FlowPanel;
