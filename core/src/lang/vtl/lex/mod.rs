//! Text to tokens.
//!
//! Velocity reads a template with a lexer whose states push and pop each other, and AWS's answers depend on its
//! oddities (a blank before `#set` is lost after a reference, a lone `$` at the end is an error). So the states
//! here are the same, and the parser asks for tokens one by one, because a few of its decisions steer the lexer.

mod scan;
pub(crate) mod shape;
mod token;

pub(crate) use scan::State;
use scan::{Found, find};
pub(crate) use token::{Kind, Token, push_stray};

/// A place where no token fits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LexError {
    /// The byte that does not fit; the text's length at its end.
    pub at: usize,
    /// The first byte of the token that was being read.
    pub begin: usize,
}

struct Saved {
    open: u32,
    close: u32,
    state: State,
}

/// The lexer; see the module.
pub(crate) struct Lexer<'t> {
    text: &'t [u8],
    at: usize,
    state: State,
    open: u32,
    close: u32,
    saved: Vec<Saved>,
    in_comment: bool,
    in_set: bool,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        let text = text.as_bytes();
        Self {
            text,
            at: 0,
            state: State::Default,
            open: 0,
            close: 0,
            saved: Vec::new(),
            in_comment: false,
            in_set: false,
        }
    }

    /// The next token; [`Kind::End`] at the end, again and again.
    pub fn next(&mut self) -> Result<Token, LexError> {
        let mut stray: Option<(usize, usize)> = None;
        'token: loop {
            let begin = self.at;
            let (stray_from, stray_to) = stray.unwrap_or((0, 0));
            let token = |kind, end: usize| Token {
                kind,
                start: clamp(begin),
                end: clamp(end),
                stray: clamp(stray_from),
                stray_end: clamp(stray_to),
            };
            if begin >= self.text.len() {
                return Ok(token(Kind::End, begin));
            }
            loop {
                if self.at >= self.text.len() {
                    return Err(LexError { at: self.at, begin });
                }
                match find(self.state, self.text, self.at) {
                    Found::Token(kind, len) => {
                        self.at += len;
                        self.act(kind);
                        return Ok(token(kind, self.at));
                    }
                    Found::Skip(len) => {
                        self.at += len;
                        continue 'token;
                    }
                    Found::Terminator(_) => {
                        stray = Some((stray.map_or(begin, |(from, _)| from), self.at));
                        self.pop();
                        continue 'token;
                    }
                    Found::Nothing => return Err(LexError { at: self.at, begin }),
                    more => self.more(more),
                }
            }
        }
    }

    /// The byte that is read next.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn state(&self) -> State {
        self.state
    }

    /// What lies before `at` was read by the parser, which leaves the state as it is.
    pub fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Whether blanks and `(` come next; nothing is taken.
    pub fn paren_follows(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.iter().find(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) == Some(&b'(')
    }

    /// The parser has seen a directive's name, so arguments may follow.
    pub fn enter_directive(&mut self) {
        self.state = State::Directive;
    }

    /// The parser has seen that no arguments follow.
    pub fn leave_directive(&mut self) {
        self.pop();
    }

    /// The parser has seen the end of a `#set`.
    pub fn leave_set(&mut self) {
        self.in_set = false;
    }

    fn more(&mut self, found: Found) {
        let (len, state) = match found {
            Found::Dollar(len) => (len, State::Reference),
            Found::Hash => (1, State::PreDirective),
            Found::TextBlockStart => (3, State::TextBlock),
            Found::FormalCommentStart(len) => (if self.in_comment { len } else { 3 }, State::FormalComment),
            Found::BlockCommentStart => (2, State::BlockComment),
            Found::More(len) => {
                self.at += len;
                return;
            }
            _ => return,
        };
        self.at += len;
        if self.in_comment {
            return;
        }
        let ends_reference = match state {
            State::Reference => self.state == State::Reference,
            State::PreDirective => matches!(self.state, State::Reference | State::Modifier),
            _ => false,
        };
        if ends_reference {
            self.pop();
        }
        self.in_comment = !matches!(state, State::Reference | State::PreDirective);
        self.push();
        self.state = state;
    }

    fn act(&mut self, kind: Kind) {
        match kind {
            Kind::IndexOpen => {
                self.push();
                self.state = State::Index;
            }
            Kind::IndexClose | Kind::CurlyClose | Kind::EndDirective | Kind::Else => self.pop(),
            Kind::ParenOpen => {
                self.open += 1;
                if self.state == State::Modifier {
                    self.state = State::Arguments;
                }
            }
            Kind::ParenClose => self.close_paren(),
            Kind::MethodClose => self.state = State::Reference,
            Kind::Set => {
                self.push();
                self.in_set = true;
                self.state = State::Directive;
                self.open += 1;
            }
            Kind::LineComment => {
                if self.state == State::Reference {
                    self.pop();
                }
                self.in_comment = true;
                self.push();
                self.state = State::LineComment;
            }
            Kind::LineCommentEnd | Kind::BlockComment | Kind::FormalComment | Kind::TextBlock => {
                self.in_comment = false;
                self.pop();
            }
            Kind::String if self.state == State::Directive && !self.in_set && self.open == 0 => self.pop(),
            Kind::Integer | Kind::Float if self.number_ends_state(kind) => self.pop(),
            Kind::If | Kind::ElseIf => self.state = State::Directive,
            Kind::Dot => self.state = State::Modifier,
            _ => {}
        }
    }

    fn number_ends_state(&self, kind: Kind) -> bool {
        let kept = self.state == State::Arguments || (kind == Kind::Integer && self.state == State::Index);
        self.open == 0 && !self.in_set && !kept
    }

    fn close_paren(&mut self) {
        while self.open == 0 {
            if self.saved.is_empty() {
                self.pop();
                return;
            }
            self.pop();
        }
        if self.open == self.close + 1 { self.pop() } else { self.close += 1 }
    }

    fn push(&mut self) {
        self.saved.push(Saved { open: self.open, close: self.close, state: self.state });
        self.open = 0;
    }

    fn pop(&mut self) {
        match self.saved.pop() {
            Some(saved) => {
                self.open = saved.open;
                self.close = saved.close;
                self.state = saved.state;
            }
            None => {
                self.open = 0;
                self.state = State::Default;
            }
        }
    }
}

fn clamp(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
