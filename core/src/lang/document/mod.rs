//! JSON and YAML as one tree in which every value knows its place.

mod build;
mod json;
mod node;
mod scalar;
mod yaml;

pub use node::{Node, Shape, Tree};

use crate::base::Position;

/// How deep values may be nested; deeper documents are refused, so that no reader can run out of stack.
pub const MAX_DEPTH: usize = 100;
/// How many values a document may hold after its aliases are expanded.
pub const MAX_NODES: usize = 1_000_000;
/// How many bytes of text aliases may copy.
pub const MAX_ALIAS_BYTES: usize = 32 * 1024 * 1024;

/// Something about a text that its writer should know, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub position: Position,
    /// What is wrong: one sentence without a final period.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
}

impl Fault {
    fn new(position: Position, message: impl Into<String>) -> Self {
        Self { position, message: message.into(), help: String::new() }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// Reads JSON or YAML; what starts with `{` or `[` is JSON, as AWS's own reader decides.
///
/// A byte order mark is skipped. Errors: the first fault after which no tree can be told; faults that leave a
/// tree, such as a key that occurs twice, are in [`Tree::faults`].
pub fn parse(bytes: &[u8]) -> Result<Tree, Fault> {
    let text = decode(bytes)?;
    match text.trim_start().as_bytes().first() {
        None => Err(Fault::new(START, "The file is empty")),
        Some(b'{' | b'[') => json::parse(text),
        Some(_) => yaml::parse(text),
    }
}

const START: Position = Position { line: 1, column: 1 };

fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::new(START, "The file is UTF-16 text").help("Save it as UTF-8"));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = std::str::from_utf8(before).unwrap_or_default();
        let position = crate::base::LineIndex::new(before).position(before.len());
        Fault::new(position, "The file is not UTF-8 text").help("Save it as UTF-8")
    })
}
