//! Mapping templates of a design: what they make, where it goes wrong, and their golden tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use studio_core::base::{LineIndex, Span};
use studio_core::design::{Integration, IntegrationResponse, TemplateTest, load};
use studio_core::flow::template_inputs;
use studio_core::lang::json::to_text;
use studio_core::template::{Expect, Outcome, Place, complete, made, makers, places, run_tests, try_out};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[expect(dead_code, reason = "for the reader of the case")]
    why: String,
    template: String,
    input: Value,
    output: Option<String>,
    unwanted_made_by_line: Option<u32>,
    failure: Option<String>,
    failure_line: Option<u32>,
    answer: Option<String>,
    #[serde(default)]
    overrides: Vec<String>,
}

fn line(text: &str, span: Span) -> u32 {
    LineIndex::new(text).position(span.start).line
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/template");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let name = file.display();
        let case: Case = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let trial = try_out(&case.template, &case.input.to_string(), Expect::Json);
        let failure = trial.failure.as_ref();
        if let Some(output) = &case.output {
            assert_eq!((&trial.output, failure), (output, None), "{name}");
        }
        let made_by = trial.unwanted.as_ref().and_then(|unwanted| unwanted.made_by);
        assert_eq!(made_by.map(|span| line(&case.template, span)), case.unwanted_made_by_line, "{name}");
        let failed_at = failure.and_then(|failure| failure.span).map(|span| line(&case.template, span));
        assert_eq!(failed_at, case.failure_line, "{name}: {failure:?}");
        if let Some(part) = &case.failure {
            assert!(failure.is_some_and(|failure| failure.message.contains(part)), "{name}: {failure:?}");
        }
        if let Some(part) = &case.answer {
            let answer = failure.and_then(|failure| failure.answer);
            assert!(answer.is_some_and(|answer| answer.contains(part)), "{name}: {failure:?}");
        }
        let told = trial.overrides.as_ref();
        let told = told.map(|all| to_text(&all.request) + &to_text(&all.response)).unwrap_or_default();
        for part in &case.overrides {
            assert!(told.contains(part), "{name}: {told}");
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InputsCase {
    #[expect(dead_code, reason = "for the reader of the case")]
    why: String,
    document: Value,
    /// By scenario.
    expect: BTreeMap<u32, Inputs>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inputs {
    /// Values by JSON pointer; null for what is not there.
    request: BTreeMap<String, Value>,
    response: Option<BTreeMap<String, Value>>,
    /// A part of why the request does not come further.
    stopped: Option<String>,
}

#[test]
fn inputs_are_what_templates_get_on_the_way() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/template/inputs");
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    for file in files {
        let case: InputsCase = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let loaded = load(case.document.to_string().as_bytes()).unwrap();
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        for (id, expect) in case.expect {
            let name = format!("{}, scenario {id}", file.display());
            let made = template_inputs(&loaded.document, id.into()).expect(&name);
            holds(&made.request, &expect.request, &name);
            assert_eq!(made.response.is_some(), expect.response.is_some(), "{name}: {made:?}");
            if let (Some(made), Some(expect)) = (&made.response, &expect.response) {
                holds(made, expect, &name);
            }
            let stopped = made.stopped.clone().unwrap_or_default();
            assert_eq!(made.stopped.is_some(), expect.stopped.is_some(), "{name}: {made:?}");
            assert!(stopped.contains(&expect.stopped.unwrap_or_default()), "{name}: {stopped}");
        }
    }
}

fn holds(input: &str, expect: &BTreeMap<String, Value>, name: &str) {
    let input: Value = serde_json::from_str(input).unwrap();
    for (pointer, value) in expect {
        assert_eq!(input.pointer(pointer).unwrap_or(&Value::Null), value, "{name}: {pointer} of {input:#}");
    }
}

#[test]
fn golden_tests_pass_differ_fail_or_miss_their_template() {
    let test = |response: Option<&str>, template: &str, input: &str, expected: &str| TemplateTest {
        name: String::new(),
        response: response.map(str::to_owned),
        template: template.to_owned(),
        input: input.to_owned(),
        expected: expected.to_owned(),
        expected_overrides: None,
    };
    let with_overrides = |expected: Option<&str>| TemplateTest {
        expected_overrides: expected.map(str::to_owned),
        ..test(None, "$default", "", "")
    };
    let response = IntegrationResponse {
        status: "200".to_owned(),
        templates: [("text/plain".to_owned(), "ok $input.body".to_owned())].into_iter().collect(),
        ..IntegrationResponse::default()
    };
    let integration = Integration {
        request_templates: [("application/json".to_owned(), "$input.json('$.a')".to_owned())]
            .into_iter()
            .chain([("$default".to_owned(), "#set($context.responseOverride.status = 201)".to_owned())])
            .collect(),
        responses: vec![response],
        template_tests: vec![
            test(None, "application/json", "{\"body\": {\"a\": 1}}", "1"),
            test(None, "application/json", "{\"body\": {\"a\": 2}}", "1"),
            test(None, "application/json", "{", "1"),
            test(Some("200"), "text/plain", "{\"body\": \"x\"}", "ok x"),
            test(Some("404"), "text/plain", "", ""),
            with_overrides(Some("")),
            with_overrides(Some("{\"responseOverride\": {\"status\": 201}}")),
            with_overrides(Some("{\"responseOverride\": {\"status\": 200}}")),
            with_overrides(None),
        ],
        ..Integration::default()
    };
    let outcomes: Vec<Outcome> = run_tests(&integration).into_iter().map(|verdict| verdict.outcome).collect();
    assert!(matches!(
        outcomes.as_slice(),
        [
            Outcome::Passed,
            Outcome::Differs(_),
            Outcome::Failed(_),
            Outcome::Passed,
            Outcome::NoTemplate,
            Outcome::Differs(_),
            Outcome::Passed,
            Outcome::Differs(_),
            Outcome::Passed
        ]
    ));
}

#[test]
fn places_can_be_read_and_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/designs/rest-usage-plan.json");
    let design = load(&fs::read(path).unwrap()).unwrap().document.design;
    let api = *design.apis.keys().next().unwrap();
    let places = places(&design, api);
    assert!(!places.is_empty());
    for place in places {
        let text = place.text(&design).unwrap().to_owned();
        let mut integration =
            Integration::clone(&Arc::clone(&design.apis[&api].integrations[&place.integration]));
        assert!(place.put(&mut integration, format!("{text}!")));
        assert_eq!(integration.templates(place.response.as_deref()).unwrap()[&place.key], format!("{text}!"));
    }
}

#[test]
fn the_input_offers_its_members_at_the_caret() {
    let input = r#"{"body": {"order": {"id": 7, "item list": [], "Items": [{"sku": "a"}]}, "ok": true},
        "params": {"path": {"id": "7"}, "querystring": {"idle": "1"}, "header": {"X-Trace": "t"}},
        "stageVariables": {"table": "pets", "tier": "gold"}}"#;
    let offered = |before: &str| {
        let all = complete(before, input).into_iter();
        all.map(|one| format!("{}|{}|{}", &before[one.replaces], one.text, one.what)).collect::<Vec<_>>()
    };
    assert_eq!(offered("a\n$input.path('$."), ["$.|$.order|object", "$.|$.ok|Boolean"]);
    assert_eq!(offered("$input.json(\"$.ord"), ["$.ord|$.order|object"]);
    assert_eq!(
        offered("$!{input.json('$.order.i"),
        ["$.order.i|$.order.id|number", "$.order.i|$.order['item list']|text"]
            .map(|text| text.replace("|text", "|array"))
            .into_iter()
            .chain(["$.order.i|$.order.Items|array".to_owned()])
            .collect::<Vec<_>>()
    );
    assert_eq!(
        offered("$input.path('$.order.Items[0].").as_slice(),
        ["$.order.Items[0].|$.order.Items[0].sku|text"]
    );
    assert_eq!(offered("$input.params('i"), ["i|id|path parameter", "i|idle|query parameter"]);
    assert_eq!(offered("$input.params('x-"), ["x-|X-Trace|header"]);
    assert_eq!(offered("$stageVariables.t"), ["t|table|stage variable", "t|tier|stage variable"]);
    assert_eq!(offered("${stageVariables."), ["|table|stage variable", "|tier|stage variable"]);
    for none in [
        "",
        "$.",
        "path('$.",
        "$input.path('$.order')",
        "$input.path('$.none.",
        "stageVariables.",
        "$input.path(",
    ] {
        assert!(offered(none).is_empty(), "{none}");
    }
    assert!(complete("$input.path('$.", "{").is_empty());
}

#[test]
fn a_template_is_renamed_and_removed_with_its_tests() {
    let keys = |integration: &Integration| {
        let templates: Vec<_> = integration.request_templates.keys().cloned().collect();
        let tests: Vec<_> = integration.template_tests.iter().map(|test| test.template.clone()).collect();
        (templates.join(" "), tests.join(" "))
    };
    let test = |template: &str| TemplateTest { template: template.to_owned(), ..TemplateTest::default() };
    let mut integration = Integration {
        request_templates: ["a/a", "b/b", "c/c"]
            .map(|key| (key.to_owned(), key.to_owned()))
            .into_iter()
            .collect(),
        template_tests: vec![test("b/b"), test("c/c")],
        ..Integration::default()
    };
    let place =
        |key: &str| Place { api: 1.into(), integration: 2.into(), response: None, key: key.to_owned() };
    assert!(place("b/b").rename(&mut integration, "x/x"));
    assert_eq!(keys(&integration), ("a/a x/x c/c".to_owned(), "x/x c/c".to_owned()));
    assert_eq!(integration.request_templates["x/x"], "b/b");
    assert!(!place("a/a").rename(&mut integration, "c/c"));
    assert!(!place("b/b").rename(&mut integration, "d/d"));
    assert!(!place("b/b").remove(&mut integration));
    assert!(place("x/x").remove(&mut integration));
    assert_eq!(keys(&integration), ("a/a c/c".to_owned(), "c/c".to_owned()));
}

#[test]
fn the_output_and_the_template_are_traced_to_each_other() {
    let template =
        "#set($n = $input.path('$.n'))\n{\n  \"n\": $n,\n#foreach($i in [1, 2])\n  \"i$i\": $i,\n#end\n}\n";
    let trial = try_out(template, "{\"body\": {\"n\": \"Rex\"}}", Expect::Text);
    let output = &trial.output;
    let line = |text: &str, at: usize| text[..at].matches('\n').count() + 1;
    let made_by = |part: &str| {
        let at = output.find(part).unwrap();
        let spans = makers(&trial.trace, template, output, at..at + part.len());
        spans.iter().map(|span| line(template, span.start)).collect::<BTreeSet<_>>()
    };
    assert_eq!(made_by("Rex"), BTreeSet::from([3]));
    assert_eq!(made_by("\"n\""), BTreeSet::from([3]));
    assert_eq!(made_by("\"i2\": 2"), BTreeSet::from([5]));
    assert_eq!(made_by("}"), BTreeSet::from([7]));
    let caret = |at: usize| makers(&trial.trace, template, output, at..at).len();
    assert_eq!((caret(0), caret(output.len())), (1, 1));
    let makes = |part: &str| {
        let at = template.find(part).unwrap();
        let spans = made(&trial.trace, template, output, at..at + part.len());
        spans.iter().map(|span| output[span.start..span.end].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(makes("$n,"), ["Rex", ","]);
    assert_eq!(makes("$i\""), ["1", "\"", "2", "\""]);
    assert!(makes("#set($n").is_empty());
}
