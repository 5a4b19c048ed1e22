//! The view of `review`: whether the design is wise, and what is accepted.

mod about;
mod export;
mod finding;
mod mend;
mod panel;
mod tools;
mod view;
mod waive;

pub use panel::ReviewPanel;
