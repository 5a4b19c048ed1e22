//! The same traffic on other kinds of API, and behind CloudFront.

use std::sync::Arc;

use serde::Serialize;

use super::derive::usage_of_loads;
use super::{Bill, Estimate, bill, estimate_for};
use crate::aws::{ApiKind, Capability, EndpointKind, Method, PriceBook, capability};
use crate::base::{Milli, Picodollars};
use crate::design::inputs::{Level, Traffic, Usage, loads};
use crate::design::{Api, ApiId, Design, Diagnostic, Item, convert};

/// Another way to serve the same traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// All REST and HTTP APIs as REST APIs.
    Rest,
    /// All REST and HTTP APIs as HTTP APIs.
    Http,
    /// A CloudFront distribution before every API, which answers what a cache can.
    CloudFront,
}

impl Way {
    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Rest => "As a REST API",
            Self::Http => "As an HTTP API",
            Self::CloudFront => "CloudFront before it",
        }
    }
}

/// What another way costs, and what it loses.
#[derive(Clone, Debug, Serialize)]
pub struct Alternative {
    /// The way.
    pub way: Way,
    /// Whether the design is so already.
    pub is_present: bool,
    /// What it costs.
    pub estimate: Estimate,
    /// What it costs more than the design, negative when less; none when a price of either is not known.
    pub difference: Option<Picodollars>,
    /// What of the design is lost or changes there, each with AWS's reason and what to do instead.
    pub losses: Vec<Diagnostic>,
}

/// A design with its APIs of other kinds, and what is lost: dear to make, and the same whatever the traffic.
#[derive(Clone, Debug)]
pub struct Conversions {
    rest: (Design, Vec<Diagnostic>),
    http: (Design, Vec<Diagnostic>),
    /// The REST APIs that lose nothing as HTTP APIs.
    lossless: Vec<ApiId>,
}

impl Conversions {
    /// Those of a design.
    pub fn of(design: &Design) -> Self {
        let lossless = |id: &ApiId, api: &Api| {
            api.kind == ApiKind::Rest && convert::losses(design, *id, ApiKind::Http).is_empty()
        };
        Self {
            rest: converted(design, ApiKind::Rest),
            http: converted(design, ApiKind::Http),
            lossless: design.apis.iter().filter(|(id, api)| lossless(id, api)).map(|(id, _)| *id).collect(),
        }
    }

    /// Whether a REST API loses nothing as an HTTP API.
    pub fn is_lossless(&self, api: ApiId) -> bool {
        self.lossless.contains(&api)
    }
}

/// The ways to serve a design's HTTP traffic, at the likely level.
///
/// Empty for a design with WebSocket APIs alone.
pub fn alternatives(
    design: &Design,
    traffic: &Traffic,
    stated: &Usage,
    book: &PriceBook,
) -> Vec<Alternative> {
    alternatives_of(&Conversions::of(design), design, traffic, stated, book)
}

/// As [`alternatives`], with the design's conversions, which last as long as the design does.
pub fn alternatives_of(
    conversions: &Conversions,
    design: &Design,
    traffic: &Traffic,
    stated: &Usage,
    book: &PriceBook,
) -> Vec<Alternative> {
    let kinds: Vec<ApiKind> =
        design.apis.values().map(|api| api.kind).filter(|kind| *kind != ApiKind::WebSocket).collect();
    if kinds.is_empty() {
        return Vec::new();
    }
    let present = bill(design, traffic, stated, book, Level::Likely);
    let mut ways = Vec::new();
    let converted =
        [(Way::Rest, ApiKind::Rest, &conversions.rest), (Way::Http, ApiKind::Http, &conversions.http)];
    for (way, kind, (changed, losses)) in converted {
        let is_present = kinds.iter().all(|one| *one == kind);
        let estimate = if is_present {
            present.estimate.clone()
        } else {
            bill(changed, traffic, &moved(stated, kind), book, Level::Likely).estimate
        };
        ways.push(alternative(way, is_present, estimate, losses.clone(), &present));
    }
    if let Some((estimate, losses)) = behind_cloudfront(design, traffic, stated, book, &present) {
        ways.push(alternative(Way::CloudFront, false, estimate, losses, &present));
    }
    ways
}

fn alternative(
    way: Way,
    is_present: bool,
    estimate: Estimate,
    losses: Vec<Diagnostic>,
    present: &Bill,
) -> Alternative {
    let known = present.estimate.unknown == 0 && estimate.unknown == 0;
    let difference = known.then(|| estimate.total - present.estimate.total);
    Alternative { way, is_present, estimate, difference, losses }
}

/// The design with every REST and HTTP API of this kind, and what is lost.
fn converted(design: &Design, kind: ApiKind) -> (Design, Vec<Diagnostic>) {
    let mut changed = design.clone();
    let mut losses = Vec::new();
    for (id, api) in &design.apis {
        if api.kind == kind || api.kind == ApiKind::WebSocket {
            continue;
        }
        losses.extend(convert::losses(&changed, *id, kind));
        if let Some(next) = convert::convert(&changed, *id, kind) {
            changed = next;
        }
    }
    (changed, losses)
}

/// Stated requests of the other kind become requests of this one; an HTTP API has no cache and no streaming.
fn moved(stated: &Usage, kind: ApiKind) -> Usage {
    let mut usage = stated.clone();
    let all = [stated.rest_requests, stated.http_requests, stated.streaming_requests];
    let sum = all
        .iter()
        .any(Option::is_some)
        .then(|| all.iter().flatten().fold(0, |sum: u64, n| sum.saturating_add(*n)));
    match kind {
        ApiKind::Rest => {
            (usage.rest_requests, usage.http_requests, usage.streaming_requests) = (sum, None, None);
        }
        ApiKind::Http => {
            (usage.rest_requests, usage.http_requests, usage.streaming_requests) = (None, sum, None);
            usage.cache_gb = None;
        }
        ApiKind::WebSocket => {}
    }
    usage
}

/// With a distribution before the public REST and HTTP APIs: it takes every request, answers the share of GET requests
/// that a cache can, and carries the answers to the clients; what API Gateway sends to it costs nothing.
fn behind_cloudfront(
    design: &Design,
    traffic: &Traffic,
    stated: &Usage,
    book: &PriceBook,
    present: &Bill,
) -> Option<(Estimate, Vec<Diagnostic>)> {
    let public = |api: &Api| api.kind != ApiKind::WebSocket && api.endpoint_kind() != EndpointKind::Private;
    if !design.apis.values().any(|api| public(api)) {
        return None;
    }
    let mut losses = Vec::new();
    let changed = regional(design, &mut losses);
    let mut all = loads(&changed, traffic, Level::Likely);
    let mut requests = 0_u64;
    for load in &mut all.routes {
        let Some(api) = changed.apis.get(&load.api).filter(|api| public(api)) else { continue };
        requests = requests.saturating_add(load.requests);
        let is_get = api.routes.get(&load.route).is_some_and(|route| route.key.method() == Some(Method::Get));
        if is_get {
            let hits = u128::from(load.requests) * u128::from(load.each.cache_hit_permille) / 1000;
            load.requests -= u64::try_from(hits).unwrap_or(0);
        }
    }
    let mut usage = usage_of_loads(&changed, traffic, all, stated, Level::Likely).usage;
    usage.cloudfront_us_https_requests =
        Some(stated.rest_requests.map_or(requests, |n| n.saturating_add(stated.http_requests.unwrap_or(0))));
    usage.cloudfront_us_gb = present.derived.usage.egress_gb;
    usage.egress_gb = Some(Milli::default());
    usage.cache_gb = None;
    losses.push(
        Diagnostic::note("cloudfront-united-states", "Requests and data are priced as those of clients in the United States; prices of other places differ")
            .at_place("cloudfront_us_gb"),
    );
    if sends_over_sockets(design, present) {
        losses.push(Diagnostic::note(
            "cloudfront-websocket",
            "Data to WebSocket clients is priced as if it went through CloudFront too",
        ));
    }
    Some((estimate_for(&changed, &usage, book), losses))
}

/// Whether data goes to the clients of WebSocket APIs, which CloudFront is not before.
fn sends_over_sockets(design: &Design, present: &Bill) -> bool {
    design.apis.iter().any(|(id, api)| {
        let mine = |at: Item| at == Item::Api(*id);
        api.kind == ApiKind::WebSocket
            && present.derived.contributions("egress_gb").iter().any(|one| mine(one.at))
    })
}

/// The design as it stands behind a distribution of one's own: Regional, without caches of its own.
fn regional(design: &Design, losses: &mut Vec<Diagnostic>) -> Design {
    let mut changed = design.clone();
    for (id, api) in &mut changed.apis {
        if api.kind != ApiKind::Rest {
            continue;
        }
        let node = Arc::make_mut(api);
        if node.settings.endpoint.kind == Some(EndpointKind::Edge) {
            node.settings.endpoint.kind = Some(EndpointKind::Regional);
            losses.push(
                Diagnostic::note(
                    "cloudfront-regional",
                    "An edge-optimized API has a distribution of AWS's own, so it becomes Regional",
                )
                .at(Item::Api(*id)),
            );
        }
        for (stage_id, stage) in &mut node.stages {
            if stage.cache_cluster.is_some() {
                Arc::make_mut(stage).cache_cluster = None;
                let support = capability(Capability::ResponseCache, ApiKind::Rest);
                let reason = if support.reason.is_empty() {
                    "CloudFront's cache takes the place of the stage's".to_owned()
                } else {
                    support.reason.clone()
                };
                losses.push(
                    Diagnostic::note("cloudfront-cache", reason)
                        .at(Item::Stage(*id, *stage_id))
                        .help("Give the distribution a cache policy with the same key"),
                );
            }
        }
    }
    changed
}
