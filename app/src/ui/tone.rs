//! What a colour means.

/// The meaning of a chip, a toast or a meter; never told by colour alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// What the eye should find first.
    Accent,
    /// Fine.
    Pass,
    /// Worth a look.
    Note,
    /// Wrong or refused.
    Fail,
}

impl Tone {
    /// Its CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Pass => "pass",
            Self::Note => "note",
            Self::Fail => "fail",
        }
    }
}
