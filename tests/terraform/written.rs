//! What an export writes of users' files, and how it follows a change.
//!
//! `cases/terraform/written/<name>/` holds files and in `expect.json` what stands in the files of the export and what
//! does not, by path, with runs of blanks as one. `renamed` changes a route once its files were exported; `edited` gives
//! stages, rules of web ACLs and sets of addresses other names as soon as they are imported, and `reworded` changes any
//! text of the design as it is saved.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use serde::Deserialize;
use studio_core::aws::Method;
use studio_core::design::edit::{Edit, apply};
use studio_core::design::{Design, Document, Item, RouteKey, WafStatement};
use studio_core::terraform::{ExportOptions, RestStyle, SourceFile, export, import, record};

use crate::{cases, folder};

#[derive(Deserialize)]
struct Expect {
    renamed: Option<Renamed>,
    /// Texts of the saved design, and what stands in their place.
    #[serde(default)]
    reworded: Vec<(String, String)>,
    #[serde(default)]
    edited: Vec<Edited>,
    /// Whether REST APIs are one document each.
    #[serde(default)]
    body: bool,
    there: BTreeMap<String, Vec<String>>,
    absent: BTreeMap<String, Vec<String>>,
    /// What the export says, by code.
    #[serde(default)]
    said: Vec<String>,
}

#[derive(Deserialize)]
struct Renamed {
    method: Method,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Edited {
    Stage(String, String),
    Rule(String, String),
    Set(String, String),
}

#[test]
fn what_files_say_is_written_again() {
    let mut failures = Vec::new();
    let all = cases("written");
    assert!(all.len() >= 5);
    for path in all {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expect: Expect =
            serde_json::from_str(&fs::read_to_string(path.join("expect.json")).unwrap()).unwrap();
        let files: Vec<SourceFile> =
            folder(&path).into_iter().filter(|file| file.path != "expect.json").collect();
        let mut design = import(&files).unwrap().document.design;
        if let Some(renamed) = &expect.renamed {
            // What the studio made, not what users' files call so.
            design.terraform.names.clear();
            design = record(&design, &export(&design, &ExportOptions::default()));
            rename(&mut design, renamed);
        }
        for edited in &expect.edited {
            design = edit(design, edited);
        }
        reword(&mut design, &expect.reworded);
        let rest_style = if expect.body { RestStyle::Body } else { RestStyle::Resources };
        let bundle = export(&design, &ExportOptions { rest_style, ..ExportOptions::default() });
        let text = |path: &String| {
            let file = bundle.files.iter().find(|file| file.path == *path);
            file.map(|file| words(&file.text)).unwrap_or_default()
        };
        for (path, wanted) in &expect.there {
            let text = text(path);
            for wanted in wanted.iter().filter(|wanted| !text.contains(&words(wanted))) {
                failures.push(format!("{name}: `{wanted}` is not in {path}: {text}"));
            }
        }
        for (path, unwanted) in &expect.absent {
            let text = text(path);
            for unwanted in unwanted.iter().filter(|unwanted| text.contains(&words(unwanted))) {
                failures.push(format!("{name}: `{unwanted}` is in {path}: {text}"));
            }
        }
        let said: Vec<&str> = bundle.diagnostics.iter().map(|found| found.code).collect();
        if said != expect.said {
            failures.push(format!("{name}: {:#?}", bundle.diagnostics));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Changes texts of all but what is kept of the files.
fn reword(design: &mut Design, edits: &[(String, String)]) {
    if edits.is_empty() {
        return;
    }
    let kept = std::mem::take(&mut design.terraform);
    let mut text = serde_json::to_string(design).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from.as_str()), "`{from}` is not in {text}");
        text = text.replace(from.as_str(), to);
    }
    *design = serde_json::from_str(&text).unwrap();
    design.terraform = kept;
}

fn rename(design: &mut Design, renamed: &Renamed) {
    let old = RouteKey::path(renamed.method, &renamed.from);
    for api in design.apis.values_mut().map(Arc::make_mut) {
        for route in api.routes.values_mut().filter(|route| route.key == old) {
            Arc::make_mut(route).key = RouteKey::path(renamed.method, &renamed.to);
        }
    }
}

fn edit(design: Design, edited: &Edited) -> Design {
    let mut edits = Vec::new();
    if let Edited::Stage(from, to) = edited {
        for (id, api) in &design.apis {
            let found = api.stages.iter().find(|(_, stage)| stage.name == *from);
            edits.extend(found.map(|(stage, _)| Edit::Rename(Item::Stage(*id, *stage), to.clone())));
        }
    }
    for (id, acl) in &design.web_acls {
        let mut changed = (**acl).clone();
        for rule in &mut changed.rules {
            match (edited, &mut rule.statement) {
                (Edited::Rule(from, to), _) if rule.name == *from => rule.name.clone_from(to),
                (Edited::Set(from, to), WafStatement::IpSet { name, .. }) if name.as_ref() == Some(from) => {
                    *name = Some(to.clone());
                }
                _ => {}
            }
        }
        if changed != **acl {
            edits.push(Edit::PutWebAcl(*id, Arc::new(changed)));
        }
    }
    assert!(!edits.is_empty());
    apply(&Document { design, ..Document::default() }, &Edit::Batch(edits)).unwrap().document.design
}
