//! The functions at the end of a path.

use std::sync::Arc;

use super::{Path, SelectError, step::Step, walk::Walk};
use crate::lang::json::{Json, to_text};

/// A function with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) name: Arc<str>,
    pub(super) arguments: Vec<Argument>,
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    /// A path from the document's root.
    Path(Path),
    /// A value.
    Value(Json),
}

fn thrown<T>(message: impl Into<String>) -> Result<T, SelectError> {
    Err(SelectError::Thrown(message.into()))
}

impl Call {
    pub(super) fn new(name: Arc<str>, mut arguments: Vec<Argument>) -> Call {
        // A path whose length is asked for goes on to all that lies there.
        if let ("length" | "size", Some(Argument::Path(path))) = (&*name, arguments.first_mut())
            && !matches!(path.steps.last(), Some(Step::Call(_)))
        {
            let mut steps = path.steps.clone();
            steps.push(Step::All);
            *path = Path::new(steps, path.from_root);
        }
        Call { name, arguments }
    }

    /// Its result for the value that the path has come to.
    pub(super) fn invoke(&self, value: &Json, walk: &mut Walk<'_>) -> Result<Json, SelectError> {
        let name = &*self.name;
        if let ("length" | "size", Some(Argument::Path(path))) = (name, self.arguments.first()) {
            let found = walk.nested(path, value)?.into_json();
            return Ok(length(&found.unwrap_or(Json::Null)));
        }
        let arguments = self.values(walk)?;
        // All of them are read, and some are copied.
        for value in arguments.iter().chain([value]) {
            walk.spend(weight(value))?;
        }
        match name {
            "length" | "size" => Ok(length(value)),
            "keys" => Ok(match value {
                Json::Object(members) => {
                    Json::array(members.keys().map(|name| Json::String(Arc::clone(name))).collect())
                }
                _ => Json::Null,
            }),
            "concat" => {
                let own = items(value).iter().filter_map(Json::as_str).map(str::to_owned);
                Ok(Json::string(&own.chain(texts(&arguments)).collect::<String>()))
            }
            "append" => Ok(match value {
                Json::Array(items) => Json::array(items.iter().cloned().chain(arguments).collect()),
                other => other.clone(),
            }),
            "first" => pick(value, 0),
            "last" => pick(value, -1),
            "index" => match numbers(&arguments).next() {
                // As Java makes whole numbers of others.
                Some(place) => pick(value, place as i32),
                None => thrown("The function index needs a number"),
            },
            "min" | "max" | "avg" | "stddev" | "sum" => {
                let own = numbers(items(value)).collect::<Vec<_>>();
                aggregate(name, own.into_iter().chain(numbers(&arguments)))
            }
            _ => thrown(format!("Function with name: {name} does not exist.")),
        }
    }

    fn values(&self, walk: &mut Walk<'_>) -> Result<Vec<Json>, SelectError> {
        let mut values = Vec::new();
        for argument in &self.arguments {
            values.push(match argument {
                Argument::Value(value) => value.clone(),
                Argument::Path(path) => match walk.nested_root(path)?.into_json() {
                    Some(value) => value,
                    None => return thrown("No results for path"),
                },
            });
        }
        Ok(values)
    }
}

/// How long it takes to read or copy a value with its items, in looks at values.
fn weight(value: &Json) -> u64 {
    match value {
        Json::Array(items) => items.iter().map(|item| 1 + item.bytes() / 16).sum(),
        Json::Object(members) => members.len() as u64,
        other => other.bytes() / 16,
    }
}

fn items(value: &Json) -> &[Json] {
    match value {
        Json::Array(items) => items,
        _ => &[],
    }
}

fn length(value: &Json) -> Json {
    let length = match value {
        Json::Array(items) => items.len(),
        Json::Object(members) => members.len(),
        _ => return Json::Null,
    };
    Json::Int(i64::try_from(length).unwrap_or(i64::MAX))
}

/// An argument that is an array stands for its items.
fn flat(values: &[Json]) -> impl Iterator<Item = &Json> {
    values.iter().flat_map(|value| match value {
        Json::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    })
}

fn numbers(values: &[Json]) -> impl Iterator<Item = f64> {
    flat(values).filter_map(Json::as_double)
}

fn texts(values: &[Json]) -> impl Iterator<Item = String> {
    flat(values).filter_map(|value| match value {
        Json::Null => None,
        Json::String(text) => Some(text.to_string()),
        other => Some(to_text(other)),
    })
}

/// The item at a place; negative ones count from the end.
fn pick(value: &Json, place: i32) -> Result<Json, SelectError> {
    let Json::Array(items) = value else {
        return thrown("Aggregation function attempted to calculate value using empty array");
    };
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let place = if place < 0 { length + i64::from(place) } else { i64::from(place) };
    match usize::try_from(place).ok().and_then(|place| items.get(place)) {
        Some(item) => Ok(item.clone()),
        None => thrown(format!("Target index:{place} larger than object count:{length}")),
    }
}

fn aggregate(name: &str, numbers: impl Iterator<Item = f64>) -> Result<Json, SelectError> {
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    let (mut least, mut most) = (f64::MAX, -f64::MAX);
    for number in numbers {
        count += 1.0;
        sum += number;
        squares += number * number;
        least = if least > number { number } else { least };
        most = if most < number { number } else { most };
    }
    if count == 0.0 {
        return thrown("Aggregation function attempted to calculate value using empty array");
    }
    Ok(Json::Double(match name {
        "min" => least,
        "max" => most,
        "avg" => sum / count,
        "sum" => sum,
        _ => (squares / count - sum * sum / count / count).sqrt(),
    }))
}
