//! What nobody has read: each value is reported, so that nothing is dropped in silence.

use indexmap::IndexMap;

use super::import::Import;
use crate::aws::{OpenApiScope, openapi_keyword};
use crate::design::Diagnostic;
use crate::lang::document::Node;

/// How many places one diagnostic lists; more are counted.
const MAX_PLACES: usize = 30;
/// How many diagnostics an import shows; more are counted.
const MAX_DIAGNOSTICS: usize = 1_000;

/// Why a value was not read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Reason {
    /// AWS ignores it, for this reason.
    Ignored(String),
    /// Another tool's extension.
    Foreign,
    /// A component that nothing refers to.
    Unused,
    /// An extension of AWS, or a word, that the import does not know.
    Unknown,
}

impl<'a> Import<'a> {
    /// Reports shared notes and unread values, and keeps the list at a length that people can read.
    pub fn report_leftovers(&mut self) {
        let mut groups: IndexMap<(Reason, String), Vec<Node<'a>>> = IndexMap::new();
        for node in self.root.unseen() {
            let word = word(node);
            groups.entry((self.reason(node, &word), word)).or_default().push(node);
        }
        for ((code, word, reason), nodes) in std::mem::take(&mut self.shared_notes) {
            self.diagnostics.push(found(code, &word, &Reason::Ignored(reason), &nodes));
        }
        for ((reason, word), nodes) in groups {
            let code = match reason {
                Reason::Ignored(_) | Reason::Foreign => "import-ignored",
                Reason::Unused => "import-unused",
                Reason::Unknown => "import-unknown",
            };
            self.diagnostics.push(found(code, &word, &reason, &nodes));
        }
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        let more = self.diagnostics.len().saturating_sub(MAX_DIAGNOSTICS);
        if more > 0 {
            self.diagnostics.truncate(MAX_DIAGNOSTICS);
            let message = format!("{more} more findings are not listed");
            self.diagnostics.push(
                Diagnostic::note("import-more", message).help("Mend the listed ones, and import again"),
            );
        }
    }

    fn reason(&self, node: Node<'a>, word: &str) -> Reason {
        let scope = scope(node);
        if let Some(row) = openapi_keyword(word, scope, self.api.kind) {
            return Reason::Ignored(row.reason.clone());
        }
        if word.starts_with("x-")
            && !word.starts_with("x-amazon-apigateway")
            && !word.starts_with("x-gateway-studio")
        {
            return Reason::Foreign;
        }
        match scope {
            OpenApiScope::Component => Reason::Unused,
            _ => Reason::Unknown,
        }
    }
}

/// What a value is called: its name, or the name of the list that it is in.
fn word(node: Node<'_>) -> String {
    let mut here = node;
    while let Some(parent) = here.parent().filter(|parent| parent.is_list()) {
        here = parent;
    }
    here.key()
}

fn found(code: &'static str, word: &str, reason: &Reason, nodes: &[Node<'_>]) -> Diagnostic {
    let word = clip(word);
    let diagnostic = match reason {
        Reason::Ignored(reason) if code == "import-schema-keyword" => {
            Diagnostic::note(code, format!("A schema uses `{word}`: {reason}"))
        }
        Reason::Ignored(reason) => Diagnostic::note(code, format!("AWS ignores `{word}` here: {reason}")),
        Reason::Foreign => {
            Diagnostic::note(code, format!("`{word}` is an extension of another tool, and AWS ignores it"))
        }
        Reason::Unused => Diagnostic::note(code, format!("Nothing refers to `{word}`, so it was left out")),
        Reason::Unknown => {
            Diagnostic::warning(code, format!("`{word}` is not understood here, and was left out"))
                .help("Check the spelling, or set in the studio what it stands for")
        }
    };
    let Some((first, others)) = nodes.split_first() else { return diagnostic };
    let mut help = diagnostic.help.clone();
    if !others.is_empty() {
        let listed: Vec<_> = others.iter().take(MAX_PLACES).map(|node| position(*node)).collect();
        let more = others.len().saturating_sub(MAX_PLACES);
        let and_more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let also = format!("Also at {}{and_more}", listed.join(", "));
        help = if help.is_empty() { also } else { format!("{help}. {also}") };
    }
    diagnostic.at_place(first.place()).help(help)
}

fn position(node: Node<'_>) -> String {
    let position = node.position();
    format!("{}:{}", position.line, position.column)
}

fn clip(text: &str) -> String {
    const LONGEST: usize = 100;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// The part of the document that a value stands in.
fn scope(node: Node<'_>) -> OpenApiScope {
    let mut above = Vec::new();
    let mut here = node.parent();
    while let Some(parent) = here {
        above.push(parent.key());
        here = parent.parent();
    }
    above.pop();
    // From the outermost name to the innermost one.
    let names: Vec<&str> = above.iter().rev().map(String::as_str).collect();
    let within = |name: &str| names.contains(&name);
    match names.as_slice() {
        [] => OpenApiScope::Document,
        _ if within("x-amazon-apigateway-integration") || within("x-amazon-apigateway-integrations") => {
            OpenApiScope::Integration
        }
        ["info", ..] => OpenApiScope::Info,
        ["servers", ..] => OpenApiScope::Server,
        ["components"] => OpenApiScope::Components,
        ["components", "securitySchemes", _, ..] | ["securityDefinitions", _, ..] => {
            OpenApiScope::SecurityScheme
        }
        ["components", _] | ["parameters"] | ["responses"] | ["definitions"] => OpenApiScope::Component,
        _ if within("headers") => OpenApiScope::Header,
        _ if within("parameters") => OpenApiScope::Parameter,
        _ if within("requestBody") || within("requestBodies") => OpenApiScope::RequestBody,
        _ if within("responses") => OpenApiScope::Response,
        ["paths", _] => OpenApiScope::Path,
        ["paths", _, _] => OpenApiScope::Operation,
        ["tags", ..] => OpenApiScope::Tag,
        _ => OpenApiScope::Other,
    }
}
