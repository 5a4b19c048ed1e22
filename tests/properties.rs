//! What must hold for every design, edit and file.

use std::sync::Arc;
use std::{fs, path::Path};

use proptest::prelude::*;
use serde_json::Value;
use studio_core::aws::ApiKind;
use studio_core::design::edit::{Edit, History, apply};
use studio_core::design::recommend::{Need, Needs};
use studio_core::design::starter::{self, New};
use studio_core::design::{
    ApiId, Document, Item, Severity, check, convert, effective, load, mend, recommend, save,
};

fn bundled(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/designs").join(name);
    fs::read_to_string(path).unwrap()
}

const BUNDLED: [&str; 3] = ["http-api-module.json", "rest-usage-plan.json", "websocket-chat.json"];

fn kind() -> impl Strategy<Value = ApiKind> {
    prop::sample::select(ApiKind::ALL)
}

fn needs() -> impl Strategy<Value = Needs> {
    prop::collection::btree_set(prop::sample::select(Need::ALL), 0..6)
}

fn document() -> impl Strategy<Value = Document> {
    let bundled = prop::sample::select(BUNDLED.as_slice())
        .prop_map(|name| load(bundled(name).as_bytes()).unwrap().document);
    let started = (kind(), needs()).prop_map(|(kind, needs)| starter::document(kind, &needs, "shop"));
    prop_oneof![bundled, started]
}

/// An edit that may or may not fit: `pick` chooses among what the document holds.
fn edit(document: &Document, pick: u32, choice: u8, kind: ApiKind) -> Edit {
    let items = document.items();
    let item = items[pick as usize % items.len()];
    let api = document.design.apis.keys().nth(pick as usize % document.design.apis.len().max(1));
    let api = api.copied().unwrap_or(ApiId(1));
    let new = [
        New::Api(kind),
        New::Route(api),
        New::Integration(api),
        New::Authorizer(api),
        New::Model(api),
        New::Validator(api),
        New::Stage(api),
        New::Function,
        New::Domain,
        New::VpcLink,
        New::ApiKey,
        New::UsagePlan,
        New::WebAcl,
        New::ClientCertificate,
        New::Alarm(api),
        New::Scenario(api),
    ];
    let add = |new: New| starter::add(document, new).map_or(Edit::Batch(Vec::new()), |(edit, _)| edit);
    match choice % 8 {
        0 | 1 => Edit::Remove(item),
        2 => Edit::Rename(item, format!("name{pick}")),
        3 => Edit::Reorder(item, pick as usize % 4),
        4 => Edit::Move(item, (!pick.is_multiple_of(3)).then_some((pick as i32 % 1000, 7))),
        5 => Edit::ConvertKind(api, kind),
        6 => Edit::Batch(vec![add(new[pick as usize % new.len()]), Edit::Remove(item)]),
        _ => add(new[pick as usize % new.len()]),
    }
}

fn edits() -> impl Strategy<Value = Vec<(u32, u8, ApiKind)>> {
    prop::collection::vec((any::<u32>(), any::<u8>(), kind()), 1..24)
}

/// A whole document needs no repair.
fn assert_whole(document: &Document) {
    let mut probe = document.clone();
    let repairs = mend(&mut probe);
    assert_eq!(repairs, [], "the document is whole");
    assert_eq!(&probe, document);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_keep_references_and_undo_brings_everything_back(start in document(), edits in edits()) {
        let first = Arc::new(start);
        let mut present = Arc::clone(&first);
        let mut history = History::default();
        for (pick, choice, kind) in edits {
            let edit = edit(&present, pick, choice, kind);
            let before = present.clone();
            match history.edit(&before, None, &edit, None) {
                Ok(applied) => {
                    assert_whole(&applied.document);
                    prop_assert!(applied.touched.iter().all(|item| applied.document.contains(*item)));
                    present = Arc::new(applied.document);
                }
                Err(error) => {
                    let again = apply(&before, &edit).unwrap_err();
                    prop_assert_eq!(error, again);
                }
            }
            let _ = check(&present.design);
        }
        let last = Arc::clone(&present);
        let steps = history.len();
        while let Some(moment) = history.undo(&present, None) {
            present = moment.document;
        }
        prop_assert_eq!(&*present, &*first);
        for _ in 0..steps {
            present = history.redo(&present, None).unwrap().document;
        }
        prop_assert_eq!(&*present, &*last);
        prop_assert!(history.redo(&present, None).is_none());
    }

    #[test]
    fn what_is_saved_loads_as_it_was(start in document(), edits in edits()) {
        let mut document = start;
        for (pick, choice, kind) in edits {
            if let Ok(applied) = apply(&document, &edit(&document, pick, choice, kind)) {
                document = applied.document;
            }
        }
        let loaded = load(save(&document).as_bytes()).unwrap();
        prop_assert_eq!(&loaded.diagnostics, &[]);
        prop_assert_eq!(&loaded.document, &document);
        prop_assert_eq!(save(&loaded.document), save(&document));
    }

    #[test]
    fn a_converted_api_has_nothing_of_another_kind(start in document(), to in kind()) {
        for (id, api) in &start.design.apis {
            let design = convert::convert(&start.design, *id, to).unwrap();
            prop_assert_eq!(design.apis[id].kind, to);
            let wrong: Vec<_> = check(&design)
                .into_iter()
                .filter(|found| found.code.ends_with("-api") && found.code.contains("-on-"))
                .filter(|found| found.code != "vpc-link-on-websocket-api")
                .collect();
            prop_assert!(wrong.is_empty(), "{:#?}", wrong);
            let losses = convert::losses(&start.design, *id, to);
            prop_assert!(api.kind != to || losses.is_empty());
            prop_assert!(losses.iter().all(|loss| !loss.message.is_empty() && loss.fix.is_none()));
            let applied = apply(&start, &Edit::ConvertKind(*id, to)).unwrap();
            assert_whole(&applied.document);
        }
    }

    #[test]
    fn a_new_design_has_no_errors(kind in kind(), needs in needs()) {
        let document = starter::document(kind, &needs, "shop");
        assert_whole(&document);
        let errors: Vec<_> = check(&document.design)
            .into_iter()
            .filter(|found| found.severity == Severity::Error)
            .collect();
        prop_assert!(errors.is_empty(), "{:#?}", errors);
        let answer = recommend(&needs);
        prop_assert_eq!(answer.verdicts.len(), ApiKind::ALL.len());
        for verdict in &answer.verdicts {
            prop_assert_eq!(verdict.pros.len() + verdict.cons.len(), needs.len());
        }
    }

    #[test]
    fn certain_fixes_mend_what_they_say(start in document(), to in kind()) {
        let Some(id) = start.design.apis.keys().next() else { return Ok(()) };
        let mut document = start.clone();
        document.design = convert::convert(&start.design, *id, to).unwrap();
        mend(&mut document);
        for found in check(&document.design) {
            let Some(fix) = found.fix else { continue };
            let mended = apply(&document, &fix.edit).unwrap().document;
            let still = check(&mended.design)
                .into_iter()
                .any(|other| (other.code, other.item, &other.message) == (found.code, found.item, &found.message));
            prop_assert!(!still, "{} {}", found.code, found.message);
        }
    }

    #[test]
    fn every_route_has_settings(start in document()) {
        for (api, node) in &start.design.apis {
            for stage in node.stages.keys() {
                for route in node.routes.keys() {
                    let settings = effective(&start.design, *api, *stage, *route);
                    prop_assert_eq!(settings.logging_level.is_none(), node.kind == ApiKind::Http);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_load_or_say_why(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = load(&bytes) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn changed_bytes_load_or_say_why(
        name in prop::sample::select(BUNDLED.as_slice()),
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        put in prop::collection::vec(any::<u8>(), 0..8),
    ) {
        let mut bytes = bundled(name).into_bytes();
        let start = at.index(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, put);
        survives(&bytes);
    }

    #[test]
    fn changed_values_are_told_or_kept(
        name in prop::sample::select(BUNDLED.as_slice()),
        at in any::<prop::sample::Index>(),
        value in prop::sample::select(vec![
            "null", "true", "-1", "0.5", "1e300", "\"\"", "\"text\"", "[]", "[[1]]", "{}", "{\"9\":{}}", "99999999999",
        ]),
        times in 1_usize..4,
    ) {
        let mut root: Value = serde_json::from_str(&bundled(name)).unwrap();
        for step in 0..times {
            let count = count(&root);
            let mut left = (at.index(count) + step * 37) % count;
            replace(&mut root, &mut left, &serde_json::from_str(value).unwrap());
        }
        survives(root.to_string().as_bytes());
    }
}

/// Loading gives a whole document that saves and loads again as it is, or an error.
fn survives(bytes: &[u8]) {
    match load(bytes) {
        Ok(loaded) => {
            assert_whole(&loaded.document);
            let again = load(save(&loaded.document).as_bytes()).unwrap();
            assert_eq!(again.document, loaded.document);
            assert_eq!(again.diagnostics, []);
            let _ = check(&loaded.document.design);
            for item in loaded.document.items() {
                assert_eq!(item.key().parse::<Item>(), Ok(item));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// Puts `new` in the place of the value number `left`, counted in order.
fn replace(value: &mut Value, left: &mut usize, new: &Value) -> bool {
    if *left == 0 {
        *value = new.clone();
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, left, new)),
        Value::Object(map) => map.values_mut().any(|item| replace(item, left, new)),
        _ => false,
    }
}
