//! A shell command to words, as browsers and people write them: POSIX quoting, `$'…'` of bash, and the carets of
//! Windows' `cmd`. A library reads the first only, and browsers copy all three.

/// Why a command cannot be taken apart: the byte where the quote begins that nothing ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unclosed(pub usize);

/// The words of the command up to a sign that ends it (`;`, `|`, `&`, a line end), and what is left after it.
pub(super) fn words(text: &str) -> Result<(Vec<String>, &str), Unclosed> {
    let quoted = text.find(['\'', '"']).and_then(|at| text.get(..at));
    let is_cmd = quoted.is_some_and(|before| before.ends_with('^'))
        || text.lines().next().is_some_and(|line| line.ends_with('^') && !line.contains('\''));
    let mut reader = Reader { text, at: 0, word: None, words: Vec::new(), is_cmd };
    while reader.step()? {}
    reader.end_word();
    Ok((reader.words, text.get(reader.at..).unwrap_or_default()))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    word: Option<String>,
    words: Vec<String>,
    is_cmd: bool,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn push(&mut self, letter: char) {
        self.word.get_or_insert_default().push(letter);
    }

    fn end_word(&mut self) {
        self.words.extend(self.word.take());
    }

    /// Reads a bit more; false at the command's end.
    fn step(&mut self) -> Result<bool, Unclosed> {
        let start = self.at;
        let rest = self.rest();
        if self.is_cmd && rest.starts_with('^') {
            self.at += 1;
            self.caret();
            return Ok(true);
        }
        if rest.starts_with("$'") && !self.is_cmd {
            self.at += 2;
            return self.ansi(start).map(|()| true);
        }
        match self.take() {
            None => return Ok(false),
            Some('\'') if !self.is_cmd => self.single(start)?,
            Some('"') => self.double(start)?,
            Some('\\') if !self.is_cmd => match self.take() {
                Some('\r') if self.rest().starts_with('\n') => self.at += 1,
                Some('\n') | None => {}
                Some(letter) => self.push(letter),
            },
            Some('\n' | ';' | '|' | '&') => {
                self.at = start;
                return Ok(false);
            }
            Some(letter) if letter.is_whitespace() => self.end_word(),
            Some(letter) => self.push(letter),
        }
        Ok(true)
    }

    /// After a caret: a line end is nothing, another sign is itself, and a quote begins a quoted part.
    fn caret(&mut self) {
        match self.take() {
            Some('\r') if self.rest().starts_with('\n') => self.at += 1,
            Some('\n') | None => {}
            Some('"') => self.carets(),
            Some(letter) => self.push(letter),
        }
    }

    /// `^"…^"`, where a caret takes the meaning from the sign after it and `\^"` is a quote.
    fn carets(&mut self) {
        self.word.get_or_insert_default();
        loop {
            let rest = self.rest();
            if let Some(escaped) = ["^\\^\"", "\\^\"", "\\\""].iter().find(|sign| rest.starts_with(**sign)) {
                self.at += escaped.len();
                self.push('"');
                continue;
            }
            match self.take() {
                None => return,
                Some('^') => match self.take() {
                    Some('"') | None => return,
                    Some('\r' | '\n') => self.push('\n'),
                    Some(letter) => self.push(letter),
                },
                Some(letter) => self.push(letter),
            }
        }
    }

    fn single(&mut self, start: usize) -> Result<(), Unclosed> {
        let rest = self.rest();
        let end = rest.find('\'').ok_or(Unclosed(start))?;
        self.word.get_or_insert_default().push_str(rest.get(..end).unwrap_or_default());
        self.at += end + 1;
        Ok(())
    }

    fn double(&mut self, start: usize) -> Result<(), Unclosed> {
        self.word.get_or_insert_default();
        loop {
            match self.take().ok_or(Unclosed(start))? {
                '"' => return Ok(()),
                '\\' => match self.take().ok_or(Unclosed(start))? {
                    '\n' => {}
                    letter @ ('"' | '\\' | '$' | '`') => self.push(letter),
                    letter => {
                        self.push('\\');
                        self.push(letter);
                    }
                },
                letter => self.push(letter),
            }
        }
    }

    /// `$'…'`: the escapes of C.
    fn ansi(&mut self, start: usize) -> Result<(), Unclosed> {
        self.word.get_or_insert_default();
        loop {
            let letter = match self.take().ok_or(Unclosed(start))? {
                '\'' => return Ok(()),
                '\\' => match self.take().ok_or(Unclosed(start))? {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => self.code(4),
                    'U' => self.code(8),
                    'x' => self.code(2),
                    letter => letter,
                },
                letter => letter,
            };
            self.push(letter);
        }
    }

    /// A character by at most so many hexadecimal digits; two halves of a pair are one.
    fn code(&mut self, digits: usize) -> char {
        let high = self.hex(digits);
        if (0xD800..0xDC00).contains(&high) && self.rest().starts_with("\\u") {
            self.at += 2;
            let low = self.hex(digits);
            let pair = 0x1_0000 + ((high - 0xD800) << 10) + (low.wrapping_sub(0xDC00) & 0x3FF);
            return char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self, digits: usize) -> u32 {
        let found = self.rest().bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
        let number = self.rest().get(..found).and_then(|text| u32::from_str_radix(text, 16).ok());
        self.at += found;
        number.unwrap_or(0)
    }
}
