//! What a rendering did, for the page: which part of the template made which part of the output, what each
//! reference was, and the steps in order.

use crate::base::Span;

/// Entries that a trace keeps of each kind; the rest is left out.
pub const TRACE_ENTRIES_MAX: usize = 50_000;
/// Characters of a value that a trace keeps.
pub const TRACE_VALUE_CHARS: usize = 200;

/// What a rendering did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Parts of the output, in order.
    pub pieces: Vec<Piece>,
    /// References in the order in which they were evaluated.
    pub references: Vec<Seen>,
    /// Statements in the order in which they ran.
    pub steps: Vec<StepMark>,
    /// Whether something was left out.
    pub cut: bool,
}

/// A part of the output and what made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the output.
    pub output: Span,
    /// Where in the template.
    pub template: Span,
}

/// A reference and what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Where in the template.
    pub span: Span,
    /// What kind of value: `String`, `map`, `JSON array`…, or `nothing`.
    pub kind: &'static str,
    /// The value's text, at most [`TRACE_VALUE_CHARS`] characters.
    pub text: String,
    /// The step that evaluated it: an index of [`Trace::steps`].
    pub step: usize,
}

/// A statement that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepMark {
    /// Where in the template.
    pub span: Span,
    /// How many bytes of output there were before it.
    pub output_bytes: usize,
    /// The variable or property that it set, as written, and the value's text.
    pub set: Option<(String, String)>,
}

/// Writes a [`Trace`] while a template runs.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    pub trace: Trace,
    /// How many captured texts the output is in; these print nothing themselves.
    pub muted: u32,
}

impl Recorder {
    pub fn mute(&mut self) {
        self.muted += 1;
    }

    pub fn unmute(&mut self) {
        self.muted -= 1;
    }

    /// Output that comes from here; what a block printed comes before the reference that printed the block.
    pub fn piece(&mut self, template: Span, output: Span) {
        if self.muted == 0 && output.start < output.end {
            let Trace { pieces, cut, .. } = &mut self.trace;
            if pieces.last().is_none_or(|last| last.output.end <= output.start) {
                push(pieces, Piece { output, template }, cut);
            }
        }
    }

    pub fn step(&mut self, span: Span, output_bytes: usize) {
        if self.muted == 0 {
            let Trace { steps, cut, .. } = &mut self.trace;
            push(steps, StepMark { span, output_bytes, set: None }, cut);
        }
    }

    pub fn set(&mut self, name: String, text: String) {
        if self.muted == 0
            && let Some(step) = self.trace.steps.last_mut()
        {
            step.set = Some((name, text));
        }
    }

    pub fn seen(&mut self, span: Span, kind: &'static str, text: String) {
        let Trace { references, steps, cut, .. } = &mut self.trace;
        let step = steps.len().saturating_sub(1);
        push(references, Seen { span, kind, text, step }, cut);
    }
}

fn push<T>(list: &mut Vec<T>, entry: T, cut: &mut bool) {
    if list.len() < TRACE_ENTRIES_MAX {
        list.push(entry);
    } else {
        *cut = true;
    }
}
