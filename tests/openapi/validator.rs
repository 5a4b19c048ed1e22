//! Our documents against the published schemas of OpenAPI 3.0 and Swagger 2.0, by `openapi-spec-validator`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use studio_core::aws::ApiKind;
use studio_core::design::Design;
use studio_core::openapi::{ExportOptions, ExportType, Extensions, Format, export, import_with};

use crate::files::{documents, options};
use crate::generate;
use crate::golden;
use crate::skip::skip;

/// What the validator refuses and AWS's own documents have, by a part of what it says, and the reason.
const LISTED: &[(&str, &str)] = &[
    ("{} should be non-empty", "AWS writes empty `responses` where a method declares none"),
    ("{} should not be valid under", "the same in Swagger 2.0"),
    ("was not resolved", "a greedy parameter is `{proxy+}` in a path and `proxy` in its declaration"),
    ("Operation ID", "AWS lets operations have the same name"),
    ("does not exist within", "a schema of the design refers to a model that is not there, as an error says"),
];
/// How many random designs are validated.
const DESIGNS: u64 = 60;

#[test]
fn documents_follow_the_published_schemas() {
    let Ok(program) = std::env::var("GATEWAY_STUDIO_OPENAPI_VALIDATOR") else {
        return skip("GATEWAY_STUDIO_OPENAPI_VALIDATOR names no program `openapi-spec-validator`");
    };
    let folder = std::env::temp_dir().join(format!("gateway-studio-openapi-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut files = Vec::new();
    for (name, design) in designs() {
        files.extend(write(&folder, &name, &design));
    }
    let mut wrong = Vec::new();
    let mut listed = BTreeSet::new();
    for some in files.chunks(100) {
        let done = Command::new(&program).arg("--validation-errors").arg("all").args(some).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        let text = format!("{out}{err}");
        for line in complaints(&text) {
            match LISTED.iter().find(|(part, _)| line.contains(part)) {
                Some((part, reason)) => _ = listed.insert((*part, *reason)),
                None => wrong.push(line),
            }
        }
    }
    println!("{} documents validated; listed differences that occur: {listed:?}", files.len());
    assert!(wrong.is_empty(), "see {}:\n{}", folder.display(), wrong.join("\n"));
    fs::remove_dir_all(folder).unwrap();
}

/// What the validator says is wrong, with the file that it is about: `FILE: Validation Error: WHAT`, then lines that
/// explain it; further errors of the same file begin with `Validation Error`.
fn complaints(text: &str) -> Vec<String> {
    let mut file = "";
    let mut found = Vec::new();
    for line in text.lines() {
        let (start, rest) = line.split_once(": ").unwrap_or(("", line));
        if start.ends_with(".json") || start.ends_with(".yaml") {
            file = start.rsplit('/').next().unwrap_or(start);
            if rest.trim() != "OK" {
                found.push(format!("{file}: {rest}"));
            }
        } else if line.starts_with("Validation Error") {
            found.push(format!("{file}: {line}"));
        }
    }
    found.retain(|line| !line.ends_with("validation errors found"));
    found
}

fn designs() -> Vec<(String, Design)> {
    let mut designs = Vec::new();
    for path in golden::cases() {
        let case = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        designs.push((stem(&path), golden::design(&path, &case)));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/openapi");
    for path in documents(&folder) {
        if let Ok(imported) = import_with(&fs::read(&path).unwrap(), options(&path)) {
            designs.push((stem(&path), imported.document.design));
        }
    }
    designs.extend((0..DESIGNS).map(|seed| (format!("random_{seed}"), generate::design(seed))));
    designs
}

fn stem(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().replace('.', "_")
}

/// Writes every document of a design's APIs.
fn write(folder: &Path, name: &str, design: &Design) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for (id, api) in &design.apis {
        let types = [(ExportType::Oas30, "oas30"), (ExportType::Swagger, "swagger")];
        for (export_type, word) in types.into_iter().filter(|_| api.kind != ApiKind::WebSocket) {
            for extensions in [Extensions::ApiGateway, Extensions::None] {
                let format = if extensions == Extensions::None { Format::Yaml } else { Format::Json };
                let options = ExportOptions { export_type, extensions, format, ..ExportOptions::default() };
                let Ok(exported) = export(design, *id, &options) else { continue };
                let ending = if format == Format::Yaml { "yaml" } else { "json" };
                let path = folder.join(format!("{name}-{id}-{word}.{ending}"));
                fs::write(&path, exported.text).unwrap();
                files.push(path);
            }
        }
    }
    files
}
