//! Comparing two texts line by line.

/// From this many changed lines a side on, everything between the common ends counts as changed: the comparison
/// needs time and memory by the product of both.
pub const MAX_COMPARED_LINES: usize = 1_500;

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

/// The lines of both texts: a longest common subsequence is `Same`, removed lines stand before added ones.
pub fn lines<'a>(before: &'a str, after: &'a str) -> Vec<Line<'a>> {
    let (a, b): (Vec<&str>, Vec<&str>) = (split(before), split(after));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a_rest, b_rest) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a_mid, a_tail) = a_rest.split_at(a_rest.len() - tail);
    let (b_mid, _) = b_rest.split_at(b_rest.len() - tail);
    let mut all: Vec<Line<'a>> = a.iter().take(head).map(|line| Line::Same(line)).collect();
    if a_mid.len().max(b_mid.len()) > MAX_COMPARED_LINES {
        all.extend(a_mid.iter().map(|line| Line::Removed(line)));
        all.extend(b_mid.iter().map(|line| Line::Added(line)));
    } else {
        compare(a_mid, b_mid, &mut all);
    }
    all.extend(a_tail.iter().map(|line| Line::Same(line)));
    all
}

fn split(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.lines().collect() }
}

fn compare<'a>(a: &[&'a str], b: &[&'a str], all: &mut Vec<Line<'a>>) {
    // longest[i][j]: the longest common subsequence of a[i..] and b[j..], as one flat table.
    let width = b.len() + 1;
    let mut longest = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            all.push(Line::Same(a[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (j == b.len() || longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            all.push(Line::Removed(a[i]));
            i += 1;
        } else {
            all.push(Line::Added(b[j]));
            j += 1;
        }
    }
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
}
