//! Sets of characters.

/// A set of characters.
#[derive(Clone, Debug)]
pub(super) enum Set {
    /// One character; in either case when that is wanted.
    One(char, Case),
    /// A range, both ends included.
    Range(char, char, Case),
    /// What a condition takes.
    Kind(fn(char) -> bool),
    /// In one of them.
    Or(Vec<Set>),
    /// In all of them.
    And(Vec<Set>),
    /// In none of it.
    Not(Box<Set>),
}

/// How letters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As written.
    Exact,
    /// `(?i)`: `a` to `z` in either case.
    Ascii,
    /// `(?iu)`: all letters in either case.
    Unicode,
}

impl Case {
    /// Whether two characters are the same.
    pub(super) fn same(self, left: char, right: char) -> bool {
        left == right
            || match self {
                Case::Exact => false,
                Case::Ascii => left.eq_ignore_ascii_case(&right),
                Case::Unicode => lower(upper(left)) == lower(upper(right)),
            }
    }
}

fn single(mut mapped: impl Iterator<Item = char>, symbol: char) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => symbol,
    }
}

fn upper(symbol: char) -> char {
    single(symbol.to_uppercase(), symbol)
}

fn lower(symbol: char) -> char {
    single(symbol.to_lowercase(), symbol)
}

impl Set {
    /// Whether the character is in it.
    pub(super) fn has(&self, symbol: char) -> bool {
        match self {
            Set::One(wanted, case) => case.same(*wanted, symbol),
            Set::Range(from, to, case) => {
                let inside = |symbol: char| (*from..=*to).contains(&symbol);
                inside(symbol)
                    || match case {
                        Case::Exact => false,
                        Case::Ascii => {
                            inside(symbol.to_ascii_uppercase()) || inside(symbol.to_ascii_lowercase())
                        }
                        Case::Unicode => inside(upper(symbol)) || inside(lower(upper(symbol))),
                    }
            }
            Set::Kind(takes) => takes(symbol),
            Set::Or(sets) => sets.iter().any(|set| set.has(symbol)),
            Set::And(sets) => sets.iter().all(|set| set.has(symbol)),
            Set::Not(set) => !set.has(symbol),
        }
    }

    /// How long a look is, in simple comparisons.
    fn weight(&self) -> u64 {
        match self {
            Set::One(.., Case::Unicode) | Set::Range(.., Case::Unicode) => 8,
            Set::One(..) | Set::Range(..) | Set::Kind(_) => 1,
            Set::Or(sets) | Set::And(sets) => sets.iter().map(Set::weight).sum(),
            Set::Not(set) => set.weight(),
        }
    }

    /// All other characters.
    pub(super) fn inverted(self) -> Set {
        Set::Not(Box::new(self))
    }
}

/// A set as it is tried: at once for ASCII, however long it was written.
#[derive(Debug)]
pub(super) struct Class {
    set: Set,
    // Invariant: bit n is whether the set has character n.
    ascii: u128,
    weight: u64,
}

impl Class {
    pub(super) fn new(set: Set) -> Class {
        let ascii = match &set {
            Set::One(symbol, Case::Exact) => bit(*symbol),
            _ => (0..=0x7F_u8)
                .map(char::from)
                .filter(|symbol| set.has(*symbol))
                .fold(0, |all, symbol| all | bit(symbol)),
        };
        // Eight comparisons take about as long as another step.
        let weight = set.weight() / 8;
        Class { set, ascii, weight }
    }

    pub(super) fn has(&self, symbol: char) -> bool {
        if symbol.is_ascii() { self.ascii & bit(symbol) != 0 } else { self.set.has(symbol) }
    }

    /// How many steps more a look at the character takes than others.
    pub(super) fn weight(&self, symbol: char) -> u64 {
        if symbol.is_ascii() { 0 } else { self.weight }
    }

    /// The character when there is just one.
    pub(super) fn single(&self) -> Option<char> {
        match self.set {
            Set::One(symbol, Case::Exact) => Some(symbol),
            _ => None,
        }
    }
}

fn bit(symbol: char) -> u128 {
    1_u128.checked_shl(u32::from(symbol)).unwrap_or(0)
}

/// A character of a word for `\w`.
pub(super) fn is_word(symbol: char) -> bool {
    symbol.is_ascii_alphanumeric() || symbol == '_'
}

/// A blank for `\s`.
pub(super) fn is_space(symbol: char) -> bool {
    matches!(symbol, ' ' | '\t'..='\r')
}

/// A blank within a line for `\h`.
pub(super) fn is_horizontal(symbol: char) -> bool {
    matches!(
        symbol,
        ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{180e}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// A line's end for `\v`.
pub(super) fn is_vertical(symbol: char) -> bool {
    matches!(symbol, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A line's end for `.`, `^` and `$`.
pub(super) fn is_line_end(symbol: char) -> bool {
    matches!(symbol, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The characters of `\p{name}`; None when the studio does not know the name.
pub(super) fn property(name: &str, case: Case) -> Option<Set> {
    let takes: fn(char) -> bool = match name {
        "Lower" | "Upper" | "javaLowerCase" | "javaUpperCase" | "IsLowercase" | "IsUppercase"
            if case != Case::Exact =>
        {
            return match name {
                "Lower" | "Upper" => Some(Set::Kind(|symbol| symbol.is_ascii_alphabetic())),
                _ => Some(Set::Kind(|symbol| symbol.is_lowercase() || symbol.is_uppercase())),
            };
        }
        "Lower" => |symbol| symbol.is_ascii_lowercase(),
        "Upper" => |symbol| symbol.is_ascii_uppercase(),
        "ASCII" => |symbol| symbol.is_ascii(),
        "Alpha" => |symbol| symbol.is_ascii_alphabetic(),
        "Digit" => |symbol| symbol.is_ascii_digit(),
        "Alnum" => |symbol| symbol.is_ascii_alphanumeric(),
        "Punct" => |symbol| symbol.is_ascii_punctuation(),
        "Graph" => |symbol| symbol.is_ascii_graphic(),
        "Print" => |symbol| symbol.is_ascii_graphic() || symbol == ' ',
        "Blank" => |symbol| matches!(symbol, ' ' | '\t'),
        "Cntrl" => |symbol| symbol.is_ascii_control(),
        "XDigit" => |symbol| symbol.is_ascii_hexdigit(),
        "Space" => is_space,
        "Cc" | "IsCc" | "IsControl" => char::is_control,
        "IsAlphabetic" => char::is_alphabetic,
        "IsLowercase" | "javaLowerCase" => char::is_lowercase,
        "IsUppercase" | "javaUpperCase" => char::is_uppercase,
        "IsWhite_Space" | "IsWhiteSpace" => char::is_whitespace,
        "L1" => |symbol| u32::from(symbol) <= 0xFF,
        "all" => |_| true,
        _ => return None,
    };
    Some(Set::Kind(takes))
}
