//! Comparing two texts line by line.

use imara_diff::{Algorithm, Diff, InternedInput};

/// One line of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    /// In both texts.
    Same(&'a str),
    /// Only in the first.
    Removed(&'a str),
    /// Only in the second.
    Added(&'a str),
}

/// The lines of both texts; removed lines stand before the added ones in their place.
pub fn lines<'a>(before: &'a str, after: &'a str) -> Vec<Line<'a>> {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(a.iter().copied());
    input.update_after(b.iter().copied());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    // Of several places for a change it takes the one that a reader would: whole blocks, not halves of two.
    diff.postprocess_lines(&input);
    let mut all = Vec::with_capacity(a.len().max(b.len()));
    let mut at = 0;
    for hunk in diff.hunks() {
        let (removed, added) = (hunk.before.start as usize..hunk.before.end as usize, hunk.after);
        all.extend(part(&a, at..removed.start).map(Line::Same));
        at = removed.end;
        all.extend(part(&a, removed).map(Line::Removed));
        all.extend(part(&b, added.start as usize..added.end as usize).map(Line::Added));
    }
    all.extend(part(&a, at..a.len()).map(Line::Same));
    all
}

fn part<'a>(lines: &[&'a str], range: std::ops::Range<usize>) -> impl Iterator<Item = &'a str> {
    lines.get(range).unwrap_or_default().iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_common_and_puts_removed_before_added() {
        use Line::{Added, Removed, Same};
        assert_eq!(
            lines("{\n a\n}", "{\n b\n c\n}"),
            [Same("{"), Removed(" a"), Added(" b"), Added(" c"), Same("}")]
        );
        assert_eq!(lines("", "x"), [Added("x")]);
        assert_eq!(lines("x\ny", "y"), [Removed("x"), Same("y")]);
    }

    #[test]
    fn keeps_what_lies_between_two_changes_of_a_long_text() {
        let text = |first: &str, last: &str| {
            let middle: String = (0..20_000).map(|at| format!("line {at}\n")).collect();
            format!("{first}\n{middle}{last}\n")
        };
        let (before, after) = (text("a", "y"), text("b", "z"));
        let changed: Vec<_> =
            lines(&before, &after).into_iter().filter(|line| !matches!(line, Line::Same(_))).collect();
        assert_eq!(changed, [Line::Removed("a"), Line::Added("b"), Line::Removed("y"), Line::Added("z")]);
    }
}
