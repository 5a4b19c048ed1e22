//! What the user decides: plain values that compare exactly, hold no floats and never reach outside.
//!
//! A [`Document`] is what is saved; its [`Design`] is what Terraform sees. The document changes only by an
//! [`edit::Edit`]. Everything that can be pointed at is an [`Item`], everything wrong is a [`Diagnostic`].

#[macro_use]
mod record;

mod api;
mod authorizer;
mod changes;
mod check;
pub mod convert;
mod diagnostic;
mod document;
mod documentation;
mod domain;
pub mod edit;
mod effective;
mod function;
mod ids;
pub mod inputs;
mod integration;
mod item;
mod items;
pub(crate) mod json;
pub mod kept;
mod load;
mod migrate;
mod observability;
mod path;
pub(crate) mod policy;
mod read;
pub mod recommend;
mod refs;
mod repair;
mod route;
mod said_region;
mod same;
mod save;
mod stage;
pub mod starter;
mod terraform;
mod unread;
mod usage_plan;
mod vpc_link;
mod waf;
mod waiver;

pub use api::*;
pub use authorizer::*;
pub use changes::{Change, changes};
pub use check::check;
pub use diagnostic::*;
pub use document::*;
pub use documentation::*;
pub use domain::*;
pub(crate) use effective::cache;
pub use effective::{Effective, EffectiveCache, Origin, cache_by_stage, effective, merge};
pub use function::*;
pub use ids::*;
pub use integration::*;
pub use item::*;
pub use load::{LoadError, Loaded, MAX_DOCUMENT_BYTES, load};
pub use observability::*;
pub use path::*;
pub use recommend::recommend;
pub use record::{Nodes, TextMap};
pub use repair::{mend, renumber};
pub use route::*;
pub use said_region::said_regions;
pub use save::save;
pub use stage::*;
pub use terraform::*;
pub use usage_plan::*;
pub use vpc_link::*;
pub use waf::*;
pub use waiver::*;
