//! A raw HTTP message: request line, headers, an empty line, the body.

use super::{Format, Pasted, add_header, note, set_host, take_address, unknown};
use crate::design::Diagnostic;
use crate::design::inputs::Scenario;

/// Whether the text begins with a verb and a target.
pub(super) fn begins(text: &str) -> bool {
    let mut words = text.lines().next().unwrap_or_default().split_whitespace();
    let verb = words.next().unwrap_or_default();
    let target = words.next().unwrap_or_default();
    let ends = words.next().is_none_or(|version| version.starts_with("HTTP/")) && words.next().is_none();
    let is_target =
        target.starts_with('/') || target.starts_with("http://") || target.starts_with("https://");
    !verb.is_empty()
        && verb.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-')
        && is_target
        && ends
}

/// Reads one message.
///
/// Errors: a header line without a colon.
pub(super) fn read(text: &str) -> Result<Pasted, Box<Diagnostic>> {
    let (head, body) = split(text);
    let mut lines = head.lines().enumerate();
    let Some((_, first)) = lines.next() else { return Err(unknown("There is no text")) };
    let mut words = first.split_whitespace();
    let mut request = Scenario { method: words.next().unwrap_or_default().to_owned(), ..Scenario::default() };
    let target = words.next().unwrap_or_default();
    if target.starts_with('/') {
        target.clone_into(&mut request.path);
    } else {
        take_address(&mut request, target);
    }
    let mut notes = Vec::new();
    for (number, line) in lines {
        if line.starts_with([' ', '\t']) {
            let message =
                "A header that goes on in another line is obsolete; the line is left out".to_owned();
            notes.push(
                note("folded-header", message, "Write it in one line").at_place(format!("{}:1", number + 1)),
            );
            continue;
        }
        // A pseudo header of HTTP/2 begins with a colon.
        let (name, value) = match line.get(1..).and_then(|rest| rest.split_once(':')) {
            Some((name, value)) => (line.get(..name.len() + 1).unwrap_or_default(), value.trim()),
            None => {
                let message = format!("`{}` is no header", line.chars().take(60).collect::<String>());
                let error = Diagnostic::error("bad-header", message);
                let help = "Write `Name: value`, and an empty line before the body";
                return Err(Box::new(error.at_place(format!("{}:1", number + 1)).help(help)));
            }
        };
        header(&mut request, name, value);
    }
    request.body = Some(body.to_owned()).filter(|body| !body.is_empty());
    Ok(Pasted { format: Format::Http, requests: vec![request], notes })
}

/// Takes a header; `Host` and pseudo headers say where the request goes.
pub(super) fn header(request: &mut Scenario, name: &str, value: &str) {
    match name.to_ascii_lowercase().as_str() {
        "host" | ":authority" => set_host(request, value),
        ":method" => value.clone_into(&mut request.method),
        ":path" => value.clone_into(&mut request.path),
        // The studio counts the body itself.
        "content-length" => {}
        pseudo if pseudo.starts_with(':') => {}
        _ => add_header(request, name, value),
    }
}

/// The head and the body, around the first empty line.
fn split(text: &str) -> (&str, &str) {
    let ends = ["\r\n\r\n", "\n\n"].into_iter().filter_map(|end| Some((text.find(end)?, end.len())));
    match ends.min() {
        Some((at, len)) => (text.get(..at).unwrap_or_default(), text.get(at + len..).unwrap_or_default()),
        None => (text, ""),
    }
}
