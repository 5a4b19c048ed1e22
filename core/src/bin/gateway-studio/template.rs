//! `gateway-studio template`: renders one mapping template.

use std::path::Path;

use serde::de::IgnoredAny;
use serde_json::{Value, json};
use studio_core::aws::{ApiKind, foreach_iterations};
use studio_core::base::{LineIndex, Position, Span};
use studio_core::lang::json::{parse_lenient, to_serde};
use studio_core::lang::vtl::{Answer as Aws, Inputs, Limits, OnceError, render_once};
use studio_core::template::Prepared;

/// What a template came to.
pub struct Answer {
    /// For standard output, as it is.
    pub output: String,
    /// For standard error, line by line.
    pub remarks: Vec<String>,
    /// The same for a program.
    pub json: Value,
    /// Whether it failed.
    pub failed: bool,
}

/// A file with its name, for the messages.
pub struct Source<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What is in it.
    pub text: &'a str,
}

/// Renders a template with an input.
pub fn render(template: &Source<'_>, input: &Source<'_>) -> Answer {
    let inputs = match read(input) {
        Ok(inputs) => inputs,
        Err(answer) => return *answer,
    };
    let lines = LineIndex::new(template.text);
    let fail = |span: Span, message: &str, answer: Aws, body: Option<&str>| {
        failure(template, lines.position(span.start), message, Some((answer, body)))
    };
    let rendered = match render_once(template.text, &inputs, &Limits::new(foreach_iterations())) {
        Ok(rendered) => rendered,
        Err(OnceError::Parse(error)) => return fail(error.span, &error.message, error.answer, None),
        Err(OnceError::Render(error)) => {
            return fail(error.span, &error.message, error.answer, error.body.as_deref());
        }
    };
    // The content type is not known here, so nothing is said of JSON.
    let findings = Prepared::new(template.text).advise(ApiKind::Rest, "text/plain", Some(&inputs));
    let mut notes: Vec<(Span, &str, &str)> =
        rendered.notes.iter().map(|note| (note.span, note.code, note.message.as_str())).collect();
    notes.extend(findings.iter().map(|found| (found.span, found.code, found.message.as_str())));
    notes.sort_by_key(|(span, ..)| span.start);
    let place = |span: &Span| lines.position(span.start);
    let told = notes.iter().map(|(span, code, message)| {
        let Position { line, column } = place(span);
        json!({ "code": code, "message": message, "line": line, "column": column })
    });
    let overrides = rendered.overrides.unwrap_or_else(|| inputs.overrides());
    let json = json!({
        "output": rendered.text,
        "requestOverride": to_serde(&overrides.request),
        "responseOverride": to_serde(&overrides.response),
        "notes": told.collect::<Vec<_>>(),
    });
    let remarks =
        notes.iter().map(|(span, _, message)| remark(template, Some(place(span)), message)).collect();
    Answer { output: rendered.text, remarks, json, failed: false }
}

/// The input; what is wrong with it is an answer of its own.
fn read(input: &Source<'_>) -> Result<Inputs, Box<Answer>> {
    let text = input.text.trim_start_matches('\u{feff}');
    let refused = |message: String| {
        Box::new(Answer {
            output: String::new(),
            remarks: vec![remark(input, None, &message)],
            json: json!({ "error": { "file": input.path, "message": message } }),
            failed: true,
        })
    };
    // As JSON it is judged strictly; as values it is held as Java holds them.
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| {
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let at = Position { line: clamp(error.line()), column: clamp(error.column()) };
        let message = error.to_string();
        let message = message.split_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        Box::new(failure(input, at, &format!("the input is no JSON: {message}"), None))
    })?;
    let json = parse_lenient(text).map_err(|error| refused(error.message))?;
    Inputs::from_json(&json).map_err(refused)
}

/// Something failed at a place; with what AWS answers, where it would.
fn failure(file: &Source<'_>, at: Position, message: &str, aws: Option<(Aws, Option<&str>)>) -> Answer {
    let mut error = json!({ "file": file.path, "line": at.line, "column": at.column, "message": message });
    let mut said = message.to_owned();
    if let Some((answer, body)) = aws {
        error["aws"] = json!(answer.text());
        error["status"] = json!(answer.status());
        error["body"] = json!(body);
        said += &match answer {
            Aws::Ours => "; this is a limit of the studio, not of AWS".to_owned(),
            Aws::NotDocumented => "; what AWS answers is not documented".to_owned(),
            _ => format!("; AWS answers {}", answer.text()),
        };
        said += &body.map_or(String::new(), |body| format!(": {body}"));
    }
    let remarks = vec![remark(file, Some(at), &said)];
    Answer { output: String::new(), remarks, json: json!({ "error": error }), failed: true }
}

fn remark(file: &Source<'_>, at: Option<Position>, message: &str) -> String {
    let place = at.map_or(String::new(), |at| format!(":{}:{}", at.line, at.column));
    format!("{}{place}: {message}", file.path.display())
}
