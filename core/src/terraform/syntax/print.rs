//! Blocks as text that `terraform fmt` leaves as it is.

use super::Expr;
use super::literal::{is_bare_key, push_escaped, push_quoted_key};
use crate::base::Span;

/// Spaces a level.
pub(super) const INDENT: usize = 2;

/// A block's text, without a line break at its end.
pub(in crate::terraform) fn block_text(block: &hcl::Block) -> String {
    let mut out = String::new();
    push_block_text(&mut out, block);
    out
}

/// Adds a block's text, without a line break at its end.
pub(in crate::terraform) fn push_block_text(out: &mut String, block: &hcl::Block) {
    Printer { out, rows: Vec::new() }.block(block, 0);
}

/// An expression's text where it begins a line.
pub(in crate::terraform) fn expression_text(expr: &Expr) -> String {
    let mut out = String::new();
    Printer { out: &mut out, rows: Vec::new() }.expression(expr, 0, Place::Inside);
    out
}

/// Adds a `locals` block that holds one map, and says where each entry of it stands. Entries come with the lines above
/// them.
pub(in crate::terraform) fn push_map_text(
    out: &mut String,
    name: &str,
    entries: &[(&str, &str, &Expr)],
) -> Vec<Span> {
    out.extend(["locals {\n  ", name, " = {\n"]);
    let spans = Printer { out, rows: Vec::new() }.map(entries, INDENT * 2);
    out.push_str("  }\n}");
    spans
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// After an equals sign, where a heredoc may begin.
    Value,
    /// In a list, a call or a constant.
    Inside,
}

/// Text that grows. How wide keys are is known only when all rows are: until then they stand at its end, one behind the
/// other, and go when they are written again with their places.
pub(super) struct Printer<'o> {
    pub(super) out: &'o mut String,
    /// The rows at the end, those of the innermost body last.
    pub(super) rows: Vec<Row>,
}

/// A key and its value while they stand at the end of the text.
#[derive(Clone, Copy)]
pub(super) struct Row {
    start: usize,
    key_end: usize,
    pub(super) end: usize,
    /// Whether the value has several lines.
    pub(super) tall: bool,
    /// Whether a formatter sees the row as one that lines up with its neighbours.
    lines_up: bool,
    /// Whether a blank line stands before it.
    parted: bool,
}

impl Printer<'_> {
    fn block(&mut self, block: &hcl::Block, indent: usize) {
        self.indent(indent);
        self.out.push_str(block.identifier());
        for label in block.labels() {
            self.out.push_str(" \"");
            push_escaped(self.out, label.as_str());
            self.out.push('"');
        }
        if block.body().0.is_empty() {
            self.out.push_str(" {}");
            return;
        }
        self.out.push_str(" {\n");
        // A variable's default is a constant: Terraform allows no function there.
        let place = if block.identifier() == "variable" { Place::Inside } else { Place::Value };
        self.body(block.body(), indent + INDENT, place);
        self.indent(indent);
        self.out.push('}');
    }

    /// What stands before a line decides whether a blank line parts them.
    fn body(&mut self, body: &hcl::Body, indent: usize, place: Place) {
        let first = self.rows.len();
        let mut start = self.out.len();
        let mut before = None;
        for structure in body.iter() {
            match structure {
                hcl::Structure::Attribute(attribute) => {
                    let at = self.out.len();
                    self.out.push_str(attribute.key());
                    self.begin(at);
                    let tall = self.value(attribute.expr(), indent, place);
                    let parted = before.is_some_and(|before| before || tall);
                    if let Some(row) = self.rows.last_mut() {
                        row.parted = parted;
                    }
                    before = Some(tall);
                }
                hcl::Structure::Block(block) => {
                    self.flush(start, first, indent);
                    if before.is_some() {
                        self.out.push('\n');
                    }
                    self.block(block, indent);
                    self.out.push('\n');
                    start = self.out.len();
                    before = Some(true);
                }
            }
        }
        self.flush(start, first, indent);
    }

    /// Begins a row with its key, which stands in the text from `start` on.
    pub(super) fn begin(&mut self, start: usize) {
        let end = self.out.len();
        self.rows.push(Row { start, key_end: end, end, tall: false, lines_up: true, parted: false });
    }

    /// Ends a row with its value, and says whether that has several lines.
    pub(super) fn value(&mut self, expr: &Expr, indent: usize, place: Place) -> bool {
        let at = self.rows.len().saturating_sub(1);
        let start = self.out.len();
        self.expression(expr, indent, place);
        let value = self.out.get(start..).unwrap_or_default();
        let tall = value.contains('\n');
        let lines_up = !tall || value.starts_with("<<");
        if let Some(row) = self.rows.get_mut(at) {
            *row = Row { end: self.out.len(), tall, lines_up, ..*row };
        }
        tall
    }

    /// Writes the rows from `first` on, which stand in the text from `start` on, as lines with the equals signs of
    /// neighbours in one column.
    pub(super) fn flush(&mut self, start: usize, first: usize, indent: usize) {
        let end = self.out.len();
        let mut at = first;
        while let Some(row) = self.rows.get(at) {
            if row.parted {
                self.out.push('\n');
            }
            let rest = self.rows.get(at + 1..).unwrap_or_default();
            let more = rest.iter().take_while(|next| row.lines_up && next.lines_up && !next.parted).count();
            self.lines(at..at + 1 + more, indent, &mut |_| {});
            at += 1 + more;
        }
        self.rows.truncate(first);
        self.out.replace_range(start..end, "");
    }

    /// Writes rows whose equals signs stand in one column.
    fn lines(&mut self, rows: std::ops::Range<usize>, indent: usize, written: &mut dyn FnMut(Span)) {
        let width =
            |out: &String, row: &Row| out.get(row.start..row.key_end).map_or(0, |key| key.chars().count());
        let chain = self.rows.get(rows).unwrap_or_default();
        let widest = chain.iter().map(|row| width(self.out, row)).max().unwrap_or_default();
        for row in chain {
            let padding = widest - width(self.out, row);
            push_spaces(self.out, indent);
            let start = self.out.len();
            self.out.extend_from_within(row.start..row.key_end);
            push_spaces(self.out, padding);
            self.out.push_str(" = ");
            self.out.extend_from_within(row.key_end..row.end);
            written(Span { start, end: self.out.len() });
            self.out.push('\n');
        }
    }

    fn map(&mut self, entries: &[(&str, &str, &Expr)], indent: usize) -> Vec<Span> {
        let start = self.out.len();
        for (key, _, value) in entries {
            let at = self.out.len();
            if is_bare_key(key) {
                self.out.push_str(key);
            } else {
                push_quoted_key(self.out, key);
            }
            self.begin(at);
            self.value(value, indent, Place::Value);
        }
        let end = self.out.len();
        let mut spans: Vec<Span> = Vec::with_capacity(entries.len());
        let mut at = 0;
        while let Some((_, comment, _)) = entries.get(at) {
            for line in comment.lines() {
                self.indent(indent);
                self.out.extend(["# ", line.trim_end(), "\n"]);
            }
            let is_line = |at: usize| self.rows.get(at).is_some_and(|row| !row.tall);
            // A line above an entry parts it from those before.
            let joins = |at: &usize| entries.get(*at).is_some_and(|(_, comment, _)| comment.is_empty());
            let more =
                (at + 1..entries.len()).take_while(|next| joins(next) && is_line(*next) && is_line(at));
            let count = 1 + more.count();
            self.lines(at..at + count, indent, &mut |span| spans.push(span));
            at += count;
        }
        self.rows.clear();
        self.out.replace_range(start..end, "");
        let moved = end - start;
        spans.iter().map(|span| Span { start: span.start - moved, end: span.end - moved }).collect()
    }

    pub(super) fn indent(&mut self, columns: usize) {
        push_spaces(self.out, columns);
    }
}

fn push_spaces(out: &mut String, mut columns: usize) {
    const SPACES: &str = "                                ";
    while columns > 0 {
        let some = columns.min(SPACES.len());
        out.push_str(SPACES.get(..some).unwrap_or_default());
        columns -= some;
    }
}
