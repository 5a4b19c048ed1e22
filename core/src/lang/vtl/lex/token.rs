//! The words of the language.

/// What a token is; the names are those of Velocity 1.7's grammar, which decides what AWS accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    End,
    IndexOpen,
    IndexClose,
    ListOpen,
    ListClose,
    Comma,
    Range,
    Colon,
    MapOpen,
    MapClose,
    ParenOpen,
    ParenClose,
    /// The `)` that ends a method's arguments; it takes no newline with it.
    MethodClose,
    EscapedDirective,
    Set,
    LineComment,
    LineCommentEnd,
    DoubleEscape,
    Escape,
    Text,
    BlockComment,
    /// `#** … *#`.
    FormalComment,
    TextBlock,
    Blank,
    String,
    True,
    False,
    Minus,
    Plus,
    Times,
    Divide,
    Modulo,
    And,
    Or,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    Not,
    Assign,
    EndDirective,
    If,
    ElseIf,
    Else,
    Integer,
    Float,
    Word,
    BracketedWord,
    Identifier,
    Dot,
    CurlyOpen,
    CurlyClose,
    /// `$[` or `$.`, which is text.
    EmptyIndex,
}

/// A token: where it stands, and the run of stray `$` and `#` that was read on the way to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
    /// First byte of the stray signs before the token; equal to `stray_end` when there are none.
    pub stray: u32,
    pub stray_end: u32,
}

impl Token {
    /// A token with nothing stray before it.
    pub fn plain(kind: Kind, start: usize, end: usize) -> Token {
        Token { kind, start: start as u32, end: end as u32, stray: 0, stray_end: 0 }
    }

    pub fn has_stray(&self) -> bool {
        self.stray != self.stray_end
    }
}

/// Adds what is printed of stray signs: `$`, `#`, and backslashes that lead to a `$`.
///
/// Exclamation marks get lost here, and so does the sign after an escaped `$`: Velocity does the same.
pub(crate) fn push_stray(stray: &str, out: &mut String) {
    let bytes = stray.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' | b'$' => out.push(char::from(*byte)),
            b'\\' => {
                let slashes =
                    bytes.get(at..).unwrap_or_default().iter().take_while(|byte| **byte == b'\\').count();
                if bytes.get(at + slashes) == Some(&b'$') {
                    out.extend(std::iter::repeat_n('\\', slashes));
                    out.push('$');
                    at += slashes + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
}
