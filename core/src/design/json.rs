//! JSON text to values, noticing keys that come twice.

use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Number, Value};

/// A parsed text.
pub(crate) struct Parsed {
    /// The value; of a key that comes twice it holds the later one.
    pub(crate) value: Value,
    /// JSON pointers of keys that come twice.
    pub(crate) duplicates: Vec<String>,
}

/// Parses a text; nesting beyond 128 levels is an error, so that no input exhausts the stack.
pub(crate) fn parse(text: &str) -> Result<Parsed, serde_json::Error> {
    let mut path = Vec::new();
    let mut duplicates = Vec::new();
    let mut deserializer = Deserializer::from_str(text);
    let seed = Tracked { path: &mut path, duplicates: &mut duplicates };
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(Parsed { value, duplicates })
}

/// A JSON pointer from its parts.
pub(crate) fn pointer<Part: AsRef<str>>(parts: &[Part]) -> String {
    parts.iter().map(|part| format!("/{}", part.as_ref().replace('~', "~0").replace('/', "~1"))).collect()
}

struct Tracked<'a> {
    path: &'a mut Vec<String>,
    duplicates: &'a mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Tracked<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tracked<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number is out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            self.path.push(values.len().to_string());
            let seed = Tracked { path: &mut *self.path, duplicates: &mut *self.duplicates };
            let value = seq.next_element_seed(seed)?;
            self.path.pop();
            match value {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            self.path.push(key.clone());
            let seed = Tracked { path: &mut *self.path, duplicates: &mut *self.duplicates };
            let value = map.next_value_seed(seed)?;
            if values.insert(key, value).is_some() {
                self.duplicates.push(pointer(self.path));
            }
            self.path.pop();
        }
        Ok(Value::Object(values))
    }
}
