//! The review against checkov: the same verdicts on its published fixtures.
//!
//! `cases/review/checkov/<check>.tf` is what checkov publishes for a check, in our words. Blocks of the resources that
//! it looks at are called `pass_…` or `fail_…`, after its verdict; what is called alike belongs to them. `checks.json`
//! lists the checks: those that rules share, where the verdicts differ and why, and those that none can share.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::Value;
use studio_core::aws::{ControlBody, controls};
use studio_core::design::Document;
use studio_core::terraform::{SourceFile, import};

use crate::skip::skip;
use crate::{findings, folder, read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    source: String,
    checkov: String,
    shared: Vec<Shared>,
    not_shared: Vec<NotShared>,
    of_others: Vec<Others>,
}

/// A check that rules of the review, or findings of `design::check`, say too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    check: String,
    title: String,
    rules: Vec<String>,
    /// The types of the resources that it looks at.
    resources: Vec<String>,
    /// Whether checkov has had it only after the version of the list.
    #[serde(default)]
    newer: bool,
    /// Blocks on which the review says otherwise, and why.
    #[serde(default)]
    differs: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotShared {
    check: String,
    title: String,
    because: String,
}

/// Checks on resources that go with an API without being its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    checks: Vec<String>,
    about: String,
    because: String,
}

fn list() -> List {
    serde_json::from_value(read(&folder("cases/review/checkov/checks.json"))).unwrap()
}

impl Shared {
    fn text(&self) -> String {
        let path = folder("cases/review/checkov").join(format!("{}.tf", self.check));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The names of the blocks with a verdict, and whether they pass.
    fn verdicts(&self) -> BTreeMap<String, bool> {
        let text = self.text();
        let blocks = text.lines().filter_map(|line| line.strip_prefix("resource \"")?.split_once("\" \""));
        let ours = blocks.filter(|(kind, _)| self.resources.iter().any(|one| one == kind));
        let names = ours.map(|(_, rest)| rest.split('"').next().unwrap_or_default());
        let verdict = |name: &str| match (name.strip_prefix("pass_"), name.strip_prefix("fail_")) {
            (Some(_), _) => Some((name.to_owned(), true)),
            (_, Some(_)) => Some((name.to_owned(), false)),
            _ => None,
        };
        names.filter_map(verdict).collect()
    }
}

/// The names of the blocks that one of these rules finds something in.
fn found(document: &Document, rules: &[String]) -> BTreeSet<String> {
    let addresses = &document.design.terraform.addresses;
    let mut names = BTreeSet::new();
    for finding in findings(document).iter().filter(|one| rules.iter().any(|rule| rule == one.code)) {
        let item = finding.item.map(|item| item.key()).unwrap_or_default();
        let own = addresses.iter().filter(|(made_from, _)| made_from.split(' ').nth(1) == Some(&item));
        names.extend(own.filter_map(|(_, address)| address.split('.').nth(1)).map(str::to_owned));
    }
    names
}

#[test]
fn the_review_says_what_checkov_says() {
    let mut faults = Vec::new();
    for row in list().shared {
        let bytes = row.text().into_bytes();
        let imported = import(&[SourceFile { path: "main.tf".into(), bytes }]).unwrap();
        let found = found(&imported.document, &row.rules);
        let verdicts = row.verdicts();
        for wanted in [true, false] {
            let there = verdicts.values().any(|passes| *passes == wanted);
            assert!(there, "{}: no block {}", row.check, if wanted { "passes" } else { "fails" });
        }
        for (name, passes) in &verdicts {
            let here = !found.contains(name);
            let differs = row.differs.contains_key(name);
            if (here == *passes) == differs {
                let said = if here { "nothing" } else { "something" };
                faults.push(format!("{} {name}: the review finds {said} (differs: {differs})", row.check));
            }
        }
        for (name, because) in &row.differs {
            assert!(verdicts.contains_key(name) && because.len() > 20, "{} {name}: {because}", row.check);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_list_has_every_check_of_the_table_and_every_file() {
    let list = list();
    assert!(list.source.starts_with("https://"));
    let mut ids = BTreeSet::new();
    let mut add = |id: &str| assert!(ids.insert(id.to_owned()), "{id} is listed twice");
    let of = |id: &str| controls().iter().find(|one| one.by == ControlBody::Checkov && one.id == id);
    for row in &list.shared {
        add(&row.check);
        let control = of(&row.check).unwrap_or_else(|| panic!("{} is not in the table", row.check));
        let rules: Vec<&String> = control.rules.iter().chain(&control.checks).collect();
        assert_eq!(row.rules.iter().collect::<Vec<_>>(), rules, "{}", row.check);
        assert_eq!(row.title, control.title, "{}", row.check);
    }
    for row in &list.not_shared {
        add(&row.check);
        let control = of(&row.check).unwrap_or_else(|| panic!("{} is not in the table", row.check));
        assert!(control.rules.is_empty() && control.checks.is_empty(), "{} is shared", row.check);
        assert_eq!((&row.title, &row.because), (&control.title, &control.because), "{}", row.check);
    }
    for row in &list.of_others {
        row.checks.iter().for_each(|check| add(check));
        assert!(!row.about.is_empty() && !row.because.is_empty(), "{:?}", row.checks);
    }
    for control in controls().iter().filter(|one| one.by == ControlBody::Checkov) {
        assert!(ids.contains(&control.id), "{} is in the table and not in the list", control.id);
    }
    for entry in fs::read_dir(folder("cases/review/checkov")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let known =
            name == "checks.json" || list.shared.iter().any(|row| format!("{}.tf", row.check) == name);
        assert!(known, "{name} belongs to no check");
    }
}

#[test]
fn checkov_itself_gives_the_verdicts_of_the_files() {
    let program = std::env::var("CHECKOV").unwrap_or_else(|_| "checkov".to_owned());
    let there = Command::new(&program).arg("--version").stderr(Stdio::null()).output();
    if !there.is_ok_and(|output| output.status.success()) {
        skip("checkov is not on the PATH; `pip install checkov`, or name it in CHECKOV");
        return;
    }
    let list = list();
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("review-checkov");
    let _ = fs::remove_dir_all(&root);
    for row in &list.shared {
        let place = root.join(&row.check);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("main.tf"), row.text()).unwrap();
    }
    let said = ask(&program, &root);
    let mut faults = Vec::new();
    for row in &list.shared {
        let of_check = said.get(&row.check);
        if of_check.is_none() && row.newer {
            continue;
        }
        for (name, passes) in row.verdicts() {
            let verdict = of_check.and_then(|blocks| blocks.get(&name));
            if verdict != Some(&passes) {
                faults.push(format!("{} {name}: checkov says {verdict:?}", row.check));
            }
        }
    }
    assert!(faults.is_empty(), "not as checkov {} judges:\n{}", list.checkov, faults.join("\n"));
}

/// What checkov says of the blocks in the folder of each check.
fn ask(program: &str, root: &PathBuf) -> BTreeMap<String, BTreeMap<String, bool>> {
    let output = Command::new(program)
        .args(["--framework", "terraform", "--compact", "--skip-download", "-o", "json", "-d"])
        .arg(root)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let mut said: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    for (list, passes) in [("passed_checks", true), ("failed_checks", false)] {
        for one in report["results"][list].as_array().into_iter().flatten() {
            let text = |key: &str| one[key].as_str().unwrap_or_default();
            let check = text("check_id");
            if text("file_path") == format!("/{check}/main.tf") {
                let name = text("resource").split('.').nth(1).unwrap_or_default();
                said.entry(check.to_owned()).or_default().insert(name.to_owned(), passes);
            }
        }
    }
    said
}
