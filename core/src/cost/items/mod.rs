//! The things that are paid for, one file each.

mod addresses;
mod alarms;
mod cache;
mod cloud_map;
mod cloudfront;
mod cognito;
mod connection_minutes;
mod data_transfer;
mod dns;
mod endpoints;
mod http_requests;
mod lambda;
mod load_balancers;
mod logs;
mod metrics;
mod nat;
mod portals;
mod rest_requests;
mod s3;
mod traces;
mod waf;
mod websocket_messages;

pub use cache::size as cache_size;

use super::Meter;
use crate::aws::{ApiKind, EndpointKind, MeteringRule, metering};
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

/// What is counted of everything that is used: API Gateway's own first, then what stands around it.
pub fn meters(usage: &Usage, context: &Context) -> Vec<Meter> {
    let own: [fn(&Usage) -> Option<Meter>; 4] =
        [rest_requests::meter, http_requests::meter, websocket_messages::meter, connection_minutes::meter];
    let own = own.iter().filter_map(|meter| meter(usage));
    let caches = context.caches.iter().map(|cache| cache::meter(usage, *cache));
    let around: [fn(&Usage) -> Vec<Meter>; 15] = [
        portals::meters,
        lambda::meters,
        logs::meters,
        metrics::meters,
        alarms::meters,
        traces::meters,
        waf::meters,
        endpoints::meters,
        load_balancers::meters,
        nat::meters,
        addresses::meters,
        cloud_map::meters,
        cloudfront::meters,
        s3::meters,
        dns::meters,
    ];
    let transfer = data_transfer::meter(usage, context.rest_answers);
    let around = around.iter().flat_map(|meters| meters(usage)).chain(cognito::meters(usage));
    own.chain(caches).chain(transfer).chain(around).collect()
}

/// The number that billing counts with.
fn rule(rule: MeteringRule) -> u128 {
    u128::from(metering(rule).value.value)
}

/// The number that billing counts with, as a decimal.
fn milli_rule(of: MeteringRule) -> Milli {
    Milli::whole(i64::try_from(rule(of)).unwrap_or(i64::MAX))
}

/// Thousandths; a negative number counts as none.
fn thousandths(number: Milli) -> u128 {
    u128::try_from(number.thousandths()).unwrap_or(0)
}

/// How long hourly things exist: the whole month, unless the usage says otherwise.
fn hours(usage: &Usage) -> Milli {
    usage.hours.unwrap_or_else(|| milli_rule(MeteringRule::Month))
}

/// Thousandths of a byte in this many KB; a negative size counts as none.
fn milli_bytes(kb: Milli) -> u128 {
    thousandths(kb).saturating_mul(rule(MeteringRule::Kb))
}

/// How many increments a payload of this size counts as: at least one.
pub fn increments(kb: Option<Milli>, increment: MeteringRule) -> u128 {
    let bytes = kb.map_or(0, milli_bytes);
    bytes.div_ceil(rule(increment).saturating_mul(1000).max(1)).max(1)
}
