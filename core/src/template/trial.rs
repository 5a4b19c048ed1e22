//! One template and one input, rendered with a trace.

use std::sync::Arc;

use crate::aws;
use crate::base::Span;
use crate::lang::json::{Json, Members, to_plain_text};
use crate::lang::vtl::{Inputs, Limits, Note, Overrides, Template, Trace};

/// How large an input may be: more than AWS takes as a payload.
pub const MAX_INPUT_BYTES: usize = 16 * 1024 * 1024;

/// What an output has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// JSON: its content type says so.
    Json,
    /// Any text.
    Text,
}

impl Expect {
    /// What a template of this content type has to make.
    pub fn of(content_type: &str) -> Self {
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind == "application/json" || kind.ends_with("+json") { Self::Json } else { Self::Text }
    }
}

/// What a template made of an input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// The output; up to the failure where there is one.
    pub output: String,
    /// Why there is no more output.
    pub failure: Option<Failure>,
    /// Where the output is not what it has to be.
    pub unwanted: Option<Unwanted>,
    /// What the template put into `$context` for the gateway to apply.
    pub overrides: Option<Overrides>,
    /// What AWS does not document, or what is worth knowing.
    pub notes: Vec<Note>,
    /// What made what.
    pub trace: Trace,
}

impl Trial {
    /// What the template put into `$context` for the gateway to apply, as JSON text `{requestOverride?,
    /// responseOverride?}` without what is empty; an empty text where it put nothing there.
    pub fn overrides_text(&self) -> String {
        let Some(overrides) = &self.overrides else { return String::new() };
        let sides = [("requestOverride", &overrides.request), ("responseOverride", &overrides.response)];
        let full = sides.into_iter().map(|(name, side)| (Arc::from(name), without_empty(side)));
        let full: Members = full.filter(|(_, side)| !is_empty(side)).collect();
        if full.is_empty() { String::new() } else { to_plain_text(&Json::object(full)) }
    }
}

fn without_empty(side: &Json) -> Json {
    let Json::Object(parts) = side else { return side.clone() };
    let full = parts.iter().filter(|(_, part)| !is_empty(part));
    Json::object(full.map(|(name, part)| (name.clone(), part.clone())).collect())
}

fn is_empty(json: &Json) -> bool {
    matches!(json, Json::Null) || matches!(json, Json::Object(members) if members.is_empty())
}

/// Why a template renders nothing, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// One sentence, no final period.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
    /// Where in the template; none when it is the input that cannot be read.
    pub span: Option<Span>,
    /// What AWS answers, in words; none for a fault of the input.
    pub answer: Option<&'static str>,
}

/// Output that is not the JSON that its content type promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwanted {
    /// What is wrong.
    pub message: String,
    /// Where in the output, in bytes.
    pub at: usize,
    /// The part of the template that made it.
    pub made_by: Option<Span>,
}

/// A template that was read once, for whoever asks several things of it.
#[derive(Debug)]
pub struct Prepared(Result<Template, Failure>);

impl Prepared {
    /// Reads a template.
    pub fn new(template: &str) -> Self {
        Self(Template::parse(template).map_err(|error| Failure {
            message: error.message,
            help: error.help,
            span: Some(error.span),
            answer: Some(error.answer.text()),
        }))
    }

    /// As [`try_out`].
    pub fn try_out(&self, input: &str, expect: Expect) -> Trial {
        let inputs = match read(input) {
            Ok(inputs) => inputs,
            Err(failure) => return Trial { failure: Some(failure), ..Trial::default() },
        };
        match &self.0 {
            Ok(template) => render(template, &inputs, expect),
            Err(failure) => Trial { failure: Some(failure.clone()), ..Trial::default() },
        }
    }

    /// The template, if it is one.
    pub(super) fn template(&self) -> Option<&Template> {
        self.0.as_ref().ok()
    }
}

/// Renders `template` with `input`, the JSON text `{body?, params?, context?, stageVariables?, variables?}`; an
/// empty input is an empty request. `expect` says what the output has to be.
pub fn try_out(template: &str, input: &str, expect: Expect) -> Trial {
    Prepared::new(template).try_out(input, expect)
}

fn render(template: &Template, inputs: &Inputs, expect: Expect) -> Trial {
    let (result, trace, output) = template.render_traced(inputs, &Limits::new(aws::foreach_iterations()));
    match result {
        Ok(rendered) => {
            let unwanted = (expect == Expect::Json).then(|| unwanted(&rendered.text, &trace)).flatten();
            Trial {
                output: rendered.text,
                failure: None,
                unwanted,
                overrides: rendered.overrides,
                notes: rendered.notes,
                trace,
            }
        }
        Err(error) => {
            let failure = Failure {
                message: error.message,
                help: error.body.map(|body| format!("The client gets `{body}`")).unwrap_or_default(),
                span: Some(error.span),
                answer: Some(error.answer.text()),
            };
            Trial { output, failure: Some(failure), trace, ..Trial::default() }
        }
    }
}

fn read(input: &str) -> Result<Inputs, Failure> {
    let failed = |message: String| {
        Failure {
        message,
        help: "An input is `{\"body\": …, \"params\": {\"path\", \"querystring\", \"header\"}, \"context\": {…}, \"stageVariables\": {…}}`"
            .to_owned(),
        span: None,
        answer: None,
    }
    };
    if input.trim().is_empty() {
        return Ok(Inputs::default());
    }
    if input.len() > MAX_INPUT_BYTES {
        return Err(failed(format!("The input is larger than {} MiB", MAX_INPUT_BYTES / (1024 * 1024))));
    }
    let value: serde_json::Value =
        serde_json::from_str(input).map_err(|error| failed(format!("The input is no JSON: {error}")))?;
    let json = Json::from_serde(&value).map_err(|error| failed(error.to_string()))?;
    Inputs::from_json(&json).map_err(failed)
}

/// What is wrong with an output that has to be JSON; an empty one is no body at all.
fn unwanted(output: &str, trace: &Trace) -> Option<Unwanted> {
    if output.trim().is_empty() {
        return None;
    }
    let error = serde_json::from_str::<serde::de::IgnoredAny>(output).err()?;
    let at = offset(output, error.line(), error.column());
    let made_by = trace.pieces.iter().find(|piece| piece.output.start <= at && at < piece.output.end.max(at));
    let made_by = made_by.or(trace.pieces.last()).map(|piece| piece.template);
    Some(Unwanted { message: error.to_string(), at, made_by })
}

/// The byte of a line and column, both from 1 (columns in bytes).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}
