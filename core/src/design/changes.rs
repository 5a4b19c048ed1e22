//! What differs between two documents, field by field.

use serde_json::{Map, Value};

use super::{Document, Item};

/// One field that differs, in the words in which a document is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is a field of.
    pub item: Item,
    /// Where in the item: `access_log/format`.
    pub field: String,
    /// What was there, if anything.
    pub before: Option<String>,
    /// What is there now, if anything.
    pub after: Option<String>,
}

/// Every field that differs, in the document's order; the order of nodes among their like is none.
pub fn changes(before: &Document, after: &Document) -> Vec<Change> {
    // Serialising plain values into memory has no way to fail.
    let value = |document: &Document| serde_json::to_value(document).unwrap_or_default();
    let (before, after) = (value(before), value(after));
    let mut found = Vec::new();
    let at = Place { item: Item::Design, field: String::new() };
    compare(at, Some(&before), Some(&after), &mut found);
    found
}

/// Where the comparison is.
#[derive(Clone)]
struct Place {
    item: Item,
    field: String,
}

impl Place {
    /// Whether the number here only counts identities, and is nobody's decision.
    fn is_counter(&self) -> bool {
        self.item == Item::Design && self.field == "last_id"
    }

    /// The place of a member; what has an identity is an item of its own.
    fn member(&self, name: &str) -> Self {
        let nodes = |field: &str| Some(field.strip_suffix('s')?.to_owned());
        let key = match (self.item, self.field.as_str()) {
            (Item::Design, field) => nodes(field).map(|noun| format!("{noun}-{name}")),
            (Item::Api(api), field) => nodes(field).map(|noun| format!("{noun}-{api}-{name}")),
            _ => None,
        };
        let item = match (self.item, name) {
            (Item::Design, "account") if self.field.is_empty() => Some(Item::Account),
            _ => key.and_then(|key| key.parse().ok()),
        };
        match item {
            Some(item) => Self { item, field: String::new() },
            // The design lies one level deeper than what is saved beside it.
            None if self.item == Item::Design && self.field.is_empty() && name == "design" => self.clone(),
            None if self.field.is_empty() => Self { item: self.item, field: name.to_owned() },
            None => Self { item: self.item, field: format!("{}/{name}", self.field) },
        }
    }
}

fn compare(at: Place, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Change>) {
    match (before, after) {
        _ if before == after || at.is_counter() => {}
        (Some(Value::Array(old)), Some(Value::Array(new))) => elements(&at, old, new, found),
        _ => match (members(before), members(after)) {
            // An object without members says something by being there.
            (Some(old), Some(new)) if !old.is_empty() || !new.is_empty() => {
                for name in old.keys().chain(new.keys().filter(|name| !old.contains_key(*name))) {
                    compare(at.member(name), old.get(name), new.get(name), found);
                }
            }
            _ => found.push(Change {
                item: at.item,
                field: at.field,
                before: before.map(words),
                after: after.map(words),
            }),
        },
    }
}

/// The members of an object, and none of what is not there.
fn members(value: Option<&Value>) -> Option<Map<String, Value>> {
    match value {
        None => Some(Map::new()),
        Some(Value::Object(members)) => Some(members.clone()),
        Some(_) => None,
    }
}

/// What differs between two lists: what they begin and end with alike is passed over.
fn elements(at: &Place, old: &[Value], new: &[Value], found: &mut Vec<Change>) {
    let alike = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (old.get(alike..).unwrap_or_default(), new.get(alike..).unwrap_or_default());
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    for nth in 0..old_end.max(new_end) {
        let (old, new) = (old.get(nth).filter(|_| nth < old_end), new.get(nth).filter(|_| nth < new_end));
        compare(at.member(&(alike + nth).to_string()), old, new, found);
    }
}

/// A text as it is, everything else as JSON.
fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::load;

    /// Each change as a line: `stage-1-5 access_log/format: no -> $context.requestId`.
    fn lines(before: &str, after: &str) -> Vec<String> {
        let document = |design: &str| {
            let text = format!(r#"{{"format": 1, "design": {{"name": "shop", "last_id": 9, {design}}}}}"#);
            load(text.as_bytes()).expect("a document").document
        };
        let there = |value: Option<String>| value.unwrap_or_else(|| "no".to_owned());
        let found = changes(&document(before), &document(after)).into_iter();
        found
            .map(|one| format!("{} {}: {} -> {}", one.item, one.field, there(one.before), there(one.after)))
            .collect()
    }

    #[test]
    fn tells_fields_by_their_item() {
        let api = |stage: &str| {
            format!(
                r#""apis": {{"1": {{"kind": "REST", "name": "a", "stages": {{"5": {{"name": "prod"{stage}}}}}}}}}"#
            )
        };
        assert_eq!(
            lines(&api(""), &api(r#", "xray_tracing": true"#)),
            ["stage-1-5 xray_tracing: no -> true"]
        );
        assert_eq!(
            lines(r#""tags": {"a": "1"}, "account": {}"#, r#""tags": {"a": "2"}, "account": {}"#),
            ["design tags/a: 1 -> 2"]
        );
        assert!(lines(&api(""), &api("")).is_empty());
    }

    #[test]
    fn passes_over_what_lists_have_alike() {
        let (mut found, at) = (Vec::new(), Place { item: Item::Design, field: "list".to_owned() });
        let list = |text: &str| serde_json::from_str::<Value>(text).expect("a list");
        compare(
            at,
            Some(&list(r#"["a", "b", "z"]"#)),
            Some(&list(r#"["a", "c", {"d": 1}, "z"]"#)),
            &mut found,
        );
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.field.as_str(), one.before.as_deref(), one.after.as_deref()))
            .collect();
        assert_eq!(told, [("list/1", Some("b"), Some("c")), ("list/2/d", None, Some("1"))]);
    }
}
