//! A resource's arguments, read one by one: what nobody reads is told at the end.

use std::str::FromStr;

use super::super::config::{Map, Part, Value};
use super::work::{Work, written};
use crate::base::Milli;
use crate::design::{Diagnostic, Item, TextMap};

/// The arguments of a resource or of one of its nested blocks.
#[derive(Clone)]
pub(super) struct Body<'w, 'c> {
    pub(super) work: &'w Work<'c>,
    /// The resource.
    pub(super) at: usize,
    map: &'c Map,
    /// What stands before an argument's name in its path.
    path: String,
    /// What the resource becomes, where that is known.
    item: Option<Item>,
    /// Which of the item's blocks of this type it is, where it has several.
    part: Option<String>,
    /// The path by which an export finds the block again; none where it is one of several that nothing tells apart.
    place: Option<String>,
}

impl<'w, 'c> Body<'w, 'c> {
    /// The arguments of a resource that becomes an item.
    pub(super) fn of(work: &'w Work<'c>, at: usize, item: impl Into<Option<Item>>) -> Option<Self> {
        let map = work.graph.body(at)?;
        Some(Self {
            work,
            at,
            map,
            path: String::new(),
            item: item.into(),
            part: None,
            place: Some(String::new()),
        })
    }

    /// The same as the nested block that an export finds by this name, and by what it is for where there are several.
    pub(super) fn found_by(self, place: &str) -> Self {
        Self { place: Some(format!("{place}.")), ..self }
    }

    /// The same as one of several blocks of the item, so that what is kept of it is that block's alone.
    pub(super) fn for_part(self, part: &str) -> Self {
        Self { part: Some(part.to_owned()), ..self }
    }

    /// The value of an argument, which counts as read; nothing where it is null.
    pub(super) fn raw(&self, name: &str) -> Option<&'c Value> {
        let value = self.peek(name)?;
        self.work.see(value);
        Some(value)
    }

    /// The value of an argument, which does not count as read.
    pub(super) fn peek(&self, name: &str) -> Option<&'c Value> {
        self.map.get(name).filter(|value| !matches!(value, Value::Null))
    }

    /// Whether the argument is there, be it null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Arguments that say nothing which a design could hold.
    pub(super) fn skip(&self, names: &[&str]) {
        names.iter().filter_map(|name| self.peek(name)).for_each(|value| self.work.see(value));
    }

    /// A text; empty where there is none.
    pub(super) fn text(&self, name: &str) -> String {
        self.some_text(name).unwrap_or_default()
    }

    /// A text that is not empty.
    pub(super) fn some_text(&self, name: &str) -> Option<String> {
        let value = self.raw(name)?;
        let text = self.work.text(self.at, value);
        if text.is_none() {
            self.odd(name, value, "a text");
        }
        text.filter(|text| !text.is_empty())
    }

    /// The text that a value comes to, when it can be known.
    pub(super) fn known_text(&self, name: &str) -> Option<String> {
        let value = self.raw(name)?;
        known_text(self.work, value)
    }

    /// The text that a value comes to, when it can be known; it does not count as read.
    pub(super) fn glance(&self, name: &str) -> Option<String> {
        known_text(self.work, self.peek(name)?)
    }

    /// A list of texts; one text is a list of it.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        match self.raw(name) {
            None => Vec::new(),
            Some(Value::List(values)) => {
                values.iter().filter_map(|value| self.work.text(self.at, value)).collect()
            }
            Some(value @ Value::Text(_)) => self.work.text(self.at, value).into_iter().collect(),
            Some(value) if is_one_text(value) => self.work.text(self.at, value).into_iter().collect(),
            Some(value) => {
                self.keep(name, value);
                Vec::new()
            }
        }
    }

    /// Texts by name.
    pub(super) fn text_map(&self, name: &str) -> TextMap {
        match self.raw(name) {
            None => TextMap::new(),
            Some(Value::Map(map)) => map
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), self.work.text(self.at, value)?)))
                .collect(),
            Some(value) => {
                self.keep(name, value);
                TextMap::new()
            }
        }
    }

    /// A whole number; texts of digits are numbers to Terraform, too.
    pub(super) fn number<N: FromStr>(&self, name: &str) -> Option<N> {
        self.parsed(name, "a whole number", |text| text.parse().ok())
    }

    /// A number with up to three places.
    pub(super) fn milli(&self, name: &str) -> Option<Milli> {
        self.parsed(name, "a number with at most three places", milli)
    }

    /// A truth value.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.parsed(name, "true or false", |text| text.parse().ok())
    }

    /// One of AWS's words.
    pub(super) fn word<W: FromStr>(&self, name: &str) -> Option<W> {
        self.parsed(name, "a word that AWS knows here", |text| text.parse().ok())
    }

    fn parsed<T>(&self, name: &str, what: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.raw(name)?;
        let Some(text) = known_text(self.work, value) else {
            match value {
                Value::List(_) | Value::Map(_) => self.odd(name, value, what),
                _ => self.keep(name, value),
            }
            return None;
        };
        if text.is_empty() {
            return None;
        }
        let parsed = parse(&text);
        if parsed.is_none() {
            let message = format!("`{}` of `{}` is `{text}`, not {what}", self.path(name), self.address());
            let found = Diagnostic::error("terraform-value", message).help("Mend it, and import again");
            self.say(found);
        }
        parsed
    }

    /// The nested blocks of a name.
    pub(super) fn blocks(&self, name: &str) -> Vec<Self> {
        let Some(value) = self.peek(name) else { return Vec::new() };
        let inner = |at: Option<usize>, map: &'c Map| {
            let index = at.map(|at| format!("[{at}]")).unwrap_or_default();
            let place = self.place.as_ref().filter(|_| at.is_none()).map(|place| format!("{place}{name}."));
            Self { map, path: format!("{}{name}{index}.", self.path), place, ..self.clone() }
        };
        match value {
            Value::List(values) => values
                .iter()
                .enumerate()
                .filter_map(|(at, value)| match value {
                    Value::Map(map) => Some(inner(Some(at).filter(|_| values.len() > 1), map)),
                    Value::Null => None,
                    other => {
                        self.work.see(other);
                        self.keep(name, other);
                        None
                    }
                })
                .collect(),
            Value::Map(map) => vec![inner(None, map)],
            other => {
                self.work.see(other);
                self.keep(name, other);
                Vec::new()
            }
        }
    }

    /// The only nested block of a name.
    pub(super) fn block(&self, name: &str) -> Option<Self> {
        self.blocks(name).into_iter().next()
    }

    /// The names of all arguments.
    pub(super) fn names(&self) -> impl Iterator<Item = &'c str> {
        self.map.iter().filter(|(_, value)| !matches!(value, Value::Null)).map(|(name, _)| name.as_str())
    }

    /// The resource that an argument refers to.
    pub(super) fn who(&self, name: &str, kinds: &[&str]) -> Option<usize> {
        let found = self.work.graph.who(self.peek(name)?, kinds)?;
        self.raw(name);
        Some(found)
    }

    /// Keeps an argument as an expression.
    pub(super) fn keep(&self, name: &str, value: &Value) {
        self.work.keep_argument(self.at, self.key(name), &self.path(name), value);
    }

    /// Keeps an argument that the design has no place for, and that the export writes as the files have it.
    pub(super) fn keep_beside(&self, name: &str) {
        let is_said = |value: &&Value| !matches!(value, Value::Text(text) if text.is_empty());
        if let (Some(value), Some((_, key))) = (self.raw(name).filter(is_said), self.key(name)) {
            self.work.keep(key, written(value));
        }
    }

    /// What an argument is kept by, and for which item; of one of several blocks of the item with that block's part.
    fn key(&self, name: &str) -> Option<(Item, String)> {
        let (item, kind) = (self.item?, self.work.graph.kind(self.at));
        let part = self.part.as_ref().map(|part| format!("[{part}] ")).unwrap_or_default();
        Some((item, format!("{} {kind} {part}{}{name}", item.key(), self.place.as_ref()?)))
    }

    fn odd(&self, name: &str, value: &Value, what: &str) {
        match value {
            Value::Template(_) | Value::Opaque(_) => self.keep(name, value),
            _ => {
                let message = format!("`{}` of `{}` is not {what}", self.path(name), self.address());
                self.say(Diagnostic::error("terraform-value", message).help("Mend it, and import again"));
            }
        }
    }

    /// What the resource becomes.
    pub(super) const fn item(&self) -> Option<Item> {
        self.item
    }

    /// Tells something about the resource.
    pub(super) fn say(&self, found: Diagnostic) {
        let found = match self.item {
            Some(item) => found.at(item),
            None => found,
        };
        self.work.say(self.at, found);
    }

    /// The resource's address.
    pub(super) fn address(&self) -> String {
        self.work.address(self.at)
    }

    /// The path of an argument.
    pub(super) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }
}

/// The text that a value comes to, when it can be known without a plan.
pub(super) fn known_text(work: &Work<'_>, value: &Value) -> Option<String> {
    match work.graph.resolved(value) {
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(value) => Some(value.to_string()),
        Value::Text(text) => Some(text.clone()),
        Value::Template(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => Some(text.clone()),
                Part::Reference(reference) => work.known(reference),
                Part::Opaque(_) => None,
            })
            .collect::<Option<Vec<String>>>()
            .map(|parts| parts.concat()),
        _ => None,
    }
}

/// Whether arguments that the design has only together stay as they are written, because one of them is an expression.
/// What is known of them stays, too: half of it would be another setting.
pub(super) fn stay_together(body: &Body<'_, '_>, names: &[&str]) -> bool {
    let stays = |name: &str| {
        let value = body.peek(name).filter(|value| known_text(body.work, value).is_none());
        matches!(value, Some(Value::Template(_) | Value::Opaque(_)))
    };
    let any = names.iter().any(|name| stays(name));
    if any {
        names.iter().filter(|name| !stays(name)).for_each(|name| body.keep_beside(name));
    }
    any
}

/// A number with up to three places; doubles that come near one are it.
fn milli(text: &str) -> Option<Milli> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let value: f64 = text.parse().ok()?;
    let thousandths = (value * 1000.0).round();
    let exact = (thousandths / 1000.0 - value).abs() <= value.abs() * f64::EPSILON;
    // Doubles hold every number of this size exactly.
    let fits = thousandths.abs() < 9.0e15;
    (exact && fits).then(|| Milli::from_thousandths(thousandths as i64))
}

/// Whether a value is an identifier or ARN of one resource: plans leave out the brackets of the list that it stands in.
fn is_one_text(value: &Value) -> bool {
    let text = written(value);
    let first = text.split(['.', '[']).next().unwrap_or_default();
    let is_path = text.chars().all(|char| char.is_ascii_alphanumeric() || "_-.[]\"".contains(char));
    let is_resource = first.starts_with("aws_") || first == "data";
    is_path && is_resource && (text.ends_with(".arn") || text.ends_with(".id"))
}
