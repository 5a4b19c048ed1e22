//! Replays what the fuzzer found: no kept text panics, hangs or takes much memory.
//!
//! `fuzz/` finds them, and `fuzz/README.md` says how. A corpus is `cases/fuzz/<target>.txt`: one text a line, written as
//! a JSON string.

#[path = "../fuzz/attempts.rs"]
mod attempts;
#[path = "cpu.rs"]
mod cpu;

use std::path::Path;
use std::time::Duration;

use cpu::computing;

/// How long one text may keep its thread computing in a build without optimisation.
const SLOW: Duration = Duration::from_secs(5);

fn replay(target: &str, attempt: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/fuzz");
    let file = std::fs::read_to_string(folder.join(target).with_extension("txt")).expect("a corpus");
    assert!(file.lines().count() >= 90, "the corpus is gone");
    for line in file.lines() {
        let text: String = serde_json::from_str(line).expect("a JSON string");
        let took = computing(|| attempt(&text));
        assert!(took < SLOW, "{text:?} takes {took:?}");
    }
}

/// A test of each name that replays its target's corpus.
macro_rules! replays {
    ($($name:ident: $target:ident)*) => {
        $(
            #[test]
            fn $name() {
                replay(stringify!($target), attempts::$target);
            }
        )*
    };
}

replays! {
    templates: template
    paths: path
    patterns: pattern
    policies: policy
    tokens: token
    curl_commands: curl
    archives: har
    messages: http
    log_formats: log
    terraform_files: hcl
}
