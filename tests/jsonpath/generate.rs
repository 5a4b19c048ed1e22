//! Random questions: mostly right in form, sometimes not.

/// Makes questions from a seed.
pub struct Generator {
    random: fastrand::Rng,
}

impl Generator {
    pub fn new(seed: u64) -> Generator {
        Generator { random: fastrand::Rng::with_seed(seed) }
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.random.usize(..end)
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn joined(&mut self, most: usize, with: &str, mut part: impl FnMut(&mut Self) -> String) -> String {
        let count = self.below(most + 1);
        (0..count).map(|_| part(self)).collect::<Vec<_>>().join(with)
    }

    /// JSON as careless people write it.
    pub fn json_like(&mut self) -> String {
        let mut text = self.value(3);
        for _ in 0..[0, 0, 0, 1, 2][self.below(5)] {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = places[self.below(places.len())];
            match self.below(3) {
                0 => text.truncate(at),
                1 => {
                    let part = self.pick(&[
                        ",", ":", "]", "}", "[", "{", "'", "\"", "\\", " ", "\n", "é", "~", "\u{1a}", "x",
                        "1", "-", "e", ".", "/", "\u{7f}", "\u{1}", "😀", "+",
                    ]);
                    text.insert_str(at, part);
                }
                _ => {
                    if at < text.len() {
                        text.remove(at);
                    }
                }
            }
        }
        text
    }

    fn value(&mut self, depth: usize) -> String {
        let blank = self.pick(&["", "", "", " ", "\n", "\t "]).to_owned();
        let inside = match self.below(if depth == 0 { 6 } else { 9 }) {
            0 | 1 => self.number(),
            2 | 3 => self.quoted(),
            4 => self.pick(&["null", "true", "false", "NaN", "nullx", "tru", "Nan", "f", "n"]).to_owned(),
            5 => self.pick(&["bare", "two words", "a-b", "é", "x'y", "a\"b", "/", "a\\b", "@"]).to_owned(),
            6 | 7 => {
                let with = self.pick(&[",", ",", ", ", ",,"]).to_owned();
                let most = 4;
                let items = self.joined(most, &with, |it| it.value(depth - 1));
                format!("[{items}]")
            }
            _ => {
                let members = self.joined(4, ",", |it| {
                    let name = if it.below(4) == 0 {
                        it.pick(&["k", "a b", "1", "é"]).to_owned()
                    } else {
                        it.quoted()
                    };
                    let colon = it.pick(&[":", ":", " : "]).to_owned();
                    format!("{name}{colon}{}", it.value(depth - 1))
                });
                format!("{{{members}}}")
            }
        };
        format!("{blank}{inside}{blank}")
    }

    fn number(&mut self) -> String {
        let sign = self.pick(&["", "", "-"]).to_owned();
        let digits = |it: &mut Self, most| {
            (0..=it.below(most)).map(|_| char::from(b'0' + it.random.u8(..10))).collect::<String>()
        };
        let most = [2, 4, 18, 24][self.below(4)];
        let whole = digits(self, most);
        let fraction = if self.below(3) == 0 { format!(".{}", digits(self, 12)) } else { String::new() };
        let exponent = match self.below(6) {
            0 => format!("{}{}", self.pick(&["e", "E", "e+", "E-"]), digits(self, 2)),
            1 if self.below(4) == 0 => self.pick(&["e", "E", "."]).to_owned(),
            _ => String::new(),
        };
        format!("{sign}{whole}{fraction}{exponent}")
    }

    fn quoted(&mut self) -> String {
        let inside: String = (0..self.below(4))
            .map(|_| {
                self.pick(&[
                    "a",
                    "b",
                    "é",
                    "/",
                    "\\n",
                    "\\\"",
                    "\\\\",
                    "\\u0041",
                    "\\ud83d\\ude00",
                    "\\x41",
                    "\\q",
                    "'",
                    " ",
                    "\\/",
                    "\u{2028}",
                    "\\u007f",
                    "\t",
                    "😀",
                    "\\'",
                    "\\u00e9",
                ])
            })
            .collect();
        if self.below(5) == 0 { format!("'{}'", inside.replace('\'', "")) } else { format!("\"{inside}\"") }
    }

    /// A document that paths of this generator find something in.
    pub fn document(&mut self) -> String {
        let value = self.plain(4);
        format!(
            "{{\"a\":{value},\"b\":{},\"list\":[{},{},{}]}}",
            self.plain(2),
            self.plain(1),
            self.plain(2),
            self.plain(1)
        )
    }

    fn plain(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 5 } else { 9 }) {
            0 => self.random.i32(-3..12).to_string(),
            1 => self.pick(&["1.5", "2.0", "-0.25", "1e3", "10"]).to_owned(),
            2 | 3 => self.pick(&["\"x\"", "\"\"", "\"abc\"", "\"1\"", "\"Abc\"", "\"é\""]).to_owned(),
            4 => self.pick(&["true", "false", "null"]).to_owned(),
            5 | 6 => format!("[{}]", self.joined(4, ",", |it| it.plain(depth - 1))),
            _ => {
                let members = self.joined(4, ",", |it| {
                    let name = it.pick(&["a", "b", "c", "first name", "list"]).to_owned();
                    format!("\"{name}\":{}", it.plain(depth - 1))
                });
                format!("{{{members}}}")
            }
        }
    }

    /// A path.
    pub fn path(&mut self) -> String {
        let mut path = self.pick(&["$", "$", "$", "$.", "", "@"]).to_owned();
        for _ in 0..=self.below(4) {
            path += &self.step();
        }
        path
    }

    fn step(&mut self) -> String {
        match self.below(12) {
            0..=3 => format!(".{}", self.pick(&["a", "b", "c", "list"])),
            4 => format!("['{}']", self.pick(&["a", "b", "first name", "list"])),
            5 => format!("[{}]", self.pick(&["0", "1", "2", "0,1", "5"])),
            6 => format!("[{}]", self.pick(&["1:", ":1", "0:2", "-1:", ":-1", "-2:", "1:3"])),
            7 => self.pick(&[".*", "[*]"]).to_owned(),
            8 => format!("..{}", self.pick(&["a", "b", "list", "*", "[0]"])),
            9 => self.pick(&["['a','b']", "['b','c']"]).to_owned(),
            _ => self.filter(),
        }
    }

    fn filter(&mut self) -> String {
        let one = |it: &mut Self| {
            let left = it.pick(&["@.a", "@.b", "@.c", "@", "@['first name']", "$.b"]).to_owned();
            if it.below(4) == 0 {
                return left;
            }
            let operator = it.pick(&["==", "!=", "<", ">", "<=", ">=", "==", " == ", " > "]).to_owned();
            let right =
                it.pick(&["1", "2", "1.5", "'x'", "'abc'", "true", "null", "@.b", "$.b", "-1"]).to_owned();
            if it.below(8) == 0 {
                return format!("{left} =~ {}", it.pick(&["/a.*/", "/A.*/i", "/x/", "/.*c/"]));
            }
            format!("{left}{operator}{right}")
        };
        let mut condition = one(self);
        if self.below(4) == 0 {
            let sign = self.pick(&[" && ", " || "]);
            condition = format!("{condition}{sign}{}", one(self));
        }
        format!("[?({condition})]")
    }

    /// A regular expression.
    pub fn pattern(&mut self) -> String {
        let mut pattern = self.either(3);
        if self.below(20) == 0 {
            let at = self.below(pattern.len() + 1);
            if pattern.is_char_boundary(at) {
                pattern.insert_str(
                    at,
                    self.pick(&["(", ")", "[", "]", "{", "}", "*", "?", "\\", "+", "|", "^", "$"]),
                );
            }
        }
        pattern
    }

    fn either(&mut self, depth: usize) -> String {
        let count = [1, 1, 1, 2, 3][self.below(5)];
        (0..count).map(|_| self.sequence(depth)).collect::<Vec<_>>().join("|")
    }

    fn sequence(&mut self, depth: usize) -> String {
        (0..self.below(4))
            .map(|_| {
                let atom = self.atom(depth);
                let times = self.pick(&[
                    "", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,}", "*?", "+?", "??", "*+", "++",
                    "?+", "{1,3}?",
                ]);
                format!("{atom}{times}")
            })
            .collect()
    }

    fn atom(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 9 } else { 14 }) {
            0..=3 => self.pick(&["a", "b", "c", "A", "1", "-", "/", " ", "é"]).to_owned(),
            4 => self
                .pick(&[".", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\h", "\\R", "\\v", "\\H"])
                .to_owned(),
            5 => self.pick(&["^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z", "\\G"]).to_owned(),
            6 => self
                .pick(&[
                    "\\.",
                    "\\/",
                    "\\-",
                    "\\x41",
                    "\\u0061",
                    "\\t",
                    "\\n",
                    "\\Qa.\\E",
                    "\\061",
                    "\\p{Alpha}",
                    "\\P{Lower}",
                    "\\p{Punct}",
                    "\\1",
                    "\\2",
                    "\\cA",
                    "\\e",
                    "\\p{Digit}",
                ])
                .to_owned(),
            7 | 8 => self
                .pick(&[
                    "[ab]",
                    "[^a]",
                    "[a-c]",
                    "[a-z&&[^b]]",
                    "[ab[cd]]",
                    "[\\w&&[^\\d]]",
                    "[^\\s]",
                    "[a-]",
                    "[]a]",
                    "[^a-c&&b-z]",
                    "[\\p{Upper}1]",
                    "[.]",
                    "[a&&b]",
                    "[\\Qa-\\E]",
                    "[-a]",
                    "[a-c[0-9]&&[b1]]",
                ])
                .to_owned(),
            9 | 10 => format!("({})", self.either(depth - 1)),
            11 => format!("(?:{})", self.either(depth - 1)),
            12 => {
                let kind = self.pick(&["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?s:", "(?m:", "(?im:"]);
                format!("{kind}{})", self.either(depth - 1))
            }
            _ => self.pick(&["(?i)", "(?s)", "(?m)", "(?-i)", "(?x) # c\n"]).to_owned(),
        }
    }

    /// A text that patterns of this generator match here and there.
    pub fn subject(&mut self) -> String {
        (0..self.below(9))
            .map(|_| {
                self.pick(&[
                    "a", "b", "c", "A", "B", "1", "-", "/", " ", "\n", "\r\n", "aa", "é", "É", ".", "ab",
                ])
            })
            .collect()
    }

    /// A replacement.
    pub fn replacement(&mut self) -> String {
        (0..self.below(3))
            .map(|_| self.pick(&["-", "$0", "$1", "$2", "\\$", "x", "<$0>", "$12", "$", "\\", "${a}", "$x"]))
            .collect()
    }

    /// A double of any size.
    pub fn double(&mut self) -> f64 {
        match self.below(4) {
            0 => f64::from_bits(self.random.u64(..)),
            1 => self.random.i32(-1_000_000..1_000_000) as f64 / [1.0, 10.0, 100.0, 1000.0][self.below(4)],
            2 => self.random.f64() * 10_f64.powi(self.random.i32(-8..12)),
            _ => {
                (0..=self.below(3)).fold(1.0, |product, _| product * (self.random.i32(-40..40) as f64 / 10.0))
            }
        }
    }

    /// Characters of an alphabet at random, and now and then any other.
    pub fn noise(&mut self, alphabet: &str) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..self.below(40))
            .map(|_| {
                if self.below(30) == 0 { self.random.char(..) } else { alphabet[self.below(alphabet.len())] }
            })
            .collect()
    }
}
