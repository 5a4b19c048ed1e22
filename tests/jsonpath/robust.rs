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

/// What a counter of values alone lets through: each look at a value may be long in itself.
#[test]
fn searches_count_all_that_they_do() {
    let wide = Json::array((0..100_000).map(|_| parse_lenient("{}").unwrap()).collect());
    let texts = |text: &str| Json::array((0..20_000).map(|_| Json::string(text)).collect());
    let twice = |value: &dyn Fn() -> Json| {
        Json::object([("a".into(), value()), ("b".into(), value())].into_iter().collect())
    };
    let names = format!("$[*][{}'x'].y", "'a',".repeat(2_000));
    let places = format!("$[*][{}1].y", "9,".repeat(2_000));
    let lists = Json::array((0..100_000).map(|_| Json::array(vec![])).collect());
    let numbers = twice(&|| Json::array((0..20_000).map(Json::Int).collect()));
    let long = twice(&|| texts("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"));
    let digits = format!("$.a[?(@ == {})]", "1".repeat(9_000));
    let joined = format!("$.concat({}$)", "$,".repeat(2_000));
    for (path, value) in [
        (names.as_str(), &wide),
        (&places, &lists),
        ("$.a[?($.a == $.b)]", &numbers),
        ("$.a[?(@ nin $.b)]", &numbers),
        ("$.a[?($.a subsetof $.b)]", &numbers),
        ("$.a[?(@ =~ /(a*)*b/)]", &long),
        (&digits, &long),
        (&joined, &texts("some text that is copied often")),
    ] {
        let found = Path::parse(path).unwrap().select(value);
        assert!(matches!(found, Err(SelectError::TooMuch { .. })), "{path} gives {:?}", found.is_ok());
    }
    let mut work = 1_000;
    let path = Path::parse("$.a[*]").unwrap();
    assert!(path.select_within(&numbers, &mut work).is_err());
    assert_eq!(work, 0);
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

/// What a step counter that counts too little lets through.
#[test]
fn patterns_count_all_that_they_do() {
    let long = "a".repeat(300_000) + "!";
    let too_much = |pattern: &str, text: &str| {
        let pattern = Pattern::new(pattern).unwrap();
        assert_eq!(pattern.find(text).unwrap_err().cause, Cause::TooMuch);
    };
    // A group that does not come again is compared to its end.
    too_much("(a*)\\1b", &long);
    let letters: String = ('\u{4e00}'..='\u{5700}').collect();
    too_much(&format!("[{letters}]*x"), &"é".repeat(300_000));
    // Each of many matches puts a long text.
    let all = Pattern::new("").unwrap().replace_all(&long, &"x".repeat(9_000));
    assert_eq!(all.unwrap_err().cause, Cause::TooMuch);
    let twice = Pattern::new("a+").unwrap().replace_all(&long, &"$0".repeat(5_000));
    assert_eq!(twice.unwrap_err().cause, Cause::TooMuch);
    // Remembered groups are forgotten with their match.
    let text = "a".repeat(400_000);
    assert_eq!(Pattern::new("(((a)))").unwrap().replace_all(&text, "$1").unwrap(), text);
    let mut steps = 10;
    assert!(Pattern::new("[ab]").unwrap().is_match_within("ccc", &mut steps).is_ok_and(|found| !found));
    assert!(steps < 10);
    assert!(Pattern::new("[ab]").unwrap().is_match_within(&"c".repeat(20), &mut steps).is_err());
    assert_eq!(steps, 0);
}

#[test]
fn repeated_parts_are_written_once() {
    let letters: String = ('\u{4e00}'..='\u{5700}').collect();
    let many = Pattern::new(&format!("(?:[{letters}]{{900}}){{20}}")).unwrap();
    assert_eq!(many.is_match("x"), Ok(false));
    let empty = "(?:".repeat(40) + &"){1000}".repeat(40) + "a";
    assert_eq!(Pattern::new(&empty).unwrap().is_match("ba"), Ok(true));
    let both = "[a".to_owned() + &"&&a".repeat(3_000) + "]";
    assert_eq!(Pattern::new(&both).unwrap().is_match("ba"), Ok(true));
}

fn try_path(text: &str) {
    if let Ok(path) = Path::parse(text) {
        let _ = path.select(&parse_lenient(r#"{"a":[1,{"b":null}],"b":{"a":"abc"}}"#).unwrap());
    }
}

fn try_pattern(text: &str) {
    if let Ok(pattern) = Pattern::new(text) {
        let _ = pattern.replace_all("aab\r\nAc é1-", "<$0>");
    }
}

#[test]
fn noise_is_survived() {
    let mut generator = Generator::new(7);
    for _ in 0..3_000 {
        try_path(&generator.noise("$@.[]()?*'\"=<>&|!~/ab01,:-\\ {}é"));
        try_pattern(&generator.noise("()[]{}?*+|^$.\\abQE01,-&<>=!:imsx#é"));
        let _ = parse_lenient(&generator.noise("[]{}:,'\"\\u1eE+-. ntfN/é\u{1a}"));
    }
}
