//! What is done with a text that nobody meant well; shared by the fuzzer and by the test that replays its corpora.

mod files;
mod requests;

use studio_core::base::LineIndex;
use studio_core::lang::json::{Json, parse_lenient, to_text};
use studio_core::lang::jsonpath::Path;
use studio_core::lang::pattern::Pattern;
use studio_core::lang::vtl::{
    Answer, Inputs, Limits, LintOptions, OnceError, RenderError, Rendered, Template, lint, render_once,
    tokens,
};
use studio_core::template::complete;

pub use files::hcl;
pub use requests::{curl, har, http, log, policy, token};

/// Small, so that one text takes milliseconds even when it asks for much.
const LIMITS: Limits = Limits { foreach_iterations: 50, output_bytes: 100_000, steps: 50_000 };

const DOCUMENT: &str = r#"{
    "a":[1,2.5,"x",{"b":null,"c":[[],{}]}],
    "b":{"a":"abc","list":[true,"1",[3]]},
    "list":[{"a":1,"b":"x"},{"a":2,"b":"$.a"},{"a":12345678901234567890,"c":1.0000000000000000001}],
    "first name":"é😀",
    "k":-0.0
}"#;

/// What a template finds beside the body.
const INPUT: &str = r#"{
    "params":{"path":{"a":"1"},"querystring":{"b":"x&y"},"header":{"name":"\u0041"}},
    "context":{"identity":{"sourceIp":"1.2.3.4"},"requestId":"id"},
    "stageVariables":{"a":"v"},
    "variables":{"a":1,"b":"b","list":[1,"x",[2],{"a":3},null,2.5],"map":{"a":"1","k":{"b":[]},"list":[1]},
        "text":"some text, é😀","num":7,"flag":true,"empty":""}
}"#;

/// Everything that the page does with a text that should be a template.
pub fn template(text: &str) {
    let painted = tokens(text);
    let mut end = 0;
    for (span, _) in &painted {
        assert_eq!(span.start, end, "a gap between tokens");
        assert!(text.get(span.start..span.end).is_some_and(|part| !part.is_empty()), "a bad token");
        end = span.end;
    }
    assert_eq!(end, text.len(), "tokens end early");
    for offered in complete(text, INPUT) {
        assert!(text.get(offered.replaces).is_some(), "a bad place to complete");
    }
    let lines = LineIndex::new(text);
    let parsed = match Template::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            assert!(text.get(error.span.start..error.span.end).is_some(), "a bad place");
            lines.position(error.span.start);
            return;
        }
    };
    for finding in
        lint(&parsed, LintOptions { json: true, bytes_max: 1000, knows_context: |_| false, inputs: None })
    {
        assert!(text.get(finding.span.start..finding.span.end).is_some(), "a bad place");
        let fixed = finding.fix.is_none_or(|(span, _)| text.get(span.start..span.end).is_some());
        assert!(fixed, "a bad fix");
    }
    let inputs = parse_lenient(INPUT).map(|input| Inputs::from_json(&input));
    let Ok(Ok(inputs)) = inputs else { panic!("the input is none") };
    let inputs = inputs.with_body(DOCUMENT);
    let plain = parsed.render(&inputs, &LIMITS);
    // Variables from outside are only for tests, and without them more is done at once.
    let bare = inputs.clone().with_variables(&Json::Null);
    let once = render_once(text, &bare, &LIMITS);
    assert!(once == parsed.render(&bare, &LIMITS).map_err(OnceError::Render), "once, it renders another way");
    let (traced, trace, partial) = parsed.render_traced(&inputs, &LIMITS);
    // A traced run takes more steps, as it prints what it tells of, and may alone end at a limit of ours.
    let ours = |outcome: &Result<Rendered, RenderError>| {
        outcome.as_ref().is_err_and(|error| error.answer == Answer::Ours)
    };
    assert!(plain == traced || ours(&traced), "traced, it renders another way");
    // It is looked at between values, not inside of one.
    assert!(partial.len() <= 2 * LIMITS.output_bytes, "more output than allowed");
    let ends = trace.pieces.iter().map(|piece| piece.output.end);
    let starts = trace.pieces.iter().map(|piece| piece.output.start).chain([partial.len()]);
    let complete = !trace.cut && traced.is_ok();
    assert!(!complete || [0].into_iter().chain(ends).eq(starts), "no piece made some of the output");
    for piece in &trace.pieces {
        assert!(partial.get(piece.output.start..piece.output.end).is_some(), "a bad piece of the output");
        assert!(text.get(piece.template.start..piece.template.end).is_some(), "a bad piece of the template");
    }
    for seen in &trace.references {
        assert!(text.get(seen.span.start..seen.span.end).is_some(), "a bad place");
    }
    if let Err(error) = plain {
        assert!(text.get(error.span.start..error.span.end).is_some(), "a bad place");
    }
}

/// A text as a path, and as careless JSON.
pub fn path(text: &str) {
    if let Ok(value) = parse_lenient(text) {
        // What is printed can be read again and is printed the same.
        let printed = to_text(&value);
        if let Ok(again) = parse_lenient(&printed) {
            let _ = to_text(&again);
        }
    }
    let path = match Path::parse(text) {
        Ok(path) => path,
        Err(error) => {
            assert!(text.get(error.at..).is_some(), "a bad place");
            return;
        }
    };
    let Ok(document) = parse_lenient(DOCUMENT) else { panic!("the document is none") };
    if let Ok(found) = path.select_within(&document, &mut 100_000) {
        let list = found.into_json();
        assert!(path.is_definite() || list.is_some_and(|list| matches!(list, Json::Array(_))));
    }
    if let (true, Ok(plain)) = (path.is_plain(), serde_json::from_str(DOCUMENT)) {
        let _ = path.find(&plain);
    }
}

/// A text as a pattern, and as a replacement.
pub fn pattern(text: &str) {
    let pattern = match Pattern::new(text) {
        Ok(pattern) => pattern,
        Err(error) => {
            assert!(text.get(error.at..).is_some(), "a bad place");
            return;
        }
    };
    // Small, so that what always runs into the limit leaves time for others; what is not counted hangs anyway.
    let steps = &mut 200_000;
    for subject in ["", "aab\r\nAc é1-aab", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", text] {
        let _ = pattern.replace_within(subject, "<$0>", usize::MAX, steps);
        let _ = pattern.replace_within(subject, text, 1, steps);
        if let Ok(parts) = pattern.split_within(subject, -1, steps) {
            assert!(parts.iter().map(|part| part.len()).sum::<usize>() <= subject.len());
        }
    }
    if let Ok(Some(found)) = pattern.find("abc 1-2\né") {
        assert!("abc 1-2\né".get(found).is_some(), "a bad match");
    }
    if let Ok(whole) = Pattern::whole(text) {
        let _ = whole.is_match_within("aabb", steps);
    }
}
