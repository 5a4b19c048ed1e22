//! Colours, completion and advice for templates, from the core's own reading of the language.

use indexmap::IndexSet;
use leptos::prelude::*;
use studio_core::aws::{ApiKind, TemplateWordKind, template_catalogue};
use studio_core::lang::vtl::{TokenKind, tokens};
use studio_core::template;

use crate::ui::{Complete, Completion, Spans, TokenClass};

/// The colours of a template.
pub fn colours(text: String) -> Spans {
    let class = |kind| match kind {
        TokenKind::Comment => Some(TokenClass::Comment),
        TokenKind::Directive => Some(TokenClass::Keyword),
        TokenKind::Variable => Some(TokenClass::Variable),
        TokenKind::Member => Some(TokenClass::Function),
        TokenKind::String => Some(TokenClass::String),
        TokenKind::Number | TokenKind::Word => Some(TokenClass::Number),
        TokenKind::Operator | TokenKind::Escape => Some(TokenClass::Property),
        TokenKind::Error => Some(TokenClass::Error),
        TokenKind::Text | TokenKind::Bracket | TokenKind::Blank => None,
    };
    tokens(&text).into_iter().filter_map(|(span, kind)| Some((span.start..span.end, class(kind)?))).collect()
}

/// What offers the words of an API's kind at the caret.
pub fn completer(kind: Memo<ApiKind>, input: Memo<String>) -> Complete {
    Callback::new(move |(text, caret): (String, usize)| {
        let given = input.with_untracked(|input| given(input, &text, caret));
        if given.is_empty() { complete(kind.get_untracked(), &text, caret) } else { given }
    })
}

/// What the input of the template offers: members of its body, parameters, stage variables.
fn given(input: &str, text: &str, caret: usize) -> Vec<Completion> {
    let offered = text.get(..caret).map(|before| template::complete(before, input)).unwrap_or_default();
    let word = |one: template::Offered| Completion {
        label: one.text.clone(),
        detail: one.what.to_owned(),
        documentation: "In the input of the template.".to_owned(),
        insert: one.text,
        replaces: one.replaces,
    };
    offered.into_iter().map(word).collect()
}

/// The words that begin, or have a part that begins, with what stands before the caret.
fn complete(kind: ApiKind, text: &str, caret: usize) -> Vec<Completion> {
    let Some(before) = text.get(..caret) else { return Vec::new() };
    let Some(start) = word_start(before) else { return Vec::new() };
    let typed = before.get(start..).unwrap_or_default();
    let wanted = plain(typed);
    let own = declared(before, start).into_iter().map(|name| Completion {
        insert: name.clone(),
        label: name,
        detail: "set above".to_owned(),
        documentation: String::new(),
        replaces: start..caret,
    });
    let known = template_catalogue(kind).into_iter().map(|word| Completion {
        label: word.value.name,
        detail: detail(word.value.kind).to_owned(),
        documentation: format!("{}.", word.value.meaning),
        insert: word.value.insert,
        replaces: start..caret,
    });
    let fits = |word: &Completion| plain(&word.label).starts_with(&wanted) && word.insert != typed;
    own.chain(known).filter(fits).collect()
}

const fn detail(kind: TemplateWordKind) -> &'static str {
    match kind {
        TemplateWordKind::Variable => "variable",
        TemplateWordKind::Function => "function",
        TemplateWordKind::Method => "method",
        TemplateWordKind::Directive => "directive",
    }
}

/// The word in lower case without the signs that change nothing: `$!{input` is `$input`.
fn plain(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '!' | '{')).flat_map(char::to_lowercase).collect()
}

/// Where the reference or directive begins that the text ends in.
fn word_start(before: &str) -> Option<usize> {
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let start = before.rfind(['$', '#']).filter(|start| *start >= line)?;
    let word = before.get(start + 1..)?;
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '!' | '{');
    word.chars().all(inside).then_some(start)
}

/// The variables that `#set` and `#foreach` bring in before this place, in order, each once.
fn declared(before: &str, end: usize) -> Vec<String> {
    let mut names = IndexSet::new();
    let text = before.get(..end).unwrap_or_default();
    for (at, _) in text.match_indices('#') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix("set").or_else(|| rest.strip_prefix("foreach"));
        let rest = rest.and_then(|rest| rest.trim_start().strip_prefix('('));
        let Some(name) = rest.map(str::trim_start).filter(|rest| rest.starts_with('$')) else { continue };
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let length = name.get(1..).and_then(|name| name.find(|c| !word(c))).map_or(name.len(), |at| at + 1);
        names.extend(name.get(..length).filter(|name| name.len() > 1));
    }
    names.into_iter().map(str::to_owned).collect()
}
