//! The browser: the only module that names `web_sys` and `js_sys`.
//!
//! Nothing here panics when a browser refuses (private windows, sandboxed frames, old engines): a refusal is a
//! value. Listeners stop when their [`Listener`] is dropped.

pub mod clipboard;
pub mod dom;
pub mod embed;
pub mod fetch;
pub mod files;
pub mod keys;
mod listener;
pub mod now;
pub mod page;
pub mod panic;
pub mod pwa;
pub mod storage;
pub mod theme;
pub mod timer;
pub mod tips;
pub mod url;
pub mod writing;
pub mod zip;

pub use listener::Listener;
