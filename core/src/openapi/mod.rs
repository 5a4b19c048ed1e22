//! OpenAPI documents with AWS's extensions, read into a design.
