//! Which fields of the design model a corpus sets, found by walking the saved designs beside the model's source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

/// A field or variant of the model: `Stage.tags`, `Target.lambda.function`, `Target.mock`.
pub type Name = String;

/// The types of the model as far as they are saved: structs, and enums with a `type`.
#[derive(Debug, Default)]
pub struct Model {
    structs: BTreeMap<String, BTreeMap<String, String>>,
    enums: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
}

impl Model {
    /// The model as `core/src/design` declares it: in `record!` blocks, structs and tagged enums.
    pub fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/design");
        let mut model = Self::default();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "rs") {
                model.take(&fs::read_to_string(path).unwrap());
            }
        }
        assert!(model.structs.len() > 30 && model.enums.len() > 5, "the model's source is written otherwise");
        model
    }

    fn take(&mut self, source: &str) {
        let (mut kind, mut name, mut variant, mut tagged) = (Kind::Other, "", "", false);
        // The default variant of an enum is saved only where its field has another default.
        let mut default = false;
        for line in source.lines() {
            let text = line.trim();
            let depth = line.len() - line.trim_start().len();
            if text.starts_with("//") {
                continue;
            }
            if depth == 0 {
                if text.starts_with("#[") {
                    tagged |= text.contains("serde(tag");
                    continue;
                }
                (kind, name) = match text.strip_suffix(" {") {
                    Some("record!") => (Kind::Record, ""),
                    Some(head) if head.starts_with("pub struct ") => (Kind::Struct, &head[11..]),
                    Some(head) if tagged && head.starts_with("pub enum ") => (Kind::Enum, &head[9..]),
                    _ => (Kind::Other, ""),
                };
                tagged = false;
                continue;
            }
            match (kind, depth) {
                (Kind::Record, 4) => name = text.strip_suffix(" {").unwrap_or(name),
                (Kind::Record, 8) | (Kind::Struct, 4) => {
                    if let Some((field, of)) = field(text) {
                        self.structs.entry(name.to_owned()).or_default().insert(field, of);
                    }
                }
                (Kind::Enum, 4) if text == "#[default]" => default = true,
                (Kind::Enum, 4) if text.starts_with(char::is_uppercase) => {
                    variant = text.trim_end_matches([',', '{', ' ']);
                    if !std::mem::take(&mut default) {
                        let variants = self.enums.entry(name.to_owned()).or_default();
                        variants.insert(snake(variant), BTreeMap::new());
                    }
                }
                (Kind::Enum, 8) => {
                    let fields =
                        self.enums.get_mut(name).and_then(|variants| variants.get_mut(&snake(variant)));
                    if let (Some((field, of)), Some(fields)) = (field(text), fields) {
                        fields.insert(field, of);
                    }
                }
                _ => {}
            }
        }
    }

    /// Every field and variant below a type.
    pub fn all(&self, root: &str) -> BTreeSet<Name> {
        let (mut out, mut seen, mut next) = (BTreeSet::new(), BTreeSet::new(), vec![root.to_owned()]);
        while let Some(of) = next.pop() {
            let of = inner(&of).to_owned();
            if !seen.insert(of.clone()) {
                continue;
            }
            for (field, inside) in self.structs.get(&of).into_iter().flatten() {
                out.insert(format!("{of}.{field}"));
                next.push(inside.clone());
            }
            for (variant, fields) in self.enums.get(&of).into_iter().flatten() {
                out.insert(format!("{of}.{variant}"));
                for (field, inside) in fields {
                    out.insert(format!("{of}.{variant}.{field}"));
                    next.push(inside.clone());
                }
            }
        }
        out
    }

    /// Adds what a saved value sets, given the type that it was saved from.
    pub fn set(&self, of: &str, value: &Value, out: &mut BTreeSet<Name>) {
        if let Some(item) = wrapped(of, &["Option<", "Box<"]) {
            return self.set(item, value, out);
        }
        if let Some(item) = wrapped(of, &["Vec<"]) {
            return value.as_array().into_iter().flatten().for_each(|value| self.set(item, value, out));
        }
        if let Some(pair) = wrapped(of, &["Nodes<", "IndexMap<", "indexmap::IndexMap<"]) {
            let item = pair.split_once(", ").map_or(pair, |(_, item)| item);
            return value.as_object().into_iter().flatten().for_each(|(_, value)| self.set(item, value, out));
        }
        let Some(object) = value.as_object() else { return };
        let (prefix, fields) = match (self.structs.get(of), self.enums.get(of)) {
            (Some(fields), _) => (of.to_owned(), fields),
            (None, Some(variants)) => {
                let variant = object.get("type").and_then(Value::as_str).unwrap_or_default();
                let Some(fields) = variants.get(variant) else { return };
                let prefix = format!("{of}.{variant}");
                out.insert(prefix.clone());
                (prefix, fields)
            }
            (None, None) => return,
        };
        for (field, inside) in fields {
            if let Some(value) = object.get(field).filter(|value| !value.is_null()) {
                out.insert(format!("{prefix}.{field}"));
                self.set(inside, value, out);
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Record,
    Struct,
    Enum,
    Other,
}

/// `pub name: Type,` as its two parts.
fn field(text: &str) -> Option<(String, String)> {
    let (name, of) = text.strip_suffix(',').unwrap_or(text).split_once(": ")?;
    let name = name.strip_prefix("pub ").unwrap_or(name);
    name.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
        .then(|| (name.to_owned(), of.to_owned()))
}

fn wrapped<'t>(of: &'t str, wrappers: &[&str]) -> Option<&'t str> {
    wrappers.iter().find_map(|wrapper| of.strip_prefix(wrapper)?.strip_suffix('>'))
}

/// The type inside of lists, maps and options.
fn inner(of: &str) -> &str {
    match wrapped(of, &["Option<", "Box<", "Vec<", "Nodes<", "IndexMap<", "indexmap::IndexMap<"]) {
        Some(inside) => inner(inside.split_once(", ").map_or(inside, |(_, item)| item)),
        None => of,
    }
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(sign.to_lowercase());
    }
    out
}
