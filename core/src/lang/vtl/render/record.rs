//! What a run tells the page; nothing when nobody asked.

use super::Machine;
use crate::base::Span;
use crate::lang::vtl::ast::{At, Reference, Word};
use crate::lang::vtl::trace::TRACE_VALUE_CHARS;
use crate::lang::vtl::value::Value;

/// The kind of what is not there.
const NOTHING: &str = "nothing";

impl Machine<'_> {
    /// Tells that the output from `start` on comes from here.
    #[inline]
    pub(super) fn piece(&mut self, at: At, start: usize) {
        if let Some(recorder) = &mut self.recorder {
            recorder.piece(at.span(), Span { start, end: self.out.len() });
        }
    }

    /// Tells that a statement runs.
    #[inline]
    pub(super) fn step(&mut self, at: At) {
        if let Some(recorder) = &mut self.recorder {
            recorder.step(at.span(), self.out.len());
        }
    }

    /// Tells what a reference was.
    pub(super) fn seen(&mut self, reference: &Reference, value: &Value) {
        let text = self.preview(value);
        if let Some(recorder) = &mut self.recorder {
            recorder.seen(reference.at.span(), value.type_name(), text);
        }
    }

    /// Tells that a reference has no value.
    pub(super) fn seen_nothing(&mut self, reference: &Reference) {
        if let Some(recorder) = &mut self.recorder {
            recorder.seen(reference.at.span(), NOTHING, String::new());
        }
    }

    /// Tells what a `#set` sets.
    pub(super) fn record_set(&mut self, target: &Reference, value: &Value) {
        let text = self.preview(value);
        let name = self.template.word(Word(target.at));
        if let Some(recorder) = &mut self.recorder {
            recorder.set(name.to_owned(), text);
        }
    }

    fn preview(&mut self, value: &Value) -> String {
        if let Value::Block(_) | Value::Input | Value::Util = value {
            return String::new();
        }
        self.text_of(value).map_or(String::new(), |text| text.chars().take(TRACE_VALUE_CHARS).collect())
    }
}
