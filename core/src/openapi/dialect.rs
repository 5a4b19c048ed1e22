//! Which description language a file is written in.

use super::{ImportError, foreign};
use crate::lang::document::Node;

/// The description languages that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.0.x.
    OpenApi30,
    /// OpenAPI 3.1.x, which AWS does not take.
    OpenApi31,
}

impl Dialect {
    /// Where the document keeps its schemas, as the start of a `$ref`.
    pub const fn schemas(self) -> &'static str {
        match self {
            Self::Swagger2 => "#/definitions/",
            Self::OpenApi30 | Self::OpenApi31 => "#/components/schemas/",
        }
    }
}

/// Tells the dialect. Errors: what the file is instead.
pub(super) fn recognise(root: Node<'_>) -> Result<Dialect, ImportError> {
    if !root.is_map() {
        return Err(foreign(if root.is_list() { "a list" } else { "plain text" }));
    }
    if let Some(version) = root.get("swagger") {
        return match version.scalar().as_deref() {
            Some("2.0" | "2") => Ok(Dialect::Swagger2),
            other => Err(foreign(format!("Swagger `{}`", other.unwrap_or_default()))),
        };
    }
    if let Some(version) = root.get("openapi") {
        let version = version.scalar().unwrap_or_default();
        return match version.split('.').take(2).collect::<Vec<_>>().as_slice() {
            ["3", "0"] => Ok(Dialect::OpenApi30),
            ["3", "1"] => Ok(Dialect::OpenApi31),
            _ => Err(foreign(format!("OpenAPI `{version}`"))),
        };
    }
    let known = FOREIGN.iter().find(|known| known.keys.iter().all(|key| root.peek(key).is_some()));
    Err(match known {
        Some(known) => ImportError::Foreign { what: known.what.to_owned(), help: known.help.to_owned() },
        None => foreign("a file without `openapi` or `swagger` at its top"),
    })
}

/// A file that people take for an OpenAPI document, told by the names at its top.
struct Foreign {
    keys: &'static [&'static str],
    what: &'static str,
    help: &'static str,
}

const FOREIGN: &[Foreign] = &[
    Foreign {
        keys: &["AWSTemplateFormatVersion"],
        what: "a CloudFormation or SAM template",
        help: "Save the OpenAPI document in its `Body` or `DefinitionBody` as a file, and import that",
    },
    Foreign {
        keys: &["Resources"],
        what: "a CloudFormation or SAM template",
        help: "Save the OpenAPI document in its `Body` or `DefinitionBody` as a file, and import that",
    },
    Foreign {
        keys: &["asyncapi"],
        what: "an AsyncAPI document",
        help: "API Gateway imports no AsyncAPI; design the WebSocket API in the studio",
    },
    Foreign { keys: &["info", "item"], what: "a Postman collection", help: "Export it as OpenAPI 3.0 first" },
    Foreign {
        keys: &["format", "design"],
        what: "a design of Gateway Studio",
        help: "Open it instead of importing it",
    },
    Foreign {
        keys: &["service", "provider"],
        what: "a Serverless Framework file",
        help: "Deploy it, then export the API as OpenAPI 3.0 from API Gateway",
    },
    Foreign {
        keys: &["$schema"],
        what: "a JSON schema",
        help: "Choose an OpenAPI 3.0 or Swagger 2.0 document",
    },
    Foreign {
        keys: &["paths"],
        what: "a document with paths, but without its version",
        help: "Add `openapi: 3.0.1` or `swagger: \"2.0\"` at the top",
    },
];
