//! From traffic to AWS's quantities, with what each of them comes from.

mod fixed;
mod ledger;
mod logs;
mod routes;
mod share;
mod stages;
mod traces;
mod unknown;

pub use ledger::{Contribution, Key};
pub use routes::keeps;
pub use share::{cumulated, times};

use indexmap::IndexMap;

use crate::base::Milli;
use crate::design::inputs::{Level, Loads, RouteLoad, Traffic, Usage, UsageAccess, loads};
use crate::design::{ApiId, Design, Diagnostic};

use ledger::Ledger;
use routes::Books;
use stages::StageBooks;
use traces::Traced;
use unknown::Unknown;

/// A month's quantities, and where they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The level that they are worked out for.
    pub level: Level,
    /// The quantities: those that the user states, else those that follow from the traffic.
    pub usage: Usage,
    /// The fields that the user states, in the order of a bill.
    pub stated: Vec<&'static str>,
    /// What is not known or not documented about them.
    pub diagnostics: Vec<Diagnostic>,
    loads: Vec<RouteLoad>,
    ledger: Ledger,
}

impl Derived {
    /// What each route has to carry.
    pub fn loads(&self) -> &[RouteLoad] {
        &self.loads
    }

    /// What a field comes from, item by item; empty where nothing follows from the traffic.
    pub fn contributions(&self, field: &str) -> &[Contribution] {
        Key::ALL.iter().find(|key| key.field == field).map_or(&[], |key| self.ledger.of(*key))
    }
}

/// A stated field takes the place of another one that says the same in another way.
const INSTEAD: [(&str, &[&str]); 6] = [
    ("response_kb", &["egress_gb"]),
    ("lambda_ms", &["lambda_gb_seconds_x86", "lambda_gb_seconds_arm64"]),
    ("lambda_mb", &["lambda_gb_seconds_x86", "lambda_gb_seconds_arm64"]),
    ("alb", &["alb_hours", "processed_gb_month"]),
    ("nlb", &["nlb_hours", "processed_gb_month"]),
    ("processed_gb_per_hour", &["processed_gb_month"]),
];

/// The quantities of a month of this traffic, at a level; what the user states wins.
pub fn usage_of(design: &Design, traffic: &Traffic, stated: &Usage, level: Level) -> Derived {
    usage_of_loads(design, traffic, loads(design, traffic, level), stated, level)
}

/// As [`usage_of`], with loads that were changed.
pub fn usage_of_loads(
    design: &Design,
    traffic: &Traffic,
    loads: Loads,
    stated: &Usage,
    level: Level,
) -> Derived {
    let stages = StageBooks::of_design(design);
    let mut books = Books {
        design,
        level,
        ledger: Ledger::new(),
        traced: Traced::new(design),
        unknown: Unknown::default(),
    };
    let sizes: IndexMap<ApiId, Option<Milli>> =
        loads.sockets.iter().map(|socket| (socket.api, socket.message_in_kb)).collect();
    for load in &loads.routes {
        if let Some(api) = design.apis.get(&load.api) {
            let size = sizes.get(&load.api).copied().flatten();
            routes::book(&mut books, &stages, api, load, size);
        }
    }
    for socket in &loads.sockets {
        fixed::socket(&mut books, socket);
    }
    fixed::book(&mut books, traffic);
    let Books { mut ledger, traced, mut unknown, .. } = books;
    unknown.endpoint = unknown.endpoint && stated.vpc_endpoints.is_none();
    if stated.rules.is_some() {
        unknown.web_acls.clear();
    }
    traced.book(&mut ledger);
    let fields: Vec<&'static str> = Usage::FIELDS
        .iter()
        .filter(|field| match field.access {
            UsageAccess::Count { get, .. } => get(stated).is_some(),
            UsageAccess::Decimal { get, .. } => get(stated).is_some(),
        })
        .map(|field| field.name)
        .collect();
    for (field, others) in INSTEAD {
        if fields.contains(&field) {
            others.iter().for_each(|other| ledger.forget(other));
        }
    }
    let usage = merged(ledger.usage(), stated);
    Derived { level, usage, stated: fields, diagnostics: unknown.diagnostics(), loads: loads.routes, ledger }
}

/// The derived quantities with the stated ones over them.
fn merged(mut usage: Usage, stated: &Usage) -> Usage {
    usage.region.clone_from(&stated.region);
    usage.arch = stated.arch;
    usage.free_tier = stated.free_tier;
    for field in Usage::FIELDS {
        match field.access {
            UsageAccess::Count { get, put } => {
                if let Some(value) = get(stated) {
                    put(&mut usage, Some(value));
                }
            }
            UsageAccess::Decimal { get, put } => {
                if let Some(value) = get(stated) {
                    put(&mut usage, Some(value));
                }
            }
        }
    }
    usage
}
