//! Colours for Terraform files.

use studio_core::terraform::BLOCK_WORDS;

use super::outline::opened_heredoc;
use crate::ui::{Spans, TokenClass};

/// The word that opens a block of a test file.
const RUN: &str = "run";

/// Spans of HCL as our own export and `terraform fmt` write it.
pub fn spans(text: &str) -> Spans {
    let mut spans = Spans::new();
    let (mut at, mut heredoc) = (0, None::<&str>);
    for line in text.split_inclusive('\n') {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        match heredoc {
            Some(word) if body.trim_end() == word => heredoc = None,
            Some(_) => spans.push((at..at + line.trim_end().len(), TokenClass::String)),
            None => {
                scan(line, indent, at, &mut spans);
                heredoc = opened_heredoc(line);
            }
        }
        at += line.len();
    }
    spans
}

/// Spans of a text in Markdown: headings, and what stands in backticks.
pub fn prose(text: &str) -> Spans {
    let mut spans = Spans::new();
    let (mut at, mut fenced) = (0, false);
    for line in text.split_inclusive('\n') {
        let (from, end) = (at, at + line.trim_end().len());
        at += line.len();
        if line.starts_with("```") {
            fenced = !fenced;
            spans.push((from..end, TokenClass::Comment));
        } else if fenced {
            spans.push((from..end, TokenClass::String));
        } else if line.starts_with('#') {
            spans.push((from..end, TokenClass::Keyword));
        } else {
            let ticks: Vec<usize> = line.match_indices('`').map(|(at, _)| at).collect();
            let pairs = ticks.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
            spans.extend(pairs.map(|(open, close)| (from + open..from + close + 1, TokenClass::String)));
        }
    }
    spans
}

fn scan(line: &str, indent: usize, offset: usize, spans: &mut Spans) {
    let bytes = line.as_bytes();
    let mut at = indent;
    let mut first = true;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        let class = match byte {
            b'#' => {
                spans.push((offset + start..offset + line.trim_end().len(), TokenClass::Comment));
                return;
            }
            b'"' => {
                at = string_end(bytes, at);
                Some(if first_key(line, at) && first { TokenClass::Property } else { TokenClass::String })
            }
            b'0'..=b'9' => {
                at = run(bytes, at, |byte| byte.is_ascii_alphanumeric() || byte == b'.');
                Some(TokenClass::Number)
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                at =
                    run(bytes, at, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
                word_class(
                    line.get(start..at).unwrap_or_default(),
                    line.get(at..).unwrap_or_default(),
                    first,
                    indent,
                )
            }
            _ => {
                at += 1;
                None
            }
        };
        if let Some(class) = class {
            spans.push((offset + start..offset + at, class));
            first = false;
        }
    }
}

/// Whether what follows makes the text before it a key.
fn first_key(line: &str, end: usize) -> bool {
    let rest = line.get(end..).unwrap_or_default().trim_start();
    rest.starts_with('=') && !rest.starts_with("==")
}

fn word_class(word: &str, rest: &str, first: bool, indent: usize) -> Option<TokenClass> {
    let rest = rest.trim_start();
    if first && indent == 0 && (word == RUN || BLOCK_WORDS.contains(&word)) {
        return Some(TokenClass::Keyword);
    }
    if first && ((rest.starts_with('=') && !rest.starts_with("==")) || rest.starts_with('{')) {
        return Some(TokenClass::Property);
    }
    match word {
        "true" | "false" | "null" => Some(TokenClass::Number),
        "for" | "in" | "if" => Some(TokenClass::Keyword),
        _ if rest.starts_with('(') => Some(TokenClass::Function),
        _ if word.contains('.') => Some(TokenClass::Variable),
        _ => None,
    }
}

fn run(bytes: &[u8], start: usize, wanted: impl Fn(u8) -> bool) -> usize {
    bytes.iter().skip(start).position(|byte| !wanted(*byte)).map_or(bytes.len(), |length| start + length)
}

/// One past the closing quote, or the end of the line.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}
