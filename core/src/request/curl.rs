//! `curl` commands, by curl's own manual: what each option says about the request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::shell::{Unclosed, words};
use super::{Format, Pasted, add_header, has_header, note, take_address, unknown};
use crate::base::LineIndex;
use crate::design::Diagnostic;
use crate::design::inputs::Scenario;
use crate::lang::percent;

/// Options without an argument that say nothing about the request.
const SWITCHES: &[&str] = &[
    "--compressed-ssh",
    "--fail",
    "--fail-with-body",
    "--globoff",
    "--http0.9",
    "--http1.0",
    "--http1.1",
    "--http2",
    "--http2-prior-knowledge",
    "--http3",
    "--include",
    "--insecure",
    "--ipv4",
    "--ipv6",
    "--location",
    "--location-trusted",
    "--no-buffer",
    "--no-keepalive",
    "--no-progress-meter",
    "--path-as-is",
    "--progress-bar",
    "--remote-name",
    "--show-error",
    "--silent",
    "--tcp-nodelay",
    "--tlsv1",
    "--tlsv1.2",
    "--tlsv1.3",
    "--verbose",
];
/// Options with an argument that say nothing about the request.
const SETTINGS: &[&str] = &[
    "--cacert",
    "--capath",
    "--ciphers",
    "--connect-timeout",
    "--connect-to",
    "--cookie-jar",
    "--dump-header",
    "--interface",
    "--limit-rate",
    "--max-redirs",
    "--max-time",
    "--output",
    "--output-dir",
    "--proxy",
    "--resolve",
    "--retry",
    "--retry-delay",
    "--retry-max-time",
    "--tls-max",
    "--trace",
    "--trace-ascii",
    "--write-out",
];
/// curl's letters.
const LETTERS: &[(char, &str)] = &[
    ('0', "--http1.0"),
    ('4', "--ipv4"),
    ('6', "--ipv6"),
    ('A', "--user-agent"),
    ('D', "--dump-header"),
    ('E', "--cert"),
    ('F', "--form"),
    ('G', "--get"),
    ('H', "--header"),
    ('I', "--head"),
    ('L', "--location"),
    ('N', "--no-buffer"),
    ('O', "--remote-name"),
    ('S', "--show-error"),
    ('T', "--upload-file"),
    ('X', "--request"),
    ('b', "--cookie"),
    ('c', "--cookie-jar"),
    ('d', "--data"),
    ('e', "--referer"),
    ('f', "--fail"),
    ('g', "--globoff"),
    ('i', "--include"),
    ('k', "--insecure"),
    ('m', "--max-time"),
    ('o', "--output"),
    ('s', "--silent"),
    ('u', "--user"),
    ('v', "--verbose"),
    ('w', "--write-out"),
    ('x', "--proxy"),
    ('#', "--progress-bar"),
];
/// What curl sends when an option asks for a compressed answer.
const ENCODINGS: &str = "deflate, gzip, br, zstd";
const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// The file that stands for what comes through a pipe.
const STANDARD_INPUT: &str = " @-`";

/// A command under way.
#[derive(Default)]
struct Command {
    request: Scenario,
    addresses: Vec<String>,
    verb: Option<String>,
    data: Vec<String>,
    /// Whether a file that is not read is data, which makes a body too.
    has_file: bool,
    is_get: bool,
    is_head: bool,
    is_json: bool,
    notes: Vec<Diagnostic>,
}

/// Reads one command.
///
/// Errors: a quote that nothing closes, no address.
pub(super) fn read(text: &str) -> Result<Pasted, Box<Diagnostic>> {
    let (words, rest) = words(text).map_err(|Unclosed(at)| {
        let place = LineIndex::new(text).position(at);
        let error = Diagnostic::error("open-quote", "A quote begins here that nothing ends");
        Box::new(error.at_place(format!("{}:{}", place.line, place.column)).help("Paste the whole command"))
    })?;
    let mut command = Command::default();
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.strip_prefix("--") {
            Some("") | None if !word.starts_with('-') || word.len() < 2 => command.addresses.push(word),
            Some(_) => {
                // curl takes `--name value` only, people write `--name=value` as well.
                let (name, own) = match word.split_once('=') {
                    Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                    None => (word, None),
                };
                command.option(&name, own, &mut words);
            }
            None => command.letters(&word, &mut words),
        }
    }
    if rest.trim_start_matches([';', '|', '&', '\n', ' ', '\r']).trim_start().starts_with("curl") {
        let message = "Only the first of several commands is read".to_owned();
        command.notes.push(note("more-commands", message, "Paste them one by one"));
    }
    command.finish()
}

/// Reads a command that gets a body of bytes through a pipe, as the studio writes it:
/// `printf %s BASE64 | base64 --decode | curl …`.
///
/// Errors: another pipe, or as [`read`].
pub(super) fn read_piped(text: &str) -> Result<Pasted, Box<Diagnostic>> {
    let before_pipe = |text| {
        let (words, rest) = words(text).ok()?;
        Some((words, rest.strip_prefix('|')?.trim_start()))
    };
    let parts = || {
        let (printed, rest) = before_pipe(text)?;
        let (decoded, command) = before_pipe(rest)?;
        let coded = printed.strip_prefix(&["printf".to_owned(), "%s".to_owned()])?.first()?.clone();
        let is_base64 = decoded == ["base64", "--decode"] || decoded == ["base64", "-d"];
        (is_base64 && command.starts_with("curl")).then_some((coded, command))
    };
    let (coded, command) = parts().ok_or_else(|| {
        unknown("Of commands that begin with `printf` only `printf %s … | base64 --decode | curl …` is read")
    })?;
    let mut pasted = read(command)?;
    pasted.notes.retain(|note| !note.message.contains(STANDARD_INPUT));
    for request in &mut pasted.requests {
        request.body_base64 = Some(coded.clone());
    }
    Ok(pasted)
}

impl Command {
    /// Letters in one word; the rest of the word is the argument of the first letter that has one.
    fn letters(&mut self, word: &str, words: &mut impl Iterator<Item = String>) {
        let mut letters = word.chars().skip(1);
        while let Some(letter) = letters.next() {
            let Some((_, name)) = LETTERS.iter().find(|(known, _)| *known == letter) else {
                self.unread(&format!("-{letter}"));
                continue;
            };
            let rest: String = letters.clone().collect();
            let own = Some(rest).filter(|rest| !rest.is_empty() && takes_argument(name));
            let ends = own.is_some();
            self.option(name, own, words);
            if ends {
                return;
            }
        }
    }

    fn option(&mut self, name: &str, own: Option<String>, words: &mut impl Iterator<Item = String>) {
        match name {
            "--get" => self.is_get = true,
            "--head" => self.is_head = true,
            "--compressed" => add_header(&mut self.request, "Accept-Encoding", ENCODINGS),
            _ if SWITCHES.contains(&name) || name.starts_with("--no-") => {}
            _ if takes_argument(name) => {
                let Some(value) = own.or_else(|| words.next()) else {
                    let message = format!("`{name}` has no value and is left out");
                    self.notes.push(note("no-value", message, "Paste the whole command"));
                    return;
                };
                if !SETTINGS.contains(&name) {
                    self.setting(name, value);
                }
            }
            _ => self.unread(name),
        }
    }

    fn setting(&mut self, name: &str, value: String) {
        match name {
            "--request" => self.verb = Some(value),
            "--header" => self.header(&value),
            "--url" => self.addresses.push(value),
            "--user-agent" => add_header(&mut self.request, "User-Agent", &value),
            "--referer" => add_header(&mut self.request, "Referer", &value),
            "--cookie" if value.contains('=') => add_header(&mut self.request, "Cookie", &value),
            "--cookie" => self.file(name, &value),
            "--user" => {
                let coded = format!("Basic {}", STANDARD.encode(&value));
                add_header(&mut self.request, "Authorization", &coded);
            }
            "--oauth2-bearer" => add_header(&mut self.request, "Authorization", &format!("Bearer {value}")),
            "--json" => {
                self.is_json = true;
                self.data(name, value);
            }
            "--data-raw" => self.data.push(value),
            "--data" | "--data-ascii" | "--data-binary" => self.data(name, value),
            "--data-urlencode" => match value.split_once('=') {
                Some(("", text)) => self.data.push(form(text)),
                Some((name, text)) => self.data.push(format!("{name}={}", form(text))),
                None if value.contains('@') => self.file(name, &value),
                None => self.data.push(form(&value)),
            },
            _ => self.unread(name),
        }
    }

    fn data(&mut self, name: &str, value: String) {
        if !value.starts_with('@') {
            self.data.push(value);
            return;
        }
        self.has_file = true;
        self.file(name, &value);
    }

    /// curl's `-H`: `Name: value`, `Name;` for an empty value, `Name:` to send none.
    fn header(&mut self, text: &str) {
        match (text.split_once(':'), text.strip_suffix(';')) {
            (Some((name, value)), _) if !value.trim().is_empty() => {
                super::http::header(&mut self.request, name.trim(), value.trim());
            }
            (Some(_), _) => {}
            (None, Some(name)) => add_header(&mut self.request, name.trim(), ""),
            (None, None) => self.file("--header", text),
        }
    }

    fn file(&mut self, name: &str, value: &str) {
        let message = format!("`{name} {value}` names a file, which the studio does not read");
        self.notes.push(note("file", message, "Write its text into the request"));
    }

    fn unread(&mut self, name: &str) {
        let message = format!("`{name}` is not read");
        self.notes.push(note("unread-option", message, "Set what it stands for by hand"));
    }

    fn finish(mut self) -> Result<Pasted, Box<Diagnostic>> {
        let Some(address) = self.addresses.first() else {
            return Err(unknown("The command has no address"));
        };
        let host = self.request.host.take();
        take_address(&mut self.request, &ascii(address));
        // A `Host` header wins over the address.
        self.request.host = host.or(self.request.host.take());
        if self.addresses.len() > 1 {
            let message = "Only the first of several addresses is read".to_owned();
            self.notes.push(note("more-addresses", message, "Paste one command for each"));
        }
        let body = (!self.data.is_empty()).then(|| self.data.join(if self.is_json { "" } else { "&" }));
        let default = match (body.is_some() || self.has_file, self.is_get, self.is_head) {
            (_, _, true) => "HEAD",
            (true, false, _) => "POST",
            _ => "GET",
        };
        self.request.method = self.verb.take().unwrap_or_else(|| default.to_owned());
        match body {
            Some(query) if self.is_get => {
                let sign = if self.request.path.contains('?') { '&' } else { '?' };
                self.request.path.push(sign);
                self.request.path.push_str(&query);
            }
            Some(body) => {
                let kind = if self.is_json { JSON } else { FORM };
                if !has_header(&self.request, "content-type") {
                    add_header(&mut self.request, "Content-Type", kind);
                }
                if self.is_json && !has_header(&self.request, "accept") {
                    add_header(&mut self.request, "Accept", JSON);
                }
                self.request.body = Some(body).filter(|body| !body.is_empty());
            }
            None if self.has_file && !self.is_get && !has_header(&self.request, "content-type") => {
                add_header(&mut self.request, "Content-Type", FORM);
            }
            None => {}
        }
        Ok(Pasted { format: Format::Curl, requests: vec![self.request], notes: self.notes })
    }
}

/// An address as curl sends it: bytes beyond ASCII are coded, in small letters.
fn ascii(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for letter in address.chars() {
        match letter.is_ascii() {
            true => out.push(letter),
            false => out.push_str(&percent::encode(letter.encode_utf8(&mut [0; 4]), "").to_lowercase()),
        }
    }
    out
}

/// As curl codes a form's value: a blank is a plus.
fn form(text: &str) -> String {
    percent::encode(text, "").replace("%20", "+")
}

fn takes_argument(name: &str) -> bool {
    const READ: &[&str] = &[
        "--request",
        "--header",
        "--url",
        "--user-agent",
        "--referer",
        "--cookie",
        "--user",
        "--oauth2-bearer",
        "--json",
        "--data",
        "--data-raw",
        "--data-ascii",
        "--data-binary",
        "--data-urlencode",
        "--aws-sigv4",
        "--cert",
        "--cert-type",
        "--key",
        "--form",
        "--form-string",
        "--upload-file",
        "--range",
        "--time-cond",
        "--unix-socket",
    ];
    READ.contains(&name) || SETTINGS.contains(&name)
}
