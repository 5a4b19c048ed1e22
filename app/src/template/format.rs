//! JSON set out in lines for a reader, with where each part of it stood.

use std::ops::Range;

/// What one level is set in by.
const INDENT: &str = "  ";

/// A text as it is shown, and how its places lie in the text that it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What is shown.
    pub text: String,
    /// Where a run of letters begins, here and there; between two runs there are blanks.
    runs: Vec<(usize, usize)>,
}

impl Shown {
    /// The text as it is.
    pub fn plain(text: String) -> Self {
        Self { text, runs: vec![(0, 0)] }
    }

    /// JSON with each member on a line of its own; its numbers and strings stay as they are written. Text that is not
    /// JSON comes out with its letters in order, too.
    pub fn indented(json: &str) -> Self {
        let mut shown = Self::default();
        let (mut depth, mut quoted, mut escaped, mut blank) = (0_usize, false, false, true);
        for (at, c) in json.char_indices() {
            if !quoted && c.is_whitespace() {
                blank = true;
                continue;
            }
            if !quoted {
                let last = shown.text.chars().last();
                let closes = matches!(c, '}' | ']');
                depth -= usize::from(closes && depth > 0);
                let opened = matches!(last, Some('{' | '['));
                if (opened && !closes) || (closes && !opened) || last == Some(',') {
                    shown.text.push('\n');
                    shown.text.push_str(&INDENT.repeat(depth));
                    blank = true;
                } else if last == Some(':') {
                    shown.text.push(' ');
                    blank = true;
                }
                depth += usize::from(matches!(c, '{' | '['));
            }
            if blank {
                shown.runs.push((shown.text.len(), at));
                blank = false;
            }
            shown.text.push(c);
            let was_escaped = std::mem::take(&mut escaped);
            escaped = quoted && c == '\\' && !was_escaped;
            quoted ^= c == '"' && !was_escaped;
        }
        shown
    }

    /// Where a part of the shown text stood.
    pub fn source(&self, shown: Range<usize>) -> Range<usize> {
        both(shown, |place| moved(&self.runs, place, |run| *run))
    }

    /// Where a part of the text is shown.
    pub fn shown(&self, source: Range<usize>) -> Range<usize> {
        let most = self.text.len();
        both(source, |place| moved(&self.runs, place, |(here, there)| (*there, *here)).min(most))
    }
}

/// Both ends of a range; the end goes with the letter before it.
fn both(range: Range<usize>, moved: impl Fn(usize) -> usize) -> Range<usize> {
    let start = moved(range.start);
    let end = if range.end > range.start { moved(range.end - 1) + 1 } else { start };
    start..end.max(start)
}

/// A place behind the start of its run, on the other side as far behind.
fn moved(runs: &[(usize, usize)], place: usize, sides: impl Fn(&(usize, usize)) -> (usize, usize)) -> usize {
    let index = runs.partition_point(|run| sides(run).0 <= place);
    let Some(run) = index.checked_sub(1).and_then(|index| runs.get(index)) else { return 0 };
    let (from, to) = sides(run);
    let next = runs.get(index).map_or(usize::MAX, |next| sides(next).1);
    (to + (place - from)).min(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_set_out_and_places_are_found_again() {
        let json = "{\"a\":1.0,\"b\" : [1e5,\n{}, [ ]],\"c\":\"{,:\\\"\"}";
        let shown = Shown::indented(json);
        assert_eq!(
            shown.text,
            "{\n  \"a\": 1.0,\n  \"b\": [\n    1e5,\n    {},\n    []\n  ],\n  \"c\": \"{,:\\\"\"\n}"
        );
        for part in ["\"a\"", "1.0", "1e5", "\"{,:\\\"\""] {
            let (here, there) = (shown.text.find(part).unwrap(), json.find(part).unwrap());
            assert_eq!(shown.source(here..here + part.len()), there..there + part.len(), "{part}");
            assert_eq!(shown.shown(there..there + part.len()), here..here + part.len(), "{part}");
        }
        assert_eq!(Shown::plain("ab".to_owned()).source(1..2), 1..2);
    }
}
