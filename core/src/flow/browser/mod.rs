//! What a browser makes of a request that a page's script sends: whether it asks first, and whether the script gets
//! the answer.

mod advice;
mod check;
mod rules;
mod websocket;

use serde::{Deserialize, Serialize};

use crate::aws::ApiKind;
use crate::design::Fix;
use crate::design::inputs::{OneOrMany, Scenario};

use super::{Message, Session, Trace};

pub use check::BrowserCheck;

/// The page whose script sends a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Page {
    /// Where the page comes from, such as `https://app.example.com`.
    pub origin: String,
    /// Whether the script sends cookies and the like (`credentials: "include"`).
    pub credentials: bool,
}

/// What becomes of the script's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BrowserOutcome {
    /// The script gets the answer.
    Read,
    /// The request ran, and the browser hides the answer from the script.
    Hidden,
    /// The preflight failed, so the request is never sent.
    NotSent,
}

/// What a browser does with a request, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BrowserVerdict {
    /// What becomes of it.
    pub outcome: BrowserOutcome,
    /// Why, in one sentence.
    pub reason: String,
    /// Why the browser asks first; empty where it does not.
    pub preflight_because: Vec<String>,
    /// The preflight; none where there was no need.
    pub preflight: Option<Trace>,
    /// The request itself; none where it was not sent.
    pub answer: Option<Trace>,
    /// What the browser looked at, in order.
    pub checks: Vec<BrowserCheck>,
    /// The headers of the answer that the script may read.
    pub readable_headers: Vec<String>,
    /// What would let the script have the answer; empty where it has it.
    pub help: String,
    /// A change of the design that does it.
    pub fix: Option<Fix>,
}

impl Session {
    /// Sends a request as the script of a page does: with a preflight where the browser wants one.
    pub fn send_from_page(&mut self, scenario: &Scenario, page: &Page) -> BrowserVerdict {
        let mut sent = scenario.clone();
        let origin = rules::origin(&page.origin);
        sent.headers.retain(|name, _| !name.eq_ignore_ascii_case("Origin"));
        let headers: Vec<(String, String)> = super::request::flat(&sent.headers);
        let method = scenario.method.trim().to_uppercase();
        if websocket::is_event(&method)
            && let Some(verdict) = websocket::verdict(self, scenario, &origin, &headers)
        {
            return verdict;
        }
        if self.is_same_origin(scenario, &origin) {
            let answer = self.send(&sent);
            return same_origin(answer);
        }
        sent.headers.insert("Origin".to_owned(), OneOrMany::One(origin.clone()));
        let asked = Asked {
            origin,
            credentials: page.credentials,
            unsafe_headers: rules::unsafe_headers(&headers),
            method,
        };
        let because = asked.because();
        let mut verdict = BrowserVerdict {
            outcome: BrowserOutcome::Read,
            reason: String::new(),
            preflight_because: because,
            preflight: None,
            answer: None,
            checks: Vec::new(),
            readable_headers: Vec::new(),
            help: String::new(),
            fix: None,
        };
        if !verdict.preflight_because.is_empty() {
            let preflight = self.send(&asked.preflight(scenario));
            let checks = check::preflight(&preflight.response, &asked);
            verdict.checks.extend(checks);
            verdict.preflight = Some(preflight);
            if let Some(failed) = verdict.checks.iter().find(|check| !check.passed) {
                verdict.outcome = BrowserOutcome::NotSent;
                verdict.reason =
                    format!("The preflight fails, so the request is never sent: {}", failed.sentence());
                return advice::added(self.design(), verdict, &asked);
            }
        }
        let answer = self.send(&sent);
        let checks = check::answer(&answer.response, &asked);
        let failed = checks.iter().find(|check| !check.passed).map(BrowserCheck::sentence);
        verdict.checks.extend(checks);
        match failed {
            None => {
                verdict.readable_headers = rules::readable(&answer.response, page.credentials);
                verdict.reason = format!(
                    "The script gets the answer with status {}",
                    answer.response.status.unwrap_or_default()
                );
                verdict.answer = Some(answer);
                verdict
            }
            Some(why) => {
                verdict.outcome = BrowserOutcome::Hidden;
                verdict.reason = hidden(&answer, &why);
                verdict.answer = Some(answer);
                advice::added(self.design(), verdict, &asked)
            }
        }
    }

    /// Whether the page comes from the address that it calls.
    fn is_same_origin(&self, scenario: &Scenario, origin: &str) -> bool {
        let host = scenario.host.as_deref().filter(|host| !host.is_empty());
        host.is_some_and(|host| rules::origin(&format!("https://{host}")) == origin)
    }
}

/// What the script asks of the browser.
struct Asked {
    origin: String,
    credentials: bool,
    method: String,
    unsafe_headers: Vec<String>,
}

impl Asked {
    fn because(&self) -> Vec<String> {
        let mut because = Vec::new();
        if !rules::is_simple_method(&self.method) {
            because.push(format!("method `{}` is none of GET, HEAD and POST", self.method));
        }
        if !self.unsafe_headers.is_empty() {
            because.push(format!("the script sets `{}`", self.unsafe_headers.join("`, `")));
        }
        because
    }

    /// The request that asks first: no body, no credentials, no headers of the script.
    fn preflight(&self, scenario: &Scenario) -> Scenario {
        let mut preflight = Scenario {
            method: "OPTIONS".to_owned(),
            body: None,
            body_base64: None,
            identity: None,
            ..scenario.clone()
        };
        preflight.headers.clear();
        let mut set = |name: &str, value: String| {
            preflight.headers.insert(name.to_owned(), OneOrMany::One(value));
        };
        set("Origin", self.origin.clone());
        set("Access-Control-Request-Method", self.method.clone());
        if !self.unsafe_headers.is_empty() {
            set("Access-Control-Request-Headers", self.unsafe_headers.join(","));
        }
        preflight
    }
}

fn same_origin(answer: Trace) -> BrowserVerdict {
    let mut names: Vec<String> = answer.response.headers.iter().map(|(name, _)| name.clone()).collect();
    names.dedup();
    BrowserVerdict {
        outcome: BrowserOutcome::Read,
        reason: "The page comes from the address that it calls, so CORS has no say".to_owned(),
        preflight_because: Vec::new(),
        preflight: None,
        answer: Some(answer),
        checks: Vec::new(),
        readable_headers: names,
        help: String::new(),
        fix: None,
    }
}

/// Why the script does not see an answer that was given.
fn hidden(answer: &Trace, why: &str) -> String {
    let status = answer.response.status.unwrap_or_default();
    let own = answer.passage.refusal.filter(|_| answer.passage.kind == Some(ApiKind::Rest));
    match own {
        Some(kind) => format!(
            "API Gateway itself answers {status} by gateway response `{kind}`, and {why}: the script sees a network error instead of {status}"
        ),
        None => format!("The request ran and was answered with {status}, but {why}, so the browser hides it"),
    }
}

/// A message's header as the browser reads it; for the checks.
fn header(message: &Message, name: &str) -> Option<String> {
    rules::header(message, name)
}
