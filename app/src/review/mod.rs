//! The view of `review`: whether the design is wise, and what is accepted.

mod about;
mod changed;
mod export;
mod finding;
mod focus;
mod fold;
mod gather;
mod mend;
mod panel;
mod rule;
mod take_back;
mod tools;
mod view;
mod waive;
mod watch;

pub use panel::ReviewPanel;
pub use watch::keep_reviewing;
