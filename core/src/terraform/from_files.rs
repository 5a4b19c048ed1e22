//! What a design keeps of the user's files, in Terraform's own words: an address, an argument and what stands there.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::design::{Item, Terraform};

/// An argument that the export writes as the files have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromFiles {
    /// What it belongs to.
    pub item: Item,
    /// The resource that it stands in; empty where it stands in every one.
    pub address: String,
    /// Its name, with the blocks around it: `settings.throttling_burst_limit`.
    pub argument: String,
    /// What the files have there.
    pub said: Said,
}

/// What the files have in an argument's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// An expression, and the value that the design holds for it; none where the argument is not set by it.
    Computed {
        /// As it was written.
        expression: String,
        /// What it comes to, as a reader writes it.
        value: Option<String>,
    },
    /// What the design does not hold: what only a plan knows, and what is written another way than the export does.
    Written(String),
    /// Nothing, where the export would write the argument.
    LeftOut,
}

/// What the export writes as the files have it for the wanted items, resource by resource.
///
/// What the design notes for itself, such as how a text was spelled, is no argument and not told.
pub fn from_files(kept: &Terraform, wanted: impl Fn(Item) -> bool) -> Vec<FromFiles> {
    let mut found = Vec::new();
    for (mark, arguments) in &kept.computed {
        let Some(item) = item_of(mark).filter(|item| wanted(*item)) else { continue };
        for (path, one) in arguments {
            let value = shown(&one.value, kept);
            let said = Said::Computed { expression: one.expression.clone(), value };
            let address = kept.addresses.get(mark).cloned().unwrap_or_else(|| resource_type(mark));
            found.push(FromFiles { item, address, argument: plain(path), said });
        }
    }
    let known: BTreeSet<(String, String)> =
        found.iter().map(|one| (one.address.clone(), one.argument.clone())).collect();
    let is_known = |one: &FromFiles| known.contains(&(one.address.clone(), one.argument.clone()));
    let others = kept.arguments.iter().filter(|(key, _)| {
        let item = key.split(' ').next().and_then(|item| item.parse().ok());
        item.is_some_and(&wanted)
    });
    let others = others.filter_map(|(key, text)| argument(key, text, kept));
    found.extend(others.filter(|one| !is_known(one)));
    found.sort_by(|a, b| (&a.address, &a.argument).cmp(&(&b.address, &b.argument)));
    found
}

/// One of [`Terraform::arguments`].
fn argument(key: &str, text: &str, kept: &Terraform) -> Option<FromFiles> {
    let mut words = key.splitn(3, ' ');
    let (item, kind, mut path) = (words.next()?, words.next()?, words.next()?);
    let nothing = text == "null";
    // A type with more behind it says how something was written; so does a default that is not to be written.
    if kind.contains('/') || (kind == "*" && nothing) {
        return None;
    }
    let mut part = "";
    if let Some((inside, rest)) = path.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        (part, path) = (inside, rest);
    }
    let said = if nothing { Said::LeftOut } else { Said::Written(text.to_owned()) };
    let address = if kind == "*" { String::new() } else { address_of(kind, item, part, kept) };
    Some(FromFiles { item: item.parse().ok()?, address, argument: plain(path), said })
}

/// Where the resource of an item is; its type where that is not known.
fn address_of(kind: &str, item: &str, part: &str, kept: &Terraform) -> String {
    let mark = format!("{kind} {item}");
    let whole = if part.is_empty() { mark.clone() } else { format!("{mark} {part}") };
    let of_item = || {
        let begins = format!("{mark} ");
        let mut all = kept.addresses.iter().filter(|(of, _)| of.starts_with(&begins));
        all.next().filter(|_| all.next().is_none()).map(|(_, address)| address)
    };
    kept.addresses.get(&whole).or_else(of_item).map_or_else(|| kind.to_owned(), Clone::clone)
}

fn item_of(mark: &str) -> Option<Item> {
    mark.split(' ').nth(1)?.parse().ok()
}

fn resource_type(mark: &str) -> String {
    mark.split(' ').next().unwrap_or_default().to_owned()
}

/// The only block of its name needs no number: `settings[0].rate` → `settings.rate`.
fn plain(path: &str) -> String {
    path.replace("[0]", "")
}

/// What a value of [`crate::design::Computed`] is to a reader, with addresses in place of what they were made from.
fn shown(value: &str, kept: &Terraform) -> Option<String> {
    let text = match serde_json::from_str(value) {
        Ok(Value::Null) => return None,
        Ok(Value::String(text)) if text.is_empty() => "\"\"".to_owned(),
        Ok(Value::String(text)) => text,
        Ok(other) => plain_value(other).to_string(),
        Err(_) => value.to_owned(),
    };
    if !text.contains("${") {
        return Some(text);
    }
    // Of two that begin alike the longer one is meant.
    let mut marks: Vec<_> = kept.addresses.iter().filter(|(mark, _)| text.contains(mark.as_str())).collect();
    marks.sort_by_key(|(mark, _)| std::cmp::Reverse(mark.len()));
    Some(marks.into_iter().fold(text, |text, (mark, address)| text.replace(mark.as_str(), address)))
}

/// A value with JSON documents as themselves: they are told apart from texts where values are compared.
fn plain_value(value: Value) -> Value {
    match value {
        Value::Object(mut map) if map.len() == 1 && map.contains_key("jsonencode") => {
            map.remove("jsonencode").unwrap_or_default()
        }
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, plain_value(value))).collect(),
        Value::Array(values) => values.into_iter().map(plain_value).collect(),
        other => other,
    }
}

/// The blocks that make several resources, with `count`, `for_each` or a call of a module, and the keys of each.
pub fn instances(kept: &Terraform) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for address in kept.addresses.values() {
        let (block, keys) = without_keys(address);
        if keys.is_empty() {
            continue;
        }
        match all.iter_mut().find(|(of, _)| *of == block) {
            Some((_, known)) => known.push(keys),
            None => all.push((block, vec![keys])),
        }
    }
    all
}

/// `x.each["GET /a"]` → `x.each` and `"GET /a"`.
fn without_keys(address: &str) -> (String, String) {
    let (mut block, mut keys) = (String::new(), String::new());
    let (mut inside, mut quoted, mut escaped) = (false, false, false);
    for char in address.chars() {
        match char {
            '[' if !inside => {
                inside = true;
                if !keys.is_empty() {
                    keys.push_str(", ");
                }
            }
            ']' if inside && !quoted => inside = false,
            _ if inside => {
                quoted ^= char == '"' && !escaped;
                escaped = char == '\\' && !escaped;
                keys.push(char);
            }
            _ => block.push(char),
        }
    }
    (block, keys)
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::*;
    use crate::design::{ApiId, Computed, FunctionId, StageId};

    fn texts(pairs: &[(&str, &str)]) -> IndexMap<String, String> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    fn one(item: Item, address: &str, argument: &str, said: Said) -> FromFiles {
        FromFiles { item, address: address.to_owned(), argument: argument.to_owned(), said }
    }

    #[test]
    fn tells_arguments_by_their_addresses_and_nothing_of_its_own_notes() {
        let computed = |expression: &str, value: &str| Computed {
            expression: expression.to_owned(),
            value: value.to_owned(),
        };
        let stage = IndexMap::from([
            (
                "settings[0].burst".to_owned(),
                computed("aws_x.y.arn", "\"${aws_lambda_permission function-3 1 only 1.arn}\""),
            ),
            ("description".to_owned(), computed("var.description", "null")),
        ]);
        let kept = Terraform {
            arguments: texts(&[
                ("design * tags", "null"),
                ("design * provider", "aws.eu"),
                ("stage-1-5 aws_stage description", "\"unknown\""),
                ("api-1 aws_api lifecycle", "null"),
                ("function-3 aws_lambda_permission [1 only 1] source_arn", "local.arn"),
                ("function-3 aws_lambda_permission/named function", "\"x\""),
            ]),
            addresses: texts(&[
                ("aws_stage stage-1-5", "aws_stage.this"),
                ("aws_lambda_permission function-3 1 only 1", "aws_lambda_permission.api[0]"),
            ]),
            computed: IndexMap::from([("aws_stage stage-1-5".to_owned(), stage)]),
            ..Terraform::default()
        };
        let (api, stage) = (Item::Api(ApiId(1)), Item::Stage(ApiId(1), StageId(5)));
        let of = |expression: &str, value: Option<&str>| Said::Computed {
            expression: expression.to_owned(),
            value: value.map(str::to_owned),
        };
        let arn = Said::Written("local.arn".to_owned());
        let function = Item::Function(FunctionId(3));
        assert_eq!(
            from_files(&kept, |_| true),
            [
                one(Item::Design, "", "provider", Said::Written("aws.eu".to_owned())),
                one(api, "aws_api", "lifecycle", Said::LeftOut),
                one(function, "aws_lambda_permission.api[0]", "source_arn", arn),
                one(stage, "aws_stage.this", "description", of("var.description", None)),
                one(
                    stage,
                    "aws_stage.this",
                    "settings.burst",
                    of("aws_x.y.arn", Some("${aws_lambda_permission.api[0].arn}"))
                ),
            ]
        );
    }

    #[test]
    fn gathers_the_instances_of_a_block() {
        let kept = Terraform {
            addresses: texts(&[
                ("a", "r.each[\"GET /a[1]\"]"),
                ("b", "r.one"),
                ("c", "r.each[\"b\"]"),
                ("d", "module.m[\"x\"].r.n[0]"),
            ]),
            ..Terraform::default()
        };
        let all = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            instances(&kept),
            [
                ("r.each".to_owned(), all(&["\"GET /a[1]\"", "\"b\""])),
                ("module.m.r.n".to_owned(), all(&["\"x\", 0"])),
            ]
        );
    }
}
