//! What a review costs: `cargo bench --bench review`.
//!
//! Five APIs at 10 to 1,000 routes; wanted are 5 ms at 300. One of them validates and maps, two of them have an
//! integration for each route: a REST API, which is also asked whether it could be an HTTP API, and an HTTP API. One
//! more is open, so that every route has findings with fixes; and the last one has a resource policy of 41 statements,
//! with conditions that a stranger could meet, before every route.

use std::hint::black_box;

#[path = "median.rs"]
mod median;
#[expect(dead_code, reason = "the requests are for another bench")]
mod shop;

use serde_json::{Map, Value, json};
use studio_core::base::Day;
use studio_core::design::{Design, check};
use studio_core::review::{advise, review};

use median::median_ms;

/// The numbers of routes that are measured.
const ROUTES: [usize; 4] = [10, 100, 300, 1000];
const TODAY: Day = Day { year: 2026, month: 11, day: 28 };

fn main() {
    println!("{:>6}  {:<28} {:>9} {:>9} {:>9} {:>9}", "routes", "", "review", "check", "advise", "findings");
    for routes in ROUTES {
        let designs = [
            ("REST, validates and maps", shop::design(routes)),
            ("REST, proxies", proxies("REST", routes, "iam")),
            ("HTTP, proxies", proxies("HTTP", routes, "iam")),
            ("REST, proxies, open", proxies("REST", routes, "none")),
            ("REST, proxies, policy", behind_policy(proxies("REST", routes, "none"))),
        ];
        for (name, design) in &designs {
            let found = review(design, &[], TODAY).len();
            let whole = median_ms(&|| drop(black_box(review(design, &[], TODAY))));
            let checked = median_ms(&|| drop(black_box(check(design))));
            let advised = median_ms(&|| drop(black_box(advise(design))));
            println!("{routes:>6}  {name:<28} {whole:>9.3} {checked:>9.3} {advised:>9.3} {found:>9}");
        }
    }
}

/// The API with a policy of a statement for each group of routes, which asks for addresses, headers and a time, and
/// denies some.
fn behind_policy(mut design: Design) -> Design {
    let statement = |at: usize, effect: &str, condition: Value| {
        json!({
            "Effect": effect, "Principal": "*", "Action": "execute-api:Invoke",
            "Resource": format!("execute-api:/*/GET/group{at}/*"), "Condition": condition,
        })
    };
    let mut statements = Vec::new();
    for at in 0..20 {
        statements.push(statement(
            at,
            "Allow",
            json!({ "StringLike": { "aws:Referer": format!("https://s{at}.example/*") } }),
        ));
        statements.push(statement(
            at,
            "Deny",
            json!({ "IpAddress": { "aws:SourceIp": [format!("198.51.{at}.0/24")] } }),
        ));
    }
    statements.push(statement(
        0,
        "Deny",
        json!({ "DateLessThan": { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }),
    ));
    let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    for api in design.apis.values_mut() {
        std::sync::Arc::make_mut(api).settings.resource_policy = Some(policy.clone());
    }
    design
}

/// An API whose routes each have a proxy integration with a function.
fn proxies(kind: &str, routes: usize, authorization: &str) -> Design {
    let (mut keys, mut integrations) = (Map::new(), Map::new());
    for at in 0..routes {
        let (route, integration) = (1000 + at, 3000 + at);
        let key = format!("GET /group{}/item{at}/{{id}}", at % 20);
        let authorization = json!({ "type": authorization });
        keys.insert(
            route.to_string(),
            json!({ "key": key, "integration": integration, "authorization": authorization }),
        );
        let mut node = json!({ "name": format!("item{at}"), "target": { "type": "lambda", "function": 7 } });
        if kind == "HTTP" {
            node["payload_format"] = "2.0".into();
        }
        integrations.insert(integration.to_string(), node);
    }
    let api = json!({
        "kind": kind, "name": "shop", "routes": keys, "integrations": integrations,
        "stages": { "2": { "name": "prod" } }
    });
    let design: Value = json!({
        "name": "shop", "last_id": 9999, "apis": { "9": api }, "functions": { "7": { "name": "items" } }
    });
    serde_json::from_value(design).expect("a design")
}
