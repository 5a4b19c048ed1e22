//! YAML 1.2, with the merge keys of YAML 1.1 and the short tags of CloudFormation.

use indexmap::IndexMap;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use super::build::Builder;
use super::{Fault, START, Shape, Tree, scalar};
use crate::base::Position;

pub(super) fn parse(text: &str) -> Result<Tree, Fault> {
    let mut reader = Reader { builder: Builder::default(), anchors: Vec::new(), opened: Vec::new() };
    let mut documents = 0;
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| scan_fault(&error))?;
        let position = position(&span.start);
        if let Event::DocumentStart(_) = event {
            documents += 1;
            if documents > 1 {
                let message = "The file holds more than one document, and only the first is read";
                reader.builder.fault(Fault::new(position, message));
                break;
            }
        }
        reader.take(event, position)?;
    }
    reader.builder.finish().ok_or_else(|| Fault::new(START, "The file is empty"))
}

struct Reader {
    builder: Builder,
    /// The complete value of each anchor, by the parser's number.
    anchors: Vec<Option<usize>>,
    /// The anchor of each open list or map, and how many extra maps a tag has opened around it.
    opened: Vec<(usize, usize)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, position: Position) -> Result<(), Fault> {
        match event {
            Event::Alias(anchor) => self.alias(anchor, position),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), position)
            }
            Event::SequenceStart(anchor, tag) => {
                self.start(Shape::List(Vec::new()), anchor, tag.as_deref(), position)
            }
            Event::MappingStart(anchor, tag) => {
                self.start(Shape::Map(IndexMap::new()), anchor, tag.as_deref(), position)
            }
            Event::MappingEnd => {
                self.builder.merge(position)?;
                self.end();
                Ok(())
            }
            Event::SequenceEnd => {
                self.end();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn alias(&mut self, anchor: usize, position: Position) -> Result<(), Fault> {
        let Some(Some(index)) = self.anchors.get(anchor).copied() else {
            return Err(Fault::new(position, "An alias stands inside the value that it stands for"));
        };
        if self.builder.wants_key() {
            return Err(Fault::new(position, "An alias stands for a name").help("Write the name out"));
        }
        self.builder.copy(index, position)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        position: Position,
    ) -> Result<(), Fault> {
        let plain = style == ScalarStyle::Plain;
        if plain && tag.is_none() && scalar::is_old_boolean(text) {
            let message =
                format!("`{text}` is read as text, though readers of YAML 1.1 take it for a truth value");
            let help = "Put it in quotes, or write `true` or `false`";
            self.builder.fault(Fault::new(position, message).help(help));
        }
        if self.builder.wants_key() {
            self.builder.key(text.to_owned(), position);
            return Ok(());
        }
        let core = tag.filter(|tag| tag.is_yaml_core_schema()).map(|tag| tag.suffix.as_str());
        let shape = match core {
            Some("str") => Shape::Text(text.to_owned()),
            None if !plain => Shape::Text(text.to_owned()),
            _ => scalar::resolve(text),
        };
        if let Shape::Text(text) = &shape
            && plain
            && core.is_none()
            && scalar::is_other_in_1_1(text)
        {
            self.builder.is_other_in_1_1 = true;
        }
        let wrapped = self.wrap(tag, position)?;
        let index = self.builder.leaf(shape, position)?;
        self.remember(anchor, index);
        for _ in 0..wrapped {
            self.builder.close();
        }
        Ok(())
    }

    fn start(
        &mut self,
        shape: Shape,
        anchor: usize,
        tag: Option<&Tag>,
        position: Position,
    ) -> Result<(), Fault> {
        if self.builder.wants_key() {
            return Err(Fault::new(position, "A list or map stands where a name should be"));
        }
        let wrapped = self.wrap(tag, position)?;
        self.builder.open(shape, position)?;
        self.opened.push((anchor, wrapped));
        Ok(())
    }

    fn end(&mut self) {
        let index = self.builder.close();
        if let (Some(index), Some((anchor, wrapped))) = (index, self.opened.pop()) {
            self.remember(anchor, index);
            for _ in 0..wrapped {
                self.builder.close();
            }
        }
    }

    /// Opens the map that a CloudFormation tag stands for: `!Sub x` is `{Fn::Sub: x}`.
    fn wrap(&mut self, tag: Option<&Tag>, position: Position) -> Result<usize, Fault> {
        let Some(tag) = tag.filter(|tag| tag.handle == "!" && !tag.suffix.is_empty()) else { return Ok(0) };
        let name = match tag.suffix.as_str() {
            name @ ("Ref" | "Condition") => name.to_owned(),
            name => format!("Fn::{name}"),
        };
        self.builder.open(Shape::Map(IndexMap::new()), position)?;
        self.builder.key(name, position);
        Ok(1)
    }

    fn remember(&mut self, anchor: usize, index: usize) {
        if anchor == 0 {
            return;
        }
        if self.anchors.len() <= anchor {
            self.anchors.resize(anchor + 1, None);
        }
        if let Some(slot) = self.anchors.get_mut(anchor) {
            *slot = Some(index);
        }
    }
}

fn position(marker: &saphyr_parser::Marker) -> Position {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Position { line: number(marker.line().max(1)), column: number(marker.col().saturating_add(1)) }
}

fn scan_fault(error: &ScanError) -> Fault {
    let info = error.info();
    let fault = Fault::new(position(error.marker()), format!("The YAML cannot be read: {info}"));
    match info.contains("tab") {
        true => fault.help("Indent with spaces"),
        false => fault,
    }
}
