//! Spaces before words: lines are indented, words parted, and equals signs and comments of neighbours stand in one
//! column.

use crate::lang::hcl::{Kind, Token};

/// Spaces a level.
const INDENT: usize = 2;

/// A line: what its cells begin with.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    /// The equals sign of an argument that ends on the line.
    assign: Option<usize>,
    /// The comment behind something.
    comment: Option<usize>,
    end: usize,
}

/// Sets the spaces before all words.
pub(super) fn arrange(tokens: &mut [Token<'_>]) {
    let lines = lines(tokens);
    indent(tokens, &lines);
    for line in &lines {
        let end = line.comment.unwrap_or(line.end);
        let assign = line.assign.unwrap_or(end);
        space(tokens.get_mut(line.start..assign).unwrap_or_default());
        space(tokens.get_mut(assign..end).unwrap_or_default());
    }
    align(tokens, &lines, |line| line.assign);
    align(tokens, &lines, |line| line.comment);
}

fn lines(tokens: &[Token<'_>]) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.ends_line() || at + 1 == tokens.len() {
            found.push(line(tokens, start, at + 1));
            start = at + 1;
        }
    }
    found
}

fn line(tokens: &[Token<'_>], start: usize, end: usize) -> Line {
    let is = |at: usize, kind: Kind| tokens.get(at).is_some_and(|token| token.kind == kind);
    let comment = Some(end - 1).filter(|last| *last > start && is(*last, Kind::Comment));
    let cells = comment.unwrap_or(end);
    let equals = (start + 1..cells).find(|at| is(*at, Kind::Equal));
    // A value of several lines stands in no column.
    let whole = |at: &usize| tokens.get(*at..cells).is_some_and(|value| opened(value) == 0);
    Line { start, assign: equals.filter(whole), comment, end }
}

/// How many more brackets are opened than closed.
fn opened(tokens: &[Token<'_>]) -> isize {
    tokens.iter().map(|token| change(token.kind)).sum()
}

const fn change(kind: Kind) -> isize {
    match kind {
        Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParenthesis | Kind::OpenTemplate => 1,
        Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParenthesis | Kind::CloseTemplate => -1,
        _ => 0,
    }
}

/// One level for each line that opens more than it closes, however many brackets these are.
fn indent(tokens: &mut [Token<'_>], lines: &[Line]) {
    let mut levels: Vec<isize> = Vec::new();
    for line in lines {
        let words = tokens.get(line.start..line.comment.unwrap_or(line.end)).unwrap_or_default();
        if words.first().is_none_or(|first| first.kind == Kind::Newline) {
            continue;
        }
        let heredoc = words.iter().position(|word| word.kind == Kind::OpenHeredoc).unwrap_or(words.len());
        let mut open = opened(words.get(..heredoc).unwrap_or_default());
        while open < 0
            && let Some(level) = levels.last_mut()
        {
            let left = *level + open;
            open = left.min(0);
            if left > 0 {
                *level = left;
            } else {
                levels.pop();
            }
        }
        if let Some(first) = tokens.get_mut(line.start) {
            first.spaces = INDENT * levels.len();
        }
        if open > 0 {
            levels.push(open);
        }
    }
}

/// Parts the words of a cell, of which the first stands where it stands.
fn space(cell: &mut [Token<'_>]) {
    for at in 1..cell.len() {
        let before = at.checked_sub(2).and_then(|at| cell.get(at)).map(|token| token.kind);
        let (Some(word), Some(after)) = (cell.get(at - 1), cell.get(at)) else { return };
        let spaces = usize::from(parts(word, before, after.kind));
        if let Some(after) = cell.get_mut(at) {
            after.spaces = spaces;
        }
    }
}

/// Whether a space stands behind a word that stands between two others.
fn parts(word: &Token<'_>, before: Option<Kind>, after: Kind) -> bool {
    match (word.kind, after) {
        (_, Kind::Newline)
        | (Kind::Name, Kind::OpenParenthesis | Kind::DoubleColon)
        | (Kind::DoubleColon, Kind::Name)
        | (Kind::Dot, _)
        | (_, Kind::Dot | Kind::Comma | Kind::Ellipsis) => false,
        (Kind::Comma, _) => true,
        (Kind::Literal | Kind::OpenQuote | Kind::OpenHeredoc, _)
        | (_, Kind::Literal | Kind::CloseQuote | Kind::CloseHeredoc) => false,
        // `for x in [a]`
        (Kind::Name, _) if word.text == "in" && before == Some(Kind::Name) => true,
        (Kind::Name | Kind::Number, Kind::OpenBracket) => false,
        (kind, Kind::OpenBracket) if change(kind) < 0 => false,
        (Kind::Bang, _) => false,
        (Kind::Minus, _) => before.is_some_and(ends_value),
        (Kind::OpenBrace, Kind::CloseBrace) => false,
        (Kind::OpenBrace, _) | (_, Kind::CloseBrace) => true,
        (Kind::OpenTemplate, Kind::OpenBrace) | (Kind::CloseBrace, Kind::CloseTemplate) => true,
        (Kind::CloseTemplate, Kind::OpenTemplate) => false,
        (kind, after) => change(kind) <= 0 && change(after) >= 0,
    }
}

/// Whether a minus behind it subtracts.
const fn ends_value(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::OpenParenthesis
            | Kind::OpenBrace
            | Kind::OpenBracket
            | Kind::Equal
            | Kind::Choice
            | Kind::Comma
            | Kind::Operator
            | Kind::Minus
            | Kind::Bang
    )
}

/// Puts the cells that begin there into one column on lines that follow each other.
fn align(tokens: &mut [Token<'_>], lines: &[Line], cell: impl Fn(&Line) -> Option<usize>) {
    let mut first = 0;
    while let Some(line) = lines.get(first) {
        if cell(line).is_none() {
            first += 1;
            continue;
        }
        let rest = lines.get(first..).unwrap_or_default();
        let chain: Vec<(usize, usize)> =
            rest.iter().map_while(|line| Some((line.start, cell(line)?))).collect();
        first += chain.len();
        let widths: Vec<usize> =
            chain.iter().map(|(start, end)| width(tokens.get(*start..*end).unwrap_or_default())).collect();
        let widest = widths.iter().max().copied().unwrap_or_default();
        for ((_, at), width) in chain.iter().zip(widths) {
            if let Some(token) = tokens.get_mut(*at) {
                token.spaces = widest - width + 1;
            }
        }
    }
}

fn width(cells: &[Token<'_>]) -> usize {
    cells.iter().map(|token| token.spaces + token.text.chars().filter(|char| !joins(*char)).count()).sum()
}

/// Whether a character takes no column of its own.
const fn joins(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}'
        | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}
