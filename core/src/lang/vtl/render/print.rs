//! Values to text, as Java's `toString` does it.

use std::sync::Arc;

use super::out::Out;
use super::{Machine, Ran};
use crate::lang::json::{Json, Members, double_text, to_text};
use crate::lang::vtl::Note;
use crate::lang::vtl::ast::At;
use crate::lang::vtl::error::Answer;
use crate::lang::vtl::limits::VALUE_DEPTH_MAX;
use crate::lang::vtl::value::{DefinedBlock, Flavour, List, Value, View, freeze};

impl Machine<'_> {
    /// Prints bytes of the template.
    pub(super) fn print_source(&mut self, at: At) {
        let start = self.out.len();
        self.out.push_bytes(self.template.bytes(at));
        self.piece(at, start);
    }

    pub(super) fn print_text(&mut self, text: &str, at: At) {
        let start = self.out.len();
        self.out.push_str(text);
        self.piece(at, start);
    }

    /// Adds a value's text to the output.
    pub(super) fn print(&mut self, value: &Value, at: At) -> Ran<()> {
        self.print_at(value, at, 0)
    }

    /// A value's text; "null" where Java would say so.
    pub(super) fn text_of(&mut self, value: &Value) -> Ran<Arc<str>> {
        if let Value::Text(text) = value {
            return Ok(text.clone());
        }
        let text = self.captured(|machine| machine.print(value, At::default()))?;
        self.burn(text.len() as u64 / 16, At::default())?;
        Ok(self.shared(text))
    }

    fn print_at(&mut self, value: &Value, at: At, depth: u32) -> Ran<()> {
        match value {
            Value::Text(text) => self.out.push_str(text),
            Value::Int(number) => push_int(&mut self.out, i64::from(*number)),
            Value::Long(number) => push_int(&mut self.out, *number),
            Value::Bool(flag) => self.out.push_str(if *flag { "true" } else { "false" }),
            Value::Double(number) => self.out.push_str(&double_text(*number)),
            Value::Big(digits) => self.out.push_str(digits),
            Value::Decimal(number) => self.out.push_str(&number.text()),
            Value::Char(unit) => self.out.push_str(&String::from_utf16_lossy(&[*unit])),
            Value::Null | Value::Masked => self.out.push_str("null"),
            // AWS prints nothing for its own objects.
            Value::Input | Value::Util => {}
            Value::Block(block) => {
                let text = self.block_text(block, at)?;
                self.out.push_str(text.as_deref().unwrap_or("null"));
            }
            Value::Iterator(_) => self.out.push_str("java.util.Iterator"),
            nested => return self.print_nested(nested, at, depth),
        }
        Ok(())
    }

    fn print_nested(&mut self, value: &Value, at: At, depth: u32) -> Ran<()> {
        if depth > VALUE_DEPTH_MAX {
            return self.fail(
                "A value holds itself or nests too deep to be printed",
                at,
                Answer::NotDocumented,
            );
        }
        self.burn(1, at)?;
        if self.out.len() > self.limits.output_bytes {
            return self.fail("The output is bigger than the studio holds", at, Answer::Ours);
        }
        match value {
            Value::Items(items, Flavour::Json) => self.out.push_str(&to_text(&Json::Array(items.clone()))),
            Value::Items(items, _) => push_items(&mut self.out, items),
            Value::Members(members, flavour) => push_members(&mut self.out, members, *flavour),
            Value::List(list) if list.flavour == Flavour::Json => match freeze(value) {
                Some(json) => self.out.push_str(&to_text(&json)),
                None => return self.print_list(value, at, depth),
            },
            Value::List(list) if list.flavour == Flavour::Array => self.print_array(list, at),
            Value::List(_) | Value::View(_) => return self.print_list(value, at, depth),
            Value::Entry(entry) => {
                self.print_at(&entry.key, at, depth + 1)?;
                self.out.push_sign(b'=');
                let held = entry.map.map_get(&entry.key);
                return self.print_at(&held, at, depth + 1);
            }
            _ => return self.print_map(value, at, depth),
        }
        Ok(())
    }

    /// An array of Java's prints its class and its address, which is another each time.
    fn print_array(&mut self, list: &List, at: At) {
        let items = list.items.try_borrow();
        let class = match items.as_ref().ok().and_then(|items| items.first()) {
            Some(Value::Char(_)) => "[C",
            Some(Value::Text(_)) => "[Ljava.lang.String;",
            _ => "[Ljava.lang.Object;",
        };
        self.out.push_str(class);
        let note = Note::array_address(class, at);
        if at != At::default() && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn print_list(&mut self, value: &Value, at: At, depth: u32) -> Ran<()> {
        self.out.push_sign(b'[');
        for (index, item) in value.items().unwrap_or_default().iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            if is_same(item, value) {
                self.out.push_str("(this Collection)");
            } else {
                self.print_at(item, at, depth + 1)?;
            }
        }
        self.out.push_sign(b']');
        Ok(())
    }

    fn print_map(&mut self, value: &Value, at: At, depth: u32) -> Ran<()> {
        self.out.push_sign(b'{');
        for (index, key) in value.map_keys().iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            for (sign, part) in [("", key), ("=", &value.map_get(key))] {
                self.out.push_str(sign);
                if is_same(part, value) {
                    self.out.push_str("(this Map)");
                } else {
                    self.print_at(part, at, depth + 1)?;
                }
            }
        }
        self.out.push_sign(b'}');
        Ok(())
    }

    /// What a `#define`d block prints; none when it is inside itself too often.
    pub(super) fn block_text(&mut self, block: &DefinedBlock, at: At) -> Ran<Option<Arc<str>>> {
        let mut done = false;
        let text = self.captured(|machine| {
            done = machine.defined(block, at)?;
            Ok(())
        })?;
        self.burn(text.len() as u64 / 16, at)?;
        Ok(done.then(|| self.shared(text)))
    }
}

fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) => std::rc::Rc::ptr_eq(one, other),
        (Value::Map(one), Value::Map(other)) => std::rc::Rc::ptr_eq(one, other),
        (Value::View(one), Value::View(other)) => std::rc::Rc::ptr_eq(one, other) && is_view(one),
        _ => false,
    }
}

const fn is_view(_: &View) -> bool {
    true
}

/// JSON as Java prints it when it is alone: objects as `{a=b}`, arrays in their flavour.
pub(super) fn push_json(out: &mut Out, json: &Json, flavour: Flavour) {
    match json {
        Json::String(text) => out.push_str(text),
        Json::Int(number) => push_int(out, *number),
        Json::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Json::Null => out.push_str("null"),
        Json::Double(number) => out.push_str(&double_text(*number)),
        Json::BigInt(digits) => out.push_str(digits),
        Json::Decimal(number) => out.push_str(&number.text()),
        Json::Array(_) if flavour == Flavour::Json => out.push_str(&to_text(json)),
        Json::Array(items) => push_items(out, items),
        Json::Object(members) => push_members(out, members, flavour),
    }
}

fn push_items(out: &mut Out, items: &[Json]) {
    out.push_sign(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        push_json(out, item, Flavour::Java);
    }
    out.push_sign(b']');
}

fn push_members(out: &mut Out, members: &Members, flavour: Flavour) {
    out.push_sign(b'{');
    for (index, (name, member)) in members.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        out.push_str(name);
        out.push_sign(b'=');
        push_json(out, member, flavour);
    }
    out.push_sign(b'}');
}

pub(super) fn push_int(out: &mut Out, number: i64) {
    let digit = |number: i64| b'0' + u8::try_from(number % 10).unwrap_or(0);
    match number {
        // Most numbers are small, and for those the general way is the longer one.
        0..10 => out.push_sign(digit(number)),
        10..100 => out.push_bytes(&[digit(number / 10), digit(number)]),
        100..1000 => out.push_bytes(&[digit(number / 100), digit(number / 10), digit(number)]),
        _ => out.push_str(itoa::Buffer::new().format(number)),
    }
}
