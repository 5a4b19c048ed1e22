//! Words of OpenAPI that API Gateway's import ignores, or treats otherwise than the standard says.

use serde::{Deserialize, Serialize};

use super::ApiKind;
use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// A part of an OpenAPI document.
    OpenApiScope {
        /// The top.
        Document = "document",
        Info = "info",
        Server = "server",
        /// A tag at the top.
        Tag = "tag",
        /// `components` itself.
        Components = "components",
        /// One component that others may refer to.
        Component = "component",
        SecurityScheme = "security_scheme",
        Path = "path",
        Operation = "operation",
        Parameter = "parameter",
        /// A header of a response.
        Header = "header",
        RequestBody = "request_body",
        Response = "response",
        Integration = "integration",
        Schema = "schema",
        /// Anywhere else.
        Other = "other",
    }
}

/// Words that AWS's import ignores, or treats otherwise than the standard says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenApiKeyword {
    /// The words; `*` stands for all that the import does not read.
    pub words: Vec<String>,
    /// Where; empty means everywhere but in schemas.
    #[serde(default)]
    pub scopes: Vec<OpenApiScope>,
    /// In which kinds of API; empty means all.
    #[serde(default)]
    pub kinds: Vec<ApiKind>,
    /// Why, or what to know.
    pub reason: String,
}

table! {
    /// Every row.
    openapi_keywords: OpenApiKeyword = "openapi_keywords.json"
}

/// The row about a word in a part of a document that describes this kind of API.
pub fn openapi_keyword(
    word: &str,
    scope: OpenApiScope,
    kind: ApiKind,
) -> Option<&'static Fact<OpenApiKeyword>> {
    openapi_keywords().iter().find(|row| {
        let everywhere = row.scopes.is_empty() && scope != OpenApiScope::Schema;
        (everywhere || row.scopes.contains(&scope))
            && (row.kinds.is_empty() || row.kinds.contains(&kind))
            && row.words.iter().any(|known| known == word || known == "*")
    })
}
