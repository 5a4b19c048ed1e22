//! What requests have used up, and what they left: buckets, quotas, cached answers, authorizer answers, counts of web
//! ACLs, connections.

use leptos::prelude::*;
use studio_core::design::{Document, Item};
use studio_core::flow::{BucketKey, Session};

use super::Moment;
use super::clock::lasted;
use crate::flow::state::FlowView;
use crate::text;
use crate::ui::Table;

/// A table: its caption, its columns, its rows, and what is said without rows.
struct Part {
    title: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
    empty: &'static str,
}

/// Everything that the session holds at this moment.
#[component]
pub fn Readings(moment: Memo<Moment>) -> impl IntoView {
    let view = FlowView::get();
    move || {
        let moment = moment.read();
        let document = view.studio.document_now();
        let (session, at_ms) = (&moment.session, moment.at_ms);
        let parts = [
            buckets(&document, session, at_ms),
            quotas(&document, session, at_ms),
            cached(&document, session, at_ms),
            kept(session, at_ms),
            rates(&document, session, at_ms),
            connections(&document, session, at_ms),
        ];
        parts.map(shown).collect_view()
    }
}

fn shown(part: Part) -> impl IntoView {
    let Part { title, columns, rows, empty } = part;
    if rows.is_empty() {
        return view! { <section><h3>{title}</h3><p class="muted">{empty}</p></section> }.into_any();
    }
    view! {
        <section>
            <h3>{title}</h3>
            <Table caption=title class="compact">
                <thead><tr>{columns.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view()}</tr></thead>
                <tbody>
                    {rows.into_iter().map(|row| view! {
                        <tr>{row.into_iter().map(|cell| view! { <td class="wrap">{cell}</td> }).collect_view()}</tr>
                    }).collect_view()}
                </tbody>
            </Table>
        </section>
    }
    .into_any()
}

fn buckets(document: &Document, session: &Session, at_ms: u64) -> Part {
    let name = |item| text::title(document, item);
    let whose = |key: BucketKey| match key {
        BucketKey::Account => "Account, all APIs in the Region".to_owned(),
        BucketKey::Connections => "Account, new WebSocket connections".to_owned(),
        BucketKey::Route { api, stage, route } => {
            format!("{} · stage {}", name(Item::Route(api, route)), name(Item::Stage(api, stage)))
        }
        BucketKey::Plan { plan, key } => {
            format!("Plan {} · key {}", name(Item::UsagePlan(plan)), name(Item::ApiKey(key)))
        }
        BucketKey::PlanRoute { plan, key, api, route, .. } => format!(
            "Plan {} · key {} · {}",
            name(Item::UsagePlan(plan)),
            name(Item::ApiKey(key)),
            name(Item::Route(api, route))
        ),
    };
    let row = |reading: studio_core::flow::BucketReading| {
        vec![
            whose(reading.key),
            format!("{} of {}", reading.tokens, reading.burst),
            format!("{} a second", reading.rate_rps),
        ]
    };
    Part {
        title: "Throttle buckets",
        columns: &["Bucket", "Tokens", "Refill"],
        rows: session.buckets(at_ms).into_iter().map(row).collect(),
        empty: "No request has taken a token yet.",
    }
}

fn quotas(document: &Document, session: &Session, at_ms: u64) -> Part {
    let row = |reading: studio_core::flow::QuotaReading| {
        let quota = document.design.usage_plans.get(&reading.plan).and_then(|plan| plan.quota.as_ref());
        let period =
            quota.map_or_else(String::new, |quota| format!(" a {}", quota.period.as_str().to_lowercase()));
        vec![
            format!(
                "Plan {} · key {}",
                text::title(document, Item::UsagePlan(reading.plan)),
                text::title(document, Item::ApiKey(reading.key))
            ),
            format!("{} of {}{period}", reading.used, reading.limit),
            format!("in {}", lasted(reading.resets_ms.saturating_sub(at_ms))),
        ]
    };
    Part {
        title: "Usage quotas",
        columns: &["Key of a plan", "Used in this period", "Resets"],
        rows: session.quota_readings(at_ms).into_iter().map(row).collect(),
        empty: "No plan has counted a request yet.",
    }
}

fn cached(document: &Document, session: &Session, at_ms: u64) -> Part {
    let row = |reading: studio_core::flow::CacheReading| {
        let left_ms = (u64::from(reading.ttl_s) * 1000).saturating_sub(reading.age_ms);
        let status = reading.status.map_or_else(|| "–".to_owned(), |status| status.to_string());
        let encrypted = if reading.encrypted { ", encrypted" } else { "" };
        vec![
            format!(
                "{} · stage {}",
                reading.asked,
                text::title(document, Item::Stage(reading.api, reading.stage))
            ),
            reading.key,
            format!("{status}, {} bytes{encrypted}", reading.size_bytes),
            lasted(reading.age_ms),
            format!("{} of {} s", lasted(left_ms), reading.ttl_s),
        ]
    };
    Part {
        title: "Cached answers",
        columns: &["Made for", "Key", "Answer", "Age", "Time left"],
        rows: session.cached(at_ms).into_iter().map(row).collect(),
        empty: "No stage keeps an answer.",
    }
}

fn kept(session: &Session, at_ms: u64) -> Part {
    let row =
        |reading: studio_core::flow::KeptAnswer| vec![reading.key, reading.answer, lasted(reading.left_ms)];
    Part {
        title: "Kept authorizer answers",
        columns: &["Kept under", "Answer, for every method that asks the same", "Time left"],
        rows: session.kept_answers(at_ms).into_iter().map(row).collect(),
        empty: "No Lambda authorizer's answer is kept.",
    }
}

fn rates(document: &Document, session: &Session, at_ms: u64) -> Part {
    let row = |reading: studio_core::flow::RateReading| {
        vec![
            format!("{} · rule {}", text::title(document, Item::WebAcl(reading.web_acl)), reading.rule),
            reading.address,
            format!("{} of {} in {} s", reading.requests, reading.limit, reading.window_s),
        ]
    };
    Part {
        title: "Rate-based rules",
        columns: &["Rule", "Address", "Requests"],
        rows: session.rates(at_ms).into_iter().map(row).collect(),
        empty: "No rate-based rule has counted a request.",
    }
}

fn connections(document: &Document, session: &Session, at_ms: u64) -> Part {
    let row = |(id, connection): (&str, &studio_core::flow::Connection)| {
        let (ends_ms, why) = connection.ends();
        vec![
            id.to_owned(),
            format!(
                "{} · stage {}",
                text::title(document, Item::Api(connection.api)),
                text::title(document, Item::Stage(connection.api, connection.stage))
            ),
            connection.source_ip.clone(),
            format!("open for {}", lasted(at_ms.saturating_sub(connection.connected_ms))),
            format!("closes in {}: {why}", lasted(ends_ms.saturating_sub(at_ms))),
        ]
    };
    Part {
        title: "WebSocket connections",
        columns: &["Connection", "API", "Client", "Since", "Ends unless something is sent"],
        rows: session.connections().map(row).collect(),
        empty: "No connection is open.",
    }
}
