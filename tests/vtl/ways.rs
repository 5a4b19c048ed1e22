//! The ways through the engine give the same: a template that is kept, one that is rendered once, and a traced run,
//! which always goes through values of its own.

use studio_core::lang::json::parse_lenient;
use studio_core::lang::vtl::{
    Answer, Inputs, Limits, OnceError, RenderError, Rendered, Template, render_once,
};

/// Small, so that some runs meet them.
const LIMITS: Limits = Limits { foreach_iterations: 50, output_bytes: 2_000, steps: 400 };

const INPUT: &str = r#"{
    "body": {"user": {"name": "Ann O'Neil", "age": 42, "tags": ["a", "b/c"], "nick": null, "class": "x"},
        "list": [{"id": 1}, {"id": 2.5}, "x", null], "text": "é\"😀", "flag": false, "zero": 0},
    "params": {"path": {"id": "42"}, "querystring": {"id": "7", "q": "a&b"}, "header": {"Accept": "*/*"}},
    "context": {"requestId": "c6af", "stage": "prod", "identity": {"sourceIp": "1.2.3.4"}},
    "stageVariables": {"name": "v"}
}"#;

/// What templates are put together from: common forms, and now and then one that is not.
const PARTS: [&str; 62] = [
    "text ",
    "\n",
    "  ",
    "é",
    "{\"a\": ",
    "}",
    ",",
    ".",
    "(",
    "$input.params('id')",
    "$input.params('none')",
    "$input.params(\"q\")",
    "$input.path('$.user.name')",
    "$input.path('$.user')",
    "$input.path('$.list')",
    "$input.path('$.none')",
    "$input.path('$..id')",
    "$input.json('$.user')",
    "$input.body",
    "$context.stage",
    "$context.identity.sourceIp",
    "$context",
    "$context.none.more",
    "$stageVariables.name",
    "$util.escapeJavaScript($a)",
    "$util.escapeJavaScript('it\"s')",
    "$util.escapeJavaScript($a.name)",
    "$util.escapeJavaScript( $input.params('q') )",
    "$util.urlEncode($a)",
    "$util.escapeJavaScript($a).x",
    "$a",
    "$b",
    "$a.name",
    "$a.nick",
    "$a.age",
    "$a.tags",
    "$a.class",
    "$none",
    "$none.put('x')",
    "$!a",
    "${a}",
    "#set($a = $input.path('$.user'))",
    "#set($a = 'x')\n",
    "  #set($b = $a)\n",
    "#set( $b=5 )",
    "#set($b = $input.path('$.list'))",
    "#set($a = \"$b\")",
    "#set($a.name = 1)",
    "#set($input = 1)",
    "#if($a.age >= 18)",
    "#if($a == 'x')",
    "#if($none)",
    "#if($input.path('$.flag'))\n",
    "#if($a.age < $b)",
    "#if($b == 5)",
    "#elseif($a)",
    "#else",
    "#end",
    "#end\n",
    "#foreach($i in $b)",
    "$i.id",
    "$foreach.count",
];

const TEXTS: usize = 60_000;

/// Renders in every way, and says what comes out.
pub fn all_ways(text: &str, inputs: &Inputs, limits: &Limits) {
    let once = render_once(text, inputs, limits);
    let template = match Template::parse(text) {
        Ok(template) => template,
        Err(error) => return assert_eq!(once, Err(OnceError::Parse(error)), "{text:?}"),
    };
    let kept = template.render(inputs, limits);
    assert_eq!(once, kept.clone().map_err(OnceError::Render), "{text:?}");
    let (traced, ..) = template.render_traced(inputs, limits);
    // Our own limits are looked at in other places when a run is traced.
    let ours = |outcome: &Result<Rendered, RenderError>| {
        outcome.as_ref().is_err_and(|error| error.answer == Answer::Ours)
    };
    assert!(kept == traced || (ours(&kept) && ours(&traced)), "{text:?}\n{kept:?}\n{traced:?}");
}

#[test]
fn every_way_gives_the_same() {
    let input = parse_lenient(INPUT).expect("the input is JSON");
    let inputs = Inputs::from_json(&input).expect("the input is an input");
    let mut random = fastrand::Rng::with_seed(11);
    let mut good = 0;
    for _ in 0..TEXTS {
        let text: String = (0..random.usize(1..14)).map(|_| PARTS[random.usize(..PARTS.len())]).collect();
        good += usize::from(render_once(&text, &inputs, &LIMITS).is_ok());
        all_ways(&text, &inputs, &LIMITS);
    }
    assert!(good > TEXTS / 4, "{good} of {TEXTS} render");
}
