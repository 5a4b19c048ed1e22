//! The values of a template, which are Java's.
//!
//! A template that changes nothing reads JSON as it was parsed ([`Value::Items`], [`Value::Members`]); in a template
//! that calls `put` or `add` anywhere, the same data becomes lists and maps that can change and that aliases see
//! change, as in Java.

mod equal;
mod key;
mod math;
mod thaw;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;

pub(crate) use equal::equal;
pub(crate) use key::Key;
pub(crate) use math::{compare, compute};
pub(crate) use thaw::{freeze, frozen, thaw};

use super::ast::Block;
use super::parts::Id;
use crate::lang::json::{Decimal, Json, Members};

/// How a list prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// `[a, b]`, as Java's lists do.
    Java,
    /// `["a","b"]`, as the arrays of AWS's JSON library do.
    Json,
    /// A Java array: it cannot grow and prints as its type.
    Array,
}

/// A value; cloning is cheap and shares lists and maps.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Int(i32),
    Long(i64),
    Double(f64),
    /// A whole number beyond 64 bits, in decimal digits.
    Big(Arc<str>),
    Decimal(Arc<Decimal>),
    /// One unit of UTF-16, as `charAt` gives it.
    Char(u16),
    Text(Arc<str>),
    Items(Arc<Vec<Json>>, Flavour),
    Members(Arc<Members>, Flavour),
    List(Rc<List>),
    Map(Rc<Map>),
    View(Rc<View>),
    Entry(Rc<Entry>),
    Iterator(Rc<Walk>),
    Block(Rc<DefinedBlock>),
    Loop(Rc<LoopScope>),
    Input,
    Util,
    /// Stands in a variable's slot while a loop is at an item that is null: nothing can be set over it.
    Masked,
}

/// A list that can change.
#[derive(Debug)]
pub(crate) struct List {
    pub flavour: Flavour,
    pub items: RefCell<Vec<Value>>,
    /// Counts changes of its length, so that a loop notices them.
    pub changes: Cell<u32>,
}

/// A map that can change; it keeps the order in which keys came.
#[derive(Debug, Default)]
pub(crate) struct Map {
    pub entries: RefCell<IndexMap<Key, Value>>,
    pub changes: Cell<u32>,
}

/// What of a map is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Keys,
    Values,
    Entries,
}

/// `keySet()`, `values()` or `entrySet()` of a map.
#[derive(Debug)]
pub(crate) struct View {
    pub side: Side,
    pub map: Value,
}

/// One entry of a map.
#[derive(Debug)]
pub(crate) struct Entry {
    pub map: Value,
    pub key: Value,
}

/// An iterator over what a collection held when it was asked for.
#[derive(Debug)]
pub(crate) struct Walk {
    pub items: Vec<Value>,
    pub next: Cell<usize>,
}

/// A `#define`d block.
#[derive(Debug)]
pub(crate) struct DefinedBlock {
    pub block: Id<Block>,
    pub depth: Cell<u32>,
}

/// `$foreach`.
#[derive(Debug)]
pub(crate) struct LoopScope {
    /// The loop's number in the template.
    pub id: u32,
    pub index: Cell<i32>,
    pub has_next: Cell<bool>,
    pub parent: Option<Rc<LoopScope>>,
    /// What `$foreach` was before the loop, when it was no loop.
    pub replaced: Value,
    pub own: Rc<Map>,
}

impl Value {
    pub fn text(text: &str) -> Value {
        Value::Text(Arc::from(text))
    }

    pub fn list(items: Vec<Value>, flavour: Flavour) -> Value {
        Value::List(Rc::new(List { flavour, items: RefCell::new(items), changes: Cell::new(0) }))
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null | Value::Masked)
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Value::Int(_) | Value::Long(_) | Value::Double(_) | Value::Big(_) | Value::Decimal(_))
    }

    /// What the value is, in words for the page.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null | Value::Masked => "null",
            Value::Bool(_) => "Boolean",
            Value::Int(_) => "Integer",
            Value::Long(_) => "Long",
            Value::Double(_) => "Double",
            Value::Big(_) => "BigInteger",
            Value::Decimal(_) => "BigDecimal",
            Value::Char(_) => "Character",
            Value::Text(_) => "String",
            Value::Items(_, Flavour::Json) => "JSON array",
            Value::List(list) if list.flavour == Flavour::Json => "JSON array",
            Value::List(list) if list.flavour == Flavour::Array => "array",
            Value::Items(..) | Value::List(_) => "list",
            Value::Members(..) | Value::Map(_) => "map",
            Value::View(_) => "collection",
            Value::Entry(_) => "entry of a map",
            Value::Iterator(_) => "iterator",
            Value::Block(_) => "block of #define",
            Value::Loop(_) => "state of #foreach",
            Value::Input => "$input",
            Value::Util => "$util",
        }
    }

    /// The items of anything that can be walked through; none for the rest.
    pub fn items(&self) -> Option<Vec<Value>> {
        Some(match self {
            Value::Items(items, flavour) => items.iter().map(|item| frozen(item, *flavour)).collect(),
            Value::List(list) => list.items.try_borrow().ok()?.clone(),
            Value::View(view) => view.items(),
            Value::Iterator(walk) => {
                let rest = walk.items.get(walk.next.get()..).unwrap_or_default().to_vec();
                walk.next.set(walk.items.len());
                rest
            }
            Value::Members(..) | Value::Map(_) => View { side: Side::Values, map: self.clone() }.items(),
            Value::Loop(scope) => View { side: Side::Values, map: Value::Map(scope.own.clone()) }.items(),
            _ => return None,
        })
    }

    /// How many entries a map has.
    pub fn map_len(&self) -> usize {
        match self {
            Value::Members(members, _) => members.len(),
            Value::Map(map) => map.entries.try_borrow().map_or(0, |entries| entries.len()),
            Value::Loop(scope) => scope.own.entries.try_borrow().map_or(0, |entries| entries.len()),
            _ => 0,
        }
    }

    /// A map's value of a key; null when there is none.
    pub fn map_get(&self, key: &Value) -> Value {
        match self {
            Value::Members(members, flavour) => match key {
                Value::Text(name) => {
                    member(members, name.as_bytes()).map_or(Value::Null, |json| frozen(json, *flavour))
                }
                _ => Value::Null,
            },
            Value::Map(map) => map.get(key),
            Value::Loop(scope) => scope.get(key),
            _ => Value::Null,
        }
    }

    /// A map's keys, in order.
    pub fn map_keys(&self) -> Vec<Value> {
        match self {
            Value::Members(members, _) => members.keys().map(|name| Value::Text(name.clone())).collect(),
            Value::Map(map) => map
                .entries
                .try_borrow()
                .map_or(Vec::new(), |entries| entries.keys().map(|key| key.0.clone()).collect()),
            Value::Loop(scope) => Value::Map(scope.own.clone()).map_keys(),
            _ => Vec::new(),
        }
    }
}

/// Below this many members a walk over all of them is quicker than a hash.
const WALKED: usize = 8;

/// The member of that name.
pub(crate) fn member<'m>(members: &'m Members, name: &[u8]) -> Option<&'m Json> {
    if members.len() > WALKED {
        return members.get(std::str::from_utf8(name).ok()?);
    }
    members.iter().find(|(known, _)| is_same(known.as_bytes(), name)).map(|(_, value)| value)
}

/// Where an object has the member of that name.
pub(crate) fn place_of(members: &Members, name: &[u8]) -> Option<usize> {
    if members.len() > WALKED {
        return members.get_index_of(std::str::from_utf8(name).ok()?);
    }
    members.keys().position(|known| is_same(known.as_bytes(), name))
}

/// Whether two names are the same; most are short, and then a call of `memcmp` is most of the work.
#[inline]
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match (one.first_chunk::<4>(), other.first_chunk::<4>()) {
        (Some(front), Some(other_front)) if one.len() <= 8 => {
            front == other_front && one.last_chunk::<4>() == other.last_chunk::<4>()
        }
        (None, None) => one.iter().eq(other),
        _ => one == other,
    }
}

/// The member of an object; none when the JSON is something else.
pub(crate) fn held<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    match json {
        Json::Object(members) => member(members, name.as_bytes()),
        _ => None,
    }
}

impl Map {
    pub fn get(&self, key: &Value) -> Value {
        let Ok(entries) = self.entries.try_borrow() else { return Value::Null };
        if let Value::Text(name) = key
            && entries.len() <= WALKED
        {
            let found = entries.iter().find(|(known, _)| known.is(name));
            return found.map_or(Value::Null, |(_, value)| value.clone());
        }
        entries.get(&Key(key.clone())).cloned().unwrap_or(Value::Null)
    }

    /// Puts a value and gives the former one; null when there was none.
    pub fn put(&self, key: Value, value: Value) -> Value {
        let Ok(mut entries) = self.entries.try_borrow_mut() else { return Value::Null };
        match entries.insert(Key(key), value) {
            Some(former) => former,
            None => {
                self.changes.set(self.changes.get().wrapping_add(1));
                Value::Null
            }
        }
    }
}

impl View {
    /// What the view shows of a key.
    pub fn item(&self, key: &Value) -> Value {
        match self.side {
            Side::Keys => key.clone(),
            Side::Values => self.map.map_get(key),
            Side::Entries => Value::Entry(Rc::new(Entry { map: self.map.clone(), key: key.clone() })),
        }
    }

    pub fn items(&self) -> Vec<Value> {
        self.map.map_keys().iter().map(|key| self.item(key)).collect()
    }
}

impl LoopScope {
    /// The scope's own value, or one of the loops around it.
    fn get(&self, key: &Value) -> Value {
        let mut scope = Some(self);
        while let Some(current) = scope {
            let value = current.own.get(key);
            if !value.is_null() {
                return value;
            }
            scope = current.parent.as_deref();
        }
        Value::Null
    }
}
