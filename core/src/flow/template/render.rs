//! Renders a template of an exchange.

use crate::aws::{self, GatewayResponseType};
use crate::base::{LineIndex, Span};
use crate::design::Diagnostic;
use crate::flow::exchange::Exchange;
use crate::flow::overrides;
use crate::flow::verdict::{Refusal, Verdict};
use crate::lang::vtl::{Answer, Limits};

use super::inputs;

/// AWS's page about overrides.
const OVERRIDES: &str = "apigateway-override-request-response-parameters";

/// Which way a template turns a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// From the client to the backend.
    Request,
    /// From the backend to the client.
    Response,
}

impl Side {
    const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }

    /// The field of the integration that holds the template.
    const fn field(self) -> &'static str {
        match self {
            Self::Request => "request_templates",
            Self::Response => "responses",
        }
    }
}

/// Where and why a template failed.
struct Failure {
    message: String,
    span: Span,
    answer: Answer,
    body: Option<String>,
}

/// What the template makes of the body; what it overrides is kept in the exchange. Errors: the refusal that AWS
/// sends when the template fails.
pub(crate) fn render(
    x: &mut Exchange<'_>,
    side: Side,
    (key, text): (&str, &str),
    body: &[u8],
) -> Result<Vec<u8>, Box<Verdict>> {
    let Ok(body) = std::str::from_utf8(body) else {
        return Err(Box::new(not_text(x, side, key)));
    };
    super::keep(x, side, body.as_bytes());
    let read = x.index.templates.get(text);
    let template = match read.as_ref() {
        Ok(template) => template,
        Err(error) => {
            let failure = Failure {
                message: error.message.clone(),
                span: error.span,
                answer: error.answer,
                body: None,
            };
            return Err(Box::new(failed(x, side, (key, text), &failure, &error.help)));
        }
    };
    let inputs = inputs::of(x, text, body);
    match template.render(&inputs, &limits()) {
        Ok(rendered) => {
            for note in rendered.notes {
                if note.code == OVERRIDDEN_TWICE {
                    return Err(Box::new(overridden_twice(x, side, (key, text), note.span)));
                }
                let place = place(side, (key, text), note.span);
                let item = x.integration_item();
                x.note(Diagnostic::warning(note.code, note.message).at(item).at_place(place));
            }
            if let Some(made) = rendered.overrides {
                x.overrides = Some(made);
                for note in overrides::without_effect(x) {
                    x.note(note);
                }
            }
            Ok(rendered.text.into_bytes())
        }
        Err(error) => {
            let failure =
                Failure { message: error.message, span: error.span, answer: error.answer, body: error.body };
            Err(Box::new(failed(x, side, (key, text), &failure, "")))
        }
    }
}

/// The engine's word for a parameter that a template overrides a second time.
const OVERRIDDEN_TWICE: &str = "overridden-twice";

fn limits() -> Limits {
    const USUAL: usize = 1000;
    let quota = aws::quota("rest.foreach_iterations").and_then(|quota| usize::try_from(quota.limit).ok());
    Limits::new(quota.unwrap_or(USUAL))
}

/// `request_templates.application/json:3:14`: the field, the template's key, the line and the column.
fn place(side: Side, (key, text): (&str, &str), span: Span) -> String {
    let at = LineIndex::new(text).position(span.start);
    format!("{}.{key}:{}:{}", side.field(), at.line, at.column)
}

fn failed(
    x: &mut Exchange<'_>,
    side: Side,
    (key, text): (&str, &str),
    failure: &Failure,
    help: &str,
) -> Verdict {
    let item = x.integration_item();
    let at = LineIndex::new(text).position(failure.span.start);
    let message = format!(
        "The {} template `{key}` fails at line {}, column {}: {}",
        side.word(),
        at.line,
        at.column,
        failure.message
    );
    let help = if help.is_empty() { "Correct the template, or send what it can work with" } else { help };
    let place = place(side, (key, text), failure.span);
    x.note(Diagnostic::error("template-failed", message.as_str()).at(item).at_place(place).help(help));
    let internal = Refusal::new(GatewayResponseType::ApiConfigurationError);
    let verdict = match (failure.answer, side) {
        (Answer::InternalServerError, _) => {
            Verdict::refuse(internal, format!("{message}; AWS answers 500")).recorded()
        }
        (Answer::BadRequest, Side::Request) => {
            let refusal = Refusal::new(GatewayResponseType::BadRequestBody);
            let refusal = match failure.body.as_deref().map(message_of) {
                Some(text) => refusal.message(text),
                None => refusal,
            };
            Verdict::refuse(refusal, format!("{message}; AWS answers 400")).recorded()
        }
        (Answer::BadRequest, Side::Response) => Verdict::refuse(
            internal,
            format!("{message}; the studio answers 500, as AWS does to other templates that fail"),
        )
        .assumed(),
        (Answer::NotDocumented, _) => Verdict::refuse(
            internal,
            format!("{message}; AWS does not document what it answers then, the studio answers 500"),
        )
        .assumed(),
        (Answer::Ours, _) => {
            Verdict::refuse(internal, format!("{message}; that is a limit of the studio, not of AWS"))
                .assumed()
        }
    };
    verdict.at(item).saw(format!("{} template", side.word()), text, "integration")
}

/// The text in a body of the form `{"message": "…"}`.
fn message_of(body: &str) -> &str {
    const START: &str = "{\"message\": \"";
    body.strip_prefix(START).and_then(|rest| rest.strip_suffix("\"}")).unwrap_or(body)
}

fn overridden_twice(x: &mut Exchange<'_>, side: Side, template: (&str, &str), span: Span) -> Verdict {
    let item = x.integration_item();
    let at = LineIndex::new(template.1).position(span.start);
    let reason = format!(
        "The {} template `{}` overrides a parameter a second time at line {}, column {}, which AWS answers with a 5XX",
        side.word(),
        template.0,
        at.line,
        at.column
    );
    let place = place(side, template, span);
    x.note(
        Diagnostic::error(OVERRIDDEN_TWICE, reason.as_str())
            .at(item)
            .at_place(place)
            .help("Work the value out in a variable, and set the override once"),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason)
        .at(item)
        .documented(OVERRIDES)
}

/// A body of bytes that are no text (recorded: 500).
fn not_text(x: &mut Exchange<'_>, side: Side, key: &str) -> Verdict {
    let item = x.integration_item();
    let reason = format!("The {} template `{key}` gets a body of bytes that are no text", side.word());
    x.note(
        Diagnostic::error("template-binary-body", reason.as_str())
            .at(item)
            .at_place("content_handling")
            .help("Set the content handling to CONVERT_TO_TEXT, so that the template gets base64 text"),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item).recorded()
}
