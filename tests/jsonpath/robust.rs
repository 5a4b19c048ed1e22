//! No text panics, hangs or eats the stack.

use studio_core::lang::json::{DEPTH_MAX, Json, parse_lenient, to_text};
use studio_core::lang::jsonpath::{Path, SelectError};
use studio_core::lang::pattern::{Cause, Pattern};

use crate::generate::Generator;

#[test]
fn deep_json_is_refused() {
    for open in ["[", "{\"a\":", "{a:[", "{'a':{"] {
        assert!(parse_lenient(&open.repeat(100_000)).is_err());
    }
    let deep = "[".repeat(DEPTH_MAX) + &"]".repeat(DEPTH_MAX);
    assert_eq!(to_text(&parse_lenient(&deep).unwrap()), deep);
    assert!(parse_lenient(&format!("[{deep}]")).unwrap_err().message.starts_with("Malicious payload"));
}

#[test]
fn searches_are_bounded() {
    let deep = "{\"a\":".repeat(DEPTH_MAX) + "1" + &"}".repeat(DEPTH_MAX);
    let deep = parse_lenient(&deep).unwrap();
    let wide = Json::array((0..2_000).map(Json::Int).collect());
    let all = |path: &str, value: &Json| Path::parse(path).unwrap().select(value);
    let scans = "$".to_owned() + &"..*".repeat(60);
    assert!(matches!(all(&scans, &deep), Err(SelectError::TooMuch { .. })));
    assert!(matches!(all("$[?(@ < $[?(@ > $[0])])]", &wide), Err(SelectError::TooMuch { .. })));
    let nested =
        "$[?(@..a == 1 && @..".to_owned() + &"[?(@..a && $..".repeat(9) + "a" + &")]".repeat(9) + ")]";
    let _ = Path::parse(&nested).map(|path| path.select(&deep));
    assert!(all("$..a", &deep).is_ok());
}

#[test]
fn deep_paths_are_refused() {
    for part in ["[?(", "[?(!", "[?((", "$.a(", "$.sum($.", "[", ".a", "..", "[?(@.a == ["] {
        let _ = Path::parse(&format!("$.a{}", part.repeat(3_000)));
    }
    assert!(Path::parse(&"a".repeat(20_000)).is_err());
}

#[test]
fn deep_patterns_are_refused() {
    for part in ["(", "[", "(?:", "(?=", "(a|", "[^", "((a*)*", "a{1000}", "(?i", "\\Q", "(a{1000}){1000}"] {
        let _ = Pattern::new(&part.repeat(3_000));
    }
    assert_eq!(Pattern::new("((a{1000}){1000}){1000}").unwrap_err().cause, Cause::NotSupported);
}

#[test]
fn patterns_that_explode_are_stopped() {
    let text = "a".repeat(5_000) + "!";
    for pattern in ["(a*)*$", "(a|a)*$", "(a+)+b", "(.*)(.*)(.*)(.*)x", "(?:a?){1000}(?:a?){1000}b"] {
        if let Ok(pattern) = Pattern::new(pattern) {
            let error = pattern.replace_all(&text, "");
            assert!(error.is_ok() || error.is_err_and(|error| error.cause == Cause::TooMuch));
        }
    }
    let long = "x".repeat(300_000);
    assert_eq!(Pattern::new("x").unwrap().replace_all(&long, "y").unwrap().len(), long.len());
    assert_eq!(Pattern::whole("(?:x|y)*").unwrap().is_match(&long), Ok(true));
}

#[test]
fn noise_is_survived() {
    let mut generator = Generator::new(7);
    for _ in 0..3_000 {
        crate::fuzz::path(&generator.noise("$@.[]()?*'\"=<>&|!~/ab01,:-\\ {}é"));
        crate::fuzz::pattern(&generator.noise("()[]{}?*+|^$.\\abQE01,-&<>=!:imsx#é"));
        let _ = parse_lenient(&generator.noise("[]{}:,'\"\\u1eE+-. ntfN/é\u{1a}"));
    }
}
