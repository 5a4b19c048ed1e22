//! The checks of a browser, one after another.

use serde::Serialize;

use crate::flow::Message;

use super::{Asked, header, rules};

const ORIGIN: &str = "Access-Control-Allow-Origin";
const CREDENTIALS: &str = "Access-Control-Allow-Credentials";
const METHODS: &str = "Access-Control-Allow-Methods";
const HEADERS: &str = "Access-Control-Allow-Headers";

/// Something that a browser looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrowserCheck {
    /// Whether it is about the preflight's answer or the request's.
    pub preflight: bool,
    /// The header or property.
    pub what: String,
    /// What the browser wants.
    pub wanted: String,
    /// What it found; empty for a header that is missing.
    pub found: String,
    /// Whether that is enough.
    pub passed: bool,
}

impl BrowserCheck {
    /// The check as the end of a sentence.
    pub fn sentence(&self) -> String {
        let whose = if self.preflight { "the preflight's answer" } else { "the answer" };
        match (self.what.as_str(), self.found.as_str()) {
            ("status", found) => format!("{whose} has status {found}, not {}", self.wanted),
            (what, "") => format!("{whose} has no `{what}`"),
            (what, found) => format!("{whose} says `{what}: {found}`, not {}", self.wanted),
        }
    }
}

/// What the browser looks at in a preflight's answer.
pub(super) fn preflight(answer: &Message, asked: &Asked) -> Vec<BrowserCheck> {
    let mut checks = origin(answer, asked, true);
    let status = answer.status.unwrap_or_default();
    checks.push(BrowserCheck {
        preflight: true,
        what: "status".to_owned(),
        wanted: "200 to 299".to_owned(),
        found: status.to_string(),
        passed: (200..300).contains(&status),
    });
    let all = |list: &[String]| !asked.credentials && list.iter().any(|name| name == "*");
    if !rules::is_simple_method(&asked.method) {
        let allowed = rules::list(answer, METHODS);
        checks.push(BrowserCheck {
            preflight: true,
            what: METHODS.to_owned(),
            wanted: format!("`{}` among them", asked.method),
            found: allowed.join(", "),
            passed: all(&allowed) || allowed.contains(&asked.method),
        });
    }
    let allowed = rules::list(answer, HEADERS);
    for name in &asked.unsafe_headers {
        let named = allowed.iter().any(|other| other.eq_ignore_ascii_case(name));
        // `*` never stands for `Authorization`.
        let passed = named || (all(&allowed) && name != "authorization");
        checks.push(BrowserCheck {
            preflight: true,
            what: HEADERS.to_owned(),
            wanted: format!("`{name}` among them"),
            found: allowed.join(", "),
            passed,
        });
    }
    checks
}

/// What the browser looks at in the request's answer.
pub(super) fn answer(answer: &Message, asked: &Asked) -> Vec<BrowserCheck> {
    origin(answer, asked, false)
}

fn origin(answer: &Message, asked: &Asked, preflight: bool) -> Vec<BrowserCheck> {
    let found = header(answer, ORIGIN).unwrap_or_default();
    let any = found == "*" && !asked.credentials;
    let wanted = match asked.credentials {
        true => format!("`{}`", asked.origin),
        false => format!("`*` or `{}`", asked.origin),
    };
    let passed = any || found == asked.origin;
    let mut checks = vec![BrowserCheck { preflight, what: ORIGIN.to_owned(), wanted, found, passed }];
    if asked.credentials {
        let found = header(answer, CREDENTIALS).unwrap_or_default();
        let passed = found == "true";
        checks.push(BrowserCheck {
            preflight,
            what: CREDENTIALS.to_owned(),
            wanted: "`true`".to_owned(),
            found,
            passed,
        });
    }
    checks
}
