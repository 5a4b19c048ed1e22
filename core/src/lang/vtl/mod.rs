//! The Velocity Template Language as API Gateway renders it.
//!
//! AWS's engine behaves as Apache Velocity 1.7 with three differences, which the recorded answers show: a reference
//! without a value is the empty text, macros are neither declared nor called, and `#evaluate` is text. The grammar
//! here follows Velocity's lexer state by state, and values follow Java's classes.
//!
//! A [`Template`] is parsed once and rendered many times.

mod ast;
mod error;
mod inputs;
mod lex;
pub mod limits;
mod lint;
mod methods;
mod once;
mod parse;
mod parts;
mod render;
mod tokens;
mod trace;
mod value;

pub use error::{Answer, ParseError, RenderError};
pub use inputs::Inputs;
pub use limits::Limits;
pub use lint::{Finding, LintOptions, lint};
pub use once::{OnceError, render_once};
pub use tokens::{TokenKind, tokens};
pub use trace::{Piece, Seen, StepMark, TRACE_ENTRIES_MAX, TRACE_VALUE_CHARS, Trace};

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::base::Span;
use crate::lang::json::Json;
use ast::{At, Node, Tree, Word};
use parse::{Names, Origin, Roots, Shared};
use render::Reached;
use trace::Recorder;
use value::freeze;

/// A parsed template.
#[derive(Debug)]
pub struct Template {
    /// The template, and behind it the text of strings that differ from what stands there.
    text: String,
    source_len: usize,
    block: Vec<Node>,
    tree: Tree,
    /// The literals as values, each once it has been asked for.
    literals: OnceLock<Box<[OnceLock<Arc<str>>]>>,
    names: Names,
    roots: Roots,
    /// Whether something in it can change a list or a map.
    mutates: bool,
    /// How big the last output was, so that the next one does not have to grow.
    last_bytes: AtomicUsize,
}

/// What a template rendered to.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The output.
    pub text: String,
    /// What `$context` holds for the gateway to apply, after the template; none when nothing in the template can
    /// change it, and it is as it was given ([`Inputs::overrides`]).
    pub overrides: Option<Overrides>,
    /// What happened that AWS does not document or that the user should know.
    pub notes: Vec<Note>,
}

/// `$context.requestOverride` and `$context.responseOverride`: objects with `path`, `querystring`, `header`, and
/// whatever else the template put there, such as `status`.
#[derive(Clone, Debug, PartialEq)]
pub struct Overrides {
    /// For the integration's request.
    pub request: Json,
    /// For the method's response.
    pub response: Json,
}

/// Something to know about a rendering that did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// A stable word for the kind.
    pub code: &'static str,
    /// One sentence, no final period.
    pub message: String,
    /// Where in the template.
    pub span: Span,
}

impl Note {
    fn iterations(at: At, most: usize) -> Note {
        let message = format!(
            "`#foreach` stops after {most} items, AWS's limit; what AWS does past it is not documented"
        );
        Note { code: "foreach-limit", message, span: at.span() }
    }

    fn array_address(class: &str, at: At) -> Note {
        let message = format!(
            "Java prints an array as `{class}@` and an address that differs each time; a loop or an index reads its items"
        );
        Note { code: "array-printed", message, span: at.span() }
    }

    fn overridden_twice(at: At) -> Note {
        let message = "A parameter is overridden a second time, which AWS answers with a 5XX".to_owned();
        Note { code: "overridden-twice", message, span: at.span() }
    }
}

impl Template {
    /// Reads a template.
    ///
    /// Errors: the first place that is no template.
    pub fn parse(source: &str) -> Result<Template, ParseError> {
        let mut shared = Shared::new(source);
        let block = parse::template(source, Origin::Offset(0), &mut shared).map_err(|error| *error)?;
        let Shared { names, tree, mutates, decoded, .. } = shared;
        let mut text = String::with_capacity(source.len() + decoded.len());
        text.push_str(source);
        text.push_str(&decoded);
        let roots = names.roots;
        Ok(Template {
            text,
            source_len: source.len(),
            block: block.into_vec(),
            tree,
            literals: OnceLock::new(),
            names,
            roots,
            mutates,
            last_bytes: AtomicUsize::new(0),
        })
    }

    /// The text that was parsed.
    pub fn source(&self) -> &str {
        self.text.get(..self.source_len).unwrap_or_default()
    }

    /// Bytes of the template or of its words.
    fn bytes(&self, at: At) -> &[u8] {
        self.text.as_bytes().get(at.start as usize..at.end as usize).unwrap_or_default()
    }

    /// A name or a literal.
    fn word(&self, word: Word) -> &str {
        self.text.get(word.0.start as usize..word.0.end as usize).unwrap_or_default()
    }

    /// A literal's text as a value has it.
    fn literal(&self, word: Word, number: u32) -> Arc<str> {
        let all = self.literals.get_or_init(|| (0..self.tree.literals).map(|_| OnceLock::new()).collect());
        let value = || Arc::from(self.word(word));
        all.get(number as usize).map_or_else(value, |literal| literal.get_or_init(value).clone())
    }

    /// Renders with these inputs.
    ///
    /// Errors: what AWS fails on, or a limit; the place is in the template.
    pub fn render(&self, inputs: &Inputs, limits: &Limits) -> Result<Rendered, RenderError> {
        let mut plain = render::Plain::new(self, inputs, limits);
        let machine = match plain.run() {
            Reached::End => {
                self.last_bytes.store(plain.out.len(), Ordering::Relaxed);
                return Ok(Rendered { text: plain.out.into_text(), overrides: None, notes: Vec::new() });
            }
            Reached::Node(index) => {
                let mut machine = render::Machine::new(self, inputs, limits, None);
                machine.take_over(plain, index);
                machine
            }
            Reached::Nowhere => render::Machine::new(self, inputs, limits, None),
        };
        let outcome = machine.run();
        outcome.result.map_err(|error| *error)?;
        self.last_bytes.store(outcome.out.len(), Ordering::Relaxed);
        let overrides = self.overrides(inputs, &outcome.context);
        Ok(Rendered { text: outcome.out.into_text(), overrides, notes: outcome.notes })
    }

    /// Bytes that the output will mostly take.
    fn room(&self) -> usize {
        self.last_bytes.load(Ordering::Relaxed).max(self.source_len) + 64
    }

    /// Renders and tells what made what; on an error too, up to the error.
    pub fn render_traced(
        &self,
        inputs: &Inputs,
        limits: &Limits,
    ) -> (Result<Rendered, RenderError>, Trace, String) {
        let outcome = render::Machine::new(self, inputs, limits, Some(Box::default())).run();
        let trace = outcome.recorder.map_or(Trace::default(), |recorder: Box<Recorder>| recorder.trace);
        let partial = outcome.out.into_text();
        let result = match outcome.result {
            Ok(()) => {
                let overrides = self.overrides(inputs, &outcome.context);
                Ok(Rendered { text: partial.clone(), overrides, notes: outcome.notes })
            }
            Err(error) => Err(*error),
        };
        (result, trace, partial)
    }

    fn overrides(&self, inputs: &Inputs, context: &value::Value) -> Option<Overrides> {
        if !self.mutates || self.roots.context.is_none() {
            return None;
        }
        let given = inputs.overrides();
        let after = |name: &str| freeze(&context.map_get(&value::Value::text(name)));
        Some(Overrides {
            request: after("requestOverride").unwrap_or(given.request),
            response: after("responseOverride").unwrap_or(given.response),
        })
    }
}
