//! The view of `flow`: one request, step by step.

mod backend_form;
mod caller_form;
mod checks;
mod compare;
mod detail;
mod expect_body;
mod expect_form;
mod expect_headers;
mod judging;
mod message;
mod origin_form;
mod panel;
mod paste;
mod player;
mod request_form;
mod saved;
mod scenarios;
mod sent;
mod state;
mod steps;
mod token;
mod what_if;

pub use judging::keep_judging;
pub use panel::FlowPanel;
