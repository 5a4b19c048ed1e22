//! JSON, read strictly, with a place for every value.

use indexmap::IndexMap;

use super::build::Builder;
use super::{Fault, Shape, Tree};
use crate::base::Position;

pub(super) fn parse(text: &str) -> Result<Tree, Fault> {
    let mut reader = Reader { rest: text, line: 1, column: 1, builder: Builder::default() };
    reader.value()?;
    reader.space();
    match reader.rest.is_empty() && reader.builder.complete() {
        true => reader.builder.finish().ok_or_else(|| reader_fault("The file is empty")),
        false => Err(reader.fault("There is text after the end of the JSON value")),
    }
}

fn reader_fault(message: &str) -> Fault {
    Fault::new(super::START, message)
}

struct Reader<'a> {
    rest: &'a str,
    line: u32,
    column: u32,
    builder: Builder,
}

impl<'a> Reader<'a> {
    fn position(&self) -> Position {
        Position { line: self.line, column: self.column }
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::new(self.position(), message)
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        if next == '\n' {
            self.line = self.line.saturating_add(1);
            self.column = 1;
        } else {
            self.column = self.column.saturating_add(1);
        }
        Some(next)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.next();
        }
    }

    /// Takes a character that must come next, after white space.
    fn expect(&mut self, wanted: char) -> Result<(), Fault> {
        self.space();
        match self.peek() {
            Some(found) if found == wanted => {
                self.next();
                Ok(())
            }
            found => Err(self.fault(format!("Expected `{wanted}`, found {}", name(found)))),
        }
    }

    /// One value. The depth of the recursion is bounded by the builder.
    fn value(&mut self) -> Result<(), Fault> {
        self.space();
        let position = self.position();
        match self.peek() {
            Some('{') => self.map(position),
            Some('[') => self.list(position),
            Some('"') => {
                let text = self.string()?;
                self.builder.leaf(Shape::Text(text), position).map(|_| ())
            }
            Some('-' | '0'..='9') => self.number(position),
            Some('a'..='z') => self.word(position),
            Some('}' | ']') => {
                Err(self.fault("A value is missing here").help("Take out the comma before it"))
            }
            found => Err(self.fault(format!("Expected a value, found {}", name(found)))),
        }
    }

    fn map(&mut self, position: Position) -> Result<(), Fault> {
        self.next();
        self.builder.open(Shape::Map(IndexMap::new()), position)?;
        self.space();
        if self.peek() == Some('}') {
            self.next();
            self.builder.close();
            return Ok(());
        }
        loop {
            self.space();
            let position = self.position();
            match self.peek() {
                Some('"') => {}
                Some('}') => {
                    return Err(self.fault("A name is missing here").help("Take out the comma before it"));
                }
                found => return Err(self.fault(format!("Expected a name in quotes, found {}", name(found)))),
            }
            let key = self.string()?;
            self.expect(':')?;
            self.builder.key(key, position);
            self.value()?;
            self.space();
            match self.next() {
                Some(',') => {}
                Some('}') => break,
                found => return Err(self.fault(format!("Expected `,` or `}}`, found {}", name(found)))),
            }
        }
        self.builder.close();
        Ok(())
    }

    fn list(&mut self, position: Position) -> Result<(), Fault> {
        self.next();
        self.builder.open(Shape::List(Vec::new()), position)?;
        self.space();
        if self.peek() == Some(']') {
            self.next();
            self.builder.close();
            return Ok(());
        }
        loop {
            self.value()?;
            self.space();
            match self.next() {
                Some(',') => {}
                Some(']') => break,
                found => return Err(self.fault(format!("Expected `,` or `]`, found {}", name(found)))),
            }
        }
        self.builder.close();
        Ok(())
    }

    fn number(&mut self, position: Position) -> Result<(), Fault> {
        let mut text = String::new();
        while let Some(next @ ('-' | '+' | '.' | 'e' | 'E' | '0'..='9')) = self.peek() {
            text.push(next);
            self.next();
        }
        if serde_json::from_str::<serde_json::Number>(&text).is_err() {
            return Err(Fault::new(position, format!("`{text}` is not a number that JSON knows")));
        }
        self.builder.leaf(Shape::Number(text), position).map(|_| ())
    }

    fn word(&mut self, position: Position) -> Result<(), Fault> {
        let mut text = String::new();
        while let Some(next @ 'a'..='z') = self.peek() {
            text.push(next);
            self.next();
        }
        let shape = match text.as_str() {
            "true" => Shape::Bool(true),
            "false" => Shape::Bool(false),
            "null" => Shape::Null,
            _ => return Err(Fault::new(position, format!("`{text}` is not a value that JSON knows"))),
        };
        self.builder.leaf(shape, position).map(|_| ())
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.next();
        let mut text = String::new();
        loop {
            match self.peek() {
                None => return Err(self.fault("A text is not closed")),
                Some('"') => break,
                Some('\\') => {
                    self.next();
                    text.push(self.escape()?);
                    continue;
                }
                Some(next) if next < ' ' => {
                    return Err(self
                        .fault("A text holds a line break, tab or other control character")
                        .help("Write it as an escape, such as `\\n`"));
                }
                Some(next) => text.push(next),
            }
            self.next();
        }
        self.next();
        Ok(text)
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let fault = self.fault("An escape is not one that JSON knows");
        Ok(match self.next() {
            Some(plain @ ('"' | '\\' | '/')) => plain,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let first = self.hex().ok_or_else(|| fault.clone())?;
                if !(0xD800..0xE000).contains(&first) {
                    return char::from_u32(first).ok_or(fault);
                }
                let follows = self.next() == Some('\\') && self.next() == Some('u');
                let second = self.hex().filter(|second| follows && (0xDC00..0xE000).contains(second));
                let second = second.ok_or_else(|| fault.clone())?;
                let code = 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF);
                char::from_u32(code).filter(|_| first < 0xDC00).ok_or(fault)?
            }
            _ => return Err(fault),
        })
    }

    fn hex(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |code, _| Some(code * 16 + self.next()?.to_digit(16)?))
    }
}

fn name(found: Option<char>) -> String {
    found.map_or("the end of the file".to_owned(), |found| format!("`{found}`"))
}
