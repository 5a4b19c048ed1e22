//! Reading an expression, as Java's compiler does.

use super::error::{Cause, PatternError};
use super::set::{Case, Set, is_line_end};
use super::tree::{Greed, Look, Node, Place};
use super::{NESTING_MAX, PATTERN_BYTES_MAX, REPEAT_MAX, class, escape};

/// What `(?…)` switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flags {
    ignore_case: bool,
    unicode_case: bool,
    multiline: bool,
    dot_all: bool,
    unix_lines: bool,
    pub(super) comments: bool,
}

impl Flags {
    pub(super) fn case(self) -> Case {
        match (self.ignore_case, self.unicode_case) {
            (false, _) => Case::Exact,
            (true, false) => Case::Ascii,
            (true, true) => Case::Unicode,
        }
    }
}

/// An expression under reading.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) flags: Flags,
    /// The names of the groups so far; the first is the whole match.
    pub(super) groups: Vec<Option<String>>,
    pub(super) depth: usize,
}

/// Reads an expression; gives its tree and the names of its groups.
pub(super) fn parse(text: &str) -> Result<(Node, Vec<Option<String>>), PatternError> {
    let flags = Flags {
        ignore_case: false,
        unicode_case: false,
        multiline: false,
        dot_all: false,
        unix_lines: false,
        comments: false,
    };
    let mut parser = Parser { text, at: 0, flags, groups: vec![None], depth: 0 };
    if text.len() > PATTERN_BYTES_MAX {
        return parser.refuse(format!("it has more than {PATTERN_BYTES_MAX} bytes"));
    }
    let node = parser.either()?;
    match parser.peek() {
        None => Ok((node, parser.groups)),
        Some(_) => parser.fail("Unmatched closing ')'"),
    }
}

impl Parser<'_> {
    pub(super) fn error(&self, reason: String, cause: Cause) -> PatternError {
        PatternError { pattern: self.text.to_owned(), reason, at: self.at.min(self.text.len()), cause }
    }

    pub(super) fn fail<T>(&self, reason: &str) -> Result<T, PatternError> {
        Err(self.error(reason.to_owned(), Cause::Malformed))
    }

    pub(super) fn refuse<T>(&self, reason: impl Into<String>) -> Result<T, PatternError> {
        Err(self.error(reason.into(), Cause::NotSupported))
    }

    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character; blanks and comments do not count in `(?x)`.
    pub(super) fn peek(&mut self) -> Option<char> {
        if self.flags.comments {
            self.skip_comments();
        }
        self.rest().chars().next()
    }

    fn skip_comments(&mut self) {
        loop {
            let blanks = self.rest().len() - self.rest().trim_start_matches(super::set::is_space).len();
            self.at += blanks;
            if !self.rest().starts_with('#') {
                return;
            }
            self.at += self.rest().find(is_line_end).unwrap_or(self.rest().len());
        }
    }

    pub(super) fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    pub(super) fn deeper(&mut self) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth > NESTING_MAX {
            return self.refuse(format!("it is nested more than {NESTING_MAX} levels deep"));
        }
        Ok(())
    }

    fn either(&mut self) -> Result<Node, PatternError> {
        let mut parts = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.at += 1;
            parts.push(self.sequence()?);
        }
        Ok(match parts.pop() {
            Some(one) if parts.is_empty() => one,
            last => Node::Alt(parts.into_iter().chain(last).collect()),
        })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut parts = Vec::new();
        while let Some(symbol) = self.peek() {
            if matches!(symbol, '|' | ')') {
                break;
            }
            if self.take("\\Q") {
                let end = self.rest().find("\\E").unwrap_or(self.rest().len());
                let quoted = self.rest().get(..end).unwrap_or_default().to_owned();
                self.at = (self.at + end + 2).min(self.text.len());
                let case = self.flags.case();
                parts.extend(quoted.chars().map(|symbol| Node::set(Set::One(symbol, case))));
                if let Some(last) = parts.pop() {
                    parts.push(self.repeated(last)?);
                }
                continue;
            }
            if let Some(atom) = self.atom(symbol)? {
                parts.push(self.repeated(atom)?);
            }
        }
        Ok(match parts.pop() {
            Some(one) if parts.is_empty() => one,
            last => Node::Cat(parts.into_iter().chain(last).collect()),
        })
    }

    /// One part without its repetition; None for flags.
    fn atom(&mut self, symbol: char) -> Result<Option<Node>, PatternError> {
        let flags = self.flags;
        let node = match symbol {
            '(' => return self.group(),
            '[' => Node::set(class::class(self)?),
            '\\' => escape::outside(self)?,
            '*' | '+' | '?' => return self.fail(&format!("Dangling meta character '{symbol}'")),
            // Java repeats what is not there.
            '{' => return Ok(Some(Node::Cat(Vec::new()))),
            '^' => Node::Place(if flags.multiline { Place::LineStart } else { Place::Start }),
            '$' => Node::Place(if flags.multiline { Place::LineEnd } else { Place::LastLineEnd }),
            '.' => Node::set(match (flags.dot_all, flags.unix_lines) {
                (true, _) => Set::Kind(|_| true),
                (false, true) => Set::Kind(|symbol| symbol != '\n'),
                (false, false) => Set::Kind(|symbol| !is_line_end(symbol)),
            }),
            _ => Node::set(Set::One(symbol, flags.case())),
        };
        if flags.unix_lines && matches!(symbol, '^' | '$') {
            return self.refuse("line ends of `(?d)` are not known to the studio");
        }
        if !matches!(symbol, '[' | '\\') {
            self.at += symbol.len_utf8();
        }
        Ok(Some(node))
    }

    fn repeated(&mut self, node: Node) -> Result<Node, PatternError> {
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => return self.counted(node),
            _ => return Ok(node),
        };
        self.at += 1;
        Ok(self.greed(node, least, most))
    }

    fn greed(&mut self, node: Node, least: u32, most: Option<u32>) -> Node {
        let greed = match self.peek() {
            Some('?') => Greed::Lazy,
            Some('+') => Greed::Possessive,
            _ => Greed::Greedy,
        };
        self.at += usize::from(greed != Greed::Greedy);
        Node::Repeat(Box::new(node), least, most, greed)
    }

    fn counted(&mut self, node: Node) -> Result<Node, PatternError> {
        let inside = self.rest().get(1..).unwrap_or_default();
        if !inside.starts_with(|symbol: char| symbol.is_ascii_digit()) {
            return self.fail("Illegal repetition");
        }
        let Some((range, _)) = inside.split_once('}') else { return self.fail("Unclosed counted closure") };
        let length = range.len() + 2;
        let (least, most) = range.split_once(',').map_or((range, None), |(least, most)| (least, Some(most)));
        if !format!("{least}{}", most.unwrap_or_default()).bytes().all(|digit| digit.is_ascii_digit()) {
            return self.fail("Unclosed counted closure");
        }
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|number| *number < 1 << 31);
        let (least, most) = match (number(least), most) {
            (Some(least), None) => (least, Some(least)),
            (Some(least), Some("")) => (least, None),
            (Some(least), Some(most)) if number(most) >= Some(least) => (least, number(most)),
            _ => return self.fail("Illegal repetition range"),
        };
        if least.max(most.unwrap_or(0)) > REPEAT_MAX {
            return self.refuse(format!("it repeats a part more than {REPEAT_MAX} times"));
        }
        self.at += length;
        Ok(self.greed(node, least, most))
    }

    fn group(&mut self) -> Result<Option<Node>, PatternError> {
        let flags = self.flags;
        self.deeper()?;
        let start = self.at;
        let look = |behind, negated| Some(Look { behind, negated });
        let (atomic, look, number) = if self.take("(?:") {
            (false, None, None)
        } else if self.take("(?>") {
            (true, None, None)
        } else if self.take("(?=") {
            (false, look(false, false), None)
        } else if self.take("(?!") {
            (false, look(false, true), None)
        } else if self.take("(?<=") {
            (false, look(true, false), None)
        } else if self.take("(?<!") {
            (false, look(true, true), None)
        } else if self.take("(?<") {
            let name = self.name()?;
            self.groups.push(Some(name));
            (false, None, Some(self.groups.len() - 1))
        } else if self.take("(?$") || self.take("(?@") {
            return self.fail("Unknown group type");
        } else if self.take("(?") {
            if self.switch()? {
                self.depth -= 1;
                return Ok(None);
            }
            (false, None, None)
        } else {
            self.at += 1;
            self.groups.push(None);
            (false, None, Some(self.groups.len() - 1))
        };
        let inside = self.either()?;
        if self.peek() != Some(')') {
            return self.fail("Unclosed group");
        }
        self.at += 1;
        self.depth -= 1;
        self.flags = flags;
        Ok(Some(match (look, number) {
            (Some(look), _) => {
                if look.behind && inside.longest().is_none() {
                    self.at = start;
                    // Java refuses most of them, but by mistake not all.
                    return self.refuse("a look-behind without a greatest length is not known to the studio");
                }
                Node::Look(Box::new(inside), look)
            }
            (None, Some(number)) => Node::Group(Box::new(inside), number),
            (None, None) if atomic => Node::Atomic(Box::new(inside)),
            // Keeps the repetition that follows on all of it.
            (None, None) => Node::Cat(vec![inside]),
        }))
    }

    /// A group's name with its closing `>`.
    pub(super) fn name(&mut self) -> Result<String, PatternError> {
        let rest = self.rest();
        let end = rest.find(|symbol: char| !symbol.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().to_owned();
        if !name.starts_with(|symbol: char| symbol.is_ascii_alphabetic()) {
            return self.fail("capturing group name does not start with a Latin letter");
        }
        self.at += end;
        if !self.take(">") {
            return self.fail("named capturing group is missing trailing '>'");
        }
        if self.groups.iter().flatten().any(|other| *other == name) && !self.text.contains("\\k<") {
            return self.fail(&format!("Named capturing group <{name}> is already defined"));
        }
        Ok(name)
    }

    /// The flags in `(?…)`; true when they hold for what follows and not only for this group.
    fn switch(&mut self) -> Result<bool, PatternError> {
        let mut on = true;
        loop {
            let symbol = self.rest().chars().next();
            match symbol {
                Some('i') => self.flags.ignore_case = on,
                Some('u') => self.flags.unicode_case = on,
                Some('m') => self.flags.multiline = on,
                Some('s') => self.flags.dot_all = on,
                Some('d') => self.flags.unix_lines = on,
                Some('x') => self.flags.comments = on,
                Some('U') => return self.refuse("`(?U)`, Unicode classes, is not known to the studio"),
                Some('-') if on => on = false,
                Some(')') | Some(':') => {
                    self.at += 1;
                    return Ok(symbol == Some(')'));
                }
                Some(_) | None => return self.fail("Unknown inline modifier"),
            }
            self.at += 1;
        }
    }
}
