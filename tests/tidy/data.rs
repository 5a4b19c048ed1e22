//! Every fact from AWS says where it comes from and when it was read.

use serde_json::{Map, Value};

use crate::source::{report, sources};

#[test]
fn facts_have_a_source_and_a_date() {
    let mut faults = vec![];
    for table in sources("core/data", ".json") {
        let mut fault = |line: usize, text: String| faults.push(format!("{}:{line}: {text}", table.path));
        match serde_json::from_str::<Value>(&table.text) {
            Ok(Value::Object(value)) => check(&value, &table.text, &mut fault),
            Ok(_) => fault(1, "the table is not an object".into()),
            Err(error) => fault(error.line(), error.to_string()),
        }
    }
    report(
        &faults,
        "name the public page in `source` and the day in `as_of`, in the row or for the whole table",
    );
}

/// A table is a list `rows`, or an object of named facts. A row without its own source or date has the table's; a
/// short source is a key of the table's `sources`.
fn check(table: &Map<String, Value>, text: &str, fault: &mut impl FnMut(usize, String)) {
    let rows: Vec<(String, &Value)> = match table.get("rows").and_then(Value::as_array) {
        Some(rows) => rows.iter().enumerate().map(|(index, row)| (format!("row {index}"), row)).collect(),
        None => named_facts(table).collect(),
    };
    if rows.is_empty() {
        fault(1, "there are no facts in it".into());
    }
    let named = table.get("sources").and_then(Value::as_object);
    for (name, row) in rows {
        let line = line_of(text, row);
        let own = |key: &str| row.get(key).or_else(|| table.get(key)).and_then(Value::as_str);
        match own("source") {
            None => fault(line, format!("{name} has no source")),
            Some(source) => {
                let public = source.contains("://") || source.contains(' ');
                let known = named.is_some_and(|named| source.split(", ").all(|key| named.contains_key(key)));
                if !public && !known {
                    fault(line, format!("{name}: `{source}` is neither an address nor in `sources`"));
                }
            }
        }
        if !own("as_of").is_some_and(is_date) {
            fault(line, format!("{name} has no date `as_of` such as 2026-11-22"));
        }
    }
}

fn named_facts(table: &Map<String, Value>) -> impl Iterator<Item = (String, &Value)> {
    let about = ["source", "as_of", "note", "sources"];
    table
        .iter()
        .filter(move |(name, _)| !about.contains(&name.as_str()))
        .map(|(name, fact)| (format!("`{name}`"), fact))
}

fn is_date(text: &str) -> bool {
    let lengths: Vec<usize> =
        text.split('-').map(|part| part.parse::<u32>().map_or(0, |_| part.len())).collect();
    lengths == [4, 2, 2]
}

/// The line on which a row's first text stands, or the first one.
fn line_of(text: &str, row: &Value) -> usize {
    let first = row.as_object().and_then(|row| row.iter().next());
    let needle = first.map(|(key, value)| format!("\"{key}\": {value}")).unwrap_or_default();
    text.find(&needle).map_or(1, |at| text[..at].matches('\n').count() + 1)
}
