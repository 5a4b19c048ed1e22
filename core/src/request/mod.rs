//! Requests as text: what a curl command, an HTTP Archive or a raw HTTP message asks for, and how a request of the
//! design is written as a command.

mod curl;
mod har;
mod http;
mod shell;
mod write;

use std::fmt::Display;

use crate::design::inputs::{OneOrMany, Scenario};
use crate::design::{Design, Diagnostic};

pub use write::{address, to_curl, to_test_invoke};

/// Bytes of text that are read.
pub const TEXT_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Requests of an HTTP Archive that are taken; the others are counted in a note.
pub const ENTRIES_MAX: usize = 500;

/// What a text was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A `curl` command.
    Curl,
    /// An HTTP Archive, or one entry or request of it.
    Har,
    /// A request line, headers and a body.
    Http,
}

impl Format {
    /// The format in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Curl => "curl command",
            Self::Har => "HTTP Archive",
            Self::Http => "HTTP message",
        }
    }
}

/// What was read: requests, and what of the text they do not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// What the text was taken for.
    pub format: Format,
    /// The requests in order, at least one.
    pub requests: Vec<Scenario>,
    /// What was left out or read in a way worth knowing.
    pub notes: Vec<Diagnostic>,
}

/// Reads a pasted text; the format is recognised.
///
/// Errors: the text is none of the formats, or breaks off; the place is `line:column` where there is one.
pub fn read(text: &str) -> Result<Pasted, Box<Diagnostic>> {
    if text.len() > TEXT_BYTES_MAX {
        let message = format!("The text has more than {TEXT_BYTES_MAX} bytes");
        return Err(Box::new(
            Diagnostic::error("request-too-big", message).help("Paste single requests of it"),
        ));
    }
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    let first = trimmed.split_whitespace().next().unwrap_or_default();
    match first.trim_start_matches('$').trim_end_matches(".exe") {
        "" if first.is_empty() => Err(unknown("There is no text")),
        // A prompt before the command.
        "" | "curl" => curl::read(trimmed.trim_start_matches('$').trim_start()),
        "printf" => curl::read_piped(trimmed.trim_start_matches('$').trim_start()),
        _ if trimmed.starts_with('{') => har::read(trimmed),
        _ if http::begins(trimmed) => http::read(trimmed),
        _ if trimmed.starts_with("fetch(") => Err(unknown("A `fetch` call is a program, which is not read")),
        "Invoke-WebRequest" | "Invoke-RestMethod" | "iwr" => Err(unknown("A PowerShell command is not read")),
        "wget" | "http" | "https" | "xh" => Err(unknown(format!("A command of `{first}` is not read"))),
        _ => Err(unknown("The text is no curl command, HTTP Archive or HTTP message")),
    }
}

/// Makes a request one of this design: a host that is no custom domain of it stands for the default endpoint, which
/// is said.
pub fn fit(request: &mut Scenario, design: &Design) -> Option<Diagnostic> {
    let host = request.host.as_deref()?;
    let is_known = |name: &str| match name.strip_prefix('*') {
        Some(end) => host.len() > end.len() && host.ends_with(end),
        None => name.eq_ignore_ascii_case(host),
    };
    if design.domains.values().any(|domain| is_known(&domain.name)) {
        return None;
    }
    let message =
        format!("`{host}` is no custom domain of the design, so the request goes to the default endpoint");
    request.host = None;
    Some(note("unknown-host", message, "Add the domain to the design to try it"))
}

fn unknown(message: impl Display) -> Box<Diagnostic> {
    let help = "Paste a `curl` command (Copy as cURL in the browser), an HTTP Archive, or a request line with headers and body";
    Box::new(Diagnostic::error("no-request", message.to_string()).help(help))
}

fn note(code: &'static str, message: String, help: &str) -> Diagnostic {
    Diagnostic::note(code, message).help(help)
}

/// Adds a header; a name that is there already, in any case, gets another value.
fn add_header(request: &mut Scenario, name: &str, value: &str) {
    let known = request.headers.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned();
    let name = known.unwrap_or_else(|| name.to_owned());
    let value = value.to_owned();
    match request.headers.get_mut(&name) {
        None => {
            request.headers.insert(name, OneOrMany::One(value));
        }
        Some(OneOrMany::Many(values)) => values.push(value),
        Some(place @ OneOrMany::One(_)) => {
            let mut values = place.values().to_vec();
            values.push(value);
            *place = OneOrMany::Many(values);
        }
    }
}

fn has_header(request: &Scenario, name: &str) -> bool {
    request.headers.keys().any(|known| known.eq_ignore_ascii_case(name))
}

/// Takes host and path from an address such as `https://api.example.com/v1/pets?page=1`.
///
/// An address of API Gateway's own stands for the default endpoint, so no host is set.
fn take_address(request: &mut Scenario, address: &str) {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    set_host(request, authority.rsplit('@').next().unwrap_or_default());
    request.path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
}

fn set_host(request: &mut Scenario, authority: &str) {
    let host = match authority.strip_prefix('[') {
        Some(_) => authority,
        None => authority.split(':').next().unwrap_or_default(),
    };
    let own = host.contains(".execute-api.");
    request.host = Some(host.to_ascii_lowercase()).filter(|host| !host.is_empty() && !own);
}
