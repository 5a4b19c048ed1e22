//! Light, dark, or as the system says.

use super::{Listener, dom::document, page};

const DARK: &str = "(prefers-color-scheme: dark)";

/// What the user chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system says, also when it changes.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The word that is stored and written to `data-theme`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the stored word; anything unknown is `System`.
    pub fn parse(text: &str) -> Self {
        match text {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// Sets `data-theme` on the root element; the style sheet does the rest.
pub fn apply(theme: Theme) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        let _ = root.set_attribute("data-theme", theme.as_str());
    }
}

/// Whether the system prefers dark now.
pub fn prefers_dark() -> bool {
    page::media_matches(DARK)
}

/// Calls `run` with whether the system prefers dark, whenever that changes.
pub fn on_preference(run: impl Fn(bool) + 'static) -> Listener {
    page::on_media(DARK, run)
}
