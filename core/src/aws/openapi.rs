//! What API Gateway's import does with OpenAPI documents.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ApiKind;

/// A part of an OpenAPI document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The top of the document.
    Document,
    /// `info`.
    Info,
    /// A server.
    Server,
    /// A tag at the top.
    Tag,
    /// `components`.
    Components,
    /// One component that others may refer to.
    Component,
    /// A security scheme.
    SecurityScheme,
    /// A path with its operations.
    Path,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// A header of a response.
    Header,
    /// A request's body.
    RequestBody,
    /// A response.
    Response,
    /// An integration.
    Integration,
    /// A schema.
    Schema,
    /// Anywhere else.
    Other,
}

/// A word that AWS's import ignores.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Keyword {
    /// The words.
    pub words: Vec<String>,
    /// Where; empty means everywhere but in schemas.
    #[serde(default)]
    pub scopes: Vec<Scope>,
    /// In which kinds of API; empty means all.
    #[serde(default)]
    pub kinds: Vec<ApiKind>,
    /// Why, or what to know.
    pub reason: String,
    /// The public source.
    pub source: String,
    /// The day it was looked up.
    pub as_of: String,
}

#[derive(Deserialize)]
struct Table {
    rows: Vec<Keyword>,
}

/// The row about a word in a part of a document of this kind of API.
pub fn keyword(word: &str, scope: Scope, kind: ApiKind) -> Option<&'static Keyword> {
    static ROWS: LazyLock<Vec<Keyword>> =
        LazyLock::new(|| serde_json::from_str::<Table>(TEXT).map(|table| table.rows).unwrap_or_default());
    ROWS.iter().find(|row| {
        let everywhere = row.scopes.is_empty() && scope != Scope::Schema;
        (everywhere || row.scopes.contains(&scope))
            && (row.kinds.is_empty() || row.kinds.contains(&kind))
            && row.words.iter().any(|known| known == word || known == "*")
    })
}

const TEXT: &str = include_str!("../../data/openapi_keywords.json");

/// The largest document that AWS imports, in bytes.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/import-export-api-endpoints.html>.
pub fn import_limit_bytes() -> usize {
    6 * 1024 * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let table: Table = serde_json::from_str(TEXT).unwrap();
        for row in table.rows {
            assert!(row.source.starts_with("https://") && row.as_of.len() == 10, "{row:?}");
        }
    }
}
