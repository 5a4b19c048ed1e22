//! What stands in a document for its references while it is read: words that are told from all others afterwards.

use std::collections::{BTreeMap, BTreeSet};

use super::super::config::{Part, Reference};
use crate::lang::document::{Node, Shape, parse};

/// The start and end of a stand-in's name: letters and digits, so that names made of it hold it whole.
pub(super) const START: &str = "gsstandin";
const END: &str = "x";
/// An account and Region for functions that stand in for others.
const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function:";
const URI: &str = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/";
/// The types of resources that stand for a function.
const FUNCTION_KINDS: &[&str] = &["aws_lambda_function", "aws_lambda_alias"];
/// The first number that stands for another one; no setting of AWS goes as far.
const FIRST_NUMBER: u32 = 2_000_000_000;
/// What a document has whole numbers for.
const NUMBERS: &[&str] = &[
    "authorizerResultTtlInSeconds",
    "maxAge",
    "timeoutInMillis",
    "x-amazon-apigateway-minimum-compression-size",
];

/// What a document has lists for.
const LISTS: &[&str] = &[
    "allowHeaders",
    "allowMethods",
    "allowOrigins",
    "audience",
    "cacheKeyParameters",
    "exposeHeaders",
    "providerARNs",
    "vpcEndpointIds",
    "x-amazon-apigateway-binary-media-types",
];

/// How stand-ins are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As Terraform writes references into texts.
    Braced,
    /// As words, which stand between brackets of YAML, too.
    Bare,
}

/// The name of the stand-in for a piece.
pub(super) fn name(at: usize) -> String {
    format!("{START}{at}{END}")
}

/// The name as it stands in texts.
pub(super) fn braced(at: usize) -> String {
    format!("${{{}}}", name(at))
}

/// The text with a stand-in for each reference. In JSON those that stand outside of a text become one, and
/// `numbers` have one of their own.
pub(super) fn text(parts: &[Part], form: Form, numbers: &BTreeSet<usize>) -> String {
    let json = matches!(parts.first(), Some(Part::Text(text)) if text.trim_start().starts_with(['{', '[']));
    let mut out = String::new();
    let mut quoted = false;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => {
                out.push_str(text);
                quoted = ends_quoted(text, quoted);
            }
            _ if numbers.contains(&at) => out.push_str(&number(at).to_string()),
            part if json && !quoted => out.push_str(&format!("\"{}\"", stand_in(part, at, form))),
            part => out.push_str(&stand_in(part, at, form)),
        }
    }
    out
}

/// Whether a piece of JSON ends inside of a text.
fn ends_quoted(text: &str, mut quoted: bool) -> bool {
    let mut escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            _ => {}
        }
    }
    quoted
}

fn stand_in(part: &Part, at: usize, form: Form) -> String {
    let name = name(at);
    match part {
        Part::Reference(reference) if is_function(reference) => match reference.attribute.as_str() {
            attribute if attribute.ends_with("invoke_arn") => format!("{URI}{ARN}{name}/invocations"),
            "function_name" | "id" => written(at, form),
            _ => format!("{ARN}{name}"),
        },
        _ => written(at, form),
    }
}

fn written(at: usize, form: Form) -> String {
    match form {
        Form::Braced => braced(at),
        Form::Bare => name(at),
    }
}

fn is_function(reference: &Reference) -> bool {
    FUNCTION_KINDS.contains(&reference.address.kind.as_str()) && !reference.address.data
}

/// The number that stands for a piece.
fn number(at: usize) -> u32 {
    FIRST_NUMBER.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The piece that a number stands for.
pub(super) fn piece(number: u32) -> Option<usize> {
    number.checked_sub(FIRST_NUMBER).and_then(|at| usize::try_from(at).ok())
}

/// The numbers of the stand-ins in a text.
pub(super) fn numbers(text: &str) -> Vec<usize> {
    let after = text.split(START).skip(1);
    after.filter_map(|rest| rest.split_once(END)?.0.parse().ok()).collect()
}

/// Where the stand-ins of a document stand.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Those that a document has whole numbers for.
    pub(super) numbers: BTreeSet<usize>,
    /// Those that a document has lists for.
    pub(super) lists: BTreeSet<usize>,
    /// Those that are the whole of a value.
    pub(super) alone: BTreeSet<usize>,
    /// The JSON pointers of all.
    pub(super) pointers: BTreeMap<usize, Vec<String>>,
}

/// Looks for the stand-ins; a text that is no document has none.
pub(super) fn places(text: &str) -> Places {
    let mut places = Places::default();
    if text.contains(START)
        && let Ok(tree) = parse(text.as_bytes())
        && let Some(root) = tree.root()
    {
        look(root, &mut places);
    }
    places
}

fn look(node: Node<'_>, places: &mut Places) {
    let mut note = |text: &str| {
        for at in numbers(text) {
            places.pointers.entry(at).or_default().push(node.pointer());
        }
    };
    match node.shape() {
        Shape::Text(text) => {
            note(text);
            if let [at] = numbers(text).as_slice()
                && (*text == name(*at) || *text == braced(*at))
            {
                places.alone.insert(*at);
                let key = node.key();
                if NUMBERS.contains(&key.as_str()) {
                    places.numbers.insert(*at);
                }
                if LISTS.contains(&key.as_str()) {
                    places.lists.insert(*at);
                }
            }
        }
        Shape::Map(_) => {
            node.entries().for_each(|(key, _)| note(key));
            node.entries().for_each(|(_, inner)| look(inner, places));
        }
        Shape::List(_) => node.items().for_each(|inner| look(inner, places)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Form, Part, numbers, places, text};

    fn parts() -> Vec<Part> {
        let text = |text: &str| Part::Text(text.to_owned());
        let opaque = |text: &str| Part::Opaque(text.to_owned());
        vec![
            text(r#"{"a \" b": ""#),
            opaque("var.a"),
            text(r#"", "timeoutInMillis": "#),
            opaque("var.b"),
            text("}"),
        ]
    }

    #[test]
    fn stand_ins_are_found() {
        assert_eq!(numbers("a gsstandin3x b ${gsstandin12x}gsstandinx"), [3, 12]);
    }

    #[test]
    fn those_outside_of_texts_become_texts() {
        let source = text(&parts(), Form::Braced, &BTreeSet::new());
        assert_eq!(source, r#"{"a \" b": "${gsstandin1x}", "timeoutInMillis": "${gsstandin3x}"}"#);
        let places = places(&source);
        assert_eq!(places.numbers, BTreeSet::from([3]));
        assert_eq!(places.pointers.get(&1), Some(&vec![r#"/a " b"#.to_owned()]));
        let source = text(&parts(), Form::Bare, &places.numbers);
        assert_eq!(source, r#"{"a \" b": "gsstandin1x", "timeoutInMillis": 2000000003}"#);
    }
}
