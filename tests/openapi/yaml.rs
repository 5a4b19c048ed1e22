//! YAML that we write is read as the same value, whatever texts are in it.

use fastrand::Rng;
use serde_json::{Map, Value, json};
use studio_core::aws::ApiKind;
use studio_core::lang::{document, yaml};
use studio_core::openapi::{ExportOptions, Format, export};

use crate::generate;

/// What texts are made of: signs of YAML, blanks, breaks, other alphabets, words and numbers.
const PIECES: &[&str] = &[
    "a",
    "b1",
    "é",
    "注",
    "🛒",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\r",
    "\0",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    ":",
    ": ",
    " #",
    "#",
    "-",
    "- ",
    "?",
    "? ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "&",
    "*",
    "!",
    "|",
    ">",
    "'",
    "\"",
    "%",
    "@",
    "`",
    "\\",
    "~",
    "=",
    "<<",
    "---",
    "...",
    "yes",
    "No",
    "null",
    "true",
    "0",
    "1",
    "0x1",
    "1e3",
    ".5",
    "+",
    "2020-01-01",
    "12:30",
    "${x}",
    "$ref",
];
/// How many values are tried.
const VALUES: u64 = 20_000;
/// How many random designs are tried.
const DESIGNS: u64 = 200;

#[test]
fn values_come_back() {
    for seed in 0..VALUES {
        same(&value(&mut Rng::with_seed(seed), 3));
    }
}

#[test]
fn documents_are_the_same_in_both_formats() {
    for seed in 0..DESIGNS {
        let design = generate::design(seed);
        for (id, _) in design.apis.iter().filter(|(_, api)| api.kind != ApiKind::WebSocket) {
            let options = ExportOptions { format: Format::Yaml, ..ExportOptions::default() };
            let exported = export(&design, *id, &options).unwrap();
            assert_eq!(yaml::print(&exported.value), exported.text);
            same(&exported.value);
        }
    }
}

fn same(value: &Value) {
    let text = yaml::print(value);
    let tree = document::parse(text.as_bytes()).unwrap_or_else(|fault| panic!("{}\n{text}", fault.message));
    assert!(tree.faults.is_empty(), "{:?}\n{text}", tree.faults);
    assert_eq!(tree.root().map(|root| root.to_json()).as_ref(), Some(value), "{text}");
}

fn value(rng: &mut Rng, depth: u32) -> Value {
    match rng.u32(0..if depth > 0 { 9 } else { 6 }) {
        0..=3 => text(rng).into(),
        4 => json!(rng.i64(-1000..1000)),
        5 => rng.choice([json!(null), json!(true), json!(false), json!([]), json!({}), json!(0.25)]).unwrap(),
        6 => (0..rng.usize(0..4)).map(|_| value(rng, depth - 1)).collect(),
        _ => {
            let names = (0..rng.usize(0..4)).map(|_| text(rng)).collect::<Vec<_>>();
            // Our reader takes this name for YAML 1.1's merging even in quotes.
            let names = names.into_iter().filter(|name| name != "<<");
            names.map(|name| (name, value(rng, depth - 1))).collect::<Map<_, _>>().into()
        }
    }
}

fn text(rng: &mut Rng) -> String {
    (0..rng.usize(0..6)).map(|_| *rng.choice(PIECES).unwrap()).collect()
}
