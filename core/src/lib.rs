//! Gateway Studio's answers about an Amazon API Gateway design.
//!
//! `aws` is what Amazon decides, `design` is what the user decides, and every other module answers one
//! question about the two. Nothing here reads a clock, a file or the network: all answers are pure functions.

pub mod aws;
pub mod base;
pub mod cost;
pub mod design;
pub mod flow;
pub mod lang;
pub mod openapi;
pub mod quota;
pub mod request;
pub mod review;
pub mod template;
pub mod terraform;
