//! Long runs with random and mutated texts.
//!
//! `STUDIO_FUZZ_MINUTES` is how long each of the parsers is tried. The corpus lies in `tests/cases/jsonpath/corpus`,
//! one text a line; texts that take long are added to it.

use std::time::{Duration, Instant};
use std::{env, fs};

use studio_core::lang::json::{Json, parse_lenient};
use studio_core::lang::jsonpath::Path;
use studio_core::lang::pattern::Pattern;

use crate::generate::Generator;
use crate::skip::skip;

/// How long one text may take, in a build without optimisation on a busy machine.
const SLOW: Duration = Duration::from_secs(60);

/// How long a text may take to be kept: what always runs into the limit would leave no time for others.
const KEPT: Duration = Duration::from_millis(20);

/// Tries a text as a path.
pub fn path(text: &str) {
    const DOCUMENT: &str = r#"{"a":[1,2.5,"x",{"b":null,"c":[[],{}]}],"b":{"a":"abc","list":[true,"1",[3]]},"list":[{"a":1},{"a":2}]}"#;
    let Ok(path) = Path::parse(text) else { return };
    let found = parse_lenient(DOCUMENT).map(|document| path.select(&document));
    if let Ok(Ok(found)) = found {
        assert!(path.is_definite() || found.into_json().is_some_and(|json| matches!(json, Json::Array(_))));
    }
}

/// Tries a text as a pattern.
pub fn pattern(text: &str) {
    let Ok(pattern) = Pattern::new(text) else { return };
    for subject in ["", "aab\r\nAc é1-", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"] {
        let _ = pattern.replace_all(subject, "<$0>");
        if let Ok(parts) = pattern.split(subject, -1) {
            assert!(parts.iter().map(|part| part.len()).sum::<usize>() <= subject.len());
        }
    }
}

fn run(name: &str, make: fn(&mut Generator) -> String, noise: &str, attempt: fn(&str)) {
    let file = format!("{}/cases/jsonpath/corpus/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let mut corpus: Vec<String> = fs::read_to_string(&file).unwrap().lines().map(str::to_owned).collect();
    corpus.iter().for_each(|text| attempt(text));
    let Some(minutes) = env::var("STUDIO_FUZZ_MINUTES").ok().and_then(|minutes| minutes.parse::<f64>().ok())
    else {
        return skip("STUDIO_FUZZ_MINUTES does not say how long; the corpus was tried");
    };
    let start = Instant::now();
    let seed = u64::from(std::process::id());
    let mut generator = Generator::new(seed);
    let (mut tried, mut slowest) = (0_u64, Duration::ZERO);
    while start.elapsed().as_secs_f64() < minutes * 60.0 {
        let text = match generator.below(4) {
            0 => make(&mut generator),
            1 => generator.noise(noise),
            _ => {
                let base = corpus[generator.below(corpus.len())].clone();
                generator.mutated(&base, noise)
            }
        };
        let begin = Instant::now();
        // So that a text that kills the process is still known.
        attempt(&text);
        let took = begin.elapsed();
        assert!(took < SLOW, "seed {seed}: {text:?} takes {took:?}");
        if took > slowest && took < KEPT && !text.contains(['\n', '\r']) {
            slowest = took;
            corpus.push(text);
        }
        tried += 1;
    }
    fs::write(&file, corpus.join("\n") + "\n").unwrap();
    eprintln!("{name}: {tried} texts in {:?}, seed {seed}, slowest {slowest:?}", start.elapsed());
}

#[test]
fn paths() {
    run("paths", Generator::path, "$@.[]()?*'\"=<>&|!~/ab01,:-\\ {}é", path);
}

#[test]
fn patterns() {
    run("patterns", Generator::pattern, "()[]{}?*+|^$.\\abQE01,-&<>=!:imsx#é", pattern);
}
