//! Why a template cannot be read or rendered, and what AWS answers then.

use super::ast::At;
use super::lex::Kind;
use crate::base::Span;

/// What AWS answers when a template fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 500 `Internal server error`.
    InternalServerError,
    /// 400: the body could not be read as JSON.
    BadRequest,
    /// AWS does not document it.
    NotDocumented,
    /// A limit of the studio, not of AWS.
    Ours,
}

impl Answer {
    /// The answer in words.
    pub const fn text(self) -> &'static str {
        match self {
            Answer::InternalServerError => "500 `Internal server error`",
            Answer::BadRequest => "400 with the reader's message",
            Answer::NotDocumented => "not documented",
            Answer::Ours => "none: this is a limit of the studio",
        }
    }

    /// The status that the answer has, where it is known.
    pub const fn status(self) -> Option<u16> {
        match self {
            Answer::InternalServerError => Some(500),
            Answer::BadRequest => Some(400),
            Answer::NotDocumented | Answer::Ours => None,
        }
    }
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ParseError {
    /// What is wrong: one sentence, no final period.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where.
    pub span: Span,
    /// What AWS answers to a request that needs the template.
    pub answer: Answer,
}

/// Why a template cannot be rendered with these inputs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RenderError {
    /// What is wrong: one sentence, no final period.
    pub message: String,
    /// Where in the template.
    pub span: Span,
    /// What AWS answers.
    pub answer: Answer,
    /// The text of the answer, where it is known.
    pub body: Option<String>,
}

impl ParseError {
    fn new(message: String, help: &str, at: At) -> Box<Self> {
        Box::new(Self {
            message,
            help: help.to_owned(),
            span: at.span(),
            answer: Answer::InternalServerError,
        })
    }

    pub(super) fn unexpected(kind: Kind, image: &str, wanted: &str, at: At) -> Box<Self> {
        let help = match kind {
            Kind::End => {
                "Close every `#if`, `#foreach` and `#define` with `#end`, and every bracket and quote"
            }
            Kind::EndDirective if wanted != "the end of the template" => {
                "Close the bracket that is open before it"
            }
            Kind::EndDirective => "Remove it, or write `\\#end` when it is text",
            _ => "",
        };
        let message = match kind {
            Kind::End => format!("The template ends where {wanted} has to stand"),
            _ => format!("`{}` stands where {wanted} has to stand", shortened(image)),
        };
        Self::new(message, help, at)
    }

    pub(super) fn stray_character(found: char, at: At) -> Box<Self> {
        let message = match found {
            '"' | '\'' => "A string is not closed".to_owned(),
            found => format!("`{}` cannot stand here", found.escape_default()),
        };
        Self::new(message, "", at)
    }

    pub(super) fn unfinished(image: &str, at: At) -> Box<Self> {
        let help = match image.trim_end_matches('\\').chars().last() {
            Some('$' | '!') => "A template must not end with `$`: add a blank or a newline",
            Some('#') => "A template must not end with `#`: add a blank or a newline",
            _ => "Close the string, the comment or the text block",
        };
        Self::new(format!("The template ends inside `{}`", shortened(image)), help, at)
    }

    pub(super) fn too_deep(at: At) -> Box<Self> {
        let mut error = Self::new("The template nests too deep to be read".into(), "Split it", at);
        error.answer = Answer::Ours;
        error
    }

    pub(super) fn no_arguments(name: &str, at: At) -> Box<Self> {
        Self::new(format!("`#{name}` lacks an argument"), "", at)
    }

    pub(super) fn wrong_argument(name: &str, index: usize, at: At) -> Box<Self> {
        Self::new(format!("Argument {} of `#{name}` is of the wrong kind", index + 1), "", at)
    }

    pub(super) fn bad_unicode(at: At) -> Box<Self> {
        Self::new(
            "A string has `\\u` without four hexadecimal digits".into(),
            "Write the string in single quotes",
            at,
        )
    }
}

impl RenderError {
    pub(super) fn new(message: impl Into<String>, at: At, answer: Answer) -> Box<Self> {
        Box::new(Self { message: message.into(), span: at.span(), answer, body: None })
    }
}

/// At most 40 characters of a text, so that a message stays a sentence.
fn shortened(text: &str) -> String {
    let short: String = text.trim_end().chars().take(40).collect();
    if short.len() < text.trim_end().len() { format!("{short}…") } else { short }
}
