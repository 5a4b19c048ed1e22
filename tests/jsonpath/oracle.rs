//! Comparing with Java: json-smart, Jayway, `java.util.regex` and `Double.toString`.
//!
//! `STUDIO_JAVA` names the `java` to run; `STUDIO_JSONPATH_JARS` is a class path with json-path and json-smart;
//! `STUDIO_COMPARE` is how many questions of each kind to ask.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::{env, fmt::Write as _, path::Path, thread};

use studio_core::lang::json::{double_text, parse_lenient, to_text};
use studio_core::lang::jsonpath;
use studio_core::lang::pattern::{Cause, Pattern};

use crate::generate::Generator;
use crate::skip::skip;

/// One seed for all questions: a difference can be asked again.
const SEED: u64 = 20;

fn count() -> usize {
    env::var("STUDIO_COMPARE").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000)
}

fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn text(hex: &str) -> String {
    let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(digit).collect();
    String::from_utf8(bytes).unwrap()
}

/// Java's answers to lines of questions; None when it is not on this machine.
fn answers(program: &str, jars: Option<&str>, questions: &[String]) -> Option<Vec<String>> {
    let Ok(java) = env::var("STUDIO_JAVA") else {
        skip("STUDIO_JAVA names no java to compare with");
        return None;
    };
    let mut command = Command::new(java);
    if let Some(variable) = jars {
        let Ok(jars) = env::var(variable) else {
            skip(&format!("{variable} names no jars to compare with"));
            return None;
        };
        command.args(["-cp", &jars]);
    }
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("jsonpath").join(program));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines = questions.join("\n") + "\n";
    let writer = thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let answers =
        BufReader::new(child.stdout.take().unwrap()).lines().map(|line| text(&line.unwrap())).collect();
    writer.join().unwrap();
    assert!(child.wait().unwrap().success());
    Some(answers)
}

/// How many questions may bring one difference. Known are: what groups hold after empty rounds of loops inside of
/// loops; a path through values of other kinds below wildcards, where release 2.0 gives up half way; the last of 17
/// digits of a double in a hundred thousand, printed as up to Java 18.
const QUESTIONS_A_DIFFERENCE: usize = 2_000;

/// Prints the first differences, and fails when there are more than is known.
fn report(kind: &str, differences: Vec<String>, asked: usize) {
    let shown: Vec<&String> = differences.iter().take(25).collect();
    let text = format!("{} of {asked} {kind} differ, seed {SEED}:\n{shown:#?}", differences.len());
    assert!(differences.len() <= asked / QUESTIONS_A_DIFFERENCE, "{text}");
    println!("{text}");
}

#[test]
fn json_as_json_smart() {
    let mut generator = Generator::new(SEED);
    let texts: Vec<String> = (0..count()).map(|_| generator.json_like()).collect();
    let questions: Vec<String> = texts.iter().map(|text| format!("json {}", hex(text))).collect();
    let Some(answers) = answers("JsonOracle.java", Some("STUDIO_JSONPATH_JARS"), &questions) else { return };
    let mut differences = vec![];
    for (text, theirs) in texts.iter().zip(&answers) {
        let ours = match parse_lenient(text) {
            Ok(value) => format!("={}", to_text(&value)),
            Err(error) => format!("!{}", error.java_text()),
        };
        if ours != *theirs {
            differences.push(format!("{text:?}: ours {ours}, Java's {theirs}"));
        }
    }
    report("JSON texts", differences, texts.len());
}

#[test]
fn paths_as_jayway() {
    let mut generator = Generator::new(SEED + 1);
    let asked: Vec<(String, String)> =
        (0..count()).map(|_| (generator.path(), generator.document())).collect();
    let questions: Vec<String> =
        asked.iter().map(|(path, document)| format!("path {} {}", hex(path), hex(document))).collect();
    let Some(answers) = answers("JsonOracle.java", Some("STUDIO_JSONPATH_JARS"), &questions) else { return };
    let mut differences = vec![];
    for ((path, document), theirs) in asked.iter().zip(&answers) {
        let value = parse_lenient(document).unwrap();
        let found = jsonpath::Path::parse(path).ok().and_then(|path| path.select(&value).ok()?.into_json());
        let ours = match found {
            None | Some(studio_core::lang::json::Json::Null) => "-".to_owned(),
            Some(found) => format!("={}", to_text(&found)),
        };
        // Java's 2.0 fails where later releases answer; see the module's own documentation.
        if ours != *theirs && theirs != "-" && !is_known(path, document) {
            differences.push(format!("{path} in {document}: ours {ours}, Java's {theirs}"));
        }
    }
    report("paths", differences, asked.len());
}

/// Mistakes of release 2.0 in filters, which later ones mended: a truth value equals all texts but "true", null is
/// less than all else, a question for `$.b` looks at the item, and arrays and objects are never unequal.
fn is_known(path: &str, document: &str) -> bool {
    let kinds = ["null", "true", "false"];
    path.contains("[?")
        && (kinds.iter().any(|kind| path.contains(kind) || document.contains(kind))
            || path.contains("$.b")
            || path.contains("@=")
            || path.contains("@!"))
}

#[test]
fn patterns_as_java() {
    let mut generator = Generator::new(SEED + 2);
    let asked: Vec<[String; 3]> =
        (0..count()).map(|_| [generator.pattern(), generator.subject(), generator.replacement()]).collect();
    let questions: Vec<String> = asked
        .iter()
        .map(|[pattern, subject, with]| format!("pattern {} {} {}", hex(pattern), hex(subject), hex(with)))
        .collect();
    let Some(answers) = answers("RegexOracle.java", None, &questions) else { return };
    let mut differences = vec![];
    for ([pattern, subject, replacement], theirs) in asked.iter().zip(&answers) {
        let Some(ours) = tried(pattern, subject, replacement) else { continue };
        if ours != *theirs && !theirs.starts_with('~') {
            let line =
                format!("{pattern:?} on {subject:?} with {replacement:?}: ours {ours:?}, Java's {theirs:?}");
            differences.push(line);
        }
    }
    report("patterns", differences, asked.len());
}

/// All that Java was asked of a pattern; None for what the studio says that it does not know.
fn tried(pattern: &str, subject: &str, replacement: &str) -> Option<String> {
    let (whole, part) = match (Pattern::whole(pattern), Pattern::new(pattern)) {
        (Ok(whole), Ok(part)) => (whole, part),
        (Err(error), _) | (_, Err(error)) if error.cause == Cause::Malformed => {
            return Some(format!("!{}", error.reason));
        }
        _ => return None,
    };
    let replaced = match part.replace_all(subject, replacement) {
        Ok(text) => text,
        Err(error) if error.cause == Cause::Malformed => format!("!{}", error.reason),
        Err(_) => return None,
    };
    let split = |limit| part.split(subject, limit).ok().map(|parts| parts.join("\u{2}"));
    let matches = whole.is_match(subject).ok()?;
    Some(format!("={matches}\u{1}{replaced}\u{1}{}\u{1}{}\u{1}{}", split(0)?, split(2)?, split(-1)?))
}

#[test]
fn doubles_as_java() {
    let mut generator = Generator::new(SEED + 3);
    let numbers: Vec<f64> = (0..count()).map(|_| generator.double()).collect();
    let questions: Vec<String> =
        numbers.iter().map(|number| format!("double {:x}", number.to_bits())).collect();
    let Some(answers) = answers("RegexOracle.java", None, &questions) else { return };
    let mut differences = vec![];
    for (number, theirs) in numbers.iter().zip(&answers) {
        let ours = double_text(*number);
        if ours != theirs[1..] {
            differences.push(format!("{:x}: ours {ours}, Java's {}", number.to_bits(), &theirs[1..]));
        }
    }
    report("doubles", differences, numbers.len());
}
