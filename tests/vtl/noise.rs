//! No text panics, hangs or eats memory.

use std::time::Duration;

use proptest::prelude::*;
use serde_json::json;
use studio_core::lang::json::Json;
use studio_core::lang::vtl::{Inputs, Limits, LintOptions, Template, lint, tokens};

use crate::cpu::computing;
use crate::generate::Generator;
use crate::ways::all_ways;

const LIMITS: Limits = Limits { foreach_iterations: 50, output_bytes: 100_000, steps: 50_000 };

/// Does everything that the page does with a text.
fn try_all(text: &str) {
    let painted = tokens(text);
    let mut end = 0;
    for (span, _) in &painted {
        assert_eq!(span.start, end, "{text:?}");
        assert!(span.end > span.start && text.get(span.start..span.end).is_some(), "{text:?}");
        end = span.end;
    }
    assert_eq!(end, text.len(), "{text:?}");
    let inputs = Inputs::default().with_body("{\"a\":[1,{\"b\":\"c\"}]}");
    all_ways(text, &inputs, &LIMITS);
    let Ok(template) = Template::parse(text) else { return };
    let plain = template.render(&inputs, &LIMITS);
    lint(&template, LintOptions { json: true, bytes_max: 1000, knows_context: |_| false, inputs: None });
    let (traced, trace, _) = template.render_traced(&inputs, &LIMITS);
    if let (Ok(plain), Ok(traced)) = (&plain, &traced) {
        assert_eq!(plain.text, traced.text, "{text:?}");
        assert!(
            trace.pieces.iter().all(|piece| plain.text.get(piece.output.start..piece.output.end).is_some())
        );
        assert!(
            trace.pieces.iter().all(|piece| text.get(piece.template.start..piece.template.end).is_some())
        );
    }
}

#[test]
fn random_templates() {
    for seed in 0..3_000 {
        let (template, _) = Generator::new(seed).case();
        try_all(&template);
        let letters: Vec<char> = template.chars().collect();
        for cut in [letters.len() / 3, letters.len() / 2, letters.len().saturating_sub(1)] {
            try_all(&letters[..cut].iter().collect::<String>());
            try_all(&letters[cut..].iter().collect::<String>());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        try_all(&text);
    }

    #[test]
    fn any_signs(text in "[$#!\\\\{}()\\[\\]\"'.,:a-c0-2 \n=*-]{0,60}") {
        try_all(&text);
    }
}

/// Many long values in one block are stopped between two of them.
#[test]
fn output_is_bounded() {
    let text =
        "#foreach($i in [1..9])#set($s = \"$!s$!{s}0123456789\")#end".to_owned() + &"$s ".repeat(5_000);
    let template = Template::parse(&text).expect("it parses");
    for bytes in [0, 1_000, 20_000] {
        let limits = Limits { foreach_iterations: 50, output_bytes: bytes, steps: 1_000_000 };
        let (result, _, partial) = template.render_traced(&Inputs::default(), &limits);
        assert!(result.is_err() && template.render(&Inputs::default(), &limits).is_err());
        assert!(partial.len() <= bytes + 6_000, "{} bytes", partial.len());
    }
}

/// Advice is given as you type, and looks at each turn of each loop.
#[test]
fn advice_on_loops_in_loops_ends() {
    let text = "#foreach($i in $l)".repeat(60) + &"#end".repeat(60);
    let template = Template::parse(&text).expect("it parses");
    let spent = computing(|| {
        drop(lint(
            &template,
            LintOptions { json: true, bytes_max: 1000, knows_context: |_| false, inputs: None },
        ))
    });
    assert!(spent < Duration::from_secs(5));
}

/// Texts of AWS's greatest size that are bad for a careless reader.
#[test]
fn big_texts_take_linear_time() {
    let pieces = [
        "(",
        "\"",
        "'",
        "#if(",
        "#if($a)",
        "$a.",
        "$a[",
        "${",
        "\\",
        "\\\\",
        "#",
        "##",
        "#*",
        "#[[",
        "$!",
        "{",
        "[",
        "#foreach($a in [",
        "#set($a = \"",
        "#set($a = [1,",
        "$a.b(\"",
        "#end",
        "é",
        "#define($a)",
        "\n\"",
        "#foo(",
        "#@a(",
        "$a.b($a.b(",
        "\"$a ",
        "!",
    ];
    for piece in pieces {
        let text = piece.repeat(300 * 1024 / piece.len());
        for text in [text.clone(), format!("#set($x = {text}"), format!("$x.y({text}")] {
            let spent = computing(|| {
                tokens(&text);
                let _ = Template::parse(&text).map(|template| template.render(&Inputs::default(), &LIMITS));
            });
            assert!(spent < Duration::from_secs(5), "{piece:?} takes {spent:?}");
        }
    }
}

/// Templates that ask for too much end with an error, soon.
#[test]
fn greed_ends() {
    let greedy = [
        "#set($s = \"x\")#foreach($i in [1..1000])#set($s = \"$s$s\")#end$s",
        "#set($l = [1])#foreach($i in [1..1000])#set($x = $l.addAll($l))#end$l",
        "#set($m = {})#foreach($i in [1..1000])#set($m = {\"a\": $m, \"b\": $m})#end$m",
        "#set($l = [])#set($x = $l.add([$l]))$l",
        "#set($m = {})#set($x = $m.put(\"a\", [$m]))$m.toString()",
        "#foreach($i in [1..2000000000])x#end",
        "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end",
        "#define($a)$b$b#end#define($b)$a$a#end$a",
        "#set($s = 'x')$s.repeat(2000000000)",
        "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')$s.matches('(a*)*b')",
        "#foreach($i in [1..1000])$text.matches('(a*)*b')#end",
        "#foreach($i in [1..1000])$text.replaceAll('(a*)*b', '')$text.split('(a*)*b')#end",
        "#set($s = 'x')#set($s = $s.repeat(4000000))#set($t = $s.replace('x', $s))",
        "#set($s = 'x')#set($l = [])#foreach($i in [1..1000])#set($x = $l.add($s.repeat(4000000)))#end",
        "#set($l = [1..100000])$l.containsAll($l)",
        "#set($b = $input.path('$'))#foreach($i in [1..1000])$input.path('$..[?(@..a)]')#end",
    ];
    // One look at either takes long, though not too long.
    let values = vec![json!({"a": 1, "b": [1, 2]}); 5_000];
    let input = json!({"body": {"l": values}, "variables": {"text": "aaaaaaaaaaaaaaaa"}});
    let inputs = Inputs::from_json(&Json::from_serde(&input).expect("JSON")).expect("an input");
    for template in greedy {
        let spent = computing(|| {
            let parsed = Template::parse(template).expect("it parses");
            let _ = parsed.render(&inputs, &Limits::new(1000));
        });
        assert!(spent < Duration::from_secs(20), "{template} takes {spent:?}");
    }
}
