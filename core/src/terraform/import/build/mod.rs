//! A [`Config`] as a document.

use super::Imported;
use super::config::Config;

/// The document that the configuration describes.
pub(super) fn document(config: Config) -> Imported {
    Imported { diagnostics: config.diagnostics, ..Imported::default() }
}
