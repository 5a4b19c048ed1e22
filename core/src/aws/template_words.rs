//! The words of mapping templates, for completion.

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use super::{ApiKind, ContextUse, context_variables};
use crate::base::Fact;

words! {
    /// What a word of a template is.
    TemplateWordKind {
        Variable = "variable", Function = "function", Method = "method", Directive = "directive",
    }
}

/// A word of the template language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateWord {
    /// How it is written, with its arguments.
    pub name: String,
    /// What it is.
    pub kind: TemplateWordKind,
    /// What completion inserts.
    pub insert: String,
    /// Whether templates of REST APIs have it.
    #[serde(default = "yes")]
    pub rest: bool,
    /// Whether templates of WebSocket APIs have it.
    #[serde(default = "yes")]
    pub websocket: bool,
    /// What it does or holds.
    pub meaning: String,
}

const fn yes() -> bool {
    true
}

table! {
    /// Every word but the names under `$context`, which [`context_variables`] has.
    template_words: TemplateWord = "template_words.json"
}

/// Every word that templates of this kind of API have, those under `$context` included; none on HTTP APIs, which
/// have no templates.
pub fn template_catalogue(kind: ApiKind) -> Vec<Fact<TemplateWord>> {
    let has = |word: &TemplateWord| match kind {
        ApiKind::Rest => word.rest,
        ApiKind::WebSocket => word.websocket,
        ApiKind::Http => false,
    };
    let mut words: Vec<Fact<TemplateWord>> =
        template_words().iter().filter(|word| has(word)).cloned().collect();
    if kind == ApiKind::Http {
        return words;
    }
    for row in context_variables().iter().filter(|row| row.use_on(kind) == Some(ContextUse::Any)) {
        let name = format!("$context.{}", row.name);
        let insert = name.trim_end_matches('*').to_owned();
        let meaning = row.meaning.clone();
        let value = TemplateWord {
            name,
            kind: TemplateWordKind::Variable,
            insert,
            rest: row.rest.is_some(),
            websocket: row.websocket.is_some(),
            meaning,
        };
        let Fact { source, as_of, note, .. } = row.clone();
        words.push(Fact { value, source, as_of, note });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_websocket_api_has_no_parameters() {
        let names = |kind| -> Vec<String> {
            template_catalogue(kind).into_iter().map(|word| word.value.name).collect()
        };
        assert!(names(ApiKind::Rest).contains(&"$input.params(name)".to_owned()));
        assert!(!names(ApiKind::WebSocket).contains(&"$input.params(name)".to_owned()));
        assert!(names(ApiKind::WebSocket).contains(&"$context.connectionId".to_owned()));
        assert!(names(ApiKind::Http).is_empty());
    }
}
