//! Waivers: what they cover, for how long, and what is wrong with them; how edits keep them.

use serde_json::{Value, json};
use studio_core::design::edit::{Edit, EditError, History, apply};
use studio_core::design::{ApiId, Document, Item, RouteId, Severity, Waiver, load, save};
use studio_core::review::{Finding, State, read_waivers, review};

use crate::{TODAY, document, folder, read, word};

/// Two open routes of an HTTP API that is fine otherwise.
fn shop() -> Document {
    document(&json!({
        "name": "shop", "last_id": 99, "functions": { "30": { "name": "prices" } },
        "apis": { "1": {
            "kind": "HTTP", "name": "shop",
            "routes": {
                "2": { "key": "GET /prices", "integration": 3 },
                "4": { "key": "GET /offers", "integration": 3 }
            },
            "integrations": {
                "3": { "name": "prices", "target": { "type": "lambda", "function": 30 }, "payload_format": "2.0" }
            }
        } }
    }))
}

fn line(finding: &Finding) -> String {
    let state = match finding.state {
        State::Open => "open",
        State::Expired => "expired",
        State::Waived => "waived",
    };
    let found = &finding.diagnostic;
    format!("{state} {} {} {}", word(found.severity), found.code, found.item.unwrap())
}

#[test]
fn waivers_cover_what_they_say() {
    let cases = read(&folder("cases/review/waivers/cases.json"));
    for case in cases.as_array().unwrap() {
        let waivers: Vec<Waiver> = serde_json::from_value(case["waivers"].clone()).unwrap();
        let wanted = |finding: &&Finding| {
            finding.diagnostic.code == "open-route" || finding.diagnostic.code.starts_with("waiver-")
        };
        let findings = review(&shop().design, &waivers, TODAY);
        let got: Vec<Value> = findings.iter().filter(wanted).map(|one| line(one).into()).collect();
        assert_eq!(Value::Array(got), case["expect"], "{}", case["name"]);
    }
}

#[test]
fn errors_are_not_to_be_waived() {
    let mut document = shop();
    document.waivers =
        vec![Waiver { rule: "api-name".into(), reason: "why not".into(), ..Waiver::default() }];
    let nameless = Edit::Rename(Item::Api(ApiId(1)), String::new());
    let document = apply(&document, &nameless).unwrap().document;
    let findings = review(&document.design, &document.waivers, TODAY);
    let refused = findings.iter().find(|one| one.diagnostic.code == "api-name").unwrap();
    assert_eq!((refused.diagnostic.severity, refused.state), (Severity::Error, State::Open));
    assert!(findings.iter().any(|one| one.diagnostic.code == "waiver-unknown-rule"));
}

#[test]
fn waivers_are_saved_and_go_with_their_item() {
    let route = Item::Route(ApiId(1), RouteId(2));
    let waiver =
        Waiver { rule: "open-route".into(), item: Some(route), reason: "public".into(), expires_on: None };
    let before = std::sync::Arc::new(shop());
    let put = Edit::PutWaivers(vec![waiver.clone()]);
    assert_eq!(put.label(&before), "Waive open-route");
    let mut history = History::default();
    let waived = history.edit(&before, None, &put, None).unwrap();
    assert_eq!(waived.touched, [Item::Design]);
    let loaded = load(save(&waived.document).as_bytes()).unwrap();
    assert_eq!((loaded.document.waivers.as_slice(), loaded.diagnostics.len()), ([waiver].as_slice(), 0));
    let undone = history.undo(&waived.document.clone().into(), None).unwrap();
    assert_eq!(undone.document.waivers, []);
    let take_back = Edit::PutWaivers(Vec::new());
    assert_eq!(take_back.label(&waived.document), "Take back the waiver of open-route");
    let gone = apply(&waived.document, &Edit::Remove(route)).unwrap();
    assert_eq!(gone.document.waivers, []);
    let gone = apply(&waived.document, &Edit::Remove(Item::Api(ApiId(1)))).unwrap();
    assert_eq!(gone.document.waivers, []);
}

#[test]
fn a_waiver_of_what_is_not_there_is_refused_by_edits_and_left_out_by_load() {
    let waiver = Waiver { rule: "open-route".into(), item: Some(Item::Api(ApiId(7))), ..Waiver::default() };
    let refused = apply(&shop(), &Edit::PutWaivers(vec![waiver.clone()])).unwrap_err();
    assert!(matches!(refused, EditError::Dangling { place: "waivers", .. }), "{refused}");
    let mut document = shop();
    document.waivers = vec![waiver];
    let loaded = load(save(&document).as_bytes()).unwrap();
    assert_eq!(loaded.document.waivers, []);
    assert_eq!(loaded.diagnostics.iter().map(|one| one.code).collect::<Vec<_>>(), ["dangling-reference"]);
}

#[test]
fn waivers_follow_items_that_get_other_numbers() {
    let mut document = shop();
    let item = |number| Some(Item::Route(ApiId(number), RouteId(2)));
    document.waivers = vec![Waiver { rule: "open-route".into(), item: item(1), ..Waiver::default() }];
    let numbers = [(Item::Api(ApiId(1)), 50), (Item::Route(ApiId(1), RouteId(2)), 51)].into_iter().collect();
    studio_core::design::renumber(&mut document, &numbers);
    assert_eq!(document.waivers[0].item, Some(Item::Route(ApiId(50), RouteId(51))));
}

#[test]
fn a_file_of_waivers_names_items() {
    let read = |list: Value| read_waivers(list.to_string().as_bytes(), &shop()).unwrap();
    let items = |list: Value| read(list).0.into_iter().map(|waiver| waiver.item).collect::<Vec<_>>();
    let route = |id| Some(Item::Route(ApiId(1), RouteId(id)));
    let named = json!({ "type": "route", "name": "GET /offers" });
    let within = json!({ "type": "route", "name": "GET /offers", "api": "shop" });
    let numbered = json!({ "type": "route", "id": [1, 2] });
    let waiver = |item: &Value| json!({ "rule": "open-route", "item": item, "reason": "public" });
    let list = json!([waiver(&named), waiver(&within), waiver(&numbered), { "rule": "open-route", "reason": "all" }]);
    assert_eq!(items(list.clone()), [route(4), route(4), route(2), None]);
    assert_eq!(items(json!({ "waivers": list })).len(), 4);
    for unknown in [
        json!({ "type": "route", "name": "GET /nothing" }),
        json!({ "type": "stage", "name": "GET /offers" }),
        json!({ "type": "route", "name": "GET /offers", "api": "other" }),
        json!({ "type": "route", "id": [1, 99] }),
        json!("GET /offers"),
    ] {
        let (waivers, found) = read(json!([waiver(&unknown)]));
        assert_eq!((waivers.len(), found.len()), (0, 1), "{unknown}");
        assert_eq!(found[0].code, "waiver-unknown-item");
    }
    for broken in ["", "{}", "[{}]", r#"[{"rule": "open-route", "until": "2027-01-01"}]"#] {
        assert!(read_waivers(broken.as_bytes(), &shop()).is_err(), "{broken}");
    }
}
