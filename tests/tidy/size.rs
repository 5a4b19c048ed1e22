//! Files and functions that can be read in one go.

use crate::{
    rust::code,
    source::{Source, report, sources},
};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;

fn ours() -> Vec<Source> {
    ["core", "app", "tests"].iter().flat_map(|folder| sources(folder, ".rs")).collect()
}

#[test]
fn files_are_short() {
    let length = |source: &Source| source.text.lines().count();
    let faults: Vec<String> = ours()
        .iter()
        .filter(|source| length(source) > FILE_LINES)
        .map(|source| format!("{}:{FILE_LINES}: {} lines", source.path, length(source)))
        .collect();
    report(&faults, &format!("split by noun; a file has at most {FILE_LINES} lines"));
}

#[test]
fn functions_are_short() {
    let mut faults = vec![];
    for source in ours() {
        for (line, name, length) in functions(&code(&source.text)) {
            if length > FUNCTION_LINES {
                faults.push(format!("{}:{line}: `{name}` has {length} lines", source.path));
            }
        }
    }
    report(&faults, &format!("move parts out into functions; one has at most {FUNCTION_LINES} lines"));
}

/// First line, name and number of lines of each function with a body.
fn functions(code: &str) -> Vec<(usize, String, usize)> {
    let starts = code.match_indices("fn ").filter(|(at, _)| {
        let before = code[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
    });
    let measure = |(at, _): (usize, &str)| {
        let rest = &code[at..];
        let name: String = rest[3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let end = body_end(rest)?;
        let line = code[..at].matches('\n').count() + 1;
        (!name.is_empty()).then(|| (line, name, rest[..end].matches('\n').count() + 1))
    };
    starts.filter_map(measure).collect()
}

/// Where the first block ends; none for a declaration without a body.
fn body_end(code: &str) -> Option<usize> {
    let (mut braces, mut others) = (0, 0);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            ';' if braces == 0 && others == 0 => return None,
            '{' => braces += 1,
            '}' => {
                braces -= 1;
                if braces <= 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn measures_functions() {
    let code = "trait T {\n    fn a(&self) -> [u8; 2];\n    fn b() {\n        if x {}\n    }\n}\n";
    assert_eq!(functions(code), [(3, "b".to_owned(), 3)]);
}
