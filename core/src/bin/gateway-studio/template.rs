//! `gateway-studio template`: renders one mapping template.

use std::path::Path;

use serde_json::{Value, json};
use studio_core::aws::foreach_iterations;
use studio_core::base::{LineIndex, Position, Span};
use studio_core::lang::json::{Json, parse_lenient, to_text};
use studio_core::lang::vtl::{Inputs, Limits, Template};

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

/// Renders `template` with `input`; the file's name is for the messages.
///
/// Errors: the input is no input; a template that fails is an [`Answer`].
pub fn render(file: &Path, template: &str, input: &str) -> Result<Answer, String> {
    let input = parse_lenient(input).map_err(|error| error.to_string())?;
    let inputs = Inputs::from_json(&input)?;
    let lines = LineIndex::new(template);
    let parsed = match Template::parse(template) {
        Ok(parsed) => parsed,
        Err(error) => {
            return Ok(failure(file, &lines, error.span, &error.message, error.answer.text(), None));
        }
    };
    match parsed.render(&inputs, &Limits::new(foreach_iterations())) {
        Ok(rendered) => {
            let place = |span: Span| lines.position(span.start);
            let remarks =
                rendered.notes.iter().map(|note| remark(file, place(note.span), &note.message, "")).collect();
            let notes: Vec<Value> = rendered
                .notes
                .iter()
                .map(|note| {
                    let Position { line, column } = place(note.span);
                    json!({ "code": note.code, "message": note.message, "line": line, "column": column })
                })
                .collect();
            let json = json!({
                "output": rendered.text,
                "requestOverride": plain(&rendered.overrides.request),
                "responseOverride": plain(&rendered.overrides.response),
                "notes": notes,
            });
            Ok(Answer { output: rendered.text, remarks, json, failed: false })
        }
        Err(error) => {
            let body = error.body.as_deref();
            Ok(failure(file, &lines, error.span, &error.message, error.answer.text(), body))
        }
    }
}

fn failure(
    file: &Path,
    lines: &LineIndex<'_>,
    span: Span,
    message: &str,
    answer: &str,
    body: Option<&str>,
) -> Answer {
    let at = lines.position(span.start);
    let said = body.map_or(String::new(), |body| format!(", {body}"));
    let remark = remark(file, at, message, &format!("; AWS answers: {answer}{said}"));
    let mut error = json!({ "line": at.line, "column": at.column, "message": message, "aws": answer });
    if let Some(body) = body {
        error["body"] = json!(body);
    }
    Answer { output: String::new(), remarks: vec![remark], json: json!({ "error": error }), failed: true }
}

fn remark(file: &Path, at: Position, message: &str, answer: &str) -> String {
    format!("{}:{}:{}: {message}{answer}", file.display(), at.line, at.column)
}

fn plain(json: &Json) -> Value {
    serde_json::from_str(&to_text(json)).unwrap_or_default()
}
