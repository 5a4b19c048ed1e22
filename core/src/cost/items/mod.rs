//! The things that are paid for, one file each.

mod cache;
mod connection_minutes;
mod data_transfer;
mod http_requests;
mod rest_requests;
mod websocket_messages;

pub use cache::size as cache_size;

use super::CostLine;
use crate::aws::{ApiKind, EndpointKind, MeteringRule, PriceBook, metering};
use crate::base::Milli;
use crate::design::Design;
use crate::design::inputs::Usage;
use cache::Cache;

/// What a design adds to a usage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The cache clusters that are paid for.
    pub caches: Vec<Cache>,
    /// Where answers of REST APIs go.
    pub rest_answers: Answers,
}

/// Where answers go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// Out to the internet.
    #[default]
    Internet,
    /// To a VPC endpoint: AWS charges no data transfer out for private APIs.
    VpcEndpoint,
}

impl Context {
    /// What a usage alone tells.
    pub fn of_usage(usage: &Usage) -> Self {
        Self { caches: Cache::of_usage(usage), rest_answers: Answers::Internet }
    }

    /// What a design tells, where the usage does not say it.
    pub fn of_design(design: &Design, usage: &Usage) -> Self {
        let of_usage = usage.cache_gb.is_some();
        let caches = if of_usage { Cache::of_usage(usage) } else { Cache::of_design(design) };
        let mut rest = design.apis.values().filter(|api| api.kind == ApiKind::Rest).peekable();
        let private = rest.peek().is_some() && rest.all(|api| api.endpoint_kind() == EndpointKind::Private);
        Self { caches, rest_answers: if private { Answers::VpcEndpoint } else { Answers::Internet } }
    }
}

/// The lines of everything that is used, in the order of the kinds of API.
pub fn lines(usage: &Usage, book: &PriceBook, context: &Context) -> Vec<CostLine> {
    let traffic =
        [rest_requests::line, http_requests::line, websocket_messages::line, connection_minutes::line];
    let traffic = traffic.iter().filter_map(|line| line(usage, book));
    let caches = context.caches.iter().map(|cache| cache::line(usage, book, *cache));
    traffic.chain(caches).chain(data_transfer::line(usage, book, context.rest_answers)).collect()
}

/// The number that billing counts with.
fn rule(rule: MeteringRule) -> u128 {
    u128::from(metering(rule).value.value)
}

/// Thousandths of a byte in this many KB; a negative size counts as none.
fn milli_bytes(kb: Milli) -> u128 {
    u128::try_from(kb.thousandths()).unwrap_or(0).saturating_mul(rule(MeteringRule::Kb))
}

/// How many increments a payload of this size counts as: at least one.
pub fn increments(kb: Option<Milli>, increment: MeteringRule) -> u128 {
    let bytes = kb.map_or(0, milli_bytes);
    bytes.div_ceil(rule(increment).saturating_mul(1000).max(1)).max(1)
}
