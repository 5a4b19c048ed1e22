//! What made what: the caret in the output marks lines of the template, the caret in the template lines of the output.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use studio_core::base::Span;
use studio_core::template::{Expect, Place, Trial, made, makers};

use super::format::Shown;
use super::state::{LineStarts, TemplateView};

/// So many runs of lines are named.
const MAX_RUNS: usize = 4;
/// So much of a line is quoted.
const MAX_QUOTED: usize = 80;

/// What is marked in the output, and what is said of it.
#[derive(Clone, Copy)]
pub struct Origin {
    /// Whether JSON is set out in lines.
    pub formatted: RwSignal<bool>,
    /// The output as it is shown.
    pub shown: Memo<Arc<Shown>>,
    /// Lines of the output as shown, from 1, that the template's line at the caret made.
    pub lit: RwSignal<Vec<usize>>,
    /// What is known of the place of the caret.
    pub told: RwSignal<String>,
}

impl Origin {
    pub(super) fn new(place: Memo<Option<Place>>, trial: RwSignal<Arc<Trial>>) -> Self {
        let formatted = RwSignal::new(false);
        let shown = Memo::new(move |_| {
            let trial = trial.read();
            let json = place.read().as_ref().is_some_and(|place| Expect::of(&place.key) == Expect::Json);
            let is_json = || serde_json::from_str::<serde_json::Value>(&trial.output).is_ok();
            Arc::new(if formatted.get() && json && is_json() {
                Shown::indented(&trial.output)
            } else {
                Shown::plain(trial.output.clone())
            })
        });
        let origin =
            Self { formatted, shown, lit: RwSignal::new(Vec::new()), told: RwSignal::new(String::new()) };
        // Another output: what was said of the old one is over.
        Effect::new(move |_| {
            shown.track();
            origin.tell(Vec::new(), String::new());
        });
        origin
    }

    fn tell(self, lit: Vec<usize>, told: String) {
        if *self.lit.read_untracked() != lit {
            self.lit.set(lit);
        }
        if *self.told.read_untracked() != told {
            self.told.set(told);
        }
    }
}

impl TemplateView {
    /// The caret is here in the output as shown: marks the lines of the template that made it.
    pub fn caret_in_output(self, bytes: Range<usize>) {
        let (shown, trial) = (self.origin.shown.get_untracked(), self.trial.get_untracked());
        let bytes = shown.source(bytes);
        let spans = self.tried.with_value(|text| makers(&trial.trace, text, &trial.output, bytes));
        let lines = numbers(spans, |span| self.lines(span));
        let told = match (lines.as_slice(), trial.trace.cut) {
            ([], true) => {
                "The trace is too long to be kept whole: what made this is left out of it".to_owned()
            }
            ([], false) => String::new(),
            ([line], _) => format!("Made by line {line} of the template: {}", self.quoted(*line)),
            (lines, _) => format!("Made by {} of the template", named(lines)),
        };
        self.origin.tell(Vec::new(), told);
        self.lit.set(lines);
    }

    /// The caret is here in the template: marks the lines of the output, as shown, that its line made.
    pub fn caret_in_template(self, bytes: Range<usize>) {
        // What was typed since is not rendered yet, so that nothing is known of it.
        if !self.fresh.get_untracked() {
            return;
        }
        let (shown, trial) = (self.origin.shown.get_untracked(), self.trial.get_untracked());
        let (first, last) = self.lines(Span { start: bytes.start, end: bytes.end.max(bytes.start + 1) });
        let part = self.starts.with_value(|starts| starts.start(first)..starts.start(last + 1));
        let spans = self.tried.with_value(|text| {
            let part = part.start..part.end.min(text.len());
            made(&trial.trace, text, &trial.output, part)
        });
        let starts = LineStarts::of(&shown.text);
        let lines = numbers(spans, |span| {
            let span = shown.shown(span.start..span.end);
            (starts.line(span.start), starts.line(span.end.saturating_sub(1).max(span.start)))
        });
        let subject = named(&(first..=last).collect::<Vec<_>>());
        let verb = if first == last { ("makes", "prints") } else { ("make", "print") };
        let told = match (lines.as_slice(), trial.trace.cut) {
            ([], false) => format!("{subject} of the template {} nothing", verb.1),
            ([], true) => {
                "The trace is too long to be kept whole: what this made is left out of it".to_owned()
            }
            (lines, _) => format!("{subject} of the template {} {} of the output", verb.0, named(lines)),
        };
        self.unlight();
        self.origin.tell(lines, crate::text::capitalized(&told));
    }

    /// A line of the template, as code in a message.
    fn quoted(self, line: usize) -> String {
        self.tried.with_value(|text| {
            let text = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
            let cut: String =
                text.chars().take(MAX_QUOTED).map(|c| if c == '`' { '\'' } else { c }).collect();
            let more = if cut.len() < text.len() { "…" } else { "" };
            format!("`{cut}{more}`")
        })
    }
}

/// The numbers of all lines under some spans.
fn numbers(spans: Vec<Span>, lines: impl Fn(Span) -> (usize, usize)) -> Vec<usize> {
    let mut all = BTreeSet::new();
    for span in spans {
        let (first, last) = lines(span);
        all.extend(first..=last);
    }
    all.into_iter().collect()
}

/// `line 3`, or `lines 1 to 4 and 7`.
fn named(lines: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => runs.push((*line, *line)),
        }
    }
    let word = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    };
    let shown: Vec<String> = runs.iter().take(MAX_RUNS).map(word).collect();
    let more = if runs.len() > MAX_RUNS { " and more" } else { "" };
    format!("{} {}{more}", if lines.len() == 1 { "line" } else { "lines" }, shown.join(", "))
}
