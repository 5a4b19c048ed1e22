//! The view of `flow`: one request, step by step.

mod backend_form;
mod browser;
mod caller_form;
mod checks;
mod compare;
mod deliveries;
mod detail;
mod expect_body;
mod expect_form;
mod expect_headers;
mod judging;
mod logs;
mod message;
mod metrics;
mod opens;
mod origin_form;
mod panel;
mod paste;
mod player;
mod remedies;
mod request_form;
mod run;
mod saved;
mod scenarios;
mod sent;
mod session;
mod state;
mod steps;
mod token;
mod token_says;
mod way;
mod what_if;

pub use judging::keep_judging;
pub use panel::FlowPanel;
