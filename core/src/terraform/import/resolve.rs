//! What Terraform files say, as JSON: to see what an import goes by.

use serde_json::{Map as Object, Value as Json, json};

use super::config::{Config, Part, Place, Reference, Resource, SourceBlock, Value};
use super::{ImportError, SourceFile, read};

/// What the files say, with variables, locals, `count`, `for_each` and functions resolved as far as they can be
/// without a plan.
///
/// The answer has `resources` (address, place, arguments), `blocks` (place, word, labels, what they refer to)
/// and `diagnostics`. An attribute of another resource is `{"reference": …}`, an expression that cannot be known
/// `{"expression": …}`, a text with such in it `{"template": […]}`. Errors: as [`super::import()`].
pub fn resolve(files: &[SourceFile]) -> Result<Json, ImportError> {
    let Config { resources, blocks, unused, mut diagnostics, .. } = read::read(files)?;
    diagnostics.extend(read::left_out(unused.iter().map(String::as_str)));
    Ok(json!({
        "resources": resources.iter().map(resource).collect::<Vec<_>>(),
        "blocks": blocks.iter().filter(|block| block.word != read::REGISTRY).map(block).collect::<Vec<_>>(),
        "diagnostics": serde_json::to_value(diagnostics).unwrap_or_default(),
    }))
}

fn resource(resource: &Resource) -> Json {
    let mut out = Object::new();
    out.insert("address".to_owned(), resource.address.to_string().into());
    out.insert("place".to_owned(), place(&resource.place));
    if let Some(block) = resource.block {
        out.insert("block".to_owned(), block.into());
    }
    let body = resource.body.iter().map(|(name, value)| (name.clone(), json(value))).collect();
    out.insert("body".to_owned(), Json::Object(body));
    Json::Object(out)
}

fn block(block: &SourceBlock) -> Json {
    json!({
        "place": place(&block.place),
        "word": block.word,
        "labels": block.labels,
        "refers": block.refers,
        "text": block.text,
    })
}

fn place(place: &Place) -> Json {
    match place.position {
        Some(position) => format!("{}:{}:{}", place.file, position.line, position.column).into(),
        None => place.file.clone().into(),
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => Json::Number(number.clone()),
        Value::Text(text) => text.clone().into(),
        Value::Template(parts) => match parts.as_slice() {
            [Part::Reference(only)] => reference(only),
            parts => json!({ "template": parts.iter().map(part).collect::<Vec<_>>() }),
        },
        Value::List(values) => values.iter().map(json).collect(),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|(name, value)| (name.clone(), json(value))).collect())
        }
        Value::Opaque(text) => json!({ "expression": text }),
    }
}

fn part(part: &Part) -> Json {
    match part {
        Part::Text(text) => text.clone().into(),
        Part::Reference(found) => reference(found),
        Part::Opaque(text) => json!({ "expression": text }),
    }
}

fn reference(reference: &Reference) -> Json {
    let dot = if reference.attribute.is_empty() || reference.attribute.starts_with('[') { "" } else { "." };
    let text = format!("{}{dot}{}", reference.address, reference.attribute);
    match text == reference.text {
        true => json!({ "reference": text }),
        false => json!({ "reference": text, "written": reference.text }),
    }
}
