//! Runs `cases/request`: texts and the requests that they ask for, requests and the commands that they become; and
//! where curl is at hand, whether curl itself sends what is read.

#[path = "skip.rs"]
mod skip;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::{fs, path::Path, thread};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use studio_core::design::inputs::Scenario;
use studio_core::design::{Design, Domain, DomainId};
use studio_core::request::{Format, address, fit, read, to_curl, to_test_invoke};

use skip::skip;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    #[serde(default)]
    format: String,
    #[serde(default)]
    requests: Vec<Scenario>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    error: String,
    #[serde(default)]
    place: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    request: Scenario,
    curl: String,
    #[serde(default)]
    test_invoke: Option<String>,
}

fn cases<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/request").join(file);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn texts_are_read() {
    for file in ["curl.json", "har.json", "http.json", "refused.json"] {
        for case in cases::<Case>(file) {
            match read(&case.text) {
                Ok(pasted) => {
                    let format = match pasted.format {
                        Format::Curl => "curl",
                        Format::Har => "har",
                        Format::Http => "http",
                    };
                    assert_eq!(format, case.format, "{}", case.name);
                    assert_eq!(json!(pasted.requests), json!(case.requests), "{}", case.name);
                    let notes: Vec<_> = pasted.notes.iter().map(|note| note.code).collect();
                    assert_eq!(notes, case.notes, "{}", case.name);
                }
                Err(error) => {
                    assert_eq!(
                        (error.code, &error.place),
                        (&*case.error, &case.place),
                        "{}: {}",
                        case.name,
                        error.message
                    );
                }
            }
        }
    }
}

#[test]
fn commands_are_written() {
    for case in cases::<Written>("written.json") {
        assert_eq!(to_curl(&case.request, "https://api.example.com"), case.curl, "{}", case.name);
        if let Some(test_invoke) = case.test_invoke {
            assert_eq!(to_test_invoke(&case.request), test_invoke, "{}", case.name);
        }
    }
}

#[test]
fn a_host_is_a_domain_of_the_design_or_the_default_endpoint() {
    let mut design = Design { region: "eu-west-1".to_owned(), ..Design::default() };
    let domain = Domain { name: "*.example.com".to_owned(), ..Domain::default() };
    design.domains.insert(DomainId(1), domain.into());
    let fitted = |text: &str| {
        let mut request = read(text).unwrap().requests.remove(0);
        let told = fit(&mut request, &design).map(|note| note.code);
        (told, address(&request, &design))
    };
    assert_eq!(fitted("curl https://api.Example.com/x"), (None, "https://api.example.com".to_owned()));
    let default = "https://API_ID.execute-api.eu-west-1.amazonaws.com".to_owned();
    assert_eq!(fitted("curl https://example.com/x"), (Some("unknown-host"), default.clone()));
    assert_eq!(fitted("curl https://a.execute-api.us-east-1.amazonaws.com/x"), (None, default.clone()));
    let staged = Scenario { stage: Some("prod".to_owned()), ..Scenario::default() };
    assert_eq!(address(&staged, &design), default + "/prod");
}

/// What a client sends, as a raw message; it gets an empty answer.
fn heard(listener: &TcpListener) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let mut bytes = Vec::new();
    while !is_whole(&bytes) {
        let mut part = [0; 4096];
        match stream.read(&mut part) {
            Ok(0) | Err(_) => break,
            Ok(count) => bytes.extend_from_slice(&part[..count]),
        }
    }
    answer(&mut stream);
    String::from_utf8(bytes).unwrap()
}

fn answer(stream: &mut TcpStream) {
    let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}

/// Runs a command of a shell whose address is ours, and gives the message that arrives.
fn sent(command: &str) -> Scenario {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let ear = thread::spawn(move || heard(&listener));
    let command = command.replacen("curl ", &format!("curl --silent --connect-to ::127.0.0.1:{port} "), 1);
    let status = Command::new("bash").arg("-c").arg(&command).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command}: {status}");
    let message = ear.join().unwrap();
    let mut pasted = read(&message).unwrap_or_else(|error| panic!("{message}: {}", error.message));
    let mut request = pasted.requests.remove(0);
    // What curl says of itself.
    request.headers.retain(|name, value| {
        let words = value.values().concat();
        let own = match name.as_str() {
            "User-Agent" => words.starts_with("curl/"),
            "Accept" => words == "*/*",
            _ => false,
        };
        !own
    });
    request
}

/// Header names in lower case, sorted: curl has an order of its own.
fn settled(mut request: Scenario) -> serde_json::Value {
    request.headers = request.headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    request.headers.sort_keys();
    // Which codings are asked for is a matter of how curl was built.
    request.headers.shift_remove("accept-encoding");
    if let Some(coded) = request.body_base64.take() {
        let bytes = STANDARD.decode(coded).unwrap();
        request.body = Some(String::from_utf8(bytes).unwrap());
    }
    json!(request)
}

#[test]
fn curl_sends_what_is_read() {
    if Command::new("curl").arg("--version").stdout(Stdio::null()).status().is_err() {
        return skip("curl is not at hand");
    }
    let mut compared = 0;
    for case in cases::<Case>("curl.json") {
        // An answer to HEAD, a prompt and Windows' carets are not for bash.
        let for_bash = !case.text.contains("-I") && !case.text.starts_with('$') && !case.text.contains('^');
        if !for_bash || !case.notes.is_empty() || !case.error.is_empty() {
            continue;
        }
        let ours = read(&case.text).unwrap().requests.remove(0);
        let plain = case.text.replace("https://", "http://");
        assert_eq!(settled(sent(&plain)), settled(ours), "{}", case.name);
        compared += 1;
    }
    for case in cases::<Written>("written.json") {
        if case.request.identity.is_some() {
            continue;
        }
        let command = to_curl(&case.request, "http://h");
        let ours = read(&command).unwrap().requests.remove(0);
        assert_eq!(settled(sent(&command)), settled(ours), "{}", case.name);
        compared += 1;
    }
    assert!(compared > 12, "{compared}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(
        front in prop::sample::select(vec!["", "curl ", "curl ^\"", "GET / HTTP/1.1\n", "{\"log\":{\"entries\":[", "$ curl "]),
        text in "[-a-zA-Z0-9'\"\\\\$^:;{}\\[\\],/@&=é \n]{0,80}",
    ) {
        if let Ok(pasted) = read(&format!("{front}{text}")) {
            prop_assert!(!pasted.requests.is_empty());
        }
    }

    /// What is written as a command is read as the same request.
    #[test]
    fn a_written_command_is_read_again(
        method in prop::sample::select(vec!["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
        path in "/[a-z0-9/'\"$ ]{0,20}",
        value in "[!-~é][ -~é]{0,20}[!-~]",
        body in prop::option::of("[ -~é\n']{1,40}"),
    ) {
        let headers = [("x-name", value.as_str()), ("content-type", "text/plain")];
        let request: Scenario = serde_json::from_value(json!({
            "host": "h", "method": method, "path": path, "body": body,
            "headers": headers.into_iter().collect::<std::collections::BTreeMap<_, _>>(),
        })).unwrap();
        let pasted = read(&to_curl(&request, "https://h")).unwrap();
        prop_assert_eq!(settled(pasted.requests[0].clone()), settled(request));
    }
}
