//! The repository's own lint: what the compiler cannot see of how the house is built.
//!
//! Each test is one rule; it fails with the places, as `file:line`, and with what to do about them.

mod bans;
mod data;
mod layers;
mod pairing;
mod rust;
mod size;
mod source;
mod words;
