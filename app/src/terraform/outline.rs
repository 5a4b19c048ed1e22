//! The top-level blocks of a file, for folding it and for comparing exports.

use std::ops::Range;

/// A top-level block, from its first line to the one that closes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its words without the brace: `resource "aws_api_gateway_stage" "prod"`.
    pub title: String,
    /// Its lines, from 0.
    pub lines: Range<usize>,
    /// Its bytes, without the last line's break.
    pub bytes: Range<usize>,
}

/// A block whose end was not reached yet.
struct Open {
    title: String,
    line: usize,
    start: usize,
    closer: char,
}

/// The blocks of a text as `terraform fmt` lays it out: they begin and end at a line's first letter.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut open, mut heredoc) = (None::<Open>, None::<&str>);
    let (mut at, mut last) = (0, 0);
    for (number, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.trim_end();
        let (start, end) = (at, at + line.len());
        at += whole.len();
        last = number + 1;
        if let Some(word) = heredoc {
            if line.trim() == word {
                heredoc = None;
            }
            continue;
        }
        heredoc = opened_heredoc(line);
        match &open {
            Some(block) if line.starts_with(block.closer) => {
                let Some(Open { title, line, start, .. }) = open.take() else { continue };
                blocks.push(Block { title, lines: line..number + 1, bytes: start..end });
            }
            Some(_) => {}
            None if !line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') => {}
            None => match closer(line) {
                Some(closer) => open = Some(Open { title: title(line), line: number, start, closer }),
                None if is_whole(line) => {
                    blocks.push(Block { title: title(line), lines: number..number + 1, bytes: start..end });
                }
                None => {}
            },
        }
    }
    if let Some(Open { title, line, start, .. }) = open {
        blocks.push(Block { title, lines: line..last, bytes: start..text.trim_end().len() });
    }
    blocks
}

/// The word that ends the heredoc which begins at the end of this line.
pub fn opened_heredoc(line: &str) -> Option<&str> {
    if line.trim_start().starts_with('#') {
        return None;
    }
    let (_, word) = line.trim_end().rsplit_once("<<")?;
    let word = word.strip_prefix('-').unwrap_or(word);
    let named = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    named.then_some(word)
}

/// What closes the block that begins in this line.
fn closer(line: &str) -> Option<char> {
    match line.chars().last()? {
        '{' => Some('}'),
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    }
}

/// Whether a block begins and ends in this line; a line like `a = {}` is an argument.
fn is_whole(line: &str) -> bool {
    let before = line.split_once('{').filter(|_| line.ends_with('}')).map(|(before, _)| before);
    before.is_some_and(|before| !before.contains('='))
}

fn title(line: &str) -> String {
    let words = line.split_once(['{', '[', '(']).map_or(line, |(words, _)| words).trim_end();
    words.strip_suffix('=').unwrap_or(words).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<(String, Range<usize>)> {
        let found = blocks(text);
        for block in &found {
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(text[block.bytes.clone()], lines[block.lines.clone()].join("\n"));
        }
        found.into_iter().map(|block| (block.title, block.lines)).collect()
    }

    #[test]
    fn finds_blocks_between_comments_and_arguments() {
        let text = "# one {\nresource \"a\" \"b\" {\n  c = {\n  }\n}\n\ndata \"x\" \"y\" {}\ntags = {\n  a = 1\n}\nlist = [\n]\n";
        assert_eq!(
            outline(text),
            [
                ("resource \"a\" \"b\"".to_owned(), 1..5),
                ("data \"x\" \"y\"".to_owned(), 6..7),
                ("tags".to_owned(), 7..10),
                ("list".to_owned(), 10..12),
            ]
        );
    }

    #[test]
    fn passes_over_braces_in_heredocs() {
        let text = "locals {\n  a = <<-EOT\n#if(1) {\n}\nb {\n  EOT\n  c = \"<<EOT\"\n}\noutput \"o\" {\n}\n";
        assert_eq!(outline(text), [("locals".to_owned(), 0..8), ("output \"o\"".to_owned(), 8..10)]);
    }

    #[test]
    fn ends_an_open_block_with_the_text() {
        assert_eq!(outline("moved {\n  from = a"), [("moved".to_owned(), 0..2)]);
        assert_eq!(outline(""), []);
    }
}
