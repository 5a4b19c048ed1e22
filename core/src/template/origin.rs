//! What made what: from a part of the output to the lines of the template, and back.

use std::ops::Range;

use crate::base::Span;
use crate::lang::vtl::{Piece, Trace};

/// The parts of the template that made these bytes of the output, in the order of the output; an empty range is the
/// place before a byte, or behind the last. Text that is printed as it is written is told to the byte.
pub fn makers(trace: &Trace, template: &str, output: &str, bytes: Range<usize>) -> Vec<Span> {
    let end = if bytes.is_empty() { bytes.start + 1 } else { bytes.end };
    let first = trace.pieces.partition_point(|piece| piece.output.end <= bytes.start);
    // Behind the last byte, what made that byte is meant.
    let behind = bytes.is_empty() && bytes.start >= output.len();
    let first = if behind { trace.pieces.len().saturating_sub(1) } else { first };
    let start = bytes.start;
    let inside = trace.pieces.iter().skip(first).take_while(|piece| behind || piece.output.start < end);
    inside.map(|piece| exact(piece, template, output, start..end)).collect()
}

/// The bytes of the output that this part of the template made, in order.
pub fn made(trace: &Trace, template: &str, output: &str, part: Range<usize>) -> Vec<Span> {
    let touches = |piece: &&Piece| piece.template.start < part.end && part.start < piece.template.end;
    let pieces = trace.pieces.iter().filter(touches);
    pieces
        .map(|piece| {
            let turned = Piece { output: piece.template, template: piece.output };
            exact(&turned, output, template, part.clone())
        })
        .collect()
}

/// The part of a piece's template that made these bytes of its output: all of it, unless both read the same.
fn exact(piece: &Piece, template: &str, output: &str, bytes: Range<usize>) -> Span {
    let (from, to) = (piece.output, piece.template);
    let printed = output.get(from.start..from.end);
    if printed.is_none() || printed != template.get(to.start..to.end) {
        return to;
    }
    let start = bytes.start.clamp(from.start, from.end) - from.start;
    let end = bytes.end.clamp(from.start, from.end) - from.start;
    Span { start: to.start + start, end: to.start + end.max(start) }
}
